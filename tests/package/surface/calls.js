/**
 * All that the package exports, and how to call it: with what is nearly right, and with anything.
 *
 * @module
 */
import { anything, either, listOf, nearly, oneOf } from './recipes.js';

/** @import { Argument, Right } from './recipes.js' */

/**
 * What is called: a function gives a value or throws; an async one gives a promise of it, and throws
 * nothing; a generator is gone through.
 *
 * @typedef {object} Call
 * @property {'sync' | 'async' | 'generator'} kind
 * @property {Argument[]} args
 * @property {(args: unknown[], world: World) => unknown} call
 */

/**
 * @typedef {object} World
 * @property {(request: Request) => Promise<unknown>} fetch gives what a trial says, and counts
 * @property {any} sms the package, as a program without types sees it
 * @property {any} proxy its proxy
 */

export const PAGE = JSON.stringify({
  next_page_token: '',
  page_size: 30,
  sms_histories: [
    {
      attachments: [{ download_url: 'https://zoom.us/file/a', id: 'a', name: 'a.png', size: 3 }],
      date_time: '2024-01-01T12:00:00Z',
      direction: 'In',
      message: 'hello',
      message_id: 'IQ-1',
      message_type: 5,
      sender: { phone_number: '+12092693625' },
      to_members: [{ phone_number: '+12092693626' }],
    },
  ],
});

/**
 * @param {World} world
 * @returns {Right}
 */
export function rightOf({ fetch }) {
  return {
    id: () => 'session',
    ids: () => ['one', 'two'],
    from: () => '2024-01-01',
    to: () => '2024-01-02',
    token: () => 'a-token-of-the-caller',
    'a function for the token': () => async () => 'a-token-of-the-caller',
    baseUrl: () => 'https://zoom.example/v2',
    fetch: () => fetch,
    ms: () => 1_000,
    one: () => 1,
    yes: () => true,
    no: () => false,
    none: () => undefined,
    name: () => 'a-name-of-something',
    address: () => 'https://zoom.example/oauth/token',
    path: () => '/zoom',
    hosts: () => ['files.example'],
    'reads of a proxy': () => ['message', 'account-sessions', 'user-sessions'],
    'a function': () => () => true,
    'a limiter': () => ({ acquire: async () => {}, report() {} }),
    'a function for a query': () => async () => ({ from: '2024-01-01', to: '2024-01-02' }),
    page: () => JSON.parse(PAGE),
    messages: () => JSON.parse(PAGE).sms_histories,
    message: () => JSON.parse(PAGE).sms_histories[0],
    text: () => PAGE,
    bytes: () => new TextEncoder().encode(PAGE),
    grain: () => 'recipient',
    'a calling code': () => '1',
    'a message id': () => 'IQ-mF0OIvyQQDi2DkOPOPnBvA',
    signal: () => new AbortController().signal,
    'the answer of a page': () => new Response(PAGE),
    'the answer of a message': () => Response.json(JSON.parse(PAGE).sms_histories[0]),
    'the answer of a file': () => new Response('GIF89a'),
    'the answer of a token': () =>
      Response.json({ access_token: 'a', expires_in: 3599, api_url: 'https://zoom.example' }),
    'an answer that refuses': () => Response.json({ code: 300, message: 'no' }, { status: 400 }),
    'a request of a page': () => new Request('https://app.example/zoom/phone/sms/sessions/session'),
    'a request of a file': () => new Request('https://app.example/zoom/attachments/AAAA'),
    'a request of a list': () => new Request('https://app.example/zoom/phone/sms/sessions'),
    fields: () => ({ kind: 'network', message: 'a message', retryable: true }),
    kind: () => 'decode',
    error: () => new Error('a cause'),
    'a link': () => 'https://zoom.us/file/a?jwt=secret',
    'a status': () => 200,
    'the status of a refusal': () => 429,
    'a function for bytes': () => async () => new TextEncoder().encode(PAGE).buffer,
    headers: () => new Headers(),
    'the module': () => new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)),
  };
}

