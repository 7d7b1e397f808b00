import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SmsClient } from '../../pkg/inline.js';
import { holds, JWT, LINK, SIGNED } from './canaries.js';
import { askRaw, startProxy, startScript } from './support.js';

const ALL = /** @type {const} */ (['message', 'account-sessions', 'user-sessions']);

const TOKEN = 'secret-token-of-the-proxy';
const SESSIONS = '/zoom/phone/sms/sessions';
const USERS = '/zoom/phone/users';
/** A request of each read. @type {Record<typeof ALL[number], string>} */
const PATHS = {
  message: `${SESSIONS}/s/messages/m`,
  'account-sessions': SESSIONS,
  'user-sessions': `${USERS}/u/sms/sessions`,
};

/** @type {{ status?: number, body?: string }} */
let answer = {};
const script = await startScript(() => answer);
/** What `authorize` was asked about. @type {object[]} */
let asked = [];
let permission = true;
const { url } = await startProxy({
  ...script.options,
  fetch: async (request) =>
    request.url.endsWith('/token') ? Response.json({ access_token: TOKEN }) : fetch(request),
  allow: ALL,
  authorize: (_, wanted) => {
    asked.push(wanted);
    return permission;
  },
});

/** @param {string} path */
async function get(path) {
  asked = [];
  script.arrived.length = 0;
  const response = await fetch(url + path);
  return { status: response.status, text: await response.text() };
}

for (const read of ALL) {
  test(`an authorize that says yes to everything opens no ${read}, unless allow lists it`, async () => {
    const others = ALL.filter((other) => other !== read);
    for (const allow of [undefined, [], others]) {
      const authorize = () => assert.fail('authorize was asked');
      const own = await startProxy({ ...script.options, allow, authorize });
      script.arrived.length = 0;
      const response = await fetch(own.url + PATHS[read]);
      assert.deepEqual([response.status, script.arrived.length], [404, 0]);
      assert.match((await response.json()).message, /`allow`/);
    }
    const own = await startProxy({ ...script.options, allow: [read] });
    assert.equal((await fetch(own.url + PATHS[read])).status, 200);
  });
}

test('without allow, a page and its attachments pass as before, and authorize gets their kinds', async () => {
  /** @type {object[]} */
  const seen = [];
  const own = await startProxy({ authorize: (_, wanted) => seen.push(wanted) > 0 });
  const page = await (await fetch(`${own.url}${SESSIONS}/demo?page_size=100`)).json();
  const { attachments } = page.sms_histories.find(
    (/** @type {{ attachments: object[] }} */ message) => message.attachments.length > 0,
  );
  assert.equal((await fetch(own.url + attachments[0].download_url)).status, 200);
  assert.deepEqual(seen, [
    { kind: 'session', sessionId: 'demo' },
    { kind: 'attachment', sessionId: 'demo' },
  ]);
});

/** What is requested, what `authorize` is asked about, and what Zoom is asked for. @type {[string, object, string?][]} */
const READS = [
  [SESSIONS, { kind: 'sessions' }],
  [
    `${SESSIONS}?from=2024-01-01&to=2024-01-31&session_type=all&phone_number=18108001001&filter_type=sent_message_time&page_size=100&next_page_token=a`,
    { kind: 'sessions' },
  ],
  [`${USERS}/ada%40example.com/sms/sessions`, { kind: 'sessions', userId: 'ada@example.com' }],
  [`${USERS}/u-1/sms/sessions?session_type=all`, { kind: 'sessions', userId: 'u-1' }],
  ...['me@example.com', 'me.too@example.com', 'me+sms@example.com', 'meg', 'me-1', 'me_1'].map(
    (userId) =>
      /** @type {[string, object]} */ ([
        `${USERS}/${encodeURIComponent(userId)}/sms/sessions`,
        { kind: 'sessions', userId },
      ]),
  ),
  [
    `${SESSIONS}/a%2Fb%3D/messages/IQ-1%2F%2B`,
    { kind: 'message', sessionId: 'a/b=', messageId: 'IQ-1/+' },
  ],
  [
    `${SESSIONS}/messages/messages/messages`,
    { kind: 'message', sessionId: 'messages', messageId: 'messages' },
  ],
];
for (const [path, wanted] of READS) {
  test(`authorize is asked about exactly what is read: ${path}`, async () => {
    permission = false;
    const refused = await get(path);
    permission = true;
    assert.deepEqual([refused.status, script.arrived.length, asked], [403, 0, [wanted]]);
    assert.equal((await get(path)).status, 200);
    assert.deepEqual(asked, [wanted]);
    const [arrived] = script.arrived;
    assert.deepEqual(
      [arrived?.url, arrived?.headers['authorization']?.slice(0, 13)],
      [path.replace('/zoom/', '/v2/'), 'Bearer secret'],
    );
  });
}

