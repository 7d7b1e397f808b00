// What a user may write. Compiled, not run.
import {
  type AuthenticationError,
  type DateRange,
  DecodeError,
  flattenSmsHistories,
  getSmsSession,
  init,
  isSmsError,
  rowSchema,
  type SmsAttachmentRow,
  SmsClient,
  type SmsDirection,
  SmsError,
  type SmsErrorKind,
  type SmsHistoriesStep,
  type SmsMessage,
  type SmsMessageRow,
  type SmsParticipantRow,
  type SmsPlan,
  type SmsRateLimiter,
  type SmsRecipientRow,
  type SmsRowSources,
  type SmsSession,
  type SmsSessionGrain,
  type SmsSessionList,
  type SmsSessionLists,
  type SmsSessionRow,
  type SmsTexts,
  splitDateRange,
  toColumns,
  toCsv,
  toNdjson,
  validateDateRange,
  type WasmSource,
} from 'zoom-phone-sms';
import * as inline from 'zoom-phone-sms/inline';
import {
  type Authorize,
  createZoomProxy,
  type ProxyRead,
  serverToServerOAuth,
} from 'zoom-phone-sms/proxy';
import wasm from 'zoom-phone-sms/wasm';

export function serve(authorize: Authorize): (request: Request) => Promise<Response> {
  const credentials = { accountId: 'a', clientId: 'b', clientSecret: 'c' };
  createZoomProxy({ ...credentials, authorize: () => true, onError: console.error });
  createZoomProxy({
    ...credentials,
    authorize: async ({ headers }, { sessionId }) =>
      sessionId === headers.get('x') && { caller: 'a' },
    basePath: '/api/zoom',
    downloadHosts: ['*.files.example'],
    maxAttachmentBytes: 1,
  });
  createZoomProxy({
    ...credentials,
    allow: ['message'],
    authorize: (_, { kind, sessionId, messageId }) =>
      sessionId === 'a' && (kind !== 'message' || messageId.length > 2),
  });
  createZoomProxy({
    ...credentials,
    allow: ['account-sessions', 'user-sessions'],
    authorize: (_, { kind, userId, sessionId }) =>
      kind === 'sessions' ? userId?.length === 3 : sessionId.length === 3,
  });
  const everything: Authorize<ProxyRead> = (_, wanted) => wanted.kind === 'session';
  createZoomProxy({ ...credentials, allow: ['message'], authorize: everything });
  return createZoomProxy({ ...credentials, authorize, fetch });
}

export async function download(client: SmsClient, message: SmsMessage): Promise<void> {
  const token = serverToServerOAuth({ accountId: 'a', clientId: 'b', clientSecret: 'c' });
  new SmsClient({ token, baseUrl: await token.baseUrl() });
  const messages: SmsMessage[] = await client.messages('id').toArray();
  messages[0]?.date_time.trim();
  const rows = await client.rows('id', { grain: 'attachment' }).toArray({ limit: 5 });
  rows[0]?.attachment_name?.trim();
  const archived = await client.archive({ from: '2024-01-01', grain: 'recipient' }).toArray();
  archived[0]?.recipient_display_name?.trim();
  (await client.archive({ from: '2024-01-01' }).toArray())[0]?.message_id.trim();
  (await client.sessions().toArray({ limit: null }))[0]?.session_id.trim();
  // On a server, the credentials may be in the environment.
  new SmsClient();
  new SmsClient({ timeoutMs: 1_000 });
  await getSmsSession('id');
  await getSmsSession('id', { from: '2024-01-01', to: '2024-01-31' });
  for (const attachment of message.attachments ?? []) {
    const options = { sessionId: 'id', message, maxBytes: 5, signal: AbortSignal.timeout(5) };
    const response: Response = await client.downloadAttachment(attachment, options);
    await response.arrayBuffer();
    await client.downloadAttachment(attachment, { sendToken: true, hosts: ['files.example'] });
    await client.downloadAttachment({ download_url: 'https://zoom.us/f' });
  }
}

