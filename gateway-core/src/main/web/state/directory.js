// Teams, agents, channels: what the rest of the desk looks names up in.

import {get} from '../api.js';
import {Observable} from '../observable.js';

/**
 * @typedef {import('../types.d.ts').Agent} Agent
 * @typedef {import('../types.d.ts').Channel} Channel
 * @typedef {import('../types.d.ts').Plugin} Plugin
 * @typedef {import('../types.d.ts').Tag} Tag
 * @typedef {import('../types.d.ts').Team} Team
 * @typedef {import('../types.d.ts').Topic} Topic
 */

export class Directory extends Observable {
  /** @type {Team[]} */
  teams = [];
  /** @type {Agent[]} */
  agents = [];
  /** @type {Channel[]} */
  channels = [];
  /** @type {Plugin[]} */
  plugins = [];
  /** @type {Tag[]} */
  tags = [];
  /** Once something offers them. @type {Topic[]} */
  topics = [];

  async load() {
    [this.teams, this.agents, this.channels, this.plugins, this.tags] = await Promise.all([get('/teams'), get('/agents'), get('/channels'), get('/plugins'), get('/tags')]);
    this.changed();
  }

  async loadChannels() {
    [this.channels, this.plugins] = await Promise.all([get('/channels'), get('/plugins')]);
    this.changed();
  }

  async loadPeople() {
    [this.teams, this.agents] = await Promise.all([get('/teams'), get('/agents')]);
    this.changed();
  }

  async loadTags() {
    this.tags = await get('/tags');
    this.changed();
  }

  async loadTopics() {
    this.topics = await get('/topics');
    this.changed();
  }

  /** @param {string | undefined} id */
  tag(id) {
    return this.tags.find((tag) => tag.id === id);
  }

  /** @param {string | undefined} id */
  agent(id) {
    return this.agents.find((agent) => agent.id === id);
  }

  /** Who can be assigned something: those who take work on first. @param {string} [except] an id @param {string} [team] whose it is: agencies see no other */
  assignable(except, team = '') {
    const absent = (/** @type {Agent} */ {availability = 'available'}) => Number(availability !== 'available');
    return this.agents.filter(({active, id, role, teamIds}) => active !== false && id !== except && role !== 'operator' && (role !== 'agency' || teamIds?.includes(team))).sort((one, other) => absent(one) - absent(other));
  }

  /** @param {string | undefined} id */
  team(id) {
    return this.teams.find((team) => team.id === id);
  }

  /** @param {string | undefined} id */
  channel(id) {
    return this.channels.find((channel) => channel.id === id);
  }

  /** The channels that a call note can be written on: the first is the phone centre's. */
  get callNoteChannels() {
    return this.channels.filter(({page, features, paused}) => page && !paused && features?.includes('call-notes'));
  }

  /** Channels and plugins that do not work as they should, and channels that somebody has paused. */
  get troubles() {
    const channels = this.channels.filter(({health}) => health.state === 'degraded' || health.state === 'needs-operator' || health.state === 'absent');
    const plugins = this.plugins.filter((plugin) => plugin.fault);
    return {channels, paused: this.channels.filter((channel) => channel.health.state === 'paused'), plugins};
  }
}
