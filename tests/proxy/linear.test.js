import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidRequestError, init, SmsClient } from '../../pkg/inline.js';
import { causeOf } from '../../pkg/lib/cause.js';
import { areHosts, expiryOf, jwtIn, linksTo, partsOf } from '../../pkg/lib/links.js';
import { passed } from '../../pkg/lib/proxy/answers.js';
import { createHandles } from '../../pkg/lib/proxy/handles.js';
import { KEPT, withoutSecrets } from '../../pkg/lib/proxy/rewrite.js';
import { routeOf } from '../../pkg/lib/proxy/routes.js';
import { createZoomProxy } from '../../pkg/proxy.js';
import { CREDENTIALS } from './support.js';

/**
 * So long a text is, and so much time of the processor each function may take for it: what looks at a text
 * once for each of its letters takes a minute, what looks at it once some milliseconds.
 */
const LENGTH = 300_000;
const MOST_MS = 10_000;

/** What is repeated: beginnings of everything that is looked for, without its end. */
const PIECES = [
  ...[
    'a',
    'A',
    '0',
    ' ',
    '.',
    '-_',
    '/',
    '\\',
    '"',
    '{',
    '[',
    ':',
    ',',
    '%',
    '%2',
    '%25',
    '?',
    '=',
    '…',
  ],
  ...[
    'eyJ',
    '.eyJ',
    'eyJaaaa',
    'eyJaaaa.',
    'eyJaaaa.bbbb',
    'eyJaaaa.bbbb ',
    '?a',
    '? =',
    '?a=b ',
    'a=',
    'token=',
    'x-amz-',
  ],
  ...[
    'http',
    'http:',
    'http:/',
    'https://',
    'https://zoom.us/ ',
    'https://a?',
    '://',
    'x:/',
    '//',
    'a:b@',
    '{"a":',
    '["',
  ],
  ...[
    'secret',
    'secret-token',
    'secret-tokes',
    'c2VjcmV0',
    '7365637265',
    '\ud83d',
    '😀',
    '\t\n',
    '\0',
    'sync',
    '..',
    ';',
    'zoom.us',
    '*.',
  ],
];

await init();
const secrets = () => ({
  known: ['secret-token', `secret-${'a'.repeat(300)}`],
  hosts: ['zoom.us'],
});
const rewritten = (/** @type {unknown} */ page, isRefusal = false) =>
  withoutSecrets(JSON.stringify(page), {
    secrets: secrets(),
    kept: isRefusal ? undefined : KEPT.session,
    handleOf: isRefusal ? undefined : async () => '/handle',
  });
const handles = createHandles(CREDENTIALS);
const addressOf = linksTo(new URL('https://api.zoom.us'), ['zoom.us']);

/** @param {string} text */
const escaped = (text) => encodeURIComponent(text.replace(/\p{Cs}/gu, ''));

/** @param {string} text */
const header = (text) => /** @type {Headers} */ (/** @type {unknown} */ ({ get: () => text }));

/** @param {object} options @returns {void} */
const refused = (options) => {
  const all = { ...CREDENTIALS, authorize: () => true, ...options };
  try {
    createZoomProxy(all);
  } catch (error) {
    assert.ok(error instanceof InvalidRequestError);
  }
};

/** Every function that reads a text of others. @type {Record<string, (text: string) => unknown>} */
const FUNCTIONS = {
  'a page: a field': (text) => rewritten({ later: text }),
  'a page: a message': (text) => rewritten({ sms_histories: [{ message: text }] }),
  'a page: a key': (text) => rewritten({ [text]: { [text]: 1 } }),
  'a page: a link': (text) => rewritten({ a: [{ download_url: text }] }),
  'a page: many fields': (text) => rewritten({ later: text.match(/.{1,80}/gsu) }),
  'a refusal': (text) =>
    rewritten({ message: text, errors: [{ message: `https://zoom.us/${text}` }] }, true),
  'a header': (text) => passed(header(text), secrets()),
  'a JWT': (text) => [jwtIn(text), expiryOf(`https://zoom.us/f?jwt=${text}`)],
  'a link': (text) => [
    addressOf(text),
    addressOf(`https://zoom.us/${text}`),
    partsOf(`//zoom.us/?${text}`),
  ],
  'a handle': (text) => handles.open(text),
  'an address': (text) =>
    routeOf(
      {
        method: 'GET',
        url: new URL(
          `https://app.example/zoom/phone/sms/sessions/${escaped(text)}?from=${escaped(text)}`,
        ),
        headers: new Headers(),
      },
      '/zoom',
      new Set(),
    ),
  'an address of a user': (text) =>
    routeOf(
      {
        method: 'GET',
        url: new URL(`https://app.example/zoom/phone/users/${escaped(text)}/sms/sessions`),
        headers: new Headers(),
      },
      '/zoom',
      new Set(['user-sessions']),
    ),
  'what was thrown': (text) => causeOf(Object.assign(new Error(text), { name: text, code: text })),
  hosts: (text) => areHosts([text, `${text}.example`]),
  'options of the proxy': (text) =>
    refused({
      basePath: `/${text}`,
      baseUrl: `https://a.example/${text}`,
      tokenUrl: text,
      accountId: text,
    }),
  'names of options': (text) => refused({ [text]: 1 }),
};

/** @param {() => unknown} work */
async function cpuOf(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

for (const [what, work] of Object.entries(FUNCTIONS)) {
  test(`a long text is scanned a fixed number of times: ${what}`, async () => {
    for (const piece of PIECES) {
      const text = piece.repeat(LENGTH / piece.length);
      const ms = await cpuOf(() => work(text));
      assert.ok(ms < MOST_MS, `${JSON.stringify(piece)}: ${Math.round(ms)} ms`);
    }
  });
}

test('a download scans a long link a fixed number of times', async () => {
  const client = new SmsClient({
    token: 'secret-token',
    fetch: async () => new Response('', { status: 404, headers: { 'x-zm-trackingid': 'WEB_1' } }),
  });
  for (const piece of ['eyJ', 'eyJaaaa.', '?', '&a=', '%25', '//']) {
    const download_url = `https://zoom.us/f?${piece.repeat(LENGTH / piece.length)}`;
    const ms = await cpuOf(() => assert.rejects(client.downloadAttachment({ download_url })));
    assert.ok(ms < MOST_MS, `${JSON.stringify(piece)}: ${Math.round(ms)} ms`);
  }
});

test('a page of deep or very many lists or objects is processed', async () => {
  const depth = 200_000;
  for (const json of [
    `${'['.repeat(depth)}"secret-token"${']'.repeat(depth)}`,
    `${'{"a":'.repeat(depth)}"secret-token"${'}'.repeat(depth)}`,
    `{"${'k'.repeat(LENGTH)}":[${'"x",'.repeat(depth)}"secret-token"]}`,
  ]) {
    const how = { handleOf: async () => '/handle', secrets: secrets(), kept: KEPT.session };
    let clean = '';
    const ms = await cpuOf(async () => {
      clean = await withoutSecrets(json, how);
    });
    assert.ok(ms < MOST_MS && !clean.includes('secret-token'));
  }
});
