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
