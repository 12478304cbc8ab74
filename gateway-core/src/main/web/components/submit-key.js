/** Ctrl+Enter or ⌘+Enter, from within: sends the form as its button does. @param {KeyboardEvent} event */
export function submitByKey(event) {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  /** @type {HTMLElement} */ (event.currentTarget).closest('form')?.requestSubmit();
}
