import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { getEventListeners, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createClient } from 'redis';
import { redisLimiter } from '../../examples/redis-limiter.mjs';
import { serve } from '../../simulator/serve.js';
import { recording } from './recording.js';

/** @import { Store } from './recording.js' */

const NOW = Date.UTC(2024, 2, 15, 12);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** So much sooner than asked for may a timer fire: it counts whole milliseconds. */
const TIMERS_EARLY_MS = 2;
const HARVESTER = fileURLToPath(new URL('harvester.js', import.meta.url));
const execute = promisify(execFile);

/** A private Redis: without a port, deleted with its folder. */
const folder = mkdtempSync(join(tmpdir(), 'redis-'));
const socket = join(folder, 'redis.sock');
const redis = createClient({ socket: { path: socket, tls: false } });
/** @type {import('node:child_process').ChildProcess | undefined} */
let server;

before(async () => {
  const options = ['--port', '0', '--unixsocket', socket, '--dir', folder, '--save', ''];
  // No stream is this process's own: if the server outlived it, its runner would wait for that to be closed.
  const started = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'pipe'] });
  server = started;
  let said = '';
  await new Promise((resolve, reject) => {
    const missing = 'There is no redis-server on PATH: `apt-get install redis-server` has it.';
    started.once('error', (cause) => reject(new Error(missing, { cause })));
    started.once('exit', (code) => reject(new Error(`redis-server ended with ${code}: ${said}`)));
    for (const stream of [started.stdout, started.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said += text;
        if (said.includes('eady to accept connections')) resolve(undefined);
      });
    }
  });
  await redis.connect();
});

