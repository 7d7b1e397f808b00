import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lines } from './dashboard.js';
import { truth, YEAR } from './world.js';

/** @import { Dashboard } from './dashboard.js' */
/** @import { World } from './world.js' */

const HISTORY = { session: 'history-1000', ...YEAR };
const ENTER = '\uE007';
const ESCAPE = '\uE00C';

/**
 * The views, search and filters.
 * @param {World} world
 * @param {Dashboard} dashboard
 */
export function testViews(world, dashboard) {
  const { browser } = dashboard;

  /** @param {Record<string, string>} [more] */
  async function openRead(more) {
    await dashboard.open({ ...HISTORY, ...more });
    await dashboard.read();
    await dashboard.done();
  }
  const shown = () =>
    browser.wait(() => document.querySelector('.shown [role=status]')?.textContent);
  /** @param {string} css */
  const textsOf = (css) =>
    browser.run((css) => [...document.querySelectorAll(css)].map((e) => e.textContent ?? ''), css);

  test("the conversation shows each message's sender, recipients, text, time and status", async () => {
    await dashboard.open({ ...HISTORY, session: 'demo' });
    await dashboard.read();
    await dashboard.done();
    // It opens at the latest message.
    await browser.wait(() => document.querySelector('.conversation')?.textContent?.includes('YES'));
    await browser.click('.jumps button:text=First');
    const first = await browser.wait(() => {
      const bubble = document.querySelector('[data-index="0"] .bubble');
      return bubble?.textContent;
    });
    assert.match(first, /Dana Reyes/);
    assert.match(first, /Do you service e-bikes/);
    assert.match(first, /15:02\s+Received/);
    // A picture, through the proxy: its bytes are drawn.
    const width = await browser.wait(() => document.querySelector('img')?.naturalWidth);
    assert.ok(width > 0);
    const urls = await browser.run(() => document.querySelector('img')?.src.slice(0, 5));
    assert.equal(urls, 'blob:');
    await browser.click('.jumps button:text=Latest');
    await browser.wait(() => document.querySelector('.conversation')?.textContent?.includes('YES'));
    await dashboard.hasNoFailure();
  });

  test('the figures count the messages, and each shows only those it counts', async () => {
    await dashboard.open({ ...HISTORY, session: 'demo' });
    await dashboard.read();
    await dashboard.done();
    const messages = truth(world, 'demo', HISTORY);
    const count = (
      /** @type {RegExp} */ pattern,
      /** @type {'direction' | 'delivery_status'} */ field,
    ) => messages.filter((message) => pattern.test(message[field] ?? '')).length;
    const figures = () => textsOf('.figure');
    const [received, sent, failed, , answer] = await figures();
    assert.match(String(received), new RegExp(`Received\\s+${count(/^in$/i, 'direction')}`));
    assert.match(String(sent), new RegExp(`Sent\\s+${count(/^out$/i, 'direction')}`));
    assert.match(String(failed), new RegExp(`Failed\\s+${count(/^failed/, 'delivery_status')}`));
    const [minutes, seconds, answered] = medianAnswer(messages);
    assert.match(String(answer), new RegExp(`\\s${minutes} min ${seconds} s\\s+of ${answered}`));

    await browser.click('.figure:text=Failed');
    await browser.wait(() => document.querySelectorAll('.bubble').length === 1);
    // Its details: what it was sent as, and every field.
    await browser.click('.bubble footer a');
    const details = await browser.wait(() => document.querySelector('.detail')?.textContent);
    assert.match(details, /Failed to deliver/);
    assert.match(details, /"delivery_status": "failed_to_deliver"/);
    assert.match(details, /Message ID\s+demo-/);
    await browser.click('.detail .close');
    await browser.wait(() => !document.querySelector('.detail'));
    await browser.click('.figure:text=Failed');
    await browser.wait(() => document.querySelectorAll('.bubble').length > 1);
  });

  test('search and filters apply to the view, the download and the address', async () => {
    await openRead();
    await browser.type('.search input', 'INVOICE');
    assert.match(await shown(), / of 1,000 messages| of 99\d messages/);
    await browser.run(() => {
      const select = document.querySelector('.menu.filters select');
      if (select instanceof HTMLSelectElement) select.value = 'in';
      select?.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await browser.wait(() => document.querySelectorAll('.chips li').length === 2);
    const expected = truth(world, HISTORY.session, HISTORY).filter(
      ({ message, direction }) => message?.includes('invoice') && direction?.toLowerCase() === 'in',
    );
    const rows = lines(await dashboard.download('NDJSON'));
    const ids = (/** @type {object[]} */ list) =>
      list.map((each) => Reflect.get(each, 'message_id'));
    assert.ok(expected.length > 5);
    assert.deepEqual(ids(rows), ids(expected));
    assert.equal(
      (await textsOf('mark')).every((text) => text === 'invoice'),
      true,
    );

    const before = await shown();
    await browser.reload();
    await browser.wait(() => document.querySelectorAll('.chips li').length === 2);
    await dashboard.done();
    assert.equal(await shown(), before);
    await browser.click('.chips button:text=invoice'.replace('invoice', 'INVOICE'));
    await browser.wait(() => document.querySelectorAll('.chips li').length === 1);
  });

  test('the table can be sorted with the keyboard, and has the chosen columns', async () => {
    await openRead({ view: 'table' });
    const cells = () => textsOf('.table tbody tr:not(.spacer) td:nth-child(3)');
    await browser.wait(() => document.querySelectorAll('.table tbody tr').length > 5);
    const head = 'th:nth-child(3)';
    await browser.run((head) => {
      const button = document.querySelector(`${head} button`);
      if (button instanceof HTMLElement) button.focus();
    }, head);
    await browser.press(ENTER);
    await browser.wait(
      (head) => document.querySelector(head)?.getAttribute('aria-sort') === 'ascending',
      head,
    );
    const ascending = await cells();
    await browser.press(ENTER);
    await browser.wait(
      (head) => document.querySelector(head)?.getAttribute('aria-sort') === 'descending',
      head,
    );
    assert.notDeepEqual(await cells(), ascending);
    assert.deepEqual(
      ascending,
      ascending.toSorted(new Intl.Collator('en', { sensitivity: 'base' }).compare),
    );

    await browser.click('.menu.columns summary');
    await browser.click('.menu.columns label:text=Message ID');
    await browser.wait(() => document.querySelector('thead')?.textContent?.includes('Message ID'));
    await browser.press(ESCAPE);
    await browser.wait(() => !document.querySelector('details.menu[open]'));

    await browser.click('.table tbody a');
    await browser.wait(() => document.querySelector('.table tr.picked'));
    await browser.click('.detail a:text=Show in the conversation');
    await browser.wait(() => document.querySelector('.bubble.found'));
    await dashboard.hasNoFailure();
  });

  test('an address with unknown columns shows the default ones', async () => {
    await openRead({ view: 'table', columns: 'nonsense,__proto__' });
    await browser.wait(() => document.querySelectorAll('.table tbody tr').length > 5);
    const heads = await textsOf('.table th');
    assert.deepEqual(
      heads.map((head) => head.replace(/[↑↓]/, '').trim()),
      ['Time (UTC)', 'Direction', 'Contact', 'Text', 'Delivery'],
    );
    await dashboard.hasNoFailure();
  });

  test('a selection in one chart filters the others, and each axis names the zone', async () => {
    await openRead({ view: 'charts' });
    await browser.wait(() => document.querySelectorAll('.charts svg').length === 3);
    const week = () => textsOf('.charts figure:nth-of-type(2) .legend');
    const before = await week();
    const svg = await browser.run(() => {
      const box = document.querySelector('.charts svg')?.getBoundingClientRect();
      return box && { left: box.left, top: box.top, width: box.width };
    });
    assert.ok(svg);
    const y = svg.top + 100;
    await browser.drag({ x: svg.left + svg.width / 4, y }, { x: svg.left + svg.width / 2, y });
    const said = await shown();
    assert.match(said, / of /);
    assert.match(await browser.run(() => location.hash), /days=\d{4}-\d\d-\d\d\.\./);
    assert.notDeepEqual(await week(), before);

    const labels = () => textsOf('.charts svg text');
    assert.ok((await labels()).some((label) => label === 'Day (UTC)'));
    assert.ok((await labels()).some((label) => label === 'Hour of the day (UTC)'));
    await dashboard.display('.zone label:text=Local');
    await browser.wait(() =>
      document.querySelector('.charts svg')?.textContent?.includes('Day (America/New_York)'),
    );
    assert.ok((await labels()).some((label) => label === 'Hour of the day (America/New_York)'));
    await dashboard.hasNoFailure();
  });

  test('each chart says under the pointer what is there', async () => {
    await openRead({ view: 'charts' });
    await browser.wait(() => document.querySelectorAll('.charts svg').length === 3);
    for (const [index, expected] of [
      /^\d{4}-\d\d-\d\d.*Received: \d+.*Sent: \d+/,
      /\S\s*\d+ messages?$/,
      /^\w+ \d\d:00–\d\d:59\s*\d+ messages?/,
    ].entries()) {
      const center = await browser.run((index) => {
        const svg = document.querySelectorAll('.charts svg')[index];
        svg?.scrollIntoView({ block: 'center' });
        const box = svg?.getBoundingClientRect();
        return box && { x: box.left + box.width / 2, y: box.top + box.height / 2 };
      }, index);
      assert.ok(center);
      await browser.point(center);
      await browser.point({ x: center.x + 3, y: center.y + 3 });
      const said = await browser.wait(
        (index) =>
          document.querySelectorAll('.charts svg')[index]?.querySelector('.tip text')?.textContent,
        index,
      );
      // Plot puts a zero-width space between lines.
      assert.match(said.replaceAll('\u200b', ' ').trim(), expected);
    }
    await dashboard.hasNoFailure();
  });

  test('times are in the chosen zone', async () => {
    await dashboard.open({ session: 'seed', from: '2022-03-01', to: '2022-03-31', view: 'table' });
    await dashboard.read();
    await dashboard.done();
    const time = () => browser.wait(() => document.querySelector('.table tbody a')?.textContent);
    assert.match(await time(), /02:58:01/);
    await dashboard.display('.zone label:text=Local');
    await browser.wait(() => document.querySelector('th')?.textContent?.includes('New_York'));
    // Summer time: four hours before UTC.
    assert.match(await time(), /22:58:01/);
  });
}

/**
 * The median of the times from a message that waits to the next one sent, as minutes and seconds, and how
 * many there are.
 * @param {import('../../simulator/message.js').SmsMessage[]} messages
 */
function medianAnswer(messages) {
  /** @type {number[]} */
  const waits = [];
  let since = Number.NaN;
  for (const { direction, date_time } of messages) {
    const at = Date.parse(date_time);
    if (direction === 'In') {
      if (Number.isNaN(since)) since = at;
    } else if (!Number.isNaN(since)) {
      waits.push(at - since);
      since = Number.NaN;
    }
  }
  waits.sort((a, b) => a - b);
  const middle = waits.length / 2;
  const [lower = 0, upper = 0] = [waits[Math.ceil(middle) - 1], waits[Math.floor(middle)]];
  const all = Math.ceil((lower + upper) / 2 / 1000);
  return [Math.floor(all / 60), all % 60, waits.length];
}
