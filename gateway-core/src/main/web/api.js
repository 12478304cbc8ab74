// The REST interface. Every answer that is not good becomes a Problem (RFC 9457); 401 is told to whoever listens for it.

/** A request that did not work, in the server's words where there are any. */
export class Problem extends Error {
  /**
   * @param {number} status 0 when the server was not reached
   * @param {Partial<import('./types.d.ts').Problem>} document
   * @param {number} [retryAfter] in seconds
   */
  constructor(status, document, retryAfter) {
    super(document.detail ?? document.title ?? String(status));
    this.status = status;
    this.type = document.type ?? 'about:blank';
    this.errors = document.errors ?? [];
    this.answer = document.answer;
    this.retryAfter = retryAfter;
  }
}

/**
 * Whether the same request may have been carried out all the same, so that it must keep its Idempotency-Key when it is repeated.
 * @param {unknown} problem
 */
export function inDoubt(problem) {
  return problem instanceof Problem && (problem.status === 0 || problem.status >= 500 || problem.status === 401 || problem.status === 429);
}

/** While nodes are exchanged, one from before refuses what it does not know: without this it does what it did then. Marked `x-since` in the contract, which that node would tell as it was. */
const NEWEST = 'seenId';
/** An attempt that hangs longer than this counts as not answered. */
const TIMEOUT = 30_000;
const BASE = '/api/v1';

let csrfToken = '';
/** @type {(problem: Problem) => void} */
let onUnauthorised = () => {};

/** @param {string} token */
export function useCsrfToken(token) {
  csrfToken = token;
}

/** @param {(problem: Problem) => void} listener called when the session is gone */
export function whenUnauthorised(listener) {
  onUnauthorised = listener;
}

/**
 * @typedef {{query?: Record<string, string | number | undefined>, body?: unknown, key?: string, quiet?: boolean, base?: string, keepalive?: boolean, signal?: AbortSignal}} Options
 * `key`: the Idempotency-Key of something that is created; `quiet`: a 401 is the caller's own affair; `keepalive`: it is sent although the page goes; `signal`: its answer is not
 * wanted any more
 */

/**
 * @param {string} method
 * @param {string} path
 * @param {Options} [options]
 * @returns {Promise<any>}
 */
async function request(method, path, options = {}) {
  try {
    return await attempt(method, path, options);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    const body = /** @type {Record<string, unknown> | undefined} */ (options.body);
    if (body?.[NEWEST] !== undefined && problem.status === 400 && problem.errors.length === 1 && problem.errors[0].field === NEWEST) return attempt(method, path, {...options, body: {...body, [NEWEST]: undefined}});
    if (problem.status !== 403 || problem.type !== '/problems/csrf') throw problem;
    // Another tab logged in again: the cookie is the new session's, the token still the old one's.
    csrfToken = (await attempt('GET', '/session', {})).csrfToken;
    return attempt(method, path, options);
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {Options} options
 * @returns {Promise<any>}
 */
async function attempt(method, path, {query = {}, body, key, quiet = false, base = BASE, keepalive = false, signal}) {
  /** @type {Record<string, string>} */
  const headers = {Accept: 'application/json'};
  if (body !== undefined) headers['Content-Type'] = body instanceof Blob ? 'application/octet-stream' : 'application/json';
  if (method !== 'GET') headers['X-CSRF-Token'] = csrfToken;
  if (key) headers['Idempotency-Key'] = key;
  const timeout = AbortSignal.timeout(TIMEOUT);
  let response;
  try {
    response = await fetch(base + path + queryOf(query), {
      method, headers, body: body === undefined || body instanceof Blob ? body : JSON.stringify(body), credentials: 'same-origin', keepalive, signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
  } catch {
    throw new Problem(0, {});
  }
  if (response.ok) return response.status === 204 ? undefined : response.json();
  const problem = await problemOf(response);
  if (response.status === 401 && !quiet) onUnauthorised(problem);
  throw problem;
}

/** @param {Response} response */
async function problemOf(response) {
  const retryAfter = Number(response.headers.get('Retry-After')) || undefined;
  const document = await response.json().catch(() => ({}));
  return new Problem(response.status, document, retryAfter);
}

/** @param {Record<string, string | number | undefined>} query */
function queryOf(query) {
  const present = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return present.length ? `?${new URLSearchParams(present.map(([name, value]) => [name, String(value)]))}` : '';
}

/** @param {string} path @param {Options} [options] */
export const get = (path, options) => request('GET', path, options);
/** @param {string} path @param {unknown} body @param {Options} [options] */
export const post = (path, body, options) => request('POST', path, {...options, body});
/** @param {string} path @param {unknown} body @param {Options} [options] */
export const patch = (path, body, options) => request('PATCH', path, {...options, body});
/** @param {string} path @param {unknown} body @param {Options} [options] */
export const put = (path, body, options) => request('PUT', path, {...options, body});
/** @param {string} path @param {Options} [options] */
export const remove = (path, options) => request('DELETE', path, options);

/** A fresh Idempotency-Key. `crypto.randomUUID` exists in secure contexts only; a desk behind plain HTTP works too. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Uploads a file for a reply. XMLHttpRequest, because fetch does not tell how far an upload is.
 * @param {File} file
 * @param {(fraction: number) => void} onProgress
 * @param {AbortSignal} signal
 * @returns {Promise<import('./types.d.ts').Attachment>}
 */
export function upload(file, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open('POST', `${BASE}/attachments?${new URLSearchParams({name: file.name})}`);
    call.setRequestHeader('X-CSRF-Token', csrfToken);
    call.setRequestHeader('Idempotency-Key', newKey());
    call.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    call.responseType = 'json';
    call.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    call.onload = () => {
      if (call.status === 201) return resolve(call.response);
      const problem = new Problem(call.status, call.response ?? {}, Number(call.getResponseHeader('Retry-After')) || undefined);
      if (call.status === 401) onUnauthorised(problem);
      return reject(problem);
    };
    call.onerror = () => reject(new Problem(0, {}));
    call.onabort = () => reject(new DOMException('', 'AbortError'));
    signal.addEventListener('abort', () => call.abort(), {once: true});
    call.send(file);
  });
}
