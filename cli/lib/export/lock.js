/**
 * One process a folder, also if processes in several containers or on several machines share it.
 *
 * Each process makes a file of its own, then looks for those of others: of two that start at once, at least one sees
 * the other. The name of a file is never used again, so that removing the file of a process that has ended cannot
 * remove a lock that another has just taken.
 *
 * @module
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { open, readdir, rm, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EXIT, Failure } from '../failure.js';
import { sizeOf } from './disk.js';

/** Processes that start at the same time withdraw, and try again at different times. */
const MOST_TRIES = 10;
const MOST_WAIT_MS = 50;

/** How often a lock is renewed, and how long one of elsewhere is watched before it counts as abandoned. */
const TIMES = { renewMs: 5_000, abandonedMs: 30_000 };

/**
 * A process that has, or wants, the folder.
 *
 * @typedef {object} Holder
 * @property {string} path
 * @property {string} place see {@link placeOf}
 * @property {number} pid
 * @property {string} started when it started, 0 if unknown
 */

/**
 * What happens while it is unclear whether another process still runs.
 *
 * @typedef {object} Waiting
 * @property {AbortSignal} signal
 * @property {(line: string) => void} note
 */

export class Lock {
  /**
   * @param {string} path
   * @param {number} renewMs
   */
  constructor(path, renewMs) {
    this.path = path;
    this.timer = setInterval(() => {
      const now = new Date();
      utimes(path, now, now).catch(() => {});
    }, renewMs);
    this.timer.unref();
  }

  /** Fails if another process has taken over, for example while this one was suspended. */
  async check() {
    if ((await sizeOf(this.path)) !== undefined) return;
    throw new Failure(
      EXIT.destination,
      'Another process has taken over this folder. Nothing more was saved.',
    );
  }

  async release() {
    clearInterval(this.timer);
    await rm(this.path, { force: true });
  }
}

/**
 * @param {string} folder where the locks are
 * @param {string} out for messages
 * @param {Waiting} waiting
 * @param {typeof TIMES} [times]
 * @returns {Promise<Lock>}
 * @throws {Failure} if another process has the lock
 */
export async function takeLock(folder, out, waiting, { renewMs, abandonedMs } = TIMES) {
  for (let tries = 1; ; tries += 1) {
    const own = await announced(folder);
    const others = await othersOf(folder, own);
    if (others.length === 0 && (await sizeOf(own)) !== undefined) return new Lock(own, renewMs);
    await rm(own, { force: true });
    if (tries > 3 * MOST_TRIES) throw impossible(out);
    if (tries % MOST_TRIES === 0) {
      for (const other of others) {
        if (other.place === placeOf() || tries > MOST_TRIES) throw locked(out, other);
        waiting.note(
          `${told(other)} has locked ${out}. Waiting ${Math.ceil(abandonedMs / 1000)} s to see whether it still runs.`,
        );
        await watch(other, out, waiting.signal, abandonedMs);
      }
    }
    await wait(Math.random() * MOST_WAIT_MS, undefined, { signal: waiting.signal });
  }
}

/** @param {string} folder @returns {Promise<string>} the path of the own file */
async function announced(folder) {
  const { pid } = process;
  // All that others decide by is in the name: a process that is killed here leaves no file without it.
  const path = join(folder, `lock-${placeOf()}-${pid}-${startOf(pid)}-${randomUUID()}`);
  const file = await open(path, 'wx', 0o600);
  await file.writeFile(hostname()).finally(() => file.close());
  return path;
}

/**
 * The other processes that have, or want, the folder. Files of those that have ended are removed.
 *
 * @param {string} folder
 * @param {string} own
 */
async function othersOf(folder, own) {
  const others = [];
  for (const name of await readdir(folder)) {
    const [, place, pid, started] = /^lock-([0-9a-f]+)-(\d+)-(\d+)-/.exec(name) ?? [];
    const path = join(folder, name);
    if (!place || !started || path === own) continue;
    const holder = { path, place, pid: Number(pid), started };
    if (hasEnded(holder)) await rm(path, { force: true });
    else others.push(holder);
  }
  return others;
}

/**
 * Whether a process has ended for certain. Of other places this is never known.
 *
 * @param {Holder} holder
 */
function hasEnded({ place, pid, started }) {
  if (place !== placeOf()) return false;
  // Its number is this process's now.
  if (pid === process.pid || !isAlive(pid)) return true;
  const now = startOf(pid);
  return now !== UNKNOWN && started !== UNKNOWN && now !== started;
}

/**
 * Waits whether a process elsewhere renews its lock. Clocks are not compared: those of machines differ.
 *
 * @param {Holder} other
 * @param {string} out
 * @param {AbortSignal} signal
 * @param {number} abandonedMs
 * @throws {Failure} if it does
 */
async function watch(other, out, signal, abandonedMs) {
  const end = performance.now() + abandonedMs;
  const before = await renewedAt(other.path);
  while (performance.now() < end) {
    await wait(Math.min(1_000, abandonedMs / 10), undefined, { signal });
    const now = await renewedAt(other.path);
    if (now === undefined) return;
    if (now !== before) throw locked(out, other);
  }
  await rm(other.path, { force: true });
}

/** @param {string} path @returns {Promise<number | undefined>} nothing if the lock is gone */
async function renewedAt(path) {
  try {
    // File servers promise what is new only to those who open a file.
    const file = await open(path, 'r');
    const { mtimeMs } = await file.stat().finally(() => file.close());
    return mtimeMs;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** @type {string | undefined} */
let ownPlace;

/**
 * Where the number of a process means one process: since the start of this machine, in this container. The name of a
 * machine would not do: containers may share one.
 */
function placeOf() {
  ownPlace ??= createHash('sha256').update(nameOfPlace()).digest('hex').slice(0, 16);
  return ownPlace;
}

function nameOfPlace() {
  if (process.platform !== 'linux') return hostname();
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    // Of no other process is it known whether it runs.
    return randomUUID();
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

const UNKNOWN = '0';

/** When a process started, as Linux counts it: its number may be another's later. @param {number} pid */
function startOf(pid) {
  try {
    // A container may see the processes of its host there.
    if (readlinkSync('/proc/self') !== `${process.pid}`) return UNKNOWN;
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return fields.slice(fields.lastIndexOf(')')).split(' ')[20] ?? UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}

/** @param {Holder} holder */
function told({ path, place, pid }) {
  if (place === placeOf()) return `process ${pid}`;
  try {
    return `process ${pid} on ${readFileSync(path, 'utf8') || 'another machine'}`;
  } catch {
    return `process ${pid} on another machine`;
  }
}

/**
 * @param {string} out
 * @param {Holder} holder
 */
const locked = (out, holder) =>
  new Failure(
    EXIT.destination,
    `${out} is in use by ${told(holder)}. Wait for it, or choose another place.`,
  );

/** @param {string} out */
const impossible = (out) =>
  new Failure(
    EXIT.destination,
    `${out} cannot be locked: a file that was made there is not found. Choose another place.`,
  );
