/**
 * What an export remembers: one small file with where to go on, and a list of all that was written, to which each
 * commit adds. The file says how much of the list counts, so the file alone decides what an export has.
 *
 * @module
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, Failure } from '../failure.js';
import { writeBehind, writeWhole } from './disk.js';

const VERSION = 1;

/**
 * What an export is of. A folder has one.
 *
 * @typedef {object} Query
 * @property {'account' | 'sessions'} source
 * @property {string} since as it was given
 * @property {string | null} until
 * @property {string | null} user
 * @property {string | null} type
 * @property {string} format
 * @property {import('zoom-phone-sms').SmsGrain | 'as sent'} grain
 * @property {string | null} callingCode
 * @property {boolean} links
 * @property {boolean} excel
 * @property {boolean} attachments
 */

/**
 * @typedef {object} State
 * @property {number} version
 * @property {Query} query
 * @property {string} from the first day or time
 * @property {boolean} running whether a process may have written more than this says
 * @property {number} part the number of the next file
 * @property {number} listed how many bytes of the list count
 * @property {number} wanted how many bytes of the list of attachments count
 * @property {number} messages
 * @property {Position | null} position where to go on; null before the first commit
 * @property {string[]} failed the sessions that could not be read
 * @property {string | null} through everything up to this time is there, except for failed sessions
 * @property {string} at when this was written
 */

/** An archive's state; or the checkpoint of each session. @typedef {string | Record<string, string | null>} Position */

/**
 * Bytes that one commit has written to a file.
 *
 * @typedef {object} Written
 * @property {string} file
 * @property {number} start
 * @property {number} end
 * @property {number} messages
 * @property {number} first the least `date_time`, in milliseconds since 1970
 * @property {number} last
 * @property {string} sha256 of these bytes
 */

/** @param {Query} query @param {string} from @returns {State} */
export const newState = (query, from) => ({
  ...{ version: VERSION, query, from, running: true, part: 1, listed: 0, wanted: 0, messages: 0 },
  ...{ position: null, failed: [], through: null, at: new Date().toISOString() },
});

/** The files of a state. @param {string} folder */
export const stateFiles = (folder) => ({
  state: join(folder, 'state.json'),
  list: join(folder, 'files.ndjson'),
  temporary: join(folder, 'new'),
});

/**
 * @param {string} folder
 * @returns {Promise<State | undefined>} nothing before the first export
 */
export async function readState(folder) {
  const { state: path } = stateFiles(folder);
  let text;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(`${/** @type {NodeJS.ErrnoException} */ (error).code}`))
      return undefined;
    throw error;
  }
  try {
    const state = JSON.parse(text);
    if (state.version === VERSION) return state;
  } catch {
    // Not of this program.
  }
  throw new Failure(
    EXIT.destination,
    `${path} is damaged or of another version. Export into another folder, or begin again with --restart.`,
  );
}

/**
 * @param {string} folder
 * @param {State} state
 */
export async function writeState(folder, state) {
  const { state: path, temporary } = stateFiles(folder);
  await writeWhole(path, join(temporary, 'state.json'), `${JSON.stringify(state)}\n`);
}

/**
 * Adds to the list.
 *
 * @param {string} folder
 * @param {number} listed how many bytes of it count
 * @param {Written[]} written
 * @returns {Promise<number>} how many count once the state says so
 */
export async function addToList(folder, listed, written) {
  const lines = written.map((each) => `${JSON.stringify(each)}\n`).join('');
  return writeBehind(stateFiles(folder).list, listed, lines);
}

/**
 * All that was written, in order.
 *
 * @param {string} folder
 * @param {number} listed
 * @returns {Promise<Written[]>}
 */
export async function readList(folder, listed) {
  if (listed === 0) return [];
  const { list } = stateFiles(folder);
  try {
    const bytes = (await readFile(list)).subarray(0, listed);
    const lines = bytes.toString().split('\n');
    if (bytes.length === listed && lines.pop() === '') return lines.map((line) => JSON.parse(line));
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    // Missing or not JSON: damaged, as if it were too short.
    if (code !== undefined && code !== 'ENOENT') throw error;
  }
  throw new Failure(
    EXIT.destination,
    `${list} is damaged. Restore it, export into another folder, or begin again with --restart.`,
  );
}
