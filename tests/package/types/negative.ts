// What a user must be told about. Every line marked as an error has to be one.
import {
  flattenSmsHistories,
  getSmsSession,
  init,
  SmsClient,
  type SmsErrorKind,
  type SmsSession,
  splitDateRange,
  toCsv,
  toNdjson,
  validateDateRange,
} from 'zoom-phone-sms';
import { type Authorize, createZoomProxy, serverToServerOAuth } from 'zoom-phone-sms/proxy';

export async function exposed(client: SmsClient) {
  const credentials = { accountId: 'a', clientId: 'b', clientSecret: 'c' };
  // @ts-expect-error: `authorize` is missing
  createZoomProxy(credentials);
  // @ts-expect-error: a text is no yes
  createZoomProxy({ ...credentials, authorize: () => 'yes' });
  // @ts-expect-error: not a read of the proxy
  createZoomProxy({ ...credentials, authorize: () => true, allow: ['sync'] });
  const allow = ['account-sessions'] as const;
  // @ts-expect-error: a list has no session
  createZoomProxy({ ...credentials, allow, authorize: (_, { sessionId }) => sessionId.length > 2 });
  const ofSessions: Authorize = (_, { sessionId }) => sessionId.length > 2;
  // @ts-expect-error: it decides only about sessions
  createZoomProxy({ ...credentials, allow, authorize: ofSessions });
  // @ts-expect-error: the secret is missing
  serverToServerOAuth({ accountId: 'a', clientId: 'b' });
  // @ts-expect-error: no attachment
  await client.downloadAttachment('https://zoom.us/f');
  // @ts-expect-error: not an option
  await client.downloadAttachment({ download_url: 'https://zoom.us/f' }, { bearer: true });
}

export async function misuse(client: SmsClient, session: SmsSession, maybe: string | undefined) {
  // @ts-expect-error: neither an address nor a file
  await init(7);
  // @ts-expect-error: not an option
  await client.messages('id').toArray({ most: 5 });
  // @ts-expect-error: pages have checkpoints, and are no one list
  await client.pages('id').toArray();
  // @ts-expect-error: no token
  await getSmsSession('id', { token: null });
  // @ts-expect-error: an id is a string
  await client.getSmsSession(7);
  // @ts-expect-error: the id of the message is missing
  await client.getSmsMessage('id');
  // @ts-expect-error: not an option
  await client.getSmsMessage('id', 'message-id', { page_size: 30 });
  // @ts-expect-error: not a type of session
  await client.listSmsSessions({ session_type: 'queue' });
  // @ts-expect-error: not a time that Zoom filters by
  client.sessions({ filter_type: 'message_time' });
  // @ts-expect-error: not an option of sessions
  client.sessions({ concurrency: 2 });
  // @ts-expect-error: the user is missing
  await client.listUserSmsSessions();
  // @ts-expect-error: the count is missing
  await client.syncSmsSession('id', { sync_type: 'FSync' });
  // @ts-expect-error: not an option
  await client.getSmsSession('id', { pageSize: 30 });
  // @ts-expect-error: a number
  await client.getSmsSession('id', { page_size: '30' });
  // @ts-expect-error: 1 or 2
  await client.getSmsSession('id', { sort: 3 });
  // @ts-expect-error: not a status
  await client.getSmsSession('id', { delivery_status: 'read' });
  // @ts-expect-error: not a reason
  await getSmsSession('id', { token: (why: 'bored') => why });
  // @ts-expect-error: not a promise
  await client.messages('id').then();
  // @ts-expect-error: a page token is for one request
  client.messages('id', { next_page_token: '' });
  // @ts-expect-error: a column of another grain
  for await (const rows of client.rows('id', { grain: 'recipient' })) rows[0]?.message;
  // @ts-expect-error: not an option
  client.histories(['id'], {}, { parallel: 3 });
  // @ts-expect-error: not iterable at once
  client.histories((async function* () {})());
  // @ts-expect-error: one string, and not several ids
  for await (const { page } of client.histories('id')) page.checkpoint;
  // @ts-expect-error: a page may not be there
  for await (const { page } of client.histories(['id'])) page.checkpoint;
  // @ts-expect-error: a plan's limits or one's own
  new SmsClient({ token: 't', rateLimit: { perSecond: 5, plan: 'pro' } });
  // @ts-expect-error: a part of a plan's limits
  new SmsClient({ token: 't', rateLimit: { perSecond: 5, share: 0.5 } });
  // @ts-expect-error: a grain is of rows
  client.messages('id', { grain: 'message' });
  // @ts-expect-error: not a fetch
  new SmsClient({ token: 't', fetch: async () => 'text' });
  // @ts-expect-error: both ends are needed
  splitDateRange('2024-01-01');
  // @ts-expect-error: not a number
  validateDateRange(20240101, 20240131);
  // @ts-expect-error: not a grain
  flattenSmsHistories(session, { grain: 'row' });
  // @ts-expect-error: a column of another grain
  flattenSmsHistories(session, { grain: 'recipient' })[0]?.attachment_name;
  // @ts-expect-error: a promise is not a session
  flattenSmsHistories(client.getSmsSession('id'));
  // @ts-expect-error: rows are no messages
  toCsv(flattenSmsHistories(session));
  // @ts-expect-error: nor are those of recipients
  toNdjson(flattenSmsHistories(session, { grain: 'recipient' }));
  // @ts-expect-error: messages are no sessions
  flattenSmsHistories(session, { grain: 'session' });
  // @ts-expect-error: sessions are no messages
  toColumns({ sms_sessions: [] });
  // @ts-expect-error: rows are no sessions
  toCsv(flattenSmsHistories('{}', { grain: 'session' }), { grain: 'session' });
  // @ts-expect-error: a session's messages have no rows of participants
  client.rows('id', { grain: 'participant' });
  // @ts-expect-error: may be null
  session.sms_histories[0]?.message.length;
  // @ts-expect-error: not a kind
  const kind: SmsErrorKind = 'unknown';
  const open = validateDateRange(maybe, maybe);
  // @ts-expect-error: null if neither end is given
  if (open.ok) open.range.from.slice();
  const range = validateDateRange('2024-01-01', '2024-01-31');
  // @ts-expect-error: only what is ok has a range
  range.range.from.slice();
  return kind;
}
