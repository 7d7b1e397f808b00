import type { SmsGrain } from 'zoom-phone-sms';
import type { StoredHistory } from '../history/archive.ts';
import type { Asked } from '../history/asked.ts';
import type { History } from '../history/history.ts';
import type { Problem } from '../history/problem.ts';
import type { RangeCheck } from '../history/range.ts';
import type { Progress } from '../history/source.ts';
import { NO_SESSIONS, type SessionList } from '../sessions/lister.ts';
import type { Scope } from '../sessions/scope.ts';
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
  /** One of Zoom's names, or {@link FAILED}. */
  status: string;
  /** Only messages that wait for an answer, and the answers to them. */
  answers: boolean;
  /** The other side's number, or its substitute. */
  party: string;
  days: Span | null;
  weekdays: Span | null;
  hours: Span | null;
}

/** The status of a message that failed, whichever way. */
export const FAILED = 'failed';

export interface Sort {
  column: string;
  descending: boolean;
}

/** The order of the table until another is chosen. */
export const BY_TIME: Sort = { column: 'date_time', descending: false };

/** The state of the requested history. */
export type Reading =
  | { phase: 'idle' }
  | { phase: 'restoring' | 'reading'; asked: Asked; progress: Progress | null }
  | { phase: 'stopped' | 'done'; asked: Asked; progress: Progress | null }
  | { phase: 'failed'; asked: Asked; progress: Progress | null; problem: Problem };

export interface State {
  server: ServerFacts | null;
  asked: Asked;
  check: RangeCheck;
  /** The sessions beside the messages. */
  list: SessionList;
  /** What is searched in the list. */
  listText: string;
  scope: Scope;
  /** Whether the list is shown on a small screen, where it covers the messages. */
  isListOpen: boolean;
  reading: Reading;
  history: History | null;
  stored: readonly StoredHistory[];
  /** Whether messages survive a reload; if not, the reason. */
  storage: true | string;
  view: View;
  zone: Zone;
  grain: SmsGrain;
  /** `null` is the order of time. */
  sort: Sort | null;
  /** The chosen columns of the table; `null` for the default ones. */
  columns: ReadonlySet<string> | null;
  filters: Filters;
  /** The id of the message whose details are shown. */
  at: string;
  /** Its index, if the user chose it on the page: an id may repeat. */
  picked: number | null;
  /** Whether the form is shown on a small screen, where it has no room beside messages. */
  isFormOpen: boolean;
  exporting: boolean;
}

export const NO_FILTERS: Filters = {
  text: '',
  direction: '',
  status: '',
  answers: false,
  party: '',
  days: null,
  weekdays: null,
  hours: null,
};

export const INITIAL: State = {
  server: null,
  asked: { session: '', from: '', to: '' },
  check: { issues: [], cost: null },
  list: NO_SESSIONS,
  listText: '',
  scope: { type: 'all', userId: '', preset: 0 },
  isListOpen: false,
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
  picked: null,
  isFormOpen: false,
  exporting: false,
};
