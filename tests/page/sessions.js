import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lines } from './dashboard.js';
import { daysAgo } from './world.js';

/** @import { Dashboard } from './dashboard.js' */
/** @import { World } from './world.js' */

const [DOWN, ENTER] = ['\uE015', '\uE007'];

const MONTH = { session: '', from: daysAgo(30), to: daysAgo(0) };

/**
 * The list of sessions.
 * @param {World} world
 * @param {Dashboard} dashboard
 */
export function testSessions(world, dashboard) {
  const { browser } = dashboard;

  const found = () => browser.run(() => document.querySelector('.found span')?.textContent);

  /** @param {string} name @param {string} value */
  const select = (name, value) =>
    browser.run(
      (name, value) => {
        const select = document.querySelectorAll('.scope select')[name === 'scope' ? 0 : 1];
        if (select instanceof HTMLSelectElement) select.value = value;
        select?.dispatchEvent(new Event('change', { bubbles: true }));
      },
      name,
      value,
    );

  test('sessions are listed, searched, and chosen with the keyboard', async () => {
    await dashboard.open(MONTH);
    await dashboard.sessions();
    await browser.wait(() => document.querySelectorAll('.listed').length > 3);
    await browser.type('.find-session', 'no such name');
    await browser.wait(() => document.querySelectorAll('.listed').length === 0);
    await browser.type('.find-session', 'dana +12065550148');
    const first = await browser.wait(() => document.querySelector('.listed')?.textContent);
    assert.match(first, /Dana Reyes/);
    assert.match(first, /Riverside Cycles/);
    assert.match(first, /Queue/);

    await browser.run(() => {
      const list = document.querySelector('.inbox');
      if (list instanceof HTMLElement) list.focus();
    });
    await browser.press(DOWN);
    await browser.press(ENTER);
    await dashboard.done();
    assert.equal(await dashboard.size(), 40);
    await dashboard.sessions();
    await browser.wait(() =>
      document.querySelector('.listed[aria-selected=true]')?.textContent?.includes('40 saved'),
    );
    await dashboard.hasNoFailure();
  });

  test('other names in the form show no messages of the session before', async () => {
    await dashboard.open({ ...MONTH, session: 'demo' });
    await dashboard.read();
    await dashboard.done();
    await browser.type('#session', 'another');
    await browser.wait(() => document.querySelectorAll('.bubble, .overview').length === 0);
    // What was read is still named, with its own name.
    const named = await browser.run(() => document.querySelector('.subject')?.textContent);
    assert.match(String(named), /demo/);
    await browser.type('#session', 'demo');
    await browser.wait(() => document.querySelectorAll('.bubble').length > 0);
  });

  test('the list is of the account, of a kind, or of a user', async () => {
    await dashboard.open(MONTH);
    await dashboard.sessions();
    const all = await found();
    await select('scope', 'call_queue');
    await browser.wait((all) => document.querySelector('.found span')?.textContent !== all, all);
    await browser.wait(() => {
      const kinds = [...document.querySelectorAll('.listed .type')].map((e) => e.textContent);
      return kinds.length > 0 && kinds.every((kind) => kind === 'Queue');
    });
    await select('scope', 'all');
    await browser.run(() => {
      const user = document.querySelector('.find .user');
      if (user instanceof HTMLInputElement) user.value = 'nobody@simulator.example';
      user?.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await browser.wait(() => document.querySelector('.list-problem'));
  });

  test('all sessions are read as one, stopped and resumed, searched and downloaded', async () => {
    const { simulator, gate } = world;
    simulator.set({ account: { sessions: 40, messages: 300, days: 25 } });
    await dashboard.open({ ...MONTH, session: '*', view: 'table' });
    simulator.set({ latencyMs: 1 });
    gate.shut();
    await dashboard.read();
    await gate.letThrough(14);
    await browser.wait(() => document.querySelectorAll('.table tbody tr').length > 3);
    await browser.click('.submit button:text=Stop');
    await dashboard.says('Stopped');
    const stoppedAt = await dashboard.size();
    await browser.reload();
    await dashboard.says('Stopped');
    assert.equal(await dashboard.size(), stoppedAt);
    gate.open();
    await browser.click('.progress button:text=Continue');
    await dashboard.done();

    const rows = lines(await dashboard.download('NDJSON'));
    const keyOf = (/** @type {object} */ row) =>
      `${Reflect.get(row, 'session_id')} ${Reflect.get(row, 'message_id')}`;
    const got = rows.map(keyOf);
    assert.equal(new Set(got).size, got.length, 'each once');
    const truth = [...simulator.shown()];
    const known = new Set(truth.map(keyOf));
    assert.ok(got.every((key) => known.has(key)));
    // An archive ends a quarter of an hour behind the clock.
    const settled = truth.filter(({ at }) => at < Date.now() - 20 * 60_000);
    assert.ok(settled.length > 100);
    const missing = settled.map(keyOf).filter((key) => !got.includes(key));
    assert.deepEqual(missing, []);

    await browser.click('.table tbody tr:not(.spacer) td');
    await browser.click('.detail button:text=Open this session');
    await browser.wait(
      () => document.querySelector('.subject .foreign')?.textContent !== 'All sessions',
    );
    await dashboard.done();
    simulator.reset();
    await dashboard.hasNoFailure();
  });

  test('those of a kind are read as one, and only those', async () => {
    const { simulator } = world;
    simulator.set({ account: { sessions: 40, messages: 300, days: 25 } });
    await dashboard.open({ ...MONTH, view: 'table' });
    await dashboard.sessions();
    await select('scope', 'call_queue');
    await browser.click('.all-sessions:text=All sessions of call queues as one');
    await dashboard.sessions(false);
    await browser.wait(() => location.hash.includes('session=*call_queue'));
    await dashboard.read();
    await dashboard.done();

    const rows = lines(await dashboard.download('NDJSON'));
    const got = new Set(rows.map(({ session_id }) => session_id));
    const list = new URL('https://simulator.example/v2/phone/sms/sessions');
    const query = { session_type: 'call_queue', page_size: '100', from: MONTH.from, to: MONTH.to };
    list.search = new URLSearchParams(query).toString();
    const answer = await simulator.fetch(list, {
      headers: { authorization: `Bearer ${simulator.issueToken()}` },
    });
    const { sms_sessions } = /** @type {{ sms_sessions: { session_id: string }[] }} */ (
      await answer.json()
    );
    const wanted = sms_sessions.map(({ session_id }) => session_id);
    assert.ok(wanted.length > 1);
    const all = new Set([...simulator.shown()].map(({ session_id }) => session_id));
    assert.ok(wanted.length < all.size);
    // The last message of a session may be too young for an archive.
    const settled = wanted.filter((id) =>
      [...simulator.shown(id)].some(({ at }) => at < Date.now() - 20 * 60_000),
    );
    assert.deepEqual([...got].sort(), settled.sort());
    simulator.reset();
    await dashboard.hasNoFailure();
  });

  test('10,000 sessions are listed, and scrolled through', async (t) => {
    world.simulator.set({ account: { sessions: 10_000, messages: 20_000, days: 29 } });
    const start = Date.now();
    await browser.open(`${world.url}?many#${new URLSearchParams(MONTH)}`);
    await browser.wait(() => document.querySelector('.found span'));
    await dashboard.sessions();
    // As long as it goes on, it may take any time.
    for (let text = ''; text !== '10,000 sessions'; ) {
      text = await browser.wait((before) => {
        const now = document.querySelector('.found span')?.textContent ?? '';
        return now === before ? '' : now;
      }, text);
    }
    t.diagnostic(`listed in ${((Date.now() - start) / 1000).toFixed(1)} s`);
    const frames = await browser.run(scrollInbox, 48);
    assert.equal(frames.blank, 0);
    t.diagnostic(`list: ${frames.long} of 48 frames over 50 ms`);
    world.simulator.reset();
    await dashboard.hasNoFailure();
  });
}

/** In the page: scrolls from the top to the end, one step each frame. @param {number} steps */
async function scrollInbox(steps) {
  const list = document.querySelector('.inbox');
  if (!list) throw new Error('There is no list.');
  const frame = () => new Promise(requestAnimationFrame);
  let [long, blank] = [0, 0];
  await frame();
  let last = performance.now();
  for (let step = 1; step <= steps; step += 1) {
    list.scrollTop = ((list.scrollHeight - list.clientHeight) * step) / steps;
    await frame();
    const now = performance.now();
    if (now - last > 50) long += 1;
    last = now;
  }
  await frame();
  await frame();
  const { left, top, width, height } = list.getBoundingClientRect();
  if (!document.elementFromPoint(left + width / 2, top + height / 2)?.closest('.listed'))
    blank += 1;
  return { long, blank };
}