/** Requests that must not reach Zoom, even if `allow` lists everything and `authorize` says yes. */
const ATTACKS = {
  'a read that the proxy does not know': [
    `${SESSIONS}/`,
    `${SESSIONS}/s/sync`,
    `${SESSIONS}/s/messages`,
    `${SESSIONS}/s/messages/`,
    `${SESSIONS}/s/messages/m/`,
    `${SESSIONS}/s/messages/m/n`,
    `${SESSIONS}//messages/m`,
    `${SESSIONS}/s/Messages/m`,
    `${USERS}`,
    `${USERS}/u`,
    `${USERS}/u/sms`,
    `${USERS}/u/sms/sessions/`,
    `${USERS}/u/sms/sessions/s`,
    `${USERS}//sms/sessions`,
    `${USERS}/u/v/sms/sessions`,
    `${USERS}/u/settings`,
  ],
  'a query that is not documented': [
    `${SESSIONS}?sort=1`,
    `${SESSIONS}?page_size=1&page_size=2`,
    `${SESSIONS}?user_id=u`,
    `${SESSIONS}?access_token=simulator-token`,
    `${SESSIONS}?phone_number=1%0d%0a`,
    `${SESSIONS}/s?session_type=all`,
    `${SESSIONS}/s/messages/m?page_size=1`,
    `${USERS}/u/sms/sessions?delivery_status=all`,
  ],
  "the app's own user": [
    ...['me', 'ME', '%6de', '%256de', '%ef%bd%8d%ef%bd%85', 'me%3Bx', 'me%3Fx', 'me%20', '%20me'],
    ...['me%23', 'me%3B%40x', 'me.json', 'me.', 'me%E2%80%8B', 'me.json%3Fa%40b', 'me%2525'],
  ].map((user) => `${USERS}/${user}/sms/sessions`),
  'a user that leads elsewhere': [
    ...['.', '%252e%252e', '..%2Fu', 'u%2F..', 'u%2Fsettings', 'u%252Fsettings'],
    ...['u%5Csettings', 'u%EF%BC%8Fsettings', '..%3B', '%00', 'u%0d%0aX:1', 'u@x', '%ff'],
    'x'.repeat(513),
  ].map((user) => `${USERS}/${user}/sms/sessions`),
  'a message that leads elsewhere': [
    ...['.', '..', '%2e%2e', '%252e%252e', '..%2F..%2Fsync', 'm%2F..', 'm%2F..%2F..%2Fsync'],
    ...['m%5C..', 'm%EF%BC%8F..', '..%3B', '%00', 'm%2500', 'm;x', '%ff', 'x'.repeat(513)],
  ].map((message) => `${SESSIONS}/s/messages/${message}`),
  'a session that leads elsewhere': [
    ...['.', '..', '%2e%2e', 's%2Fsync%3F', 's%2Fmessages%2Fx%3F', '..%2Fusers', 's%2F..'],
  ].map((session) => `${SESSIONS}/${session}/messages/m`),
};
for (const [what, paths] of Object.entries(ATTACKS)) {
  test(`${what} is not forwarded, whatever allow and authorize say`, async () => {
    script.arrived.length = 0;
    for (const path of paths) {
      const { status } = await askRaw(url, path);
      assert.deepEqual([status, script.arrived], [404, []], path);
    }
    for (const path of Object.values(PATHS)) {
      const posted = await askRaw(url, path, { method: 'POST' });
      const withBody = await askRaw(url, path, { headers: ['content-length: 1'], body: 'x' });
      const foreign = await askRaw(url, path, { headers: ['sec-fetch-site: cross-site'] });
      const statuses = [posted.status, withBody.status, foreign.status];
      assert.deepEqual([statuses, script.arrived], [[404, 404, 403], []], path);
    }
  });
}

