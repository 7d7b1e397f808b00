import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { isSmsError, SmsClient } from '../../pkg/inline.js';
import { cleaned } from '../../pkg/lib/proxy/secrets.js';
import { FORMS, holds, JWT, LINK, SIGNED } from './canaries.js';
import { startProxy, startScript } from './support.js';

const SESSIONS = '/zoom/phone/sms/sessions/s';
const TOKEN = 'secret-token-0';
const CANARIES = { token: TOKEN, JWT, link: LINK, 'signed link': SIGNED };

/** @type {{ status?: number, headers?: Record<string, string>, body?: string }} */
let answer = {};
const script = await startScript(({ url }) =>
  url.startsWith('/v2') || url.startsWith('/f') ? answer : {},
);
const { url, errors } = await startProxy({
  ...script.options,
  // Also where it was refused, it is the same one.
  fetch: async (request) =>
    request.url.endsWith('/token') ? Response.json({ access_token: TOKEN }) : fetch(request),
});

/** Where a canary may stand in a page, beside what is right. @type {Record<string, (canary: string) => object>} */
const PLACES = {
  'a field': (canary) => ({ later: canary }),
  'a field of a message': (canary) => ({ sms_histories: [{ later: canary }] }),
  'a list': (canary) => ({ later: ['a', [canary], { b: [canary] }] }),
  'a key': (canary) => ({ [canary]: 1, later: { [`a ${canary}`]: { b: 2 } } }),
  'a sentence': (canary) => ({ later: `It is ${canary}, and no other.` }),
  preview_url: (canary) => ({ sms_histories: [{ attachments: [{ preview_url: canary }] }] }),
  'a list of links': (canary) => ({
    sms_histories: [{ attachments: [{ download_url: [canary] }] }],
  }),
  'an object of a link': (canary) => ({
    attachments: [{ download_url: { href: canary, url: [canary] } }],
  }),
  downloadUrl: (canary) => ({ attachments: [{ downloadUrl: canary, DOWNLOAD_URL: canary }] }),
  'a field that is documented elsewhere': (canary) => ({
    ...{ message: canary, name: canary, display_name: canary },
    sms_histories: [{ later: { message: canary, display_name: canary } }],
  }),
  'fields that are documented, and no texts of people': (canary) => ({
    sms_histories: [
      { direction: canary, delivery_status: canary, date_time: canary, message_id: canary },
      { sender: { phone_number: canary, owner: { id: canary, type: canary } } },
      { attachments: [{ id: canary, type: canary }] },
    ],
  }),
  'JSON in a text': (canary) => ({
    later: JSON.stringify({ a: canary, b: [JSON.stringify(canary)] }),
  }),
};

for (const [what, canary] of Object.entries(CANARIES)) {
  for (const [form, write] of Object.entries(FORMS)) {
    test(`no ${what} reaches a page, ${form}, in any place`, async () => {
      const written = write(canary);
      for (const [place, page] of Object.entries(PLACES)) {
        for (const status of [200, 400, 401, 403, 404, 429, 500]) {
          answer = { status, body: JSON.stringify(page(written)) };
          const response = await fetch(url + SESSIONS);
          const text = await response.text();
          assert.equal(response.status, status);
          const shown = JSON.stringify([JSON.parse(text), [...response.headers]]);
          assert.ok(!holds(shown, canary), `${place}, ${status}: ${text}`);
        }
      }
    });

    test(`no ${what} reaches a page, ${form}, in a header`, async () => {
      const written = write(canary);
      for (const [status, body] of /** @type {const} */ ([
        [200, '{"sms_histories":[]}'],
        [429, '{}'],
        [500, '<html>'],
      ])) {
        const names = [
          'x-zm-trackingid',
          'retry-after',
          'x-ratelimit-category',
          'x-ratelimit-type',
          'x-ratelimit-limit',
        ];
        for (const value of [written, `v=2.0;rid=${written}`]) {
          answer = {
            status,
            body,
            headers: Object.fromEntries(names.map((name) => [name, value])),
          };
          const response = await fetch(url + SESSIONS);
          assert.ok(
            !holds(JSON.stringify([...response.headers]), canary),
            inspect(response.headers),
          );
          assert.ok(!holds(await response.text(), canary));
        }
      }
    });

    test(`no ${what} is shown by a client, ${form}, after a failed download`, async () => {
      const written = write(canary);
      const client = new SmsClient({ baseUrl: script.url, token: TOKEN });
      // Its own link is known to it.
      const file = {
        download_url: `${script.url}/f?${new URL(SIGNED).search.slice(1)}&jwt=${JWT}`,
      };
      for (const status of [200, 302, 400, 401, 403, 404, 410, 429, 500, 503]) {
        const headers = {
          ...{ 'x-zm-trackingid': written, 'retry-after': written, 'x-other': `a ${written}` },
          ...(status === 302 && {
            location: `https://elsewhere.example/${encodeURIComponent(written)}`,
          }),
        };
        answer = { status, headers, body: written };
        const got = await client.downloadAttachment(file).catch((error) => error);
        const shown = isSmsError(got)
          ? inspect(got, { depth: 9, showHidden: true }) + JSON.stringify(got) + got.stack
          : inspect([...got.headers]) + inspect(got, { depth: 9, showHidden: true });
        assert.ok(!holds(shown, canary), shown);
      }
    });
  }
}

