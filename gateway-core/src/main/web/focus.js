// Where the focus goes when what had it went.

/** Back to where it was before, else to the list or the page: only where it is nowhere. @param {EventTarget | null} [before] */
export function regainFocus(before) {
  if (document.activeElement !== document.body) return;
  const back = before instanceof HTMLElement && before.isConnected ? before : document.querySelector('#list a[tabindex="0"]') ?? document.querySelector('#list, #page');
  /** @type {HTMLElement | null} */ (back)?.focus({preventScroll: true});
}
