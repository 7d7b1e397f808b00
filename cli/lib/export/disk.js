/**
 * Files that survive a crash: what a function here has written is on the disk when its promise resolves.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Messages are private: only their owner may read them. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/**
 * Makes a folder and those above it.
 *
 * @param {string} folder
 */
export async function makeFolder(folder) {
  const first = await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  if (first === undefined) return;
  // Each new folder is an entry of the one above.
  for (let made = resolve(folder); ; made = dirname(made)) {
    await syncFolder(dirname(made));
    if (made === resolve(first)) return;
  }
}

/**
 * Writes a file that is whole or not there: beside its place, then renamed.
 *
 * @param {string} path
 * @param {string} temporary on the same disk
 * @param {string | Uint8Array} data
 */
export async function writeWhole(path, temporary, data) {
  const file = await open(temporary, 'w', FILE_MODE);
  try {
    await file.writeFile(data);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/**
 * Replaces everything behind a place in a file.
 *
 * @param {string} path made if it is not there
 * @param {number} start what is before stays
 * @param {string | Uint8Array} data
 * @returns {Promise<number>} the file's length
 */
export async function writeBehind(path, start, data) {
  const bytes = Buffer.from(data);
  const file = await open(path, start === 0 ? 'w' : 'r+', FILE_MODE);
  try {
    await file.truncate(start);
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, start + done);
      done += bytesWritten;
    }
    await file.datasync();
  } finally {
    await file.close();
  }
  if (start === 0) await syncFolder(dirname(path));
  return start + bytes.length;
}

/**
 * Cuts off what is behind a place in a file.
 *
 * @param {string} path
 * @param {number} length
 */
export async function cut(path, length) {
  const file = await open(path, 'r+');
  try {
    await file.truncate(length);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** Makes new names, and the absence of old ones, last. @param {string} folder */
export async function syncFolder(folder) {
  // Windows has no such thing.
  if (process.platform === 'win32') return;
  const file = await open(folder, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The length of a file; `undefined` if there is none. @param {string} path */
export async function sizeOf(path) {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** @param {Uint8Array} bytes */
export const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * The hash of a part of a file; `undefined` if the file is shorter.
 *
 * @param {string} path
 * @param {number} start
 * @param {number} end
 */
export async function hashOfPart(path, start, end) {
  const hash = createHash('sha256');
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(1 << 18);
    for (let at = start; at < end; ) {
      const length = Math.min(buffer.length, end - at);
      const { bytesRead } = await file.read(buffer, 0, length, at);
      if (bytesRead === 0) return undefined;
      hash.update(buffer.subarray(0, bytesRead));
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
