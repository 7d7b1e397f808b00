/** The bins of the chart over time: days, weeks or months, so that its bars stay wide enough to see. */
import type { Span } from '../state/state.ts';
import { type DayNumber, dayDate, dayOfDate } from '../text/zone.ts';

export interface Bins {
  name: 'day' | 'week' | 'month';
  /** The first day of the bin that has this day. */
  first(day: DayNumber): DayNumber;
  /** The first day of the bin after the one that begins here. */
  next(first: DayNumber): DayNumber;
}

const DAYS: Bins = { name: 'day', first: (day) => day, next: (first) => first + 1 };

const WEEKS: Bins = {
  name: 'week',
  // 1970-01-01 was a Thursday; weeks begin on Mondays.
  first: (day) => day - ((((day + 3) % 7) + 7) % 7),
  next: (first) => first + 7,
};

const MONTHS: Bins = {
  name: 'month',
  first(day) {
    const date = dayDate(day);
    return dayOfDate(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)));
  },
  next(first) {
    const date = dayDate(first);
    return dayOfDate(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)));
  },
};

const MOST_DAYS = 92;
const MOST_WEEKS_DAYS = 3 * 366;

/** The bins for a range of days. */
export function binsOf([first, last]: Span): Bins {
  const days = last - first + 1;
  if (days <= MOST_DAYS) return DAYS;
  return days <= MOST_WEEKS_DAYS ? WEEKS : MONTHS;
}
