/**
 * Accounts for tests of `client.sessions()` and `client.archive()`: the simulator with a generated account,
 * the package, and a clock that jumps from timer to timer. Ten thousand sessions with a million messages are
 * started in a second, because messages are computed on demand.
 *
 *     await inAccount(drawAccount(seed), async (account) => {
 *       const steps = await read(account.client().archive({ from: iso(account.from) }));
 *       const given = messagesOf(steps); // [{ session_id, message_id }]
 *       assert.deepEqual(account.compare(given, { through }), { lost: [], doubled: [], invented: [] });
 *       assert.ok(account.requests.session <= 1.08 * account.least({ through }).session);
 *     });
 *
 * - `drawAccount(seed)` gives options for `inAccount`: what an account can be like, drawn from a seed. Only what
 *   an archive promises to cope with: a message is listed and visible within `SETTLE_MS` of its date, and the
 *   earlier of the client's clock and the `Date` header is not ahead of the server.
 * - `inAccount({ account, switches, serverAheadMs, now }, work)` runs `work` on the virtual clock. All of them have
 *   defaults. `account` and `switches` are the simulator's (`simulator/README.md`); `serverAheadMs` is how far
 *   the server's clock is ahead of the client's.
 * - `clock`: `now`, `sleep(ms)` (both the client's). Messages arrive, sessions move and are deleted while it runs.
 * - `client(options)`: a client without pacing, whose token is issued anew for each request for one.
 * - `from`: before the oldest message, in whole seconds. `serverNow()`: the server's clock.
 * - `shown({ from, through, by })`: the messages that the server has shown by now, dated in the range, ends
 *   included. With `by`, only those that were visible by then.
 * - `sessions({ from, through, by })`: the sessions with such messages that are still there, each with the date of the
 *   last one: what `client.sessions()` must give at least.
 * - `compare(given, { from, through, by })`: `lost` are messages that were visible by `by`, are still there and
 *   were not given; `doubled` came more than once; `invented` were never shown or are outside the range.
 *   Messages that were deleted meanwhile may or may not be given. Each is `<session_id> <message_id>`.
 * - `requests`: how many there were since `forgetRequests()`, by endpoint (`list`, `user-list`, `session`,
 *   `message`, `sync`), and `failed`, those without a 200.
 * - `least({ from, through, pageSize })`: the fewest requests that can give the range: pages of the list, and for each
 *   session, from the beginning of the range to its last message in it, the pages of every month.
 *
 * @module
 */

import { SmsClient } from '../../pkg/inline.js';
import { createSimulator } from '../../simulator/index.js';
import { createRandom } from '../../simulator/random.js';
import { BASE_URL, Clock, NOON } from '../histories/support.js';

/** @import { SimulatorOptions } from '../../simulator/index.js' */
/** @import { AccountSettings } from '../../simulator/account/settings.js' */
/** @import { Known } from '../../simulator/account/world.js' */
/** @import { EndpointName } from '../../simulator/endpoints.js' */

/** @typedef {Partial<import('../../pkg/inline.js').SmsClientOptions>} ClientOptions */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 86_400 * SECOND;

/** Everything is listed and visible within this time of its date. */
export const SETTLE_MS = 15 * MINUTE;

/**
 * @typedef {object} AccountOptions
 * @property {AccountSettings} [account]
 * @property {SimulatorOptions} [switches]
 * @property {number} [serverAheadMs]
 * @property {number} [now] The client's clock at the beginning.
 * @property {string | number} [seed] Of the client's random numbers.
 */

/** In milliseconds since 1970, both ends included. @typedef {{ from?: number, through?: number, by?: number }} Range */

/** @typedef {{ session_id: string, message_id: unknown }} Given */

/** @typedef {ReturnType<typeof createWorld>} Account */

/** @type {AccountSettings} */
const SMALL = { sessions: 60, messages: 900, liveSessions: 20, liveMessages: 300, liveHours: 6 };

/** @param {number} ms */
export const iso = (ms) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

/**
 * @template Result
 * @param {AccountOptions} options
 * @param {(account: Account) => Promise<Result>} work
 */
export function inAccount({ now = NOON, seed = 0, ...options }, work) {
  const clock = new Clock(now);
  const random = createRandom('client', seed);
  return clock.rule(
    async () => work(createWorld(clock, options)),
    () => random.below(2 ** 32) / 2 ** 32,
  );
}

