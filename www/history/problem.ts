/** Explains what ended a read, and what to do about it, to someone who uses the page. */
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

/** Who says it, and what to do. The package's own messages advise programmers. */
const WORDS: Record<SmsErrorKind, readonly [title: string, advice: string]> = {
  'invalid-request': [
    'The session or the range is not valid',
    'Nothing was sent that Zoom could answer. Correct the form above, then read again.',
  ],
  authentication: [
    'Zoom refused this server’s credentials',
    'Check the account ID, the client ID and the client secret with which the dashboard was started, then start it again.',
  ],
  'missing-scope': [
    'The server’s Zoom app lacks a scope',
    'Add the scope to the app in Zoom’s Marketplace, then try again.',
  ],
  forbidden: [
    'Zoom does not allow this',
    'Check that the account has Zoom Phone, and that the app may read these messages.',
  ],
  'not-found': [
    'There is no such session',
    'Zoom knows no session with this ID, or cannot retrieve its messages. Check the ID.',
  ],
  'invalid-page-token': ['Zoom no longer accepts the place where reading was', 'Try again.'],
  'rate-limited': [
    'Zoom’s limit for requests is reached',
    'Nothing is lost: continue when Zoom accepts requests again.',
  ],
  server: [
    'Zoom is not responding',
    'Zoom, or a server in front of it, failed several times. Try again in some minutes.',
  ],
  'unexpected-status': [
    'Zoom’s answer is not one that it documents',
    'Check in the terminal whether the dashboard’s server can reach Zoom, then try again.',
  ],
  network: [
    'The dashboard’s server could not be reached',
    'Check that it is still running in the terminal where it was started, then try again.',
  ],
  timeout: [
    'Zoom did not respond in time',
    'Several requests took too long. Try again in some minutes.',
  ],
  aborted: ['Stopped', 'Continue whenever you like.'],
  decode: [
    'Zoom’s answer is not what it documents',
    'It was not stored, because messages could be missing. Try again; if it stays, report it.',
  ],
  paging: [
    'Zoom’s pages never end, or are out of order',
    'Reading was ended, because messages could be missing. Try again; if it stays, report it.',
  ],
  wasm: ['The dashboard ran out of memory or crashed', 'Reload the page to continue.'],
};

export function toProblem(error: unknown): Problem {
  if (error instanceof OvertakenError) return ELSEWHERE;
  if (!isSmsError(error)) {
    return { ...NOTHING_KNOWN, title: 'The dashboard failed', message: String(error) };
  }
  const [title, advice] = WORDS[error.kind];
  const status = error.status ? ` Zoom’s status: ${error.status}.` : '';
  return {
    title,
    message: `${advice}${status}`,
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
