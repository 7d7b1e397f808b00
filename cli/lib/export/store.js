/**
 * The files of an export and its state, which change together: a commit writes the data first, then the state that
 * counts it. Until then the data is a file that the next run removes, or bytes that it cuts off.
 *
 * @module
 */
import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { addWanted, keepWanted, removeSaved, wantedOf } from '../attachments/wanted.js';
import { EXIT, Failure } from '../failure.js';
import { withoutLinks } from '../links.js';
import { hashOf, makeFolder, sizeOf, syncFolder, writeBehind } from './disk.js';
import { isFile, layoutOf, stateFolderOf } from './layout.js';
import { takeLock } from './lock.js';
import { recover } from './recovery.js';
import { addToList, newState, readState, stateFiles, writeState } from './state.js';

/** @import { SmsMessage } from 'zoom-phone-sms' */
/** @import { Wanted } from '../attachments/wanted.js' */
/** @import { Encoder, Format, FormatOptions } from '../formats/format.js' */
/** @import { Job } from './job.js' */
/** @import { Layout } from './layout.js' */
/** @import { Lock } from './lock.js' */
/** @import { Position, State, Written } from './state.js' */

/** A commit is due after so many messages or bytes, so that memory is bounded. */
const MOST_MESSAGES = 50_000;
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Messages of one group that are not committed yet.
 *
 * @typedef {object} Pending
 * @property {Encoder} encoder
 * @property {string} file
 * @property {number} start
 * @property {Uint8Array[]} chunks
 * @property {number} messages
 * @property {number} first the least time, in milliseconds since 1970
 * @property {number} last
 */

export class Store {
  /** @type {Map<string, Pending>} */
  #pending = new Map();
  /** @type {Wanted[]} */
  #wanted = [];
  #pendingMessages = 0;
  #pendingBytes = 0;
  /** @type {number | undefined} when the first pending message came */
  #since;

  /**
   * @param {Layout} layout
   * @param {Format} format
   * @param {FormatOptions} options
   * @param {Lock} lock
   * @param {State} state
   * @param {Map<string, Written>} files
   */
  constructor(layout, format, options, lock, state, files) {
    this.layout = layout;
    this.format = format;
    this.options = options;
    this.lock = lock;
    this.state = state;
    this.files = files;
  }

  /**
   * Takes messages as they were sent, which are on the disk after the next commit.
   *
   * @param {string} session
   * @param {readonly SmsMessage[]} sent
   */
  async add(session, sent) {
    const { links, attachments } = this.state.query;
    if (attachments) this.#wanted.push(...wantedOf(session, sent));
    const messages = links ? sent : withoutLinks(sent);
    for (const [group, own] of byGroup(messages, this.layout.groupOf)) {
      const pending = this.#pending.get(group) ?? (await this.#begin(group));
      const bytes = pending.encoder.add(own, session);
      if (bytes.length > 0) pending.chunks.push(bytes);
      pending.messages += own.length;
      for (const { date_time } of own) {
        const at = Date.parse(date_time);
        if (at < pending.first) pending.first = at;
        if (at > pending.last) pending.last = at;
      }
      this.#pendingMessages += own.length;
      this.#pendingBytes += bytes.length;
    }
    this.#since ??= performance.now();
  }

