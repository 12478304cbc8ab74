// Files that somebody drags over the desk.

/** Whether files are dragged. @param {DragEvent} event */
export function bringsFiles({dataTransfer}) {
  return dataTransfer?.types.includes('Files') ?? false;
}

/** A picture of the page itself that is dragged counts as a file for some browsers; what is dragged says that it is one. */
const OWN = 'application/x-parvis';

/** @param {DragEvent} event */
export function markOwn({dataTransfer}) {
  dataTransfer?.setData(OWN, OWN);
}

/** @param {DragEvent} event */
export function isOwn({dataTransfer}) {
  return dataTransfer?.types.includes(OWN) ?? false;
}

/**
 * A file that is dropped never takes the place of the page: where nothing takes it, it is refused. A field for files has its own way.
 * @param {DragEvent} event
 */
export function refuseFiles(event) {
  if (event.defaultPrevented || !bringsFiles(event) || (event.target instanceof Element && event.target.closest('input[type=file]'))) return;
  event.preventDefault();
  if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
}
