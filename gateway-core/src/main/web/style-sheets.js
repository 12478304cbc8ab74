// The style sheets of what comes after the first page, in the order in which they overrule each other.

const LATER = ['thread', 'composer', 'context', 'people', 'pages', 'operations', 'administration', 'order', 'writing', 'together'];

/** @type {Promise<unknown> | undefined} */
let asked;

/** Once all of them hold; rejects when one cannot be fetched, and asks for those that lack when it is called again. */
export function wholeStyle() {
  asked ??= Promise.all(LATER.map(sheet)).catch((failure) => {
    asked = undefined;
    throw failure;
  });
  return asked;
}

/** @param {string} name @returns {Promise<void>} */
function sheet(name) {
  const {href} = new URL(`./styles/${name}.css`, import.meta.url);
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  const link = Object.assign(document.createElement('link'), {rel: 'stylesheet', href});
  return new Promise((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      reject(new Error(`The style sheet ${name} could not be fetched`));
    };
    document.head.append(link);
  });
}
