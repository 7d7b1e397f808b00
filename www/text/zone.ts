/** Formats times in UTC or in the browser's zone. */

export type Zone = 'utc' | 'local';

const DAY_MS = 86_400_000;

/** English, like the page: the user's own variant if they have one. */
const LOCALE = navigator.languages.find((language) => /^en\b/i.test(language)) ?? 'en-GB';

const STYLES = {
  day: { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' },
  time: { timeStyle: 'short', hourCycle: 'h23' },
  seconds: { timeStyle: 'medium', hourCycle: 'h23' },
  dayOfYear: { day: 'numeric', month: 'short' },
  date: { dateStyle: 'medium' },
  moment: { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

type Style = keyof typeof STYLES;

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment in a zone, in one of the styles. */
export function formatTime(epochMs: number, zone: Zone, style: Style): string {
  const key = `${zone} ${style}`;
  let format = formats.get(key);
  if (!format) {
    const timeZone = zone === 'utc' ? 'UTC' : undefined;
    format = new Intl.DateTimeFormat(LOCALE, { ...STYLES[style], timeZone });
    formats.set(key, format);
  }
  return format.format(epochMs);
}

/** `1 Nov 2026`, of a date or a time as it is in a range. Any other text stays as it is. */
export function formatDay(text: string): string {
  const day = dayOf(text.slice(0, 10));
  if (day === undefined) return text;
  const date = formatTime(day * DAY_MS, 'utc', 'date');
  return text.length > 10 ? `${date} ${text.slice(11)}` : date;
}

/** The zone's name, for axes and column headings. */
export function zoneName(zone: Zone): string {
  return zone === 'utc' ? 'UTC' : new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Days since 1970-01-01 in a calendar, without a zone. */
export type DayNumber = number;

export interface ClockTime {
  day: DayNumber;
  /** 0 is Monday. */
  weekday: number;
  /** 0 to 23. */
  hour: number;
}

/** The day, weekday and hour of a moment in a zone. */
export function clockTime(epochMs: number, zone: Zone): ClockTime {
  const date = new Date(epochMs);
  const day =
    zone === 'utc'
      ? Math.floor(epochMs / DAY_MS)
      : Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS;
  const hour = zone === 'utc' ? date.getUTCHours() : date.getHours();
  // 1970-01-01 was a Thursday.
  return { day, weekday: (((day + 3) % 7) + 7) % 7, hour };
}

/** `2024-01-31`. */
export function dayText(day: DayNumber): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day number of `2024-01-31`, or `undefined` for an invalid date. */
export function dayOf(text: string): DayNumber | undefined {
  const epochMs = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  const day = epochMs / DAY_MS;
  // Some parsers read 31 June as 1 July.
  return Number.isInteger(day) && dayText(day) === text ? day : undefined;
}

/** Midnight in UTC of a day, for a chart axis without zones. */
export const dayDate = (day: DayNumber): Date => new Date(day * DAY_MS);

export const dayOfDate = (date: Date): DayNumber => Math.floor(date.getTime() / DAY_MS);

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
