/** The words for Zoom's directions and delivery statuses: the same in every view. */
import { capitalised, spaced } from './words.ts';

const FAILED: ReadonlySet<string> = new Set(['failed_to_send', 'failed_to_deliver']);

export const hasFailed = (status: string | null | undefined): boolean => FAILED.has(status ?? '');

/** `Failed to deliver`. */
export const statusName = (status: string): string => capitalised(spaced(status));

/** `Received`, `Sent`, or what Zoom sent instead. */
export function directionName(direction: string): string {
  const known = direction.toLowerCase();
  if (known === 'in') return 'Received';
  return known === 'out' ? 'Sent' : direction || 'Unknown';
}