/** @param {Clock} clock @param {Omit<AccountOptions, 'now' | 'seed'>} options */
function createWorld(clock, { account = SMALL, switches = {}, serverAheadMs = 0 }) {
  const serverNow = () => clock.now + serverAheadMs;
  const simulator = createSimulator({ now: serverNow, account, ...switches });
  const requests = noRequests();
  const oldest = serverNow() - (account.days ?? 365) * DAY;
  const beginning = Math.floor(oldest / SECOND) * SECOND;

  /** @type {typeof globalThis.fetch} */
  const countedFetch = async (input, init) => {
    const response = simulator.fetch(input, init);
    // Its own, although others may run at the same time: it is recorded at once.
    const entry = simulator.requests.at(-1);
    try {
      return await response;
    } finally {
      if (entry?.endpoint) requests[entry.endpoint] += 1;
      if (entry?.status !== 200) requests.failed += 1;
    }
  };

  /** @param {Range} range @returns {Known[]} */
  function shown({ from = beginning, through = Infinity, by = Infinity } = {}) {
    const found = [];
    for (const known of simulator.shown()) {
      if (known.at >= from && known.at <= through && known.visibleAt <= by) found.push(known);
    }
    return found;
  }

  return {
    clock,
    simulator,
    requests,
    serverNow,
    from: beginning,
    shown,

    /** @param {Range} [range] */
    sessions(range) {
      /** @type {Map<string, number>} */
      const last = new Map();
      for (const { session_id, at, goneAt } of shown(range)) {
        if (goneAt > serverNow()) last.set(session_id, Math.max(last.get(session_id) ?? 0, at));
      }
      return last;
    },

    forgetRequests: () => Object.assign(requests, noRequests()),

    /** @param {ClientOptions} [given] */
    client: (given) =>
      new SmsClient({
        ...{ token: () => simulator.issueToken(), baseUrl: BASE_URL, fetch: countedFetch },
        // The limiter is the process's, and would carry times from one account into the next.
        rateLimit: false,
        ...given,
      }),

    /** @param {readonly Given[]} given @param {Range} [range] */
    compare: (given, range) =>
      compareMessages([...simulator.shown()], given, { ...range, now: serverNow() }),

    /** @param {Range & { pageSize?: number }} [range] */
    least({ pageSize = 100, ...range } = {}) {
      const { from = beginning } = range;
      /** @type {Map<string, Known[]>} */
      const bySession = new Map();
      for (const known of shown(range)) {
        const messages = bySession.get(known.session_id);
        if (messages) messages.push(known);
        else bySession.set(known.session_id, [known]);
      }
      const pages = [...bySession.values()].map((messages) => countPages(messages, from, pageSize));
      return {
        list: Math.max(Math.ceil(bySession.size / pageSize), 1),
        session: pages.reduce((sum, count) => sum + count, 0),
      };
    },
  };
}

/**
 * @param {readonly Known[]} all What the server has shown.
 * @param {readonly Given[]} given
 * @param {Range & { now: number }} range `now` by the server's clock.
 */
export function compareMessages(
  all,
  given,
  { from = -Infinity, through = Infinity, by = Infinity, now },
) {
  const known = new Map(
    all.filter(({ at }) => from <= at && at <= through).map((message) => [keyOf(message), message]),
  );
  const keys = given.map(keyOf);
  /** @type {Set<string>} */
  const seen = new Set();
  const doubled = keys.filter((key) => seen.size === seen.add(key).size);
  const isDue = (/** @type {Known} */ { visibleAt, goneAt }) => visibleAt <= by && goneAt > now;
  return {
    lost: [...known].filter(([key, one]) => isDue(one) && !seen.has(key)).map(([key]) => key),
    doubled,
    invented: [...seen].filter((key) => !known.has(key)),
  };
}

/** @returns {Record<EndpointName | 'failed', number>} */
function noRequests() {
  return { list: 0, 'user-list': 0, session: 0, message: 0, sync: 0, failed: 0 };
}

/** @param {Given} message */
const keyOf = ({ session_id, message_id }) => `${session_id} ${message_id}`;

/**
 * The pages of one session, month after month, an empty month being a page.
 * @param {readonly Known[]} messages Oldest first.
 * @param {number} from
 * @param {number} pageSize
 */
function countPages(messages, from, pageSize) {
  let pages = 0;
  let months = 0;
  for (let n = 0; n < messages.length; ) {
    months += 1;
    const end = addMonths(from, months);
    const begin = n;
    while (n < messages.length && (messages[n]?.at ?? 0) < end) n += 1;
    pages += Math.max(Math.ceil((n - begin) / pageSize), 1);
  }
  return pages;
}

