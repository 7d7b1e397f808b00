import type { SmsGrain, SmsProgress } from 'zoom-phone-sms';
import type { StoredHistory } from '../history/archive.ts';
import type { Asked } from '../history/asked.ts';
import type { History } from '../history/history.ts';
import type { Problem } from '../history/problem.ts';
import type { RangeCheck } from '../history/range.ts';
import type { Zone } from '../text/zone.ts';

/** What the page's server reports about itself. */
export interface ServerFacts {
  source: 'simulator' | 'zoom';
  /** Separates the histories of different accounts. Not the account's id. */
  account: string;
  /** Sessions to try. */
  sessions: { id: string; about: string }[];
  rateLimit: { plan?: 'pro' | 'business'; label?: 'light' | 'medium' | 'heavy' } | false;
}

export type View = 'conversation' | 'table' | 'charts';

/** Two ends, both included. */
export type Span = readonly [number, number];

/** Which messages are shown. */
export interface Filters {
  text: string;
  direction: '' | 'in' | 'out';
  status: string;
  /** The other side's number, or its substitute. */
  party: string;
  days: Span | null;
  weekdays: Span | null;
  hours: Span | null;
}

export interface Sort {
  column: string;
  descending: boolean;
}

/** The state of the requested history. */
export type Reading =
  | { phase: 'idle' }
  | { phase: 'restoring' | 'reading'; asked: Asked; progress: SmsProgress | null }
  | { phase: 'stopped' | 'done'; asked: Asked; progress: SmsProgress | null }
  | { phase: 'failed'; asked: Asked; progress: SmsProgress | null; problem: Problem };

export interface State {
  server: ServerFacts | null;
  asked: Asked;
  check: RangeCheck;
  reading: Reading;
  history: History | null;
  stored: readonly StoredHistory[];
  /** Whether messages survive a reload; if not, the reason. */
  storage: true | string;
  view: View;
  zone: Zone;
  grain: SmsGrain;
  sort: Sort | null;
  /** The chosen columns of the table; `null` for the default ones. */
  columns: ReadonlySet<string> | null;
  filters: Filters;
  /** The id of a message to highlight in the conversation. */
  at: string;
  exporting: boolean;
}

export const NO_FILTERS: Filters = {
  text: '',
  direction: '',
  status: '',
  party: '',
  days: null,
  weekdays: null,
  hours: null,
};

export const INITIAL: State = {
  server: null,
  asked: { session: '', from: '', to: '' },
  check: { issues: [], cost: null },
  reading: { phase: 'idle' },
  history: null,
  stored: [],
  storage: true,
  view: 'conversation',
  zone: 'utc',
  grain: 'message',
  sort: null,
  columns: null,
  filters: NO_FILTERS,
  at: '',
  exporting: false,
};
