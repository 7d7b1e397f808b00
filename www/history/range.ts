/** Checks a range as the user types, and says what reading it will cost. */
import {
  init,
  isSmsError,
  type SmsClient,
  type SmsIssue,
  type SmsPlan,
  validateDateRange,
} from 'zoom-phone-sms';

export interface RangeCheck {
  issues: readonly SmsIssue[];
  cost: SmsPlan | null;
}

/**
 * Checks both ends. One request covers at most a month, and a history takes as many windows as it needs:
 * a long range costs more, but is not an error.
 */
export async function checkRange(client: SmsClient, from: string, to: string): Promise<RangeCheck> {
  const ends = endsOf({ from, to });
  await init();
  const check = validateDateRange(ends.from, ends.to);
  const issues = check.ok ? [] : check.issues.filter(({ code }) => code !== 'longer-than-a-month');
  if (issues.length > 0) return { issues, cost: null };
  try {
    return { issues: [], cost: await client.plan(ends) };
  } catch (error) {
    if (isSmsError(error) && error.issues.length > 0) return { issues: error.issues, cost: null };
    throw error;
  }
}

/** An empty end is none. */
export const endsOf = ({ from, to }: { from: string; to: string }) => ({
  from: from || null,
  to: to || null,
});

export const PRESETS = [
  { name: '30 days', months: 0, days: 30 },
  { name: 'Quarter', months: 3, days: 0 },
  { name: 'Year', months: 12, days: 0 },
] as const;

export type Preset = (typeof PRESETS)[number];

/** The days up to today, in UTC. */
export function presetRange({ months, days }: Preset, now = new Date()) {
  const year = now.getUTCFullYear();
  const month = now.getUTCMonth() - months;
  // The 31st becomes the last day of a shorter month.
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(now.getUTCDate(), lastOfMonth) - days;
  const from = new Date(Date.UTC(year, month, day));
  return { from: dateText(from), to: dateText(now) };
}

const dateText = (date: Date) => date.toISOString().slice(0, 10);
