import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOON, read, virtually } from './support.js';

/** @import { SmsRateLimit } from '../../pkg/inline.js' */
/** @import { Switches } from './support.js' */

const QUERY = { from: '2023-04-01', to: '2024-03-14', page_size: 10, limit: 200 };
const IDS = Array.from({ length: 12 }, (_, i) => `history-1000/${i}`);

let keys = 0;

/**
 * How many requests a second a client sends, of how many, and how many were refused.
 *
 * @param {SmsRateLimit} rateLimit
 * @param {Partial<Switches>} switches
 */
const rateOf = (rateLimit, switches) =>
  virtually({ latencyMs: 200, ...switches }, async ({ client, clock, simulator }) => {
    keys += 1;
    const own = /** @type {SmsRateLimit} */ ({ ...rateLimit, key: `labels ${keys}` });
    const steps = client({ rateLimit: own }).histories(IDS, QUERY, { concurrency: 12 });
    const { items, error } = await read(steps);
    assert.equal(error, undefined);
    assert.ok(items.every(({ error }) => error === undefined));
    const { requests } = simulator;
    const refused = requests.filter(({ refusal }) => refusal !== null).length;
    assert.ok(requests.every(({ tooEarly }) => !tooEarly));
    return { rate: requests.length / ((clock.now - NOON) / 1_000), sent: requests.length, refused };
  });

test("by default, ten requests a second are sent, the endpoint's published limit", async () => {
  const { rate, refused } = await rateOf({}, { rateLimit: { plan: 'pro', label: 'medium' } });
  assert.ok(9 < rate && rate <= 10.5, `${rate}`);
  assert.equal(refused, 0);
});

for (const [plan, label, perSecond] of /** @type {const} */ ([
  ['pro', 'light', 20],
  ['pro', 'medium', 10],
  ['business', 'light', 40],
  ['business', 'medium', 20],
  ['business', 'heavy', 10],
])) {
  test(`the limits of ${plan}/${label} are learned from responses, up and down, without a refusal`, async () => {
    const { rate, refused } = await rateOf({}, { rateLimit: { plan, label } });
    assert.ok(0.85 * perSecond < rate && rate <= 1.05 * perSecond, `${rate}`);
    assert.equal(refused, 0);
  });
}

test('a limit below the published one is learned from the first responses', async () => {
  const { rate, refused, sent } = await rateOf({}, { rateLimit: { plan: 'pro', label: 'heavy' } });
  assert.ok(4 < rate && rate <= 5.25, `${rate}`);
  assert.ok(refused <= 2 && sent > 200, `${refused} of ${sent}`);
});

test("a label without a number means the plan's number for it", async () => {
  for (const [choice, label, perSecond] of /** @type {const} */ ([
    [{}, 'heavy', 5],
    [{ plan: 'business' }, 'heavy', 10],
    [{}, 'light', 20],
  ])) {
    const rateLimit = { plan: /** @type {const} */ ('business'), label };
    const { rate } = await rateOf(choice, { rateLimit, rateLimitHeaders: 'category-only' });
    assert.ok(0.85 * perSecond < rate && rate <= 1.05 * perSecond, `${label}: ${rate}`);
  }
});

test('a chosen limit is not exceeded, whatever responses name', async () => {
  for (const [choice, perSecond] of /** @type {[SmsRateLimit, number][]} */ ([
    [{ label: 'heavy', plan: 'pro' }, 5],
    [{ label: 'heavy' }, 5],
    [{ plan: 'pro', label: 'medium' }, 10],
    [{ perSecond: 7 }, 7],
    [{ share: 0.5 }, 20],
    [{ plan: 'pro' }, 20],
  ])) {
    const rateLimit = {
      plan: /** @type {const} */ ('business'),
      label: /** @type {const} */ ('light'),
    };
    const { rate, refused } = await rateOf(choice, { rateLimit });
    assert.ok(
      0.85 * perSecond < rate && rate <= 1.05 * perSecond,
      `${JSON.stringify(choice)}: ${rate}`,
    );
    assert.equal(refused, 0);
  }
});