after(async () => {
  if (redis.isOpen) await redis.close();
  if (server?.pid && server.exitCode === null) {
    server.kill();
    await once(server, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Any session has at least one request for each of its 13 windows. */
const WINDOWS = 13;
const sessionsOf = (/** @type {number} */ i) => [`history-130/${i}a`, `history-130/${i}b`];

/**
 * @param {string} url
 * @param {Parameters<typeof redisLimiter>[1]} limits
 * @param {string[][]} sessions those of each process
 * @returns {Promise<import('./harvester.js').Harvest[]>}
 */
function harvest(url, limits, sessions) {
  const harvesters = sessions.map(async (sessionIds) => {
    const order = JSON.stringify({ url, socket, limits, sessionIds });
    const { stdout } = await execute(process.execPath, [HARVESTER, order], { maxBuffer: 2 ** 26 });
    return JSON.parse(stdout);
  });
  return Promise.all(harvesters);
}

test('three processes share one per-second limit, and miss nothing', async (t) => {
  const perSecond = 8;
  const { url, simulator, close } = await serve({ now: () => NOW });
  t.after(close);
  const sessions = [0, 1, 2].map(sessionsOf);

  const harvests = await harvest(url, { perSecond, account: 'second' }, sessions);

  assert.deepEqual(
    harvests.flatMap(({ errors }) => errors),
    [],
  );
  const truth = sessions.flat().flatMap((id) => simulator.groundTruth(id));
  const found = harvests.flatMap(({ messages }) => messages);
  assert.deepEqual(found.sort(), truth.map(({ message_id: id }) => id).sort());
  // When the turns were taken, by Redis's clock: when requests arrive depends on the machine's load.
  const turns = harvests.flatMap(({ turns }) => turns).sort((one, other) => one - other);
  assert.ok(turns.length >= 6 * WINDOWS);
  assert.equal(simulator.requests.length, turns.length, 'each request took a turn');
  assertAtMost(perSecond, turns);
});

test('they share one daily limit, and report when it is reached', async (t) => {
  await awayFromMidnight();
  const perDay = 20;
  const { url, simulator, close } = await serve({ now: () => NOW, rateLimit: { perDay } });
  t.after(close);

  const limits = { perSecond: 50, perDay, account: 'day' };
  const harvests = await harvest(url, limits, [sessionsOf(0), sessionsOf(1)]);

  assert.equal(simulator.requests.length, perDay);
  assert.ok(simulator.requests.every(({ status }) => status === 200));
  const errors = harvests.flatMap((each) => each.errors);
  assert.deepEqual(errors, Array(4).fill('rate-limited'));
});

test('slots are reserved in sequence, and no second exceeds the limit, wherever it begins', async () => {
  const limits = { perSecond: 5, account: 'even' };
  const store = recording(redis);
  const limiters = [redisLimiter(store, limits), redisLimiter(store, limits)];
  await Promise.all(Array.from({ length: 20 }, (_, i) => limiters[i % 2]?.acquire()));

  assert.equal(store.turns.length, 20);
  assertAtMost(5, store.turns);
  // None is left out: each is promised for an interval after the one before, or is free at once.
  const promised = store.asked.filter(({ turn }) => turn === 0);
  for (const [i, { interval, given, waitMs }] of promised.entries()) {
    const before = promised[i - 1]?.given ?? 0;
    assert.ok(waitMs === 0 || given - before === interval, `${given - before} µs`);
  }
  // No process asks again before the time it was given.
  for (const { given, atMs, waitMs } of store.asked) {
    if (waitMs === 0) continue;
    const again = store.asked.find(({ turn, atMs: later }) => turn === given && later > atMs);
    assert.ok(again && again.atMs - atMs > waitMs - TIMERS_EARLY_MS);
  }
});

test('one request per two seconds is a valid limit', async () => {
  const store = recording(redis);
  const limiter = redisLimiter(store, { perSecond: 0.5, account: 'fraction' });
  for (let turn = 0; turn < 3; turn += 1) await limiter.acquire();
  const [first = 0, second = 0, third = 0] = store.turns;
  assert.ok(second - first >= 2_000 && third - second >= 2_000);
});

test('a process that is late for its slot does not send too close to the next', async () => {
  const limits = { perSecond: 5, account: 'late' };
  const store = recording(redis);
  const late = redisLimiter(redis, limits);
  await late.acquire();
  const turn = late.acquire();
  const other = redisLimiter(store, limits);
  const others = Promise.all([other.acquire(), other.acquire(), other.acquire()]);
  // They have been promised turns. Then this thread is busy past two of them.
  while (store.asked.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  const end = performance.now() + 550;
  while (performance.now() < end);
  await Promise.all([turn, others]);
  const [first = 0, second = 0, third = 0] = store.turns;
  assert.ok(second - first >= 200 && third - second >= 200);
});

test('limits that allow no requests are refused', () => {
  for (const perSecond of [0, -1, Number.NaN]) {
    assert.throws(() => redisLimiter(redis, { perSecond }), RangeError);
  }
});

test('a wait for a slot or for Redis can be aborted, and leaves nothing behind', async (t) => {
  const reason = new Error('enough');
  const warnings = t.mock.method(process, 'emitWarning', () => {});
  const unreachable = { eval: () => new Promise(() => {}) };
  const limits = { perSecond: 0.01, account: 'abort' };
  await redisLimiter(redis, limits).acquire();
  for (const store of [redis, unreachable]) {
    const { signal, abort } = createAbort();
    const limiter = redisLimiter(store, limits);
    const waiting = [limiter.acquire(signal), limiter.acquire(signal)];
    setTimeout(() => abort(reason), 50);
    for (const turn of waiting) await assert.rejects(turn, reason);
    await assert.rejects(limiter.acquire(signal), reason);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  }
  const { signal } = createAbort();
  const quick = redisLimiter(redis, { perSecond: 1_000, account: 'quick' });
  for (let turn = 0; turn < 12; turn += 1) await quick.acquire(signal);
  assert.equal(getEventListeners(signal, 'abort').length, 0);
  assert.equal(warnings.mock.callCount(), 0);
});

test('a pause reported by one process, the others keep to, also where they wait already', async () => {
  const limits = { perSecond: 2, perDay: 100, account: 'report' };
  // It has been promised a turn, and asks for it when the other one has been told.
  const held = holding(redis);
  const [one, other] = [redisLimiter(redis, limits), redisLimiter(held.store, limits)];
  const told = { status: 429, limit: null, remaining: 0, daily: false };
  await one.acquire();
  const waiting = other.acquire();
  await held.first;
  const retryAtMs = Date.now() + 1_500;
  await one.report?.({ ...told, retryAtMs });
  // What was said sooner, or of a sooner time, takes nothing back.
  await one.report?.({ ...told, retryAtMs: retryAtMs - 1_000 });
  held.release();
  const turns = [waiting, other.acquire()].map((turn) => turn.then(() => Date.now()));
  for (const time of await Promise.all(turns)) {
    assert.ok(time >= retryAtMs, `${retryAtMs - time} ms too early`);
  }
  const closedUntil = Date.now() + 10 * HOUR_MS;
  await one.report?.({ ...told, daily: true, retryAtMs: closedUntil });
  await assert.rejects(other.acquire(), (error) => {
    const { kind, retryAt } = /** @type {{ kind: string, retryAt: Date }} */ (error);
    const laterMs = retryAt.getTime() - closedUntil;
    return kind === 'rate-limited' && 0 <= laterMs && laterMs < HOUR_MS;
  });
  await one.report?.({ ...told, status: 200, retryAtMs: null });
});

function createAbort() {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    abort: (/** @type {Error} */ reason) => controller.abort(reason),
  };
}

/**
 * No more turns than the limit in any second, wherever it begins.
 *
 * @param {number} limit
 * @param {number[]} turns their times in milliseconds, in order
 */
function assertAtMost(limit, turns) {
  for (const [i, time] of turns.entries()) {
    const after = turns[i + limit] ?? Infinity;
    assert.ok(after - time >= 1_000, `${limit + 1} turns in ${after - time} ms`);
  }
}

/** Redis, which hears what is asked after the first time only when it is released. */
function holding(/** @type {Store} */ store) {
  const { promise: released, resolve: release } = withResolvers();
  const { promise: first, resolve: heard } = withResolvers();
  let asked = 0;
  return {
    release,
    /** The first answer has come. */
    first,
    store: /** @type {Store} */ ({
      async eval(script, options) {
        asked += 1;
        if (asked > 1) await released;
        const answer = await store.eval(script, options);
        heard();
        return answer;
      },
    }),
  };
}

/** As `Promise.withResolvers`, which Node 20 lacks. */
function withResolvers() {
  let resolve = () => {};
  const promise = new Promise((done) => {
    resolve = () => done(undefined);
  });
  return { promise, resolve };
}

/** Waits for the next day where this one is nearly over: its requests are counted by days of UTC. */
async function awayFromMidnight() {
  const leftMs = DAY_MS - (Date.now() % DAY_MS);
  if (leftMs < 60_000) await new Promise((resolve) => setTimeout(resolve, leftMs + 100));
}
