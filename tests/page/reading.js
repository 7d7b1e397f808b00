import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import papaparse from 'papaparse';
import { lines } from './dashboard.js';
import { daysAgo, truth, YEAR } from './world.js';

/** @import { SimulatorOptions } from '../../simulator/index.js' */
/** @import { Dashboard } from './dashboard.js' */
/** @import { World } from './world.js' */

/** @typedef {import('../../simulator/message.js').SmsMessage} SmsMessage */

const HISTORY = { session: 'history-1000', ...YEAR };

/**
 * @param {World} world
 * @param {Dashboard} dashboard
 */
export function testReading(world, dashboard) {
  const { browser } = dashboard;
  const { simulator, gate } = world;
  afterEach(() => {
    gate.open();
    simulator.reset();
  });

  /**
   * Begins to read, and gets this many answers: others wait for `gate`. Each window of this history is an
   * answer.
   * @param {number} answers
   * @param {NonNullable<SimulatorOptions['faults']>} [faults]
   */
  async function readSome(answers, faults = []) {
    await dashboard.open(HISTORY);
    // Any latency leads through the gate.
    simulator.set({ latencyMs: 1, faults });
    gate.shut();
    await dashboard.read();
    await gate.letThrough(answers);
  }

  /** Whether what can be downloaded is what the session holds: each message once, in order. */
  async function holdsTheTruth() {
    const rows = lines(await dashboard.download('NDJSON'));
    const expected = truth(world, HISTORY.session, HISTORY);
    assert.deepEqual(rows.map(idAndText), expected.map(idAndText));
  }

  test('a first visit shows the demo, without a click', async () => {
    await dashboard.open(/** @type {any} */ ({ session: 'empty', ...YEAR }));
    await browser.open(new URL('?first', world.url).href);
    await dashboard.done();
    assert.equal(await dashboard.size(), 40);
    await dashboard.hasNoFailure();
  });

  test('issues with a range appear beside the field while typing, and nothing is sent', async () => {
    await dashboard.open({ session: 'demo', from: daysAgo(30), to: daysAgo(0) });
    const before = simulator.requests.length;
    const says = (/** @type {string} */ words) =>
      browser.wait((words) => document.querySelector('.says')?.textContent?.includes(words), words);
    const height = () => browser.run(() => document.querySelector('.ask')?.clientHeight);
    const heightBefore = await height();
    await dashboard.choose('#to', daysAgo(31));
    await says('The end date is before the start date.');
    assert.equal(await height(), heightBefore, 'nothing moves');
    await dashboard.choose('#from', '');
    await says('Enter a start date.');
    const invalid = () => document.getElementById('from')?.getAttribute('aria-invalid');
    assert.equal(await browser.run(invalid), 'true');
    const disabled = () => document.querySelector('.submit button')?.matches(':disabled');
    assert.equal(await browser.run(disabled), true);
    assert.equal(simulator.requests.length, before);
  });

  test('the cost of a range is shown before it is read', async () => {
    await dashboard.open({ session: 'demo', ...YEAR });
    const said = await browser.wait(() => document.querySelector('.says')?.textContent);
    assert.match(said, /^At least 13 requests to Zoom, 13 windows of at most a month\.$/);
    const before = daysAgo(30);
    await browser.click('.presets button:text=30 days');
    await browser.wait(() =>
      document.querySelector('.says')?.textContent?.startsWith('At least 2 '),
    );
    // It may have become midnight.
    const either = new RegExp(`from=(${before}|${daysAgo(30)})`);
    assert.match(await browser.run(() => location.hash), either);
  });

  test('a year is read completely, and downloaded unchanged at each grain', async () => {
    await dashboard.open(HISTORY);
    await dashboard.read();
    await dashboard.done();
    await holdsTheTruth();
    const name = `sms-history-1000-from-${HISTORY.from}-to-${HISTORY.to}-messages.ndjson`;
    assert.equal(await browser.run(() => Reflect.get(window, 'savedAs')), name);

    const expected = truth(world, HISTORY.session, HISTORY);
    const { data } = papaparse.parse(await dashboard.download('CSV'), {
      header: true,
      skipEmptyLines: true,
    });
    const records = /** @type {{ message_id: string, message: string }[]} */ (data);
    // The guard against formulas is an apostrophe.
    const unguarded = records.map((record) => ({
      message_id: record.message_id,
      message: record.message.replace(/^'(?=[\s=+\-@＝＋－＠])/u, ''),
    }));
    assert.deepEqual(unguarded.map(idAndText), expected.map(idAndText));

    for (const [grain, parts] of /** @type {const} */ ([
      ['recipient', 'to_members'],
      ['attachment', 'attachments'],
    ])) {
      await browser.click('.menu.download summary');
      await browser.run((grain) => {
        const select = document.querySelector('.menu.download select');
        if (select instanceof HTMLSelectElement) select.value = grain;
        select?.dispatchEvent(new Event('change', { bubbles: true }));
      }, grain);
      await browser.click('.menu.download summary');
      const rows = lines(await dashboard.download('NDJSON'));
      const ids = expected.flatMap((message) => {
        const count = Math.max(1, message[parts]?.length ?? 0);
        return Array.from({ length: count }, () => message.message_id);
      });
      assert.deepEqual(
        rows.map((row) => Reflect.get(row, 'message_id')),
        ids,
      );
    }
    await dashboard.hasNoFailure();
  });

  test('a stopped read continues after a reload, and nothing is lost or repeated', async () => {
    await readSome(4);
    await browser.wait(() => document.querySelectorAll('.bubble').length > 0);
    await browser.click('.submit button:text=Stop');
    await dashboard.says('Stopped');
    const stoppedAt = await dashboard.size();
    assert.ok(stoppedAt > 0 && stoppedAt < 900, `${stoppedAt} messages`);

    await browser.reload();
    await dashboard.says('Stopped');
    assert.equal(await dashboard.size(), stoppedAt);
    const asked = simulator.requests.length;
    gate.open();
    await browser.click('.progress button:text=Continue');
    await dashboard.done();
    const again = simulator.requests
      .slice(asked)
      .flatMap(({ endpoint, query }) => (endpoint === 'session' ? query : []));
    // The first windows were read: they are not asked for again.
    assert.ok(again.length < 12, again.join('\n'));
    await holdsTheTruth();
    await dashboard.hasNoFailure();
  });

  test('a reload during a read changes nothing: it continues by itself', async () => {
    await readSome(3);
    for (let reloads = 0; reloads < 3; reloads += 1) {
      await browser.reload();
      await gate.letThrough(3);
    }
    gate.open();
    await dashboard.done();
    await holdsTheTruth();
  });

  test('a history that another tab has continued is not overwritten', async () => {
    await readSome(3);
    await dashboard.inWindow(3);
    // As another tab does it: the next page is there already.
    await browser.run(async () => {
      const opened = indexedDB.open('zoom-phone-sms');
      await new Promise((resolve) => {
        opened.onsuccess = resolve;
      });
      const transaction = opened.result.transaction(['histories', 'pages'], 'readwrite');
      const histories = transaction.objectStore('histories');
      const all = histories.getAll();
      all.onsuccess = () => {
        const [kept] = all.result;
        transaction.objectStore('pages').put([], [kept.key, kept.pages]);
        histories.put({ ...kept, pages: kept.pages + 1 });
      };
      await new Promise((resolve) => {
        transaction.oncomplete = resolve;
      });
      opened.result.close();
    });
    gate.open();
    await dashboard.says('Another tab is reading this history');
    await browser.click('.progress button:text=Show its messages');
    await dashboard.done();
    await holdsTheTruth();
  });

  test('a series of 429s is waited out, visibly', async () => {
    await dashboard.open(HISTORY);
    simulator.set({
      faults: [
        { kind: '429-qps', after: 2, times: 3 },
        { kind: '429-concurrent', after: 8, times: 2 },
      ],
    });
    await dashboard.listen();
    await dashboard.read();
    await dashboard.done();
    assert.ok(await dashboard.hasSaid('waiting to retry until'));
    await holdsTheTruth();
  });

  test('cut connections are retried', async () => {
    await readSome(5, [
      { kind: 'cut-inside', after: 2, times: 2 },
      { kind: 'cut-before', after: 9, times: 2 },
    ]);
    // And between the page and its own server.
    world.cut();
    await gate.letThrough(5);
    world.cut();
    gate.open();
    await dashboard.done();
    await holdsTheTruth();
  });

  test('a lasting failure is explained, and the read can continue after it', async () => {
    await dashboard.open(HISTORY);
    simulator.set({ faults: [{ kind: '500', after: 5 }] });
    await dashboard.read();
    await dashboard.says('Zoom is not responding');
    await dashboard.says('Continuing requests only the rest');
    simulator.reset();
    await browser.click('.progress button:text=Continue');
    await dashboard.done();
    await holdsTheTruth();
    await dashboard.hasNoFailure();
  });

  test('the day’s limit names its time, and nothing is sent before it', async () => {
    await dashboard.open({ ...HISTORY, session: 'error-429-daily' });
    await dashboard.read();
    await dashboard.says('Not before');
    const disabled = () =>
      document.querySelector('.progress .actions button')?.matches(':disabled');
    assert.equal(await browser.run(disabled), true);
  });

  test('an unknown session and an invalid id are explained', async () => {
    await dashboard.open({ ...HISTORY, session: 'nobody' });
    await dashboard.read();
    await dashboard.says('There is no such session');
    await browser.type('#session', '..');
    await dashboard.read();
    await browser.wait(() => document.getElementById('session-issues')?.textContent?.trim());
  });

  test('a history without messages says so, also after a reload', async () => {
    await dashboard.open({ ...HISTORY, session: 'empty' });
    await dashboard.read();
    const isEmpty = () =>
      document.querySelector('.empty h2')?.textContent === 'No messages in this range';
    await browser.wait(isEmpty);
    await browser.reload();
    await browser.wait(isEmpty);
  });

  test('stored messages can be deleted', async () => {
    await dashboard.open(HISTORY);
    await dashboard.read();
    await dashboard.done();
    await browser.click('.progress button:text=Delete local copy');
    // It asks first.
    await browser.click('.confirm button:text=Cancel');
    assert.ok((await dashboard.size()) > 900);
    await browser.click('.progress button:text=Delete local copy');
    await browser.click('.confirm button:text=Delete');
    await browser.wait(
      () => document.querySelector('.empty h2')?.textContent === 'Nothing read yet',
    );
    await browser.reload();
    await dashboard.ready();
    const title = await browser.run(() => document.querySelector('.empty h2')?.textContent);
    assert.equal(title, 'Nothing read yet');
  });

  // WebKitGTK 2.50 would not open the database again for the tests after this one.
  if (browser.engine === 'webkit') return;

  test('storage that does not answer delays the list and the messages, but keeps neither away', async () => {
    await dashboard.open(HISTORY);
    await browser.run(holdStorage);
    await browser.inNewTab(async () => {
      await browser.open(`${world.url}?held#${new URLSearchParams(HISTORY)}`);
      await dashboard.ready();
      await dashboard.read();
      await dashboard.done();
      await dashboard.says('This browser cannot store messages');
      await dashboard.hasNoFailure();
    });
    await browser.run(() => Reflect.set(window, 'holds', false));
  });
}

/** In the page: a transaction that goes on until `window.holds` is false, so that others wait for it. */
function holdStorage() {
  Object.assign(window, { holds: true });
  const opened = indexedDB.open('zoom-phone-sms');
  return new Promise((resolve) => {
    opened.onsuccess = () => {
      const stores = opened.result.transaction(['histories', 'pages'], 'readwrite');
      const again = () => {
        resolve(null);
        const asked = stores.objectStore('histories').get('');
        if (Reflect.get(window, 'holds')) asked.onsuccess = again;
        else opened.result.close();
      };
      again();
    };
  });
}

/** @param {Record<string, unknown> | SmsMessage | { message_id: unknown, message: unknown }} row */
function idAndText(row) {
  return [Reflect.get(row, 'message_id'), Reflect.get(row, 'message') || ''];
}
