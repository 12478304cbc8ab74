// The style sheets of what comes after the first page, in the order in which they overrule each other.

const LATER = ['thread', 'composer', 'context', 'people', 'pages', 'operations', 'administration', 'order', 'writing', 'together'];

/** Those that were asked for and have not failed. @type {Map<string, Promise<void>>} */
const asked = new Map();

/** Once all of them hold; rejects when one cannot be fetched, and asks for those that lack when it is called again. */
export function wholeStyle() {
  return Promise.all(LATER.map((name) => {
    const sheet = asked.get(name) ?? fetchSheet(name);
    asked.set(name, sheet);
    return sheet;
  }));
}

/** @param {string} name @returns {Promise<void>} */
function fetchSheet(name) {
  const {href} = new URL(`./styles/${name}.css`, import.meta.url);
  const link = Object.assign(document.createElement('link'), {rel: 'stylesheet', href});
  return new Promise((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      asked.delete(name);
      reject(new Error(`The style sheet ${name} could not be fetched`));
    };
    document.head.append(link);
  });
}
