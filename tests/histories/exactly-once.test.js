import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { FAULT_KINDS, POLICY_VALUES } from '../../simulator/index.js';
import { createRandom } from '../../simulator/random.js';
import { ids, messagesOf, NOON, read, virtually } from './support.js';

/** @import { SmsClient, SmsHistoryQuery } from '../../pkg/inline.js' */
/** @import { FaultName } from '../../simulator/fault-kinds.js' */
/** @import { Random } from '../../simulator/random.js' */
/** @import { Switches, World } from './support.js' */

// `HISTORIES_SEED=17 node --test tests/histories/exactly-once.test.js` does one run again.
const { HISTORIES_SEED, HISTORIES_RUNS = '300' } = process.env;
const SEEDS = HISTORIES_SEED
  ? [Number(HISTORIES_SEED)]
  : Array.from({ length: Number(HISTORIES_RUNS) }, (_, i) => i + 1);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 86_400 * SECOND;
const MIDNIGHT = Math.floor(NOON / DAY) * DAY;
const KINDS = /** @type {[FaultName, ...FaultName[]]} */ (Object.keys(FAULT_KINDS));

/** @param {number} ms */
const second = (ms) => new Date(ms).toISOString().replace(/\.\d+Z/, 'Z');

/** @param {Random} random */
function anySession(random) {
  const kind = random.pick(['history', 'history', 'edge', 'edge', 'burst']);
  const size = random.pick([1, 40, 150, 365, 600, 900]);
  const most = kind === 'burst' ? Math.min(size, 200) : size;
  const n = most - random.below(Math.ceil(most / 2));
  return { id: `${kind}-${n}${random.pick(['', '/a ?#%✓'])}`, n };
}

/**
 * A range that begins or ends, more often than not, where messages crowd.
 *
 * @param {Random} random
 * @returns {Pick<SmsHistoryQuery, 'from' | 'to'>}
 */
function anyRange(random) {
  const days = random.pick([0, 7, 28, 29, 30, 31, 32, 61, 200, 366, 366, 800]);
  const firstDay = MIDNIGHT - (random.below(250) + Math.min(days, 200)) * DAY;
  const lastDay = firstDay + days * DAY;
  const shift = () => random.pick([-1, 0, 0, 1, random.below(86_400)]) * SECOND;
  const first = firstDay + shift();
  const last = Math.max(first, lastDay + shift());
  switch (random.pick(['days', 'seconds', 'dates', 'none'])) {
    case 'days':
      return { from: second(firstDay).slice(0, 10), to: second(lastDay).slice(0, 10) };
    case 'seconds':
      return { from: second(first), to: second(last) };
    case 'dates': {
      const ms = random.pick([0, 0, 1, 999]);
      return { from: new Date(first + ms), to: new Date(last + ms) };
    }
    default:
      return {};
  }
}

/**
 * Messages that arrive meanwhile: before or after the place that is read, a few or very many.
 *
 * @param {Random} random
 * @returns {Switches['lateMessages']}
 */
function anyLate(random) {
  if (random.chance(0.7)) return null;
  return {
    count: random.pick([1, 5, 30, 300]),
    after: random.below(12),
    at: random.pick(['end', 'middle', second(MIDNIGHT - random.below(300) * DAY)]),
  };
}

/** @param {Random} random @returns {Switches['deletedMessages']} */
function anyDeleted(random) {
  if (random.chance(0.7)) return null;
  return {
    count: random.pick([1, 5, 30]),
    after: 1 + random.below(6),
    every: random.pick([0, 1, 3]),
    at: one(random, 'oldest', 'newest', 'any'),
  };
}

/** @param {Random} random @returns {Switches['faults']} */
function anyFaults(random) {
  return Array.from({ length: random.pick([0, 1, 2, 4]) }, () => ({
    kind: random.pick(KINDS),
    probability: random.pick([0.02, 0.1, 0.3]),
    after: random.pick([0, 0, 3]),
    retryAfterS: random.pick([1, 2, 30, 90]),
  }));
}

