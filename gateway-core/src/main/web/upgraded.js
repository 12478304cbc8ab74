// A page stays open while the nodes' version is exchanged for another. It goes on by its own files, which every node has; its agent is told, and takes the new one when it suits them.

import {drafts, notices, otherVersion, session, version} from './desk.js';
import {allWords, t} from './i18n/index.js';

/** Versions that this tab has had before: while nodes are exchanged one by one, an old one is no news. */
const LEFT = 'parvis.versions-left';
const MOST = 5;

/** @param {string} served by a node */
export async function tellOfVersion(served) {
  if (versionsLeft().includes(served)) return;
  await allWords();
  if (notices.shown.some(({text}) => text === t('upgrade.here'))) return;
  notices.news(t('upgrade.here'), {label: t('upgrade.load'), act: load, milliseconds: 0});
}

// Whoever logs out leaves nothing open that could be in the way.
session.observe(() => {
  if (otherVersion && !versionsLeft().includes(otherVersion) && session.state === 'out' && !session.expired) load();
});

/** What is typed is kept here even where the server does not take it now. */
async function load() {
  await drafts.flush().catch(() => {});
  sessionStorage.setItem(LEFT, JSON.stringify([...versionsLeft(), version].slice(-MOST)));
  location.reload();
}

/** @returns {string[]} */
function versionsLeft() {
  try {
    return JSON.parse(sessionStorage.getItem(LEFT) ?? '[]');
  } catch {
    return [];
  }
}
