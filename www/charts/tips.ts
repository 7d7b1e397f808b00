/** Tooltips of charts. */
import { plural } from '../text/words.ts';

/** Their colours, which follow the theme. */
export const tipStyle = {
  fill: 'var(--surface)',
  stroke: 'var(--line-strong)',
  textPadding: 10,
  fontSize: 12,
  lineHeight: 1.4,
  // The text would otherwise have the colour of the frame.
  className: 'tip',
} as const;

/** Counts are whole numbers. */
export const tick = (value: number): string =>
  Number.isInteger(value) ? value.toLocaleString('en') : '';

export const messages = (count: number): string => plural(count, 'message');
