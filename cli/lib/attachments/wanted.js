/**
 * The attachments of an export: those that its messages have, and those that are saved.
 *
 * @module
 */
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { sizeOf, writeBehind, writeWhole } from '../export/disk.js';
import { monthOf } from '../export/layout.js';
import { stateFiles } from '../export/state.js';
import { placeOf } from './names.js';

/** @import { SmsAttachment, SmsMessage } from 'zoom-phone-sms' */

/**
 * An attachment that is to be saved. It has its link, which its messages have not, until it is.
 *
 * @typedef {object} Wanted
 * @property {string} session
 * @property {{ message_id: string, date_time: string }} message
 * @property {SmsAttachment} attachment
 * @property {string} file where it is saved, below the folder of the export
 */

/**
 * @param {string} session
 * @param {readonly SmsMessage[]} messages
 * @returns {Wanted[]}
 */
export function wantedOf(session, messages) {
  return messages.flatMap((message) => {
    const { message_id, date_time, attachments } = message;
    return (attachments ?? []).map((attachment, index) => {
      const key = JSON.stringify([session, message_id, date_time, index, attachment.id]);
      const file = placeOf(monthOf(message), key, attachment.name ?? '');
      return { session, message: { message_id, date_time }, attachment, file };
    });
  });
}

/** @param {string} stateFolder */
export const wantedFile = (stateFolder) => join(stateFolder, 'wanted.ndjson');

/**
 * @param {string} stateFolder
 * @param {number} counted how many bytes count; a shorter file was made shorter, and is whole
 * @returns {Promise<Wanted[]>}
 */
export async function readWanted(stateFolder, counted) {
  if (counted === 0) return [];
  const bytes = await readFile(wantedFile(stateFolder));
  return linesOf(bytes.subarray(0, counted));
}

/**
 * Adds to the list of what is to be saved.
 *
 * @param {string} stateFolder
 * @param {number} counted how many bytes of it count
 * @param {readonly Wanted[]} wanted
 * @returns {Promise<number>} how many count once the state says so
 */
export async function addWanted(stateFolder, counted, wanted) {
  if (wanted.length === 0) return counted;
  const path = wantedFile(stateFolder);
  // A list that was made shorter is whole, though the state may not say so yet.
  const size = (await sizeOf(path)) ?? 0;
  return writeBehind(path, Math.min(counted, size), textOf(wanted));
}

/**
 * Replaces the list by what is left of it. It is whole at any moment, and each line of the old one that is missing in
 * the new one is saved: whichever of the two a killed process leaves is right.
 *
 * @param {string} stateFolder
 * @param {readonly Wanted[]} left
 */
export async function keepWanted(stateFolder, left) {
  const { temporary } = stateFiles(stateFolder);
  const text = textOf(left);
  await writeWhole(wantedFile(stateFolder), join(temporary, 'wanted.ndjson'), text);
  return Buffer.byteLength(text);
}

/**
 * Removes the attachments of an export that begins again: the files that its list names, the list, and what was still
 * to be saved.
 *
 * @param {string} root
 * @param {string} stateFolder
 */
export async function removeSaved(root, stateFolder) {
  const { path, files } = await SavedList.open(root);
  for (const file of files) await rm(join(root, file), { force: true });
  await rm(path, { force: true });
  await rm(wantedFile(stateFolder), { force: true });
}

/**
 * Whether a file of the list is below the folder of attachments: people may have changed the list.
 *
 * @param {string} root
 * @param {string} file
 */
const isInside = (root, file) => resolve(root, file).startsWith(resolve(root, 'attachments') + sep);

/** @param {readonly Wanted[]} wanted */
const textOf = (wanted) => wanted.map((each) => `${JSON.stringify(each)}\n`).join('');

/** The list of what is saved, for people too: which file belongs to which message. */
export class SavedList {
  /**
   * @param {string} path
   * @param {number} length
   * @param {Set<string>} files
   */
  constructor(path, length, files) {
    this.path = path;
    this.length = length;
    this.files = files;
    this.last = Promise.resolve();
  }

  /** @param {string} root */
  static async open(root) {
    const path = join(root, 'attachments.ndjson');
    const bytes = await readFile(path).catch((error) => {
      if (error.code === 'ENOENT') return Buffer.alloc(0);
      throw error;
    });
    // A line that a killed run wrote by half does not count.
    const length = bytes.lastIndexOf(10) + 1;
    const files = linesOf(bytes.subarray(0, length))
      .map(({ file }) => file)
      .filter((file) => isInside(root, file) && existsSync(join(root, file)));
    return new SavedList(path, length, new Set(files));
  }

  /**
   * Adds a file that is on the disk, one at a time.
   *
   * @param {Wanted} wanted
   * @param {{ bytes: number, sha256: string }} found
   */
  add({ session, message, attachment, file }, found) {
    const { download_url: _, ...described } = attachment;
    const line = { file, session_id: session, ...message, attachment: described, ...found };
    const add = async () => {
      this.length = await writeBehind(this.path, this.length, `${JSON.stringify(line)}\n`);
      this.files.add(file);
    };
    this.last = this.last.then(add);
    return this.last;
  }
}

/**
 * @param {Uint8Array} bytes
 * @returns {Wanted[]}
 */
function linesOf(bytes) {
  const lines = Buffer.from(bytes).toString().split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}
