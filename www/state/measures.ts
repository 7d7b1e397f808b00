/** When what matters was first seen, as performance measures: `performance.getEntriesByType('measure')`. */

const done = new Set<string>();

/** From the opening of the page until the next frame has been drawn: once for each name. */
export function measureFromStart(name: string): void {
  measureOnce(name, {});
}

export const markRead = () => performance.mark('read');

/** From when reading was last begun. */
export function measureFromRead(name: string): void {
  // What is kept was read before the page was opened.
  if (performance.getEntriesByName('read').length > 0) measureOnce(name, { start: 'read' });
}

function measureOnce(name: string, options: PerformanceMeasureOptions): void {
  if (done.has(name)) return;
  done.add(name);
  // A frame's callbacks run before it is drawn; what they schedule, after.
  requestAnimationFrame(() => setTimeout(() => performance.measure(name, options)));
}
