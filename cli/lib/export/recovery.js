/**
 * What an export finds on the disk: it must be what its state says. If the last process was killed, what it wrote
 * without recording it is removed: the messages are read again.
 *
 * @module
 */
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EXIT, Failure } from '../failure.js';
import { cut, hashOfPart, sizeOf, syncFolder } from './disk.js';
import { readList, stateFiles } from './state.js';

/** @import { Layout } from './layout.js' */
/** @import { State, Written } from './state.js' */

/**
 * @param {Layout} layout
 * @param {State} state
 * @returns {Promise<Map<string, Written>>} the last bytes of each file
 * @throws {Failure} if files were changed by others
 */
export async function recover(layout, state) {
  const { temporary } = stateFiles(layout.stateFolder);
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { mode: 0o700 });
  const files = lastOfEach(await readList(layout.stateFolder, state.listed));
  for (const path of await layout.list())
    if (!files.has(path)) await removeStray(layout, path, state);
  for (const written of files.values()) await check(layout, written, state);
  return files;
}

/** @param {Written[]} list */
export function lastOfEach(list) {
  /** @type {Map<string, Written>} */
  const files = new Map();
  for (const written of list) files.set(written.file, written);
  return files;
}

/**
 * @param {Layout} layout
 * @param {string} file
 * @param {State} state
 */
async function removeStray({ root }, file, { running }) {
  if (!running) throw changed(`${join(root, file)} is not of this export`, 'Move it away');
  await rm(join(root, file));
  await syncFolder(dirname(join(root, file)));
}

/**
 * @param {Layout} layout
 * @param {Written} written
 * @param {State} state
 */
async function check({ root }, { file, start, end, sha256 }, { running }) {
  const path = join(root, file);
  const size = await sizeOf(path);
  if (size === undefined) throw changed(`${path} is missing`, 'Restore it');
  if (size < end || (size > end && !running)) throw changed(`${path} was changed`, 'Restore it');
  if (size > end) await cut(path, end);
  // The end of a file that grows: what a program that saved it anew would change.
  if ((await hashOfPart(path, start, end)) !== sha256)
    throw changed(`${path} was changed`, 'Restore it');
}

/**
 * @param {string} what
 * @param {string} how
 */
const changed = (what, how) =>
  new Failure(
    EXIT.destination,
    `${what}. ${how}, export into another folder, or delete all and begin again with --restart.`,
  );