  /** How long until a commit is due; `undefined` if nothing is pending. @param {number} everyMs */
  dueInMs(everyMs) {
    if (this.#since === undefined) return undefined;
    if (this.#pendingMessages >= MOST_MESSAGES || this.#pendingBytes >= MOST_BYTES) return 0;
    return Math.max(0, this.#since + everyMs - performance.now());
  }

  /**
   * Makes everything that was added last, together with where to go on.
   *
   * @param {Partial<State> & { position: Position | null }} changes
   * @returns {Promise<Wanted[]>} the attachments of these messages
   */
  async commit(changes) {
    const pending = [...this.#pending.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
    const wanted = this.#wanted;
    this.#forget();
    await this.lock.check();
    const written = [];
    for (const each of pending) written.push(await this.#write(each));
    const { stateFolder } = this.layout;
    const messages = written.reduce((sum, each) => sum + each.messages, this.state.messages);
    const listed =
      written.length === 0
        ? this.state.listed
        : await addToList(stateFolder, this.state.listed, written);
    const wantedBytes = await addWanted(stateFolder, this.state.wanted, wanted);
    const part = this.state.part + (written.length > 0 ? 1 : 0);
    const state = {
      ...this.state,
      ...changes,
      ...{ part, listed, messages, wanted: wantedBytes, at: new Date().toISOString() },
    };
    await writeState(stateFolder, state);
    this.state = state;
    for (const each of written) this.files.set(each.file, each);
    return wanted;
  }

  /**
   * Ends the export; what was not committed is dropped.
   *
   * @param {readonly Wanted[]} [left] the attachments that are still to be saved
   */
  async close(left) {
    this.#forget((each) => each.encoder.discard());
    try {
      await this.lock.check();
      // After a failed commit, such as on a full disk: nothing stays that is not counted.
      await recover(this.layout, this.state);
      const { stateFolder } = this.layout;
      if (left) this.state = { ...this.state, wanted: await keepWanted(stateFolder, left) };
      await writeState(stateFolder, { ...this.state, running: false });
    } finally {
      await this.lock.release();
    }
  }

  /** @param {string} group */
  async #begin(group) {
    const file = this.layout.pathOf(group, this.state.part);
    const start = this.files.get(file)?.end ?? 0;
    const options = { ...this.options, continued: start > 0 };
    const encoder = await this.format.createEncoder(options);
    const pending = {
      encoder,
      file,
      start,
      chunks: [],
      messages: 0,
      first: Number.POSITIVE_INFINITY,
      last: 0,
    };
    this.#pending.set(group, pending);
    return pending;
  }

  /**
   * @param {Pending} pending
   * @returns {Promise<Written>}
   */
  async #write({ encoder, file, start, chunks, messages, first, last }) {
    const bytes = Buffer.concat([...chunks, encoder.end()]);
    const path = join(this.layout.root, file);
    await makeFolder(dirname(path));
    if (this.format.appendable) {
      await this.#unchanged(path, start);
      await writeBehind(path, start, bytes);
    } else {
      const temporary = join(
        stateFiles(this.layout.stateFolder).temporary,
        `data-${this.state.part}`,
      );
      await writeBehind(temporary, 0, bytes);
      await rename(temporary, path);
      await syncFolder(dirname(path));
    }
    return { file, start, end: start + bytes.length, messages, first, last, sha256: hashOf(bytes) };
  }

  /**
   * @param {string} path
   * @param {number} size
   */
  async #unchanged(path, size) {
    if (((await sizeOf(path)) ?? 0) !== size)
      throw new Failure(EXIT.destination, `${path} was changed while the export ran.`);
  }

  /** @param {(pending: Pending) => void} [each] */
  #forget(each) {
    if (each) for (const pending of this.#pending.values()) each(pending);
    this.#pending = new Map();
    this.#wanted = [];
    this.#pendingMessages = 0;
    this.#pendingBytes = 0;
    this.#since = undefined;
  }
}

/**
 * Opens an export, or begins it.
 *
 * @param {string} out
 * @param {object} how
 * @param {boolean} how.restart
 * @param {(saved: State | undefined) => Promise<Job>} how.jobAt
 * @param {AbortSignal} how.signal
 * @param {(line: string) => void} how.note
 */
export async function openStore(out, { restart, jobAt, signal, note }) {
  const stateFolder = stateFolderOf(out);
  await makeFolder(stateFolder);
  const lock = await takeLock(stateFolder, out, { signal, note });
  try {
    // Read again: until the lock was taken, another process may have gone on or begun.
    const saved = restart ? undefined : await readState(stateFolder);
    const job = await jobAt(saved);
    const { format, rows, query, from } = job;
    const layout = layoutOf(out, format);
    await makeFolder(stateFiles(stateFolder).temporary);
    if (!saved && !restart && (await layout.list()).length > 0) throw foreign(out);
    if (!saved) await writeState(stateFolder, newState(query, from));
    if (restart && !isFile(out)) await removeSaved(layout.root, stateFolder);
    const state = saved ?? newState(query, from);
    const found = await recover(layout, state);
    if (!state.running) await writeState(stateFolder, { ...state, running: true });
    const store = new Store(layout, format, rows, lock, { ...state, running: true }, found);
    return { store, job };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** @param {string} out */
const foreign = (out) =>
  new Failure(
    EXIT.destination,
    `${out} has files of messages, but no state of an export. Choose another place, or delete them and begin with --restart.`,
  );

/**
 * @param {readonly SmsMessage[]} messages
 * @param {(message: SmsMessage) => string} groupOf
 */
function byGroup(messages, groupOf) {
  /** @type {Map<string, SmsMessage[]>} */
  const groups = new Map();
  for (const message of messages) {
    const group = groupOf(message);
    const own = groups.get(group);
    if (own) own.push(message);
    else groups.set(group, [message]);
  }
  return groups;
}