/** What `fetch` gives: an answer, what is nearly one, or anything. */
export const ANSWER = either(
  oneOf('the answer of a page', 'the answer of a message', 'the answer of a file'),
  oneOf('the answer of a token'),
  oneOf('an answer that refuses'),
  nearly(
    {
      status: oneOf('a status', 'the status of a refusal'),
      headers: either(oneOf('headers'), nearly({ get: oneOf('a function') }, ['get'])),
      arrayBuffer: oneOf('a function for bytes'),
      body: oneOf('none'),
    },
    ['status', 'headers', 'arrayBuffer'],
  ),
);

const RANGE = { from: oneOf('from', 'none'), to: oneOf('to', 'none') };
const CALL = {
  ...RANGE,
  page_size: oneOf('one', 'none'),
  sort: oneOf('one', 'none'),
  delivery_status: oneOf('none'),
  signal: oneOf('signal', 'none'),
};
const PAGE_QUERY = nearly({ ...CALL, next_page_token: oneOf('none') });
const LIST_QUERY = nearly({
  ...RANGE,
  session_type: oneOf('none'),
  phone_number: oneOf('none'),
  filter_type: oneOf('none'),
  page_size: oneOf('one', 'none'),
  next_page_token: oneOf('none'),
  signal: oneOf('signal', 'none'),
});
const READ = {
  ...CALL,
  limit: oneOf('one', 'none'),
  maxPages: oneOf('one', 'none'),
  overlapSeconds: oneOf('ms', 'none'),
  deadlineMs: oneOf('ms', 'none'),
  onProgress: oneOf('a function', 'none'),
  prefetch: oneOf('yes', 'no'),
  resume: oneOf('none'),
};
const OF_ROWS = { grain: oneOf('grain', 'none'), callingCode: oneOf('a calling code', 'none') };
const ROWS = { ...OF_ROWS, sessionId: oneOf('id', 'none') };
const CLIENT = {
  token: oneOf('token', 'a function for the token'),
  baseUrl: oneOf('baseUrl'),
  fetch: oneOf('fetch'),
  timeoutMs: oneOf('ms', 'none'),
  retry: either(oneOf('none'), nearly({ max: oneOf('one'), baseDelayMs: oneOf('ms') })),
  rateLimit: either(
    oneOf('no', 'a limiter'),
    nearly({ perSecond: oneOf('one'), perDay: oneOf('ms'), key: oneOf('name') }),
    nearly({ acquire: oneOf('a function'), report: oneOf('a function') }, ['acquire']),
  ),
};
const REQUIRED = ['token', 'baseUrl', 'fetch'];
const OAUTH = {
  accountId: oneOf('name'),
  clientId: oneOf('name'),
  clientSecret: oneOf('name'),
  tokenUrl: oneOf('address'),
  fetch: oneOf('fetch'),
  timeoutMs: oneOf('ms', 'none'),
};
const OAUTH_REQUIRED = ['accountId', 'clientId', 'clientSecret', 'tokenUrl', 'fetch'];
const PROXY = {
  ...OAUTH,
  authorize: oneOf('a function'),
  allow: oneOf('reads of a proxy', 'none'),
  basePath: oneOf('path', 'none'),
  baseUrl: oneOf('baseUrl', 'none'),
  downloadHosts: oneOf('hosts', 'none'),
  sendTokenWithDownloads: oneOf('yes', 'no'),
  maxAttachmentBytes: oneOf('ms', 'none'),
  handleLifetimeMs: oneOf('ms', 'none'),
  downloadTimeoutMs: oneOf('ms', 'none'),
  onError: oneOf('a function', 'none'),
};
const HISTORIES = either(
  oneOf('page', 'messages', 'text', 'bytes'),
  listOf(oneOf('page', 'message', 'text', 'bytes')),
  nearly({ sms_histories: oneOf('messages'), message_id: oneOf('none') }, ['sms_histories']),
);
const FIELDS = nearly(
  {
    kind: oneOf('kind'),
    message: oneOf('name'),
    retryable: oneOf('yes'),
    status: oneOf('ms', 'none'),
    code: oneOf('ms', 'none'),
    trackingId: oneOf('name', 'none'),
    path: oneOf('name', 'none'),
    errors: anything,
    scopes: oneOf('hosts', 'none'),
    issues: anything,
    retryAtMs: oneOf('ms', 'none'),
    checkpoint: oneOf('name', 'none'),
    cause: oneOf('error', 'none'),
  },
  ['kind', 'message', 'retryable'],
);
const ATTACHMENT = nearly(
  {
    download_url: oneOf('a link'),
    id: oneOf('name'),
    size: oneOf('one'),
  },
  ['download_url'],
);

