import assert from 'node:assert/strict';
import { test } from 'node:test';
import { virtually } from './support.js';

/** @import { SmsRateLimit } from '../../pkg/inline.js' */

const QUERY = { from: '2023-05-01', to: '2024-03-14', page_size: 10 };
const IDS = ['history-300/a', 'history-300/b', 'history-300/c', 'history-300/d', 'history-300/e'];

const LIMITS = /** @type {const} */ ([
  { plan: 'pro', label: 'heavy' },
  { plan: 'pro', label: 'light' },
  { plan: 'business', label: 'medium' },
]);

for (const limit of LIMITS) {
  for (const window of /** @type {const} */ (['calendar', 'sliding'])) {
    test(`concurrent sessions never exceed ${limit.plan}/${limit.label}, counted by ${window} seconds`, () =>
      virtually({ rateLimit: { ...limit, window } }, async ({ client, simulator, truth }) => {
        // A limiter is shared by its key: this world's time is not another's.
        const key = `${limit.plan} ${limit.label} ${window}`;
        const rateLimit = /** @type {SmsRateLimit} */ ({ ...limit, key });
        let messages = 0;
        const steps = client({ rateLimit }).histories(IDS, QUERY, { concurrency: 3 });
        for await (const { page, error } of steps) {
          assert.equal(error, undefined);
          messages += page?.sms_histories.length ?? 0;
        }
        const expected = IDS.map((id) => truth(id, QUERY).length);
        assert.equal(
          messages,
          expected.reduce((sum, count) => sum + count),
        );
        assert.ok(simulator.requests.length > 50);
        assert.ok(simulator.requests.every(({ refusal }) => refusal === null));
        assert.ok(simulator.requests.every(({ tooEarly }) => !tooEarly));
      }));
  }
}

test('clients with one key share one limit, and others have their own', () =>
  virtually({ rateLimit: { perSecond: 1_000 } }, async ({ client, clock }) => {
    const read = async (/** @type {string} */ key) => {
      const limited = client({ rateLimit: { perSecond: 1, key } });
      for await (const _ of limited.pages('history-300/a', { ...QUERY, limit: 20 }));
      return clock.now;
    };
    const start = clock.now;
    const together = Math.max(...(await Promise.all([read('one'), read('one')]))) - start;
    const middle = clock.now;
    const apart = Math.max(...(await Promise.all([read('two'), read('three')]))) - middle;
    assert.ok(together > apart * 1.5, `${together} ms, ${apart} ms`);
  }));

test('a call of one request is sent at once, and counts for what waits', () =>
  virtually({ rateLimit: { perSecond: 1_000 } }, async ({ client, clock }) => {
    const limited = client({ rateLimit: { perSecond: 2, perDay: 6, key: 'calls' } });
    const start = clock.now;
    const calls = Array.from({ length: 4 }, () => limited.getSmsSession('history-300/a'));
    await Promise.all([...calls, limited.getSmsSession('history-300/b')]);
    const called = clock.now - start;
    const pages = limited.pages('history-300/a', QUERY);
    await pages.next();
    const waited = clock.now - start;
    assert.ok(called < 1_000, `${called} ms`);
    assert.ok(waited >= 1_000 && waited < 2_500, `${waited} ms`);
    await assert.rejects(
      async () => {
        for await (const _ of pages);
      },
      { name: 'RateLimitError', retryable: false },
    );
    // By the count of this process, not by Zoom's.
    assert.ok((await limited.getSmsSession('history-300/a')).sms_histories.length > 0);
  }));

for (const rateLimit of /** @type {const} */ ([{ perSecond: 50, key: 'told' }, false])) {
  test(`a time that is named to a call of one request holds the histories: ${JSON.stringify(rateLimit)}`, () =>
    virtually({}, async ({ client, clock, simulator }) => {
      const message = 'You have reached the maximum per-second rate limit for this API.';
      let isTold = false;
      const fetch = async (/** @type {Request} */ request) => {
        if (isTold) return simulator.fetch(request);
        isTold = true;
        const headers = { 'retry-after': '7' };
        return Response.json({ code: 429, message }, { status: 429, headers });
      };
      const limited = client({ fetch, rateLimit });
      const start = clock.now;
      await assert.rejects(limited.getSmsSession('history-300/a'), { name: 'RateLimitError' });
      for await (const _ of limited.pages('history-300/a', { ...QUERY, limit: 1 }));
      assert.ok(clock.now - start >= 7_000, `${clock.now - start} ms`);
    }));
}
