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

const NOW = Date.UTC(2024, 2, 15, 12);
const DAY_MS = 86_400_000;
const HARVESTER = fileURLToPath(new URL('harvester.js', import.meta.url));
const execute = promisify(execFile);

/** Nobody else's Redis: without a port, gone with its folder. */
const folder = mkdtempSync(join(tmpdir(), 'redis-'));
const socket = join(folder, 'redis.sock');
const redis = createClient({ socket: { path: socket, tls: false } });
/** @type {import('node:child_process').ChildProcess | undefined} */
let server;

before(async () => {
  const options = ['--port', '0', '--unixsocket', socket, '--dir', folder, '--save', ''];
  const started = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] });
  server = started;
  await new Promise((resolve, reject) => {
    const missing = 'There is no redis-server on PATH: `apt-get install redis-server` has it.';
    started.once('error', (cause) => reject(new Error(missing, { cause })));
    started.once('exit', (code) => reject(new Error(`redis-server ended with ${code}.`)));
    started.stdout.on('data', (/** @type {Buffer} */ line) => {
      if (String(line).includes('eady to accept connections')) resolve(undefined);
    });
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

test('three processes keep one limit a second between them, and miss nothing', async (t) => {
  // Two less than the server allows: on a busy machine requests bunch up on their way.
  const [allowed, perSecond] = [10, 8];
  const rateLimit = { perSecond: allowed, window: /** @type {const} */ ('sliding') };
  const { url, simulator, close } = await serve({ now: createClock(), rateLimit });
  t.after(close);
  const sessions = [0, 1, 2].map(sessionsOf);

  const harvests = await harvest(url, { perSecond, account: 'second' }, sessions);

  const refused = simulator.requests.filter(({ status }) => status !== 200);
  assert.deepEqual(refused, []);
  assert.deepEqual(
    harvests.flatMap(({ errors }) => errors),
    [],
  );
  const truth = sessions.flat().flatMap((id) => simulator.groundTruth(id));
  const found = harvests.flatMap(({ messages }) => messages);
  assert.deepEqual(found.sort(), truth.map(({ message_id: id }) => id).sort());
  // They were limited: alone, each would have been as quick as its connection.
  const times = simulator.requests.map(({ atMs }) => atMs);
  const tookS = (Math.max(...times) - Math.min(...times)) / 1_000;
  assert.ok(times.length >= 6 * WINDOWS && tookS > times.length / perSecond - 1.5);
  // And they had what they may have.
  assert.ok(tookS < (2 * times.length) / perSecond, `${times.length} requests in ${tookS} s`);
});

test('they keep one limit a day, and say so when it is reached', async (t) => {
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

test('twenty turns at five a second take four seconds, and never has a second more, wherever it begins', async () => {
  const limits = { perSecond: 5, account: 'even' };
  const granted = clocked();
  const limiters = [redisLimiter(granted.redis, limits), redisLimiter(granted.redis, limits)];
  const start = performance.now();
  await Promise.all(Array.from({ length: 20 }, (_, i) => limiters[i % 2]?.acquire()));
  const tookMs = performance.now() - start;

  assert.equal(granted.times.length, 20);
  for (const [i, time] of granted.times.entries()) {
    const fifthAfter = granted.times[i + 5] ?? Infinity;
    assert.ok(fifthAfter - time >= 1_000, `six turns in ${fifthAfter - time} ms`);
  }
  assert.ok(tookMs >= 3_800 && tookMs < 2 * 3_800, `${tookMs} ms`);
  // Turns are promised in order: nobody asks again and again whether it is free.
  assert.ok(granted.calls < 100, `${granted.calls} calls`);
});

test('one turn in two seconds is a limit too', async () => {
  const limiter = redisLimiter(redis, { perSecond: 0.5, account: 'fraction' });
  const start = performance.now();
  for (let turn = 0; turn < 3; turn += 1) await limiter.acquire();
  assert.ok(performance.now() - start >= 4_000);
});

test('a process that comes late to its turn does not bring two close together', async () => {
  const limits = { perSecond: 5, account: 'late' };
  const granted = clocked();
  const late = redisLimiter(redis, limits);
  await late.acquire();
  const turn = late.acquire();
  const other = redisLimiter(granted.redis, limits);
  const others = Promise.all([other.acquire(), other.acquire(), other.acquire()]);
  // They have been promised turns. Then this thread is busy past two of them.
  while (granted.calls < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  const end = performance.now() + 550;
  while (performance.now() < end);
  await Promise.all([turn, others]);
  const [first = 0, second = 0, third = 0] = granted.times;
  assert.ok(second - first >= 200 && third - second >= 200);
});

test('limits that allow nothing are refused', () => {
  for (const perSecond of [0, -1, Number.NaN]) {
    assert.throws(() => redisLimiter(redis, { perSecond }), RangeError);
  }
});

test('who waits can be aborted, for a turn or for Redis, and leaves nothing behind', async (t) => {
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

test('what one process is told of a limit, the others keep to, also where they wait already', async () => {
  const limits = { perSecond: 2, perDay: 100, account: 'report' };
  const [one, other] = [redisLimiter(redis, limits), redisLimiter(redis, limits)];
  const told = { status: 429, limit: null, remaining: 0, daily: false };
  await one.acquire();
  const waiting = other.acquire();
  const retryAtMs = Date.now() + 1_500;
  await one.report?.({ ...told, retryAtMs });
  // What was said sooner, or of a sooner time, takes nothing back.
  await other.report?.({ ...told, retryAtMs: retryAtMs - 1_000 });
  const turns = [waiting, other.acquire()].map((turn) => turn.then(() => Date.now()));
  for (const time of await Promise.all(turns)) {
    assert.ok(time >= retryAtMs, `${retryAtMs - time} ms too early`);
  }
  const closedUntil = Date.now() + 60_000;
  await one.report?.({ ...told, daily: true, retryAtMs: closedUntil });
  await assert.rejects(other.acquire(), (error) => {
    const { kind, retryAt } = /** @type {{ kind: string, retryAt: Date }} */ (error);
    return kind === 'rate-limited' && Math.abs(retryAt.getTime() - closedUntil) < 10_000;
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

/** Redis, and when by its own clock turns were given, in milliseconds. */
function clocked() {
  const counted = { calls: 0, times: /** @type {number[]} */ ([]) };
  /** @type {Parameters<typeof redisLimiter>[0]} */
  const store = {
    async eval(script, options) {
      // Together: their time is the same.
      const [[seconds, micros], given] = /** @type {[[string, string], [number, number]]} */ (
        /** @type {unknown} */ (
          await redis.multi().addCommand(['TIME']).eval(script, options).exec()
        )
      );
      counted.calls += 1;
      if (given[1] === 0) counted.times.push(Number(seconds) * 1_000 + Number(micros) / 1_000);
      return given;
    },
  };
  return Object.assign(counted, { redis: store });
}

/** Waits for the next day where this one is nearly over: its requests are counted by days of UTC. */
async function awayFromMidnight() {
  const leftMs = DAY_MS - (Date.now() % DAY_MS);
  if (leftMs < 60_000) await new Promise((resolve) => setTimeout(resolve, leftMs + 100));
}

/** The real clock's pace, on the simulator's day. */
function createClock() {
  const start = Date.now();
  return () => NOW + Date.now() - start;
}
