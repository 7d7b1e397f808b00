/** Explains what ended a read, and what to do about it. */
import { isSmsError, type SmsErrorKind, type SmsIssue } from 'zoom-phone-sms';
import { OvertakenError } from './archive.ts';

export interface Problem {
  title: string;
  /** What happened, and what to do. */
  message: string;
  /** What the first button does: continue, or load what another tab has read. */
  next: 'go-on' | 'reopen';
  /** Continuing makes no sense before this time. */
  notBeforeMs: number | null;
  trackingId: string | null;
  /** Errors in the request, to show beside their fields. */
  issues: readonly SmsIssue[];
}

const TITLES: Record<SmsErrorKind, string> = {
  'invalid-request': 'The request is not valid',
  authentication: 'Zoom refused this server’s credentials',
  'missing-scope': 'The server’s Zoom app lacks a scope',
  forbidden: 'Zoom does not allow this',
  'not-found': 'There is no such session',
  'invalid-page-token': 'Zoom no longer accepts the page token',
  'rate-limited': 'The rate limit is reached',
  server: 'Zoom, or a gateway in front of it, is not working right now',
  'unexpected-status': 'The server sent an unexpected response',
  network: 'The server could not be reached',
  timeout: 'The server did not respond in time',
  aborted: 'Stopped',
  decode: 'The response is not what Zoom documents',
  paging: 'The pages never end, or are out of order',
  wasm: 'The dashboard ran out of memory or crashed: reload the page',
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
  message: 'Let it finish there, then show its messages here. Nothing was read twice.',
  next: 'reopen',
};
