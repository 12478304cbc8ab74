// Where the agent is. Links within the desk change the place without loading the page again.

import {Observable} from '../observable.js';
import {format, parse} from '../routes.js';

/** @typedef {import('../routes.js').Route} Route */

export class Router extends Observable {
  /** @type {Route} */
  route = here();

  start() {
    addEventListener('popstate', () => this.#arrive());
    document.addEventListener('click', (event) => this.#follow(event));
  }

  /** @param {Route} route @param {{replace?: boolean}} [how] */
  go(route, {replace = false} = {}) {
    const address = format(route);
    if (address === location.pathname + location.search) return;
    history[replace ? 'replaceState' : 'pushState'](null, '', address);
    this.#arrive();
  }

  /** @param {string} address a page of this desk, as {@link format} writes it */
  replace(address) {
    history.replaceState(null, '', address);
    this.#arrive();
  }

  #arrive() {
    this.route = here();
    this.changed();
  }

  /** @param {MouseEvent} event */
  #follow(event) {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin || link.hash) return;
    const route = parse(link.pathname, new URLSearchParams(link.search));
    if (route.place === 'unknown') return;
    event.preventDefault();
    this.go(route);
  }
}

function here() {
  return parse(location.pathname, new URLSearchParams(location.search));
}
