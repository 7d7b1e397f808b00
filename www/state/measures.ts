/** Records loading times as performance measures: `performance.getEntriesByType('measure')`. */

const done = new Set<string>();

/** Measures from the opening of the page to the next drawn frame, once per name. */
export function measureFromStart(name: string): void {
  measureOnce(name, {});
}

export const markRead = () => performance.mark('read');

/** Measures from the start of the last read. */
export function measureFromRead(name: string): void {
  // Stored messages were read before the page was opened.
  if (performance.getEntriesByName('read').length > 0) measureOnce(name, { start: 'read' });
}

function measureOnce(name: string, options: PerformanceMeasureOptions): void {
  if (done.has(name)) return;
  done.add(name);
  // Animation callbacks run before the frame is drawn; a timeout set in one runs after it.
  requestAnimationFrame(() => setTimeout(() => performance.measure(name, options)));
}
