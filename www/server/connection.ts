/** Whom the page's server asks: real Zoom where it has the credentials of an app, else the simulator. */
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
  { id: 'history-100000', about: 'A year with a hundred thousand' },
  { id: 'seed', about: 'The two messages of Zoom’s documentation, of March 2022' },
  { id: 'empty', about: 'No messages at all' },
  { id: 'flaky-error-502-html', about: 'A gateway that fails once for each page' },
  { id: 'error-429-daily', about: 'The day’s requests are used up' },
  { id: 'error-scope', about: 'An app that lacks a scope' },
];

/**
 * Whoever reaches this server may see what it shows: it listens on this machine alone, and Vite answers
 * no request for another host's name. A server for others asks who they are here.
 */
const authorize = () => true;

/** What the page is not told, for whoever started the server: no error of these holds a secret. */
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
  const own = { authorize, onError, basePath: BASE_PATH };
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

/** `business/heavy`: the account's plan and Zoom's label of the endpoint, of which both may be left out. */
function limitOf(text: string): ServerFacts['rateLimit'] {
  const [plan, label] = text.split('/');
  return {
    ...((plan === 'pro' || plan === 'business') && { plan }),
    ...((label === 'light' || label === 'medium' || label === 'heavy') && { label }),
  };
}