/** A client that is right, with the trial's `fetch`. @param {World} world */
const client = ({ sms, fetch }) =>
  new sms.SmsClient({
    ...{ token: 'a-token-of-the-caller', baseUrl: 'https://zoom.example/v2', fetch },
    ...{ retry: { max: 1 }, rateLimit: false },
  });

/** @type {(name: string) => Call['call']} */
const method = (name) => (args, world) => client(world)[name](...args);
/** @type {(name: string) => Call['call']} */
const exported =
  (name) =>
  (args, { sms }) =>
    sms[name](...args);

/** @param {string} name @param {Argument} options @returns {Call} */
const flattening = (name, options) => ({
  kind: 'sync',
  args: [HISTORIES, options],
  call: exported(name),
});

/** @param {string} name @param {Argument} query @returns {Call} */
const reading = (name, query) => ({
  kind: 'generator',
  args: [oneOf('id'), query],
  call: method(name),
});

/** The methods of a client, by their names. @type {Record<string, Call>} */
export const METHODS = {
  getSmsSession: { kind: 'async', args: [oneOf('id'), PAGE_QUERY], call: method('getSmsSession') },
  getSmsMessage: {
    kind: 'async',
    args: [oneOf('id'), oneOf('a message id'), nearly({ signal: oneOf('signal', 'none') })],
    call: method('getSmsMessage'),
  },
  listSmsSessions: { kind: 'async', args: [LIST_QUERY], call: method('listSmsSessions') },
  listUserSmsSessions: {
    kind: 'async',
    args: [oneOf('id'), LIST_QUERY],
    call: method('listUserSmsSessions'),
  },
  syncSmsSession: {
    kind: 'async',
    args: [
      oneOf('id'),
      nearly({
        count: oneOf('one'),
        sync_type: oneOf('none'),
        sync_token: oneOf('none'),
        signal: oneOf('signal', 'none'),
      }),
    ],
    call: method('syncSmsSession'),
  },
  messages: reading('messages', nearly(READ)),
  pages: reading('pages', nearly(READ)),
  rows: reading('rows', nearly({ ...READ, ...OF_ROWS })),
  archive: {
    kind: 'generator',
    args: [
      nearly({
        ...RANGE,
        ...OF_ROWS,
        userId: oneOf('id', 'none'),
        session_type: oneOf('none'),
        state: oneOf('none'),
        settleMs: oneOf('ms', 'none'),
        limit: oneOf('one', 'none'),
        concurrency: oneOf('one', 'none'),
        signal: oneOf('signal', 'none'),
        deadlineMs: oneOf('ms', 'none'),
        onProgress: oneOf('a function', 'none'),
      }),
    ],
    call: method('archive'),
  },
  sessions: {
    kind: 'generator',
    args: [
      nearly({
        ...RANGE,
        userId: oneOf('id', 'none'),
        session_type: oneOf('none'),
        phone_number: oneOf('none'),
        filter_type: oneOf('none'),
        state: oneOf('none'),
        limit: oneOf('one', 'none'),
        signal: oneOf('signal', 'none'),
        deadlineMs: oneOf('ms', 'none'),
        onProgress: oneOf('a function', 'none'),
      }),
    ],
    call: method('sessions'),
  },
  histories: {
    kind: 'generator',
    args: [
      either(oneOf('ids'), listOf(oneOf('id'))),
      either(nearly({ ...READ, ...OF_ROWS }), oneOf('a function for a query')),
      nearly({
        concurrency: oneOf('one', 'none'),
        signal: oneOf('signal', 'none'),
        deadlineMs: oneOf('ms', 'none'),
      }),
    ],
    call: method('histories'),
  },
  downloadAttachment: {
    kind: 'async',
    args: [
      ATTACHMENT,
      nearly({
        signal: oneOf('signal', 'none'),
        maxBytes: oneOf('ms', 'none'),
        sessionId: oneOf('id', 'none'),
        message: oneOf('message', 'none'),
        sendToken: oneOf('yes', 'no'),
        hosts: oneOf('hosts', 'none'),
      }),
    ],
    call: async (args, world) => {
      const response = await client(world).downloadAttachment(...args);
      return response.arrayBuffer();
    },
  },
  plan: {
    kind: 'async',
    args: [nearly({ ...READ, ...OF_ROWS })],
    call: method('plan'),
  },
};

