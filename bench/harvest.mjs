/**
 * How close a harvest comes to the shortest time that the rate limit allows: 200 sessions of 12 months
 * under each of Zoom's limits, alone and beside a competitor that takes half of the quota. Time is
 * virtual: an hour takes seconds.
 *
 * @module
 */
import { parseArgs, styleText } from 'node:util';
import { PRESETS } from '../simulator/index.js';
import { LABELS, PLANS } from '../simulator/rate-limit.js';
import { BASE_URL, virtually } from '../tests/histories/support.js';
import { printTable, rounded, writeJson } from './report.mjs';

const MIDNIGHT = Date.UTC(2024, 2, 15);
/** The past twelve months: the simulator's histories fill all but one day of them. */
const YEAR = { from: '2023-03-15', to: '2024-03-14' };

const TARGETS = { ratio: 1.05, refused: 0, competitorRatio: 1.25 };

/**
 * @typedef {object} Harvest
 * @property {number} requests that were answered with a page
 * @property {number} refused 429s to the harvest
 * @property {number} seconds
 * @property {{ requests: number, refused: number }} competitor
 */

const {
  check,
  json,
  sessions,
  messages,
  latency,
  window,
  only,
  competitor: manner,
} = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    json: { type: 'string', default: 'target/bench/harvest.json' },
    sessions: { type: 'string', default: '200' },
    messages: { type: 'string', default: '1000' },
    latency: { type: 'string', default: '200' },
    window: { type: 'string', default: 'calendar' },
    only: { type: 'string', default: '' },
    competitor: { type: 'string', default: 'even' },
  },
}).values;

/** @param {import('../simulator/rate-limit.js').Preset} preset */
function limitOf({ plan, label }) {
  const { perSecond = Number.NaN, perDay = Number.POSITIVE_INFINITY } = PRESETS[plan][label];
  return { perSecond, perDay };
}

/**
 * @param {import('../simulator/rate-limit.js').Preset} preset
 * @param {boolean} hasCompetitor
 */
function harvest(preset, hasCompetitor) {
  const latencyMs = { min: Number(latency) / 2, max: (Number(latency) * 3) / 2 };
  const rateLimit = { ...preset, window: /** @type {'calendar' | 'sliding'} */ (window) };
  return virtually({ rateLimit, latencyMs }, (world) => run(world, preset, hasCompetitor), {
    now: MIDNIGHT + 10_000,
  });
}

/**
 * @param {import('../tests/histories/support.js').World} world
 * @param {import('../simulator/rate-limit.js').Preset} preset
 * @param {boolean} hasCompetitor
 * @returns {Promise<Harvest>}
 */
async function run({ clock, simulator, client }, preset, hasCompetitor) {
  const ids = Array.from({ length: Number(sessions) }, (_, i) => `history-${messages}/${i}`);
  const start = clock.now;
  let [requests, refused, found] = [0, 0, 0];
  /** @type {typeof fetch} */
  const counting = async (...request) => {
    const response = await simulator.fetch(...request);
    if (response.status === 429) refused += 1;
    else requests += 1;
    return response;
  };
  const { perSecond } = limitOf(preset);
  const competitor = compete(simulator, hasCompetitor ? perSecond / 2 : 0);

  // As many at once as possible: each session has one request at a time.
  const concurrency = Math.ceil((perSecond * 2 * Number(latency)) / 1000) + 1;
  // Each run has its own clock, so it needs its own limit.
  const rateLimit = { ...preset, key: `${preset.plan} ${preset.label} ${hasCompetitor}` };
  const all = client({ rateLimit, fetch: counting }).histories(ids, YEAR, { concurrency });
  for await (const { page, error } of all) {
    if (error) throw error;
    found += page?.sms_histories.length ?? 0;
  }
  const seconds = (clock.now - start) / 1000;
  if (found !== ids.length * Number(messages)) throw new Error(`Only ${found} messages came.`);
  return { requests, refused, seconds, competitor: await competitor.stop() };
}

/**
 * Another program of the same account. It sends evenly or at random, learns nothing, and drops refused
 * requests.
 *
 * @param {import('../simulator/index.js').Simulator} simulator
 * @param {number} perSecond 0 for none
 */
function compete(simulator, perSecond) {
  const counts = { requests: 0, refused: 0 };
  const url = `${BASE_URL}/phone/sms/sessions/empty?from=2024-03-01&to=2024-03-02`;
  const headers = { authorization: `Bearer ${simulator.issueToken()}` };
  /** @type {Promise<void>[]} */
  const sent = [];
  let timer = perSecond > 0 ? setTimeout(next, 1) : undefined;

  function next() {
    const part = manner === 'random' ? 2 * Math.random() : 1;
    timer = setTimeout(next, (part * 1000) / perSecond);
    sent.push(send());
  }
  async function send() {
    const { status } = await simulator.fetch(url, { headers });
    counts[status === 429 ? 'refused' : 'requests'] += 1;
  }
  return {
    async stop() {
      clearTimeout(timer);
      const { length } = sent;
      await Promise.all(sent.slice(length - Math.min(length, 100)));
      return counts;
    },
  };
}

const presets = PLANS.flatMap((plan) => LABELS.map((label) => ({ plan, label }))).filter(
  ({ plan, label }) => `${plan}/${label}`.includes(only),
);
const results = [];
for (const preset of presets) {
  const name = `${preset.plan}/${preset.label}`;
  const { perSecond, perDay } = limitOf(preset);
  console.error(styleText('dim', `${name}: alone …`));
  const alone = await harvest(preset, false);
  console.error(styleText('dim', `${name}: beside a competitor …`));
  const beside = await harvest(preset, true);
  if (beside.requests + beside.competitor.requests > perDay) {
    throw new Error(`${name}: more than a day's requests. Choose fewer sessions.`);
  }
  const leastS = alone.requests / perSecond;
  const besideLeastS = beside.requests / (perSecond / 2);
  results.push({
    preset: name,
    requests: alone.requests,
    leastS,
    tookS: alone.seconds,
    ratio: alone.seconds / leastS,
    refused: alone.refused,
    beside: {
      requests: beside.requests,
      leastS: besideLeastS,
      tookS: beside.seconds,
      ratio: beside.seconds / besideLeastS,
      refused: beside.refused,
      competitor: beside.competitor,
    },
  });
}

printTable(
  ['preset', 'requests', 'least s', 'took s', 'ratio', '429s', 'beside: ratio', '429s', 'its 429s'],
  results.map(({ preset, requests, leastS, tookS, ratio, refused, beside }) => [
    ...[preset, requests, rounded(leastS, 1), rounded(tookS, 1), rounded(ratio, 3), refused],
    ...[rounded(beside.ratio, 3), beside.refused, beside.competitor.refused],
  ]),
);
writeJson(json, { sessions, messages, latency, window, competitor: manner, results });

const missed = results.filter(
  ({ ratio, refused, beside }) =>
    ratio > TARGETS.ratio || refused > TARGETS.refused || beside.ratio > TARGETS.competitorRatio,
);
console.log(
  missed.length === 0
    ? `All within the targets: ratio ${TARGETS.ratio}, no 429, beside a competitor ${TARGETS.competitorRatio}.`
    : `Missed: ${missed.map(({ preset }) => preset).join(', ')}.`,
);
if (check && missed.length > 0) process.exitCode = 1;