/**
 * One of these, as the type that is wanted.
 *
 * @template Wanted
 * @param {Random} random
 * @param {...Wanted} list
 * @returns {Wanted}
 */
const one = (random, ...list) =>
  random.pick(/** @type {[Wanted, ...Wanted[]]} */ (/** @type {unknown} */ (list)));

/** @param {number} seed */
function scenario(seed) {
  const random = createRandom('histories', seed);
  const { id, n } = anySession(random);
  const policies = Object.fromEntries(
    Object.entries(POLICY_VALUES).map(([name, values]) => [
      name,
      random.pick(/** @type {[unknown, ...unknown[]]} */ ([...values])),
    ]),
  );
  /** @type {Switches} */
  const switches = {
    seed,
    ...policies,
    faults: anyFaults(random) ?? [],
    lateMessages: anyLate(random) ?? null,
    deletedMessages: anyDeleted(random) ?? null,
    latencyMs: random.pick([0, 0, 200, { min: 0, max: 3_000 }]),
    rateLimit: one(
      random,
      {},
      {},
      { perSecond: 1 },
      { perSecond: 2, window: 'sliding' },
      { plan: 'pro', label: 'heavy' },
    ),
    rateLimitHeaders: one(random, 'all', 'all', 'none', 'type-only', 'reset-only'),
    pageTokenLifetimeMs: random.pick([15 * MINUTE, 15 * MINUTE, 30 * SECOND]),
    pageTokens: one(random, 'ordinary', 'ordinary', 'ordinary', 'ordinary', 'repeat', 'cycle'),
    pageTokenPlace: one(random, 'message', 'offset'),
    emptyPages: random.pick([0, 0, 0.3]),
    duplicates: random.pick([0, 0, 0.2, 1]),
  };
  /** @type {SmsHistoryQuery} */
  const query = {
    ...anyRange(random),
    sort: one(random, undefined, 1, 2),
    page_size: Math.min(100, Math.max(random.pick([1, 7, 30, 100]), Math.ceil(n / 20))),
    delivery_status: one(random, undefined, undefined, undefined, 'all', 'delivered'),
  };
  const retry = { max: random.pick([0, 3, 3, 10]), maxRetryWaitMs: random.pick([60, 1]) * SECOND };
  const pause = random.pick([0, 0, 0, 0.1, 0.5]);
  const pauses = () => (random.chance(pause) ? random.below(20 * MINUTE) : 0);
  const way = random.pick(['pages', 'messages', 'portions']);
  return { id, switches, query, retry, pauses, way, portion: random.pick([1, 7, 50, 333]) };
}

/** @typedef {ReturnType<typeof scenario>} Scenario */

/** What may end a history here: any other kind would mean that the client asked for what is wrong. */
const EXPECTED = new Set([
  ...['rate-limited', 'server', 'network', 'timeout', 'decode'],
  ...['authentication', 'invalid-page-token', 'paging'],
  // Of the simulator's fault 7013.
  'not-found',
]);

/**
 * Reads page by page, message by message, or so many messages at a time, each time going on from
 * the last checkpoint.
 *
 * @param {SmsClient} client @param {Scenario} scenario @param {() => Promise<void>} pausing
 */
async function readIn(client, { id, query, way, portion }, pausing) {
  if (way === 'messages') {
    const messages = client.messages(id, query);
    const { items, error } = await read(messages, (_, i) => (i % 20 === 0 ? pausing() : undefined));
    return { given: items, error };
  }
  if (way === 'pages') {
    const { items, error } = await read(client.pages(id, query), pausing);
    return { given: messagesOf(items), error };
  }
  const given = [];
  /** @type {string | undefined} */
  let resume;
  for (;;) {
    const limited = { ...query, limit: portion, resume };
    const { items, error } = await read(client.pages(id, limited), pausing);
    const part = messagesOf(items);
    given.push(...part);
    assert.ok(part.length <= portion, 'more than the limit');
    if (error || part.length < portion) return { given, error };
    resume = items.at(-1)?.checkpoint;
  }
}