export async function use(maybe: string | undefined): Promise<SmsSession> {
  await init();
  const source: WasmSource = wasm;
  await inline.init(source);
  await init(fetch('https://cdn.example/zoom_phone_sms_bg.wasm'));
  await init(new Uint8Array());
  const client = new SmsClient({
    token: async (why: 'initial' | 'expiring' | 'rejected') => ({ access_token: why }),
    baseUrl: 'https://api.zoom.us/v2',
    fetch,
    timeoutMs: 1_000,
    retry: { max: 1, baseDelayMs: 10, maxDelayMs: 100, maxRetryWaitMs: 1_000 },
  });
  const alone: SmsMessage = await client.getSmsMessage('id', 'message-id');
  const { signal } = new AbortController();
  (await client.getSmsMessage('id', alone.message_id, { signal })).message?.trim();
  const list: SmsSessionList = await client.listSmsSessions({
    from: '2024-01-01',
    to: '2024-01-31',
    session_type: 'all',
    filter_type: 'sent_received_message_time',
    phone_number: '18108001001',
    page_size: 100,
    signal,
  });
  const { sms_sessions } = await client.listUserSmsSessions('me');
  for (const { session_id, session_type, participants } of [
    ...list.sms_sessions,
    ...sms_sessions,
  ]) {
    const isOwner: boolean | null | undefined = participants?.[0]?.is_session_owner;
    console.log(session_id.length, session_type === 'call_queue', isOwner);
  }
  const synced = await client.syncSmsSession('id', { sync_type: 'FSync', count: 250 });
  console.log(synced.sync_token?.length, synced.sms_histories.length);
  const archive = client.archive({ from: '2024-01-01', state: null, userId: 'me', concurrency: 8 });
  for await (const step of archive) {
    if (step.page) console.log(step.session.length, step.page.sms_histories.length);
    else if (step.error) console.log(step.session, step.error.kind);
    else if (step.through !== undefined) console.log(step.through.length, step.failed.length);
  }
  const resumed: string = archive.state();
  for await (const { rows } of client.archive({ state: resumed, grain: 'recipient' })) {
    for (const { recipient_index } of rows ?? []) console.log(recipient_index);
  }
  const sessions = client.sessions({
    from: '2024-01-01',
    userId: 'me',
    session_type: 'all',
    limit: 5,
  });
  for await (const { session_id, participants } of sessions) {
    console.log(session_id.length, participants?.length);
  }
  const next: string = sessions.state();
  const least: number = (await client.sessions({ state: next, filter_type: null }).plan()).requests;
  console.log(least);
  for await (const { last_access_time } of client.sessions()) console.log(last_access_time);
  const session = await client.getSmsSession('id', {
    from: new Date(),
    to: '2024-01-01T00:00:00Z',
    sort: 1,
    page_size: 100,
    delivery_status: 'failed_to_send',
    next_page_token: '',
    signal: new AbortController().signal,
  });
  await getSmsSession('id', { token: 'token', from: undefined, page_size: undefined });

  const message: SmsMessage | undefined = session.sms_histories[0];
  const known: SmsDirection = 'In';
  if (message) {
    message.direction = known;
    message.direction = 'a value that Zoom may add';
    message.message_type = 99;
  }

  const range = validateDateRange('2024-01-01', new Date());
  if (range.ok) {
    const checked: DateRange = range.range;
    await client.getSmsSession('id', checked);
  } else {
    for (const { code, field, message, accepted } of range.issues) {
      [code, field, message, accepted].join();
    }
  }
  const open = validateDateRange(maybe, maybe);
  if (open.ok) await client.getSmsSession('id', open.range ?? {});
  for (const window of splitDateRange('2024-01-01', '2025-01-01')) window.from.slice(0, 10);

  const history = {
    from: '2024-01-01',
    to: new Date(),
    sort: 2,
    limit: 10,
    resume: maybe,
  } as const;
  for await (const sent of client.messages('id', history)) sent.message_id.slice();
  for await (const page of client.pages('id', { onProgress: ({ window }) => window.toFixed() })) {
    [page.checkpoint.slice(), page.sms_histories.length].join();
  }
  for await (const rows of client.rows('id')) rows[0]?.counterparty_name?.slice();
  for await (const rows of client.rows('id', { grain: 'attachment' })) rows[0]?.attachment_name;
  for await (const { sessionId, page, error } of client.histories(['a', 'b'], history)) {
    if (page) page.sms_histories.slice();
    else if (error) [sessionId, error.kind, error.checkpoint, error.retryAt?.getTime()].join();
  }
  const steps = client.histories(new Set(['a']), async () => history, { concurrency: 2 });
  for await (const step of steps) {
    const kept: SmsHistoriesStep = step;
    if (kept.done) kept.sessionId.slice();
    else if (kept.error) kept.error.kind.slice();
    else kept.page.checkpoint.slice();
  }
  const plan: SmsPlan = await client.plan({ ...history, grain: 'recipient' });
  const limiter: SmsRateLimiter = {
    async acquire(signal) {
      if (signal?.aborted) throw signal.reason;
    },
    report({ status, daily, retryAtMs }) {
      return [status.toFixed(), daily, retryAtMs?.toFixed()].join();
    },
  };
  new SmsClient({ token: 'token', rateLimit: limiter });
  new SmsClient({ token: 'token', rateLimit: { plan: 'business', share: 0.5, key: 'account' } });
  new SmsClient({ token: 'token', rateLimit: { perSecond: 5, perDay: 10, concurrency: 2 } });
  new SmsClient({
    token: 'token',
    async fetch({ url }) {
      const headers = new Map<string, string>([['x-url', url]]);
      const get = (name: string) => headers.get(name) ?? null;
      return { status: 200, headers: { get }, arrayBuffer: async () => new ArrayBuffer(0) };
    },
  });
  plan.requests.toFixed();

  const messages: SmsMessageRow[] = flattenSmsHistories(session);
  const recipients: SmsRecipientRow[] = flattenSmsHistories([session], { grain: 'recipient' });
  const files: SmsAttachmentRow[] = flattenSmsHistories(new Uint8Array(), { grain: 'attachment' });
  flattenSmsHistories(session.sms_histories, { grain: 'message' });
  flattenSmsHistories('{}');
  const csv: Blob = new Blob([toCsv(session), toNdjson(session.sms_histories)]);
  new Response(toCsv(session, { header: false }));
  const { columns, length } = toColumns(session, { grain: 'recipient', sessionId: 'id' });
  new Blob([csv, String(length.toFixed())]);
  for (const column of columns) {
    const values = column.type === 'dictionary' ? column.indices : column.values;
    new Blob(column.validity ? [column.validity, values] : [values]);
    const texts: SmsTexts | null = column.type === 'dictionary' ? column.dictionary : null;
    if (texts) new Blob([texts.values, texts.offsets]);
  }
  const names: (keyof SmsMessageRow)[] = rowSchema().map(({ name }) => name);
  const nullable: boolean[] = rowSchema('recipient')
    .filter(({ name, type }) => name !== 'recipient_e164' || type === 'utf8')
    .map(({ nullable }) => nullable);
  [names, nullable].join();
  const bytes: number | null = messages[0]?.attachment_bytes ?? null;
  [recipients[0]?.recipient_e164, files[0]?.attachment_download_url, bytes].join();

  try {
    return await client.getSmsSession('id');
  } catch (error) {
    if (error instanceof DecodeError) error.path?.slice();
    if (error instanceof SmsError) {
      const kind: SmsErrorKind = error.kind;
      const scopes: string[] = error.scopes;
      [kind, scopes, error.status?.toFixed(), error.retryable === true, error.cause].join();
    }
    if (isSmsError(error) && error.kind === 'rate-limited') error.trackingId?.slice();
    throw error as AuthenticationError;
  }
}

/** Rows of lists of sessions. */
export function rowsOfSessions(page: SmsSessionList): void {
  const rows: SmsSessionRow[] = flattenSmsHistories(page, { grain: 'session' });
  const grain: SmsSessionGrain = rows.length > 0 ? 'participant' : 'session';
  const lists: SmsSessionLists = [page, new Uint8Array(), '{}'];
  new Blob([toCsv(lists, { grain, bom: true }), toNdjson(page.sms_sessions, { grain })]);
  const people: SmsParticipantRow[] = flattenSmsHistories(lists, { grain: 'participant' });
  const own: boolean | null | undefined = people[0]?.is_session_owner;
  const source: SmsRowSources['session'] = page;
  toColumns(source, { grain: 'session', callingCode: '1' }).length.toFixed();
  const ofSessions: (keyof SmsSessionRow)[] = rowSchema('session').map(({ name }) => name);
  [own, ofSessions].join();
}
