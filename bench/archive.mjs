/**
 * What an archive costs: its requests against the fewest possible, its time against the shortest that the rate limit
 * allows, and whether its memory grows with the account. The first two run on a virtual clock, the last one over HTTP
 * in a process of its own, which collects garbage before it is measured.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { PRESETS } from '../simulator/index.js';
import { serve } from '../simulator/serve.js';
import { inAccount, iso } from '../tests/archive/support.js';
import { MEMORY_FLAGS } from './memory-peak.mjs';
import { runChild } from './node/child.mjs';
import { printTable, rounded, writeJson } from './report.mjs';

/** @import { Account } from '../tests/archive/support.js' */

const HOUR_MS = 3_600_000;
const MIB = 2 ** 20;

const SESSIONS = 1_153;
const MESSAGES = 10 * SESSIONS;
const CHANGED = [0, 40, 400];
const LATENCY_MS = 400;
const CONCURRENCY = 4;
const DAYS = 365;

const TARGETS = { first: 1.08, next: 1.06, nextMore: 2, time: 1.06, memory: 1.1 };

const { check, json, few, many } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    json: { type: 'string', default: 'target/bench/archive.json' },
    few: { type: 'string', default: '1000' },
    many: { type: 'string', default: '10000' },
  },
}).values;

/**
 * @typedef {object} Figure
 * @property {string} what
 * @property {number} least the fewest requests, the shortest time in seconds, or the memory of the smaller account in MiB
 * @property {number} took
 * @property {number} hold the most that `took` may be
 */

/** @type {Figure[]} */
const figures = [];

/**
 * @param {Account} account
 * @param {string} [state]
 * @param {object} [options] of the client
 */
async function run(account, state, options) {
  const archive = account
    .client(options)
    .archive({ from: iso(account.from), concurrency: CONCURRENCY, ...(state && { state }) });
  let through = '';
  for await (const { error, through: reached } of archive) {
    if (error) throw error;
    through = reached ?? through;
  }
  return { state: archive.state(), through: Date.parse(through) };
}

/** @param {number} changed How many sessions get a message between two runs. */
function requests(changed) {
  const account = { sessions: SESSIONS, messages: MESSAGES, liveHours: 20 };
  const live = { liveSessions: changed, liveMessages: changed };
  return inAccount({ account: { ...account, ...live } }, async (account) => {
    const { state, through } = await run(account);
    if (changed === 0) {
      const { list, session } = account.least({ through });
      const took = account.requests.list + account.requests.session;
      figures.push({
        ...{ what: `requests, first run, ${SESSIONS} sessions`, least: session, took },
        hold: TARGETS.first * session,
      });
      console.error(`The list takes ${account.requests.list} requests; ${list} are its pages.`);
    }
    account.forgetRequests();
    await account.clock.sleep(24 * HOUR_MS);
    await run(account, state);
    const least = changed + Math.ceil(changed / 100);
    figures.push({
      what: `requests, next run, ${changed} sessions changed`,
      least,
      took: account.requests.list + account.requests.session,
      hold: TARGETS.next * least + TARGETS.nextMore,
    });
  });
}

function time() {
  const rateLimit = /** @type {const} */ ({ plan: 'pro', label: 'medium' });
  const { perSecond = Number.NaN } = PRESETS[rateLimit.plan][rateLimit.label];
  const account = { sessions: SESSIONS, messages: MESSAGES };
  return inAccount({ account, switches: { rateLimit, latencyMs: LATENCY_MS } }, async (account) => {
    const start = account.clock.now;
    await run(account, undefined, { rateLimit: { ...rateLimit, key: 'time' } });
    const took = (account.clock.now - start) / 1000;
    const { list, session, failed } = account.requests;
    const least = (list + session - failed) / perSecond;
    figures.push({
      what: `seconds at ${perSecond} requests a second, ${LATENCY_MS} ms each, concurrency ${CONCURRENCY}`,
      ...{ least, took, hold: TARGETS.time * least },
    });
  });
}

/**
 * @param {string} sessions
 * @returns {Promise<{ sessions: number, messages: number, rss: number, heap: number, wasm: number, seconds: number }>}
 */
async function read(sessions) {
  const account = { sessions: Number(sessions), messages: 100 * Number(sessions), days: DAYS };
  const { url, close } = await serve({ port: 0, account, rateLimit: {} });
  return runChild('../archive-reader.mjs', [url, DAYS + 1], MEMORY_FLAGS).finally(close);
}

for (const changed of CHANGED) await requests(changed);
await time();
const [less, more] = [await read(few), await read(many)];
for (const kind of /** @type {const} */ (['rss', 'wasm'])) {
  const least = less[kind] / MIB;
  figures.push({
    what: `MiB, ${kind}, ${more.messages} messages of ${more.sessions} sessions against ${less.messages} of ${less.sessions}`,
    ...{ least, took: more[kind] / MIB, hold: TARGETS.memory * least },
  });
}

printTable(
  ['what', 'least', 'took', 'ratio', 'hold'],
  figures.map(({ what, least, took, hold }) => [
    ...[what, rounded(least, 1), rounded(took, 1)],
    ...[least > 0 ? rounded(took / least, 3) : '–', rounded(hold, 1)],
  ]),
);
writeJson(json, { figures, less, more });

const missed = figures.filter(({ took, hold }) => took > hold);
console.log(
  missed.length === 0 ? 'All hold.' : `Missed: ${missed.map(({ what }) => what).join('; ')}.`,
);
if (check && missed.length > 0) process.exitCode = 1;