test('texts that people write are unchanged, except for the token', async () => {
  for (const [form, write] of Object.entries(FORMS)) {
    /** @param {string} canary */
    const page = (canary) => {
      const written = `see ${write(canary)}`;
      const who = { phone_number: '12092693625', display_name: written };
      const message = { message: written, sender: who, to_members: [who] };
      return { next_page_token: write(JWT), sms_histories: [message] };
    };
    for (const canary of [JWT, LINK, SIGNED]) {
      answer = { body: JSON.stringify(page(canary)) };
      assert.deepEqual(await (await fetch(url + SESSIONS)).json(), page(canary), form);
    }
    answer = { body: JSON.stringify(page(TOKEN)) };
    assert.ok(!holds(await (await fetch(url + SESSIONS)).text(), TOKEN), form);
  }
});

test('a file name is unchanged, unless it contains a secret', async () => {
  /** @param {string} name */
  const page = (name) => ({ sms_histories: [{ attachments: [{ name }] }] });
  for (const name of ['a = b 100% #1.png', '5f4dcc3b5aa765d61d8327deb882cf99.jpg', 'https:.txt']) {
    answer = { body: JSON.stringify(page(name)) };
    assert.deepEqual(await (await fetch(url + SESSIONS)).json(), page(name));
  }
  for (const [form, write] of Object.entries(FORMS)) {
    for (const canary of [JWT, LINK, SIGNED, TOKEN]) {
      answer = { body: JSON.stringify(page(`see ${write(canary)}`)) };
      assert.ok(!holds(await (await fetch(url + SESSIONS)).text(), canary), form);
    }
  }
});

test('a replaced link works for its file, whatever the field is called', async () => {
  const links = [`${script.url}/f?signature=a`, `${script.url}/f`];
  const fields = (/** @type {string} */ link) => ({
    preview_url: link,
    download_url: [link],
    x: { href: link },
  });
  for (const link of links) {
    answer = { body: JSON.stringify({ sms_histories: [{ attachments: [fields(link)] }] }) };
    const { sms_histories } = await (await fetch(url + SESSIONS)).json();
    const [file] = sms_histories[0].attachments;
    answer = { body: 'GIF89a', headers: { 'x-zm-trackingid': 'WEB_1' } };
    for (const handle of [file.preview_url, file.download_url[0], file.x.href]) {
      assert.match(handle, /^\/zoom\/attachments\/[\w-]+$/);
      const got = await fetch(url + handle);
      assert.deepEqual([got.status, await got.text()], [200, 'GIF89a']);
      assert.equal(got.headers.get('x-zm-trackingid'), 'WEB_1');
    }
  }
});

test('no file header with its link or a part of it reaches a page', async () => {
  for (const [form, write] of Object.entries(FORMS)) {
    for (const secret of [SIGNED.split('=')[1] ?? '', SIGNED, JWT, TOKEN]) {
      answer = {
        body: JSON.stringify({
          a: [{ download_url: `${script.url}/f?signature=${SIGNED.split('=')[1]}` }],
        }),
      };
      const { a } = await (await fetch(url + SESSIONS)).json();
      for (const status of [200, 404, 500]) {
        const headers = { 'x-zm-trackingid': write(secret), 'retry-after': write(secret) };
        answer = { status, headers, body: 'GIF89a' };
        const response = await fetch(url + a[0].download_url);
        assert.ok(!holds(JSON.stringify([...response.headers]), secret), form);
        await response.text();
      }
    }
  }
});

test('a header with the beginning of a JSON Web Token does not reach a page', async () => {
  const [head = ''] = JWT.split('.');
  for (const value of [head, `rid=${head}`, `${head}.`, 'eyJ']) {
    answer = { body: '{"sms_histories":[]}', headers: { 'x-zm-trackingid': value } };
    const { headers } = await fetch(url + SESSIONS);
    assert.equal(headers.get('x-zm-trackingid'), null, value);
  }
});

test('no error of the proxy contains a secret', () => {
  assert.ok(
    !Object.values(CANARIES).some((canary) => holds(inspect(errors, { depth: 9 }), canary)),
  );
});

test('anything that is not a secret stays: ids, times, numbers, limits', async () => {
  const page = {
    next_page_token: 'UZrI6ZqFxxkQkTlhdxxkQkTlhd==',
    later: [
      '35ccd84704253f5f793d0a721c7fe655',
      'IQ-dGhpcyBpcyBhbiBpZCE',
      'b3c4e5f6-1234-4abc-9def-0123456789ab',
    ],
    'a key': 'https://example.com/about',
    sms_histories: [
      {
        message_id: 'IQ-nR5pTkUWZ0yKJ0W3bX2bVg',
        x: 'What? Yes. 1 + 1 = 2',
        y: 'a/b/c',
        z: '100 %25',
      },
    ],
  };
  const headers = {
    'x-zm-trackingid': 'v=2.0;clid=us06;rid=WEB_0123456789abcdef0123456789abcdef',
    'retry-after': 'Mon, 30 Nov 2026 17:00:00 GMT',
    'x-ratelimit-category': 'Heavy',
    'x-ratelimit-type': 'Per-second-limit',
    'x-ratelimit-remaining': '7',
  };
  answer = { body: JSON.stringify(page), headers };
  const response = await fetch(url + SESSIONS);
  assert.deepEqual(await response.json(), page);
  for (const [name, value] of Object.entries(headers))
    assert.equal(response.headers.get(name), value);
});

test('the proxy and the client agree on what is a secret', () => {
  const cases = JSON.parse(readFileSync(new URL('../data/secrets.json', import.meta.url), 'utf8'));
  assert.ok(cases.length > 20);
  for (const { what, secret, text, has } of cases) {
    const [clean] = cleaned({ known: [secret], hosts: [] }, [text]);
    assert.equal(clean !== undefined, has, what);
  }
});
