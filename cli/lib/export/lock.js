/**
 * One process a folder. A lock whose process has ended is taken over at once on the same machine; that of another
 * machine, or of another container, once it has not been renewed for a while.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { EXIT, Failure } from '../failure.js';

const RENEW_MS = 5_000;
/** A lock without a holder is being written, or its process was killed just then. */
const EMPTY_MS = 1_000;
const MOST_TRIES = 20;
/** A lock of elsewhere that is older than this is abandoned. */
const ABANDONED_MS = 60_000;

/** @typedef {{ id: string, host: string, pid: number, started: string }} Holder */

export class Lock {
  /**
   * @param {string} path
   * @param {Holder} holder
   */
  constructor(path, holder) {
    this.path = path;
    this.holder = holder;
    this.timer = setInterval(() => {
      const now = new Date();
      utimes(path, now, now).catch(() => {});
    }, RENEW_MS);
    this.timer.unref();
  }

  /** Fails if another process has taken the lock over, for example while this one was suspended. */
  async check() {
    const holder = await holderOf(this.path);
    if (holder?.id !== this.holder.id)
      throw new Failure(
        EXIT.destination,
        'Another process has taken over this folder. Nothing more was saved.',
      );
  }

  async release() {
    clearInterval(this.timer);
    if ((await holderOf(this.path))?.id === this.holder.id) await rm(this.path, { force: true });
  }
}

/**
 * @param {string} path
 * @param {string} folder for the message
 * @returns {Promise<Lock>}
 */
export async function takeLock(path, folder) {
  const own = {
    id: randomUUID(),
    host: hostname(),
    pid: process.pid,
    started: startOf(process.pid),
  };
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    if (await created(path, own)) return new Lock(path, own);
    const other = await holderOf(path);
    if (other && (await isHeld(path, other))) throw locked(folder, other);
    await removeAbandoned(path, other);
  }
  throw new Failure(
    EXIT.destination,
    `${folder} cannot be locked: other processes try at the same time.`,
  );
}

/**
 * @param {string} path
 * @param {Holder} holder
 */
async function created(path, holder) {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(JSON.stringify(holder)).finally(() => file.close());
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * @param {string} path
 * @returns {Promise<Holder | undefined>} nothing if there is no lock, or an unfinished one
 */
async function holderOf(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} path
 * @param {Holder} holder
 */
async function isHeld(path, { host, pid, started }) {
  if (host === hostname()) return pid !== process.pid && isAlive(pid) && startOf(pid) === started;
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
  return Date.now() - mtimeMs < ABANDONED_MS;
}

/**
 * Removes a lock unless it has changed hands: the name is moved first, so that only one process removes it.
 *
 * @param {string} path
 * @param {Holder | undefined} holder
 */
async function removeAbandoned(path, holder) {
  const aside = `${path}.old`;
  try {
    if (!holder && Date.now() - (await stat(path)).mtimeMs < EMPTY_MS) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return;
    }
    await rename(path, aside);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return;
    throw error;
  }
  const moved = await holderOf(aside);
  if (moved && moved.id !== holder?.id) await rename(aside, path);
  else await rm(aside, { force: true });
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** When a process started, as Linux counts it: its number may be another's later. @param {number} pid */
function startOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return fields.slice(fields.lastIndexOf(')')).split(' ')[20] ?? '';
  } catch {
    return '';
  }
}

/**
 * @param {string} folder
 * @param {Holder} holder
 */
function locked(folder, { host, pid }) {
  const where = host === hostname() ? '' : ` on ${host}`;
  const wait = host === hostname() ? 'Wait for it' : 'Wait a minute after it has ended';
  return new Failure(
    EXIT.destination,
    `${folder} is in use by process ${pid}${where}. ${wait}, or choose another folder.`,
  );
}
