import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { createDashboard } from './dashboard.js';
import { serveDashboard } from './world.js';

/** @import { Browser } from './webdriver.js' */

/** Each does something where it is taken for HTML, an address or a selector. */
const ATTACKS = [
  '<img src=x onerror="document.title=`owned`">',
  '<script>document.title="owned"</script>',
  '"><svg onload=document.title="owned">',
  "'-document.title='owned'-'",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: attacks code that evaluates templates
  '${document.title="owned"}',
  'javascript:document.title="owned"',
  '</p></article><iframe srcdoc="<script>parent.document.title=`owned`</script>">',
  '<style>*{display:none}</style>',
  '<!--',
  '&lt;b&gt;',
];

/** They end isolations and turn what follows around, where they can. */
const BIDI = '\u2069\u2069\u202c\u202ereversed\u2067\u2066';

/**
 * A Zoom account whose messages are all attacks.
 */
async function serveHostile() {
  const message = (/** @type {string} */ text, /** @type {number} */ i) => ({
    message_id: `${text} ${i}`,
    date_time: `2024-01-15T10:${String(i).padStart(2, '0')}:00Z`,
    direction: i % 2 ? 'Out' : 'In',
    message: text,
    message_type: 2,
    delivery_status: i % 2 ? text : 'received',
    sender: { phone_number: text, display_name: `${text}${BIDI}`, owner: { id: text, type: text } },
    to_members: [
      { phone_number: text, display_name: text },
      { phone_number: '15550100', display_name: BIDI },
    ],
    attachments: [{ id: text, name: `${text}${BIDI}.png`, type: text, size: 1 }],
  });
  const page = {
    next_page_token: '',
    page_size: 100,
    sms_histories: [...ATTACKS, `left ${BIDI} right`].map(message),
  };
  const list = {
    next_page_token: '',
    page_size: 100,
    sms_sessions: ATTACKS.map((text) => ({
      session_id: text,
      session_type: text,
      last_access_time: text,
      participants: [
        { phone_number: text, display_name: `${text}${BIDI}`, is_session_owner: true },
        { phone_number: text, display_name: `${text}${BIDI}`, is_session_owner: false },
      ],
    })),
  };
  const server = createServer(({ url = '' }, response) => {
    const token = {
      access_token: 'token-of-the-hostile-account',
      token_type: 'bearer',
      expires_in: 3599,
    };
    response.setHeader('content-type', 'application/json');
    const isList = /^\/v2\/phone\/sms\/sessions(?:\?|$)/.test(url);
    const answer = isList ? list : page;
    response.end(JSON.stringify(url.startsWith('/oauth/') ? token : answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => server.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}`;
}

/** The dashboard of that account. */
export async function startHostile() {
  return serveDashboard(await serveHostile());
}

/**
 * @param {Browser} browser
 * @param {string} url of the dashboard of a hostile account
 */
export function testHostile(browser, url) {
  const dashboard = createDashboard(browser, url);
  const range = { session: ATTACKS[0] ?? '', from: '2024-01-15', to: '2024-01-15' };

  test('a history of attacks is text, in every view', async () => {
    await dashboard.open(range);
    await dashboard.read();
    await dashboard.done();
    await dashboard.sessions();
    await browser.wait(
      (attacks) => {
        const listed = document.querySelector('.inbox')?.textContent;
        return attacks.every((attack) => listed?.includes(attack));
      },
      ATTACKS.slice(0, 6),
    );
    await dashboard.sessions(false);
    for (const view of ['Conversation', 'Table', 'Charts']) {
      await browser.click(`.tabs a:text=${view}`);
      const kind = view.toLowerCase();
      await browser.wait((kind) => document.querySelector(`.${kind}`)?.textContent, kind);
      if (view === 'Charts') await browser.wait(() => document.querySelector('.charts svg'));
      // The conversation opens at its end, and only what is visible is drawn.
      if (view === 'Conversation') await browser.click('.jumps button:text=First');
      await browser.wait(
        (kind, attack) => document.querySelector(`.${kind}`)?.textContent?.includes(attack),
        kind,
        view === 'Charts' ? '<img src=x' : (ATTACKS[2] ?? ''),
      );
      const made = await browser.run(() => [
        document.querySelectorAll('#dashboard img, #dashboard script, #dashboard iframe').length,
        document.querySelectorAll('#dashboard :not(svg) > style, [onload], [onerror]').length,
      ]);
      assert.deepEqual(made, [0, 0], view);
    }
    await browser.type('.search input', '<img');
    await browser.wait(() => document.querySelector('.chips')?.textContent?.includes('<img'));
    assert.equal(await browser.run(() => document.title), 'SMS history · zoom-phone-sms');
    await dashboard.hasNoFailure();
  });

  test('direction control characters affect only their own text', async () => {
    await dashboard.open(range);
    await dashboard.read();
    await dashboard.done();
    const wrong = await browser.run(() => {
      /** @type {string[]} */
      const found = [];
      for (const foreign of document.querySelectorAll('.foreign')) {
        const { display, unicodeBidi } = getComputedStyle(foreign);
        // A box of its own: no control in it reaches the line around it.
        if (display === 'inline') found.push(`${foreign.className} is ${display}`);
        if (unicodeBidi !== 'plaintext') found.push(`${foreign.className} is ${unicodeBidi}`);
      }
      for (const bubble of document.querySelectorAll('.bubble')) {
        const time = bubble.querySelector('time')?.getBoundingClientRect();
        const status = bubble.querySelector('.status')?.getBoundingClientRect();
        if (time && status && status.left < time.right) found.push('the status is before the time');
        const who = bubble.querySelector('.who')?.getBoundingClientRect();
        const to = bubble.querySelector('.to > span')?.getBoundingClientRect();
        const isBeside = who && to && Math.abs(who.top - to.top) < 4;
        if (isBeside && to.left < who.right) found.push('the recipients are before the sender');
      }
      return found;
    });
    assert.deepEqual(wrong, []);
  });
}
