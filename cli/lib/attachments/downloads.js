/**
 * Downloads attachments while messages are read.
 *
 * @module
 */
import { createHash, randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder, syncFolder } from '../export/disk.js';
import { stateFiles } from '../export/state.js';

/** @import { SmsClient } from 'zoom-phone-sms' */
/** @import { Layout } from '../export/layout.js' */
/** @import { SavedList, Wanted } from './wanted.js' */

const AT_ONCE = 3;

export class Downloads {
  /** @type {Wanted[]} */
  #queue = [];
  /** @type {Set<Promise<void>>} */
  #active = new Set();
  /** @type {Wanted[]} not saved in this run */
  left = [];
  /** @type {unknown} an error of the disk ends all */
  failure;
  saved = 0;
  #isStopped = false;

  /**
   * @param {SmsClient} client
   * @param {Layout} layout
   * @param {SavedList} list
   * @param {AbortSignal} signal
   * @param {(line: string) => void} say
   */
  constructor(client, layout, list, signal, say) {
    this.client = client;
    this.layout = layout;
    this.list = list;
    this.signal = signal;
    this.say = say;
  }

  get waiting() {
    return this.#queue.length + this.#active.size;
  }

  /** @param {readonly Wanted[]} wanted of messages that are committed */
  add(wanted) {
    this.#queue.push(...wanted.filter(({ file }) => !this.list.files.has(file)));
    this.#start();
  }

  /** Waits for all of them. */
  async end() {
    while (this.#active.size > 0) await Promise.all(this.#active);
    if (this.failure) throw this.failure;
  }

  /** Begins no more; those that have begun end with the signal. */
  async stop() {
    this.#isStopped = true;
    while (this.#active.size > 0) await Promise.all(this.#active);
    this.left.push(...this.#queue.splice(0));
  }

  #start() {
    while (!this.#isStopped && this.#active.size < AT_ONCE) {
      const wanted = this.#queue.shift();
      if (!wanted) return;
      const active = this.#download(wanted).finally(() => {
        this.#active.delete(active);
        this.#start();
      });
      this.#active.add(active);
    }
  }

  /** @param {Wanted} wanted */
  async #download(wanted) {
    try {
      if (this.failure || this.signal.aborted) throw new Error('stopped');
      await this.#save(wanted);
      this.saved += 1;
    } catch (error) {
      this.left.push(wanted);
      if (this.failure || this.signal.aborted) return;
      const { kind, message } = /** @type {{ kind?: string, message: string }} */ (error);
      if (kind === undefined) this.failure = error;
      else this.say(`attachment of session ${wanted.session}: ${message}`);
    }
  }

  /** @param {Wanted} wanted */
  async #save(wanted) {
    const { session: sessionId, message, attachment, file } = wanted;
    const response = await this.client.downloadAttachment(attachment, {
      ...{ sessionId, message, signal: this.signal },
    });
    const path = join(this.layout.root, file);
    const temporary = join(stateFiles(this.layout.stateFolder).temporary, randomUUID());
    const hash = createHash('sha256');
    let bytes = 0;
    const target = await open(temporary, 'wx', 0o600);
    try {
      // A body that is cut, or not of the attachment's size, fails here.
      for await (const chunk of response.body ?? []) {
        hash.update(chunk);
        bytes += chunk.length;
        await target.writeFile(chunk);
      }
      await target.datasync();
    } catch (error) {
      await target.close();
      await rm(temporary, { force: true });
      throw error;
    }
    await target.close();
    await makeFolder(dirname(path));
    await rename(temporary, path);
    await syncFolder(dirname(path));
    await this.list.add(wanted, { bytes, sha256: hash.digest('hex') });
  }
}
