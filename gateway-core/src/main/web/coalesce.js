/**
 * Makes many wishes to run something into few runs: soon after the first, never twice at once, and not more often than every `interval`.
 * A wish during a run leads to one more run after it. A failed run is the action's own affair: it must not reject.
 * @param {() => Promise<void>} action
 * @param {{delay: number, interval: number}} pace in milliseconds
 */
export function coalesce(action, {delay, interval}) {
  let planned = false;
  let running = false;
  let again = false;
  let last = -Infinity;

  const run = async () => {
    planned = false;
    running = true;
    again = false;
    last = performance.now();
    try {
      await action();
    } finally {
      running = false;
      if (again) wish();
    }
  };

  const wish = () => {
    if (running) {
      again = true;
      return;
    }
    if (planned) return;
    planned = true;
    setTimeout(run, Math.max(delay, last + interval - performance.now()));
  };
  return wish;
}
