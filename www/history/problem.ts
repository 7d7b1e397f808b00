/** What ended a reading, in words, with what can be done about it. */
import { isSmsError, type SmsErrorKind, type SmsIssue } from 'zoom-phone-sms';
import { OvertakenError } from './archive.ts';

export interface Problem {
  title: string;
  /** What happened, and what to do. */
  message: string;
  /** What the first button does: goes on, or brings what another tab has read. */
  next: 'go-on' | 'reopen';
  /** Before this time it makes no sense to go on. */
  notBeforeMs: number | null;
  trackingId: string | null;
  /** What of the request is wrong, to be shown beside its field. */
  issues: readonly SmsIssue[];
}

const TITLES: Record<SmsErrorKind, string> = {
  'invalid-request': 'The request is not valid',
  authentication: 'Zoom does not accept this server’s credentials',
  'missing-scope': 'The server’s Zoom app lacks a scope',
  forbidden: 'Zoom does not allow this',
  'not-found': 'There is no such session',
  'invalid-page-token': 'Zoom no longer accepts the page token',
  'rate-limited': 'The rate limit is reached',
  server: 'Zoom, or the server before it, does not work at the moment',
  'unexpected-status': 'The server gave an unexpected answer',
  network: 'The server could not be reached',
  timeout: 'No answer in time',
  aborted: 'Stopped',
  decode: 'The answer is not what Zoom documents',
  paging: 'The pages do not come to an end',
  wasm: 'The dashboard ran out of memory, or broke: load the page again',
};

export function toProblem(error: unknown): Problem {
  if (error instanceof OvertakenError) return ELSEWHERE;
  if (!isSmsError(error)) {
    return { ...NOTHING_KNOWN, title: 'The dashboard failed', message: String(error) };
  }
  return {
    title: TITLES[error.kind],
    message: error.message,
    next: 'go-on',
    notBeforeMs: error.retryAt?.getTime() ?? null,
    trackingId: error.trackingId ?? null,
    issues: error.issues,
  };
}

const NOTHING_KNOWN = { next: 'go-on', notBeforeMs: null, trackingId: null, issues: [] } as const;

export const ELSEWHERE: Problem = {
  ...NOTHING_KNOWN,
  title: 'Another tab is reading this history',
  message: 'Let it come to its end there, then show what it has read. Nothing was read twice.',
  next: 'reopen',
};