/** All error classes share a constructor: the fields are tried with one of them. @returns {Call} */
const errorClass = (/** @type {string} */ name) => ({
  kind: 'sync',
  args: [name === 'SmsError' ? FIELDS : { ...FIELDS, wrong: anything.wrong }],
  call: (args, { sms }) => {
    const error = new sms[name](...args);
    // What a log does with it.
    JSON.stringify({ ...error.toJSON(), errors: [], issues: [], scopes: [] });
    return [error, String(error)];
  },
});

/** @type {Record<string, Call>} */
export const FUNCTIONS = {
  SmsClient: {
    kind: 'sync',
    args: [nearly(CLIENT, REQUIRED)],
    call: (args, { sms }) => new sms.SmsClient(...args),
  },
  getSmsSession: {
    kind: 'async',
    args: [oneOf('id'), nearly({ ...CLIENT, ...CALL }, REQUIRED)],
    call: exported('getSmsSession'),
  },
  init: { kind: 'async', args: [anything], call: exported('init') },
  isSmsError: { kind: 'sync', args: [anything], call: exported('isSmsError') },
  validateDateRange: {
    kind: 'sync',
    args: [oneOf('from', 'none'), oneOf('to', 'none')],
    call: exported('validateDateRange'),
  },
  splitDateRange: {
    kind: 'sync',
    args: [oneOf('from'), oneOf('to')],
    call: exported('splitDateRange'),
  },
  decodeSmsSession: {
    kind: 'sync',
    args: [oneOf('text', 'bytes')],
    call: exported('decodeSmsSession'),
  },
  flattenSmsHistories: flattening('flattenSmsHistories', nearly(ROWS)),
  toColumns: flattening('toColumns', nearly(ROWS)),
  toNdjson: flattening('toNdjson', nearly(ROWS)),
  toCsv: flattening(
    'toCsv',
    nearly({ ...ROWS, header: oneOf('yes'), guard: oneOf('yes'), bom: oneOf('yes') }),
  ),
  sameMessageId: {
    kind: 'sync',
    args: [oneOf('a message id', 'name'), oneOf('a message id')],
    call: exported('sameMessageId'),
  },
  rowSchema: { kind: 'sync', args: [oneOf('grain', 'none')], call: exported('rowSchema') },
  ...Object.fromEntries(
    [
      ...['SmsError', 'InvalidRequestError', 'AuthenticationError', 'MissingScopeError'],
      ...['ForbiddenError', 'NotFoundError', 'InvalidPageTokenError', 'RateLimitError'],
      ...['ServerError', 'UnexpectedStatusError', 'NetworkError', 'TimeoutError', 'AbortError'],
      ...['DecodeError', 'PagingError', 'WasmError'],
    ].map((name) => [name, errorClass(name)]),
  ),
};

/** What the proxy's entry exports. @type {Record<string, Call>} */
export const PROXY_FUNCTIONS = {
  serverToServerOAuth: {
    kind: 'async',
    args: [nearly(OAUTH, OAUTH_REQUIRED), anything],
    call: async ([options, why], { proxy }) => {
      const token = proxy.serverToServerOAuth(options);
      await Promise.all([token(why), token.baseUrl(), token(why)]);
    },
  },
  createZoomProxy: {
    kind: 'async',
    args: [
      nearly(PROXY, OAUTH_REQUIRED),
      oneOf('a request of a page', 'a request of a list', 'a request of a file'),
    ],
    call: async ([options, request], { proxy }) => {
      const answer = proxy.createZoomProxy(options);
      const response = await answer(request);
      if (!(response instanceof Response)) throw new TypeError('no Response');
      return response;
    },
  },
};