test('dots in a path are resolved before authorize is asked, so it decides about what is really read', async () => {
  for (const user of ['..', '%2e%2e']) {
    asked = [];
    const { status } = await askRaw(url, `${USERS}/${user}/sms/sessions`);
    assert.deepEqual([status, asked], [200, [{ kind: 'sessions' }]]);
    assert.equal(script.arrived.at(-1)?.url, '/v2/phone/sms/sessions');
  }
});

test('no secret reaches a page in a list or a message, in any field', async () => {
  for (const canary of [TOKEN, JWT, LINK, SIGNED]) {
    const item = { later: canary, session_id: canary, message: canary, display_name: canary };
    const who = { phone_number: canary, owner: { id: canary } };
    const bodies = {
      'account-sessions': {
        sms_sessions: [{ ...item, participants: [who], download_url: canary, link: [canary] }],
      },
      message: {
        ...{ later: item, message_id: canary, [canary]: 1 },
        attachments: [{ download_url: canary, preview_url: canary }],
      },
    };
    for (const read of ALL) {
      const page = bodies[read === 'message' ? 'message' : 'account-sessions'];
      for (const status of [200, 400, 403, 404, 429]) {
        answer = { status, body: JSON.stringify(page) };
        const { text } = await get(PATHS[read]);
        assert.ok(!holds(text, canary), `${read}, ${status}: ${text}`);
        if (read !== 'message') assert.doesNotMatch(text, /attachments/);
      }
    }
  }
  answer = {};
});

test('texts that people write stay in lists and messages, except for the token', async () => {
  /** @param {string} text */
  const bodies = (text) => {
    const who = { phone_number: '12092693625', display_name: text };
    const list = {
      next_page_token: JWT,
      sms_sessions: [{ session_id: 's', participants: [who] }],
    };
    const message = { message_id: 'm', message: text, sender: who, to_members: [who] };
    return { message, 'account-sessions': list, 'user-sessions': list };
  };
  for (const read of ALL) {
    for (const text of [`see ${LINK}`, SIGNED, JWT]) {
      answer = { body: JSON.stringify(bodies(text)[read]) };
      assert.deepEqual(JSON.parse((await get(PATHS[read])).text), bodies(text)[read]);
    }
    answer = { body: JSON.stringify(bodies(`it is ${TOKEN}`)[read]) };
    assert.ok(!holds((await get(PATHS[read])).text, TOKEN));
  }
  answer = {};
});

test("a message's attachments open only for callers who may see its session", async () => {
  /** @type {string[]} */
  const may = ['s'];
  const own = await startProxy({
    ...script.options,
    allow: ['message'],
    authorize: (_, { sessionId }) => may.includes(sessionId) && { caller: 'ada' },
  });
  const attachments = [{ download_url: `${script.url}/f?signature=secret` }];
  answer = { body: JSON.stringify({ message_id: 'm', attachments }) };
  const message = await (await fetch(own.url + PATHS.message)).json();
  const [{ download_url: link }] = message.attachments;
  assert.match(link, /^\/zoom\/attachments\/[\w-]+$/);
  answer = { body: 'GIF89a' };
  assert.equal((await fetch(own.url + link)).status, 200);
  may.pop();
  assert.equal((await fetch(own.url + link)).status, 403);
  assert.equal((await fetch(own.url + PATHS.message)).status, 403);
  answer = {};
});

test('a client reads lists and one message through the proxy as from Zoom', async () => {
  const own = await startProxy({ allow: ALL });
  const clients = [`${own.url}/zoom`, `${own.zoom.url}/v2`].map(
    (baseUrl) => new SmsClient({ baseUrl, token: 'simulator-token' }),
  );
  const lists = await Promise.all(
    clients.map((client) => client.listSmsSessions({ session_type: 'all', page_size: 100 })),
  );
  assert.deepEqual(lists[0], lists[1]);
  const pages = await Promise.all(clients.map((client) => client.getSmsSession('demo')));
  const id = pages[0]?.sms_histories.find(({ attachments }) => !attachments?.length)?.message_id;
  const messages = await Promise.all(
    clients.map((client) => client.getSmsMessage('demo', id ?? '')),
  );
  assert.equal(messages[0]?.message_id, id);
  assert.deepEqual(messages[0], messages[1]);
});
