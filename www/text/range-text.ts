/** A range of days as people write it. */
import type { Asked } from '../history/asked.ts';
import { formatDay } from './zone.ts';

/** `1 Nov – 1 Dec 2026`. */
export function rangeText({ from, to }: Pick<Asked, 'from' | 'to'>): string {
  if (!from && !to) return 'past 30 days';
  if (!to) return `from ${formatDay(from)}`;
  if (!from) return `until ${formatDay(to)}`;
  return `${formatDay(from)} – ${formatDay(to)}`;
}