/**
 * The same day so many months later, or the last day of that month.
 * @param {number} from
 * @param {number} months
 */
function addMonths(from, months) {
  const date = new Date(from);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months);
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date.getTime();
}

/**
 * What an account can be like, and its server.
 * @param {number} seed
 * @returns {AccountOptions}
 */
export function drawAccount(seed) {
  const random = createRandom('account', seed);
  // Now and then, more sessions in one second than fit a page.
  const broadcast = random.chance(0.2) ? 101 + random.below(60) : 0;
  const sessions = broadcast + 1 + random.below(random.chance(0.3) ? 300 : 100);
  const liveSessions = random.below(sessions + 1);
  const late = random.pick(/** @type {const} */ ([0, 0, 5 * MINUTE, 10 * MINUTE]));
  const clocks = random.pick(CLOCKS);
  return {
    seed,
    serverAheadMs: clocks.serverAheadMs,
    account: {
      ...{ sessions, broadcast, liveSessions },
      messages: sessions + random.below(sessions * 20),
      liveMessages: liveSessions * (1 + random.below(30)),
      liveHours: 1 + random.below(12),
      days: random.pick(/** @type {const} */ ([1, 20, 90, 365])),
      deleted: random.pick(/** @type {const} */ ([0, 0, 0.2])),
      reopened: random.pick(/** @type {const} */ ([0, 0.5, 1])),
    },
    switches: {
      seed,
      dateHeaderMs: clocks.dateHeaderMs,
      sessionOrder: random.pick(
        /** @type {const} */ (['newest-first', 'oldest-first', 'unsorted', 'shuffled']),
      ),
      listPlace: random.pick(/** @type {const} */ (['session', 'offset'])),
      pageTokenPlace: random.pick(/** @type {const} */ (['message', 'offset'])),
      filterMeaning: random.pick(
        /** @type {const} */ (['any', 'last', 'ignored', 'last-access', 'some-uncounted']),
      ),
      rangeEnds: random.pick(/** @type {const} */ (['[]', '[)', '(]', '()'])),
      monthEnd: random.pick(/** @type {const} */ (['included', 'excluded'])),
      longRange: random.pick(/** @type {const} */ (['truncate', 'refuse'])),
      // Where no range may end in the future, the list is complete only up to what is known to be the present.
      futureTo: clocks.isKnown
        ? random.pick(/** @type {const} */ (['accepted', 'refused']))
        : 'accepted',
      visibleAfterMs: random.pick([0, late, { min: 0, max: late }]),
      listedAfterMs: random.pick([0, 10 * MINUTE - late]),
      latencyMs: { min: 50, max: random.pick(/** @type {const} */ ([100, 400, 5_000, 20_000])) },
      emptyPages: random.pick(/** @type {const} */ ([0, 0, 0.2])),
      duplicates: random.pick(/** @type {const} */ ([0, 0, 0.1])),
      tokenLifetimeS: random.pick(/** @type {const} */ ([3_599, 60])),
      shortPages: random.pick(/** @type {const} */ ([0, 0, 0.3])),
      faults: random.chance(0.5)
        ? []
        : [
            { kind: '503', probability: 0.02 },
            { kind: '429-qps', probability: 0.03 },
            { kind: 'cut-inside', probability: 0.02 },
            { kind: 'revoked-token', probability: 0.005 },
            { kind: 'invalid-page-token', probability: 0.01 },
          ],
    },
  };
}

/**
 * Clocks of which the client can tell what time it is at the server, at the latest; and whether it can tell exactly: by
 * the `Date` header, else by its own clock.
 */
const CLOCKS = /** @type {const} */ ([
  { serverAheadMs: 0, dateHeaderMs: 0, isKnown: true },
  { serverAheadMs: 0, dateHeaderMs: null, isKnown: true },
  { serverAheadMs: 0, dateHeaderMs: 20 * MINUTE, isKnown: false },
  { serverAheadMs: 0, dateHeaderMs: -20 * MINUTE, isKnown: false },
  { serverAheadMs: 20 * MINUTE, dateHeaderMs: 0, isKnown: true },
  { serverAheadMs: 20 * MINUTE, dateHeaderMs: null, isKnown: false },
  { serverAheadMs: -20 * MINUTE, dateHeaderMs: 0, isKnown: true },
]);
