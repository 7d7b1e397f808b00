import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createRandom } from '../../simulator/random.js';
import { ids, messagesOf, read, virtually } from './support.js';

/** @import { SmsHistoryPage, SmsRateLimit, SmsRateLimiter } from '../../pkg/inline.js' */
/** @import { FaultName } from '../../simulator/fault-kinds.js' */
/** @import { Switches, World } from './support.js' */

// `LIMITS_SEED=17 node --test tests/histories/under-limits.test.js` does one run again.
const { LIMITS_SEED, LIMITS_RUNS = '150' } = process.env;
const SEEDS = LIMITS_SEED
  ? [Number(LIMITS_SEED)]
  : Array.from({ length: Number(LIMITS_RUNS) }, (_, i) => i + 1);

/** How the client keeps to the limit. @typedef {'exact' | 'loose' | 'caller' | 'none'} Manner */

/** @param {number} seed */
function scenario(seed) {
  const random = createRandom('under limits', seed);
  const perSecond = random.pick([1, 2, 3, 5, 10]);
  const perDay = random.pick([undefined, undefined, 5, 30]);
  const window = random.pick(['calendar', 'sliding']);
  const manner = /** @type {Manner} */ (random.pick(['exact', 'exact', 'loose', 'caller', 'none']));
  const faulty = random.chance(0.3);
  /** @type {[FaultName, ...FaultName[]]} */
  const kinds = ['503-seconds', '500', 'cut-inside', 'html', 'revoked-token', '429-daily'];
  /** @type {Switches} */
  const switches = /** @type {any} */ ({
    seed,
    rateLimit: { perSecond, window, ...(perDay && { perDay }) },
    rateLimitHeaders: random.pick(['all', 'all', 'none', 'reset-only', 'retry-after-only']),
    latencyMs: random.pick([0, 100, { min: 0, max: 900 }]),
    faults: faulty ? [{ kind: random.pick(kinds), probability: 0.05, after: 2 }] : [],
  });
  const count = 1 + random.below(8);
  const sessions = Array.from({ length: count }, (_, i) => {
    return `${random.pick(['history', 'edge', 'empty'])}-${20 + random.below(60)}/${i}`;
  }).map((id) => (id.startsWith('empty') ? 'empty' : id));
  const query = {
    from: '2023-12-01',
    to: '2024-03-14',
    sort: /** @type {1 | 2} */ (random.pick([1, 2])),
    page_size: random.pick([3, 10, 100]),
    prefetch: random.chance(0.4),
  };
  const options = {
    concurrency: 1 + random.below(8),
    deadlineMs: random.chance(0.25) ? 500 + random.below(8_000) : undefined,
  };
  const tokenMs = random.pick([0, 0, 5_000]);
  const limits = { perSecond, perDay };
  return { switches, manner, faulty, limits, sessions, query, options, tokenMs };
}

/** @typedef {ReturnType<typeof scenario>} Scenario */

/**
 * @param {World} world @param {Scenario} scenario @param {number} seed
 * @returns {SmsRateLimit | SmsRateLimiter | false}
 */
function limiter({ clock }, { manner, limits: { perSecond, perDay } }, seed) {
  const key = `under limits ${seed}`;
  switch (manner) {
    case 'exact':
      return { perSecond, ...(perDay && { perDay }), key };
    case 'loose':
      return { perSecond: 20, key };
    case 'caller':
      return { acquire: () => clock.sleep(150) };
    default:
      return false;
  }
}

/** @param {World} world @param {Scenario} scenario @param {number} seed */
async function run(world, scenario, seed) {
  const { client, clock, simulator, truth } = world;
  const { manner, faulty, sessions, query, options, tokenMs } = scenario;
  const token = async () => {
    if (tokenMs > 0) await clock.sleep(tokenMs);
    return simulator.issueToken();
  };
  const retry = { max: 50 };
  const reader = client({ token, retry, rateLimit: limiter(world, scenario, seed) });
  const { items, error } = await read(reader.histories(sessions, query, options));
  if (error) assert.equal(error.kind, 'timeout', error.message);
  if (error) assert.ok(options.deadlineMs);
  // Those of the caller's own functions are its own.
  const own = manner === 'caller' || tokenMs > 0;
  if (!own) assert.equal(clock.pending, 0, 'a timer was left');
  const { requests } = simulator;
  assert.ok(
    requests.every(({ tooEarly }) => !tooEarly),
    'a request was sent too early',
  );
  if (manner === 'exact' && !faulty) {
    const refused = requests.filter(({ refusal }) => refusal !== null);
    assert.deepEqual(refused, [], 'the limit was exceeded');
  }
  const sent = requests.length;
  simulator.set({ faults: [], rateLimit: {} });
  const failed = items.flatMap(({ error }) => error ?? []);
  for (const { retryAt } of failed) await clock.until(retryAt);
  for (const id of new Set(sessions)) {
    const steps = items.filter(({ sessionId }) => sessionId === id);
    /** @type {SmsHistoryPage[]} */
    const pages = steps.flatMap(({ page }) => page ?? []);
    const last = steps.at(-1);
    if (!last?.done) {
      assert.ok(error || last?.error, 'it ends with done or with an error');
      const resume = last?.error?.checkpoint ?? pages.at(-1)?.checkpoint;
      assert.equal(last?.error?.checkpoint ?? resume, resume);
      const rest = await read(client().pages(id, { ...query, resume }));
      assert.equal(rest.error, undefined);
      pages.push(...rest.items);
    }
    assert.deepEqual(ids(messagesOf(pages)), ids(truth(id, query)), id);
  }
  return { outcome: error?.kind ?? failed[0]?.kind ?? 'complete', sent };
}

/** @type {Map<string, number>} */
const outcomes = new Map();
let requests = 0;

test(`under limits, several sessions send nothing too early or too much, and lose nothing: ${SEEDS.length} worlds`, async () => {
  for (const seed of SEEDS) {
    const chosen = scenario(seed);
    try {
      const { outcome, sent } = await virtually(
        chosen.switches,
        (world) => run(world, chosen, seed),
        {
          seed,
        },
      );
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      requests += sent;
    } catch (cause) {
      const shown = JSON.stringify(chosen, undefined, 1);
      throw new Error(`LIMITS_SEED=${seed}: ${cause}\n${shown}`, { cause });
    }
  }
});

test('the worlds were of every kind', { skip: SEEDS.length < 100 }, () => {
  for (const outcome of ['complete', 'timeout', 'rate-limited']) {
    assert.ok((outcomes.get(outcome) ?? 0) > SEEDS.length / 20, outcome);
  }
});

after(() => console.log(`${requests} requests;`, Object.fromEntries(outcomes)));