/**
 * By how many seconds a message comes at most behind one before it.
 *
 * @param {readonly { date_time: string }[]} messages @param {number} [sort]
 */
function fall(messages, sort = 1) {
  const sign = sort === 2 ? -1 : 1;
  const places = messages.map(({ date_time }) => (sign * Date.parse(date_time)) / SECOND);
  let furthest = Number.NEGATIVE_INFINITY;
  return Math.max(
    0,
    ...places.map((place) => {
      furthest = Math.max(furthest, place);
      return furthest - place;
    }),
  );
}

/** @param {World} world @param {Scenario} scenario */
async function run({ simulator, clock, client, truth }, scenario) {
  const { id, query, retry, pauses, switches } = scenario;
  const expected = truth(id, query);
  const pausing = async () => {
    const ms = pauses();
    if (ms > 0) await clock.sleep(ms);
  };
  const { given, error } = await readIn(client({ retry }), scenario, pausing);

  if (error) {
    assert.ok(EXPECTED.has(error.kind), `${error.name}: ${error.message}`);
    assert.ok(error.checkpoint, `${error.name} has a checkpoint`);
    await clock.until(error.retryAt);
    simulator.set({ faults: [], pageTokens: 'ordinary', rateLimit: {} });
    const rest = await read(client().messages(id, { ...query, resume: error.checkpoint }));
    if (rest.error) throw rest.error;
    given.push(.../** @type {any[]} */ (rest.items));
  }
  const got = ids(/** @type {any[]} */ (given));
  if (switches.lateMessages || switches.deletedMessages) {
    const all = new Set(got);
    assert.equal(all.size, got.length, 'one comes twice');
    const later = ids(truth(id, query));
    const before = new Set(ids(expected));
    const missing = later.filter((id) => before.has(id) && !all.has(id));
    assert.deepEqual(missing, [], 'one that is there all the time does not come');
    const there = new Set([...before, ...later]);
    assert.ok(got.every((id) => there.has(id)));
    // What arrives comes when it is found.
    const old = /** @type {any[]} */ (given).filter(({ message_id }) => before.has(message_id));
    assert.ok(fall(old, query.sort ?? 1) <= 120, 'out of order');
  } else {
    assert.deepEqual(got, ids(expected));
    assert.equal(JSON.stringify(given), JSON.stringify(expected));
  }
  assert.ok(
    simulator.requests.every(({ tooEarly }) => !tooEarly),
    'a request was sent too early',
  );
  assert.equal(clock.pending, 0, 'a timer was left');
  return { outcome: error?.kind ?? 'complete', requests: simulator.requests.length };
}

/** @type {Map<string, number>} */
const outcomes = new Map();
/** @type {Map<number, Error>} */
const failures = new Map();
let requests = 0;

test(`every message comes once, in order, or from the checkpoint of a typed error: ${SEEDS.length} worlds`, async () => {
  for (const seed of SEEDS) {
    const chosen = scenario(seed);
    try {
      const result = await virtually(chosen.switches, (world) => run(world, chosen), { seed });
      outcomes.set(result.outcome, (outcomes.get(result.outcome) ?? 0) + 1);
      requests += result.requests;
    } catch (cause) {
      const shown = JSON.stringify(chosen, undefined, 1);
      failures.set(seed, new Error(`HISTORIES_SEED=${seed}: ${cause}\n${shown}`, { cause }));
    }
  }
  const [first] = failures.values();
  if (first) {
    console.log('failing seeds:', [...failures.keys()].join(' '));
    throw first;
  }
});

test('the worlds were neither too easy nor too hard', { skip: SEEDS.length < 100 }, () => {
  const complete = outcomes.get('complete') ?? 0;
  assert.ok(complete > SEEDS.length / 2, `${complete} were read to the end`);
  assert.ok(SEEDS.length - complete > SEEDS.length / 20, `${SEEDS.length - complete} failed`);
  assert.ok(outcomes.size >= 6, `kinds: ${[...outcomes.keys()]}`);
});

after(() => console.log(`${requests} requests;`, Object.fromEntries(outcomes)));
