/** The page's server uses real Zoom if it has an app's credentials, otherwise the simulator. */
import { createHash } from 'node:crypto';
import { createZoomProxy } from '../../pkg/proxy.js';
import type { ServerFacts } from '../state/state.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Connection {
  proxy: (request: Request) => Promise<Response>;
  facts: ServerFacts;
}

/** Where the proxy is mounted: the path of the page's `baseUrl`. */
export const BASE_PATH = '/zoom/v2';

const DEFAULT_SIMULATOR = 'http://127.0.0.1:8787';

const SESSIONS: ServerFacts['sessions'] = [
  { id: 'demo', about: 'A support conversation of the past 30 days' },
  { id: 'history-1000', about: 'A year with a thousand messages' },
  { id: 'history-100000', about: 'A year with a hundred thousand messages' },
  { id: 'seed', about: 'The two messages from Zoom’s documentation, March 2022' },
  { id: 'empty', about: 'No messages at all' },
  { id: 'flaky-error-502-html', about: 'A gateway that fails once per page' },
  { id: 'error-429-daily', about: 'The daily limit is used up' },
  { id: 'error-scope', about: 'An app that lacks a scope' },
];

/**
 * Allows everything: the server listens only on this machine, and Vite refuses requests for other host
 * names. A public server would check the user's identity here.
 */
const authorize = () => true;

/** Besides messages and files: the list of sessions. */
const LISTS = ['account-sessions', 'user-sessions'] as const;

/** Logs errors that the page does not see. None of them contains a secret. */
function onError(error: unknown): void {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  const why = cause instanceof Error && cause.message ? ` (${cause.message})` : '';
  console.error(message + why);
}

export function connect(environment: Environment): Connection {
  const {
    ZOOM_ACCOUNT_ID: accountId,
    ZOOM_CLIENT_ID: clientId,
    ZOOM_CLIENT_SECRET: clientSecret,
    ZOOM_RATE_LIMIT: rateLimit = '',
    ZOOM_SMS_SIMULATOR: simulator = DEFAULT_SIMULATOR,
  } = environment;
  const own = { authorize, onError, basePath: BASE_PATH, allow: LISTS };
  if (accountId && clientId && clientSecret) {
    const account = createHash('sha256').update(accountId).digest('hex').slice(0, 16);
    return {
      proxy: createZoomProxy({ accountId, clientId, clientSecret, ...own }),
      facts: { source: 'zoom', account, sessions: [], rateLimit: limitOf(rateLimit) },
    };
  }
  return {
    proxy: createZoomProxy({
      accountId: 'simulator-account',
      clientId: 'simulator-client',
      clientSecret: 'simulator-secret',
      tokenUrl: `${simulator}/oauth/token`,
      baseUrl: `${simulator}/v2`,
      ...own,
    }),
    facts: { source: 'simulator', account: 'simulator', sessions: SESSIONS, rateLimit: false },
  };
}

/** Parses `business/heavy`: the account's plan and Zoom's label for the endpoint, both optional. */
function limitOf(text: string): ServerFacts['rateLimit'] {
  const [plan, label] = text.split('/');
  return {
    ...((plan === 'pro' || plan === 'business') && { plan }),
    ...((label === 'light' || label === 'medium' || label === 'heavy') && { label }),
  };
}
