/**
 * Where an export has its files: a folder with a folder for each month, or one file.
 *
 * @module
 */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** @import { SmsMessage } from 'zoom-phone-sms' */
/** @import { Format } from '../formats/format.js' */

/**
 * @typedef {object} Layout
 * @property {string} root paths in the state are below it
 * @property {string} stateFolder readers never look into it
 * @property {(message: SmsMessage) => string} groupOf messages of one group are in the same files
 * @property {(group: string, part: number) => string} pathOf
 * @property {() => Promise<string[]>} list the files that an export may have made
 */

/**
 * @param {string} out
 * @param {Format} format
 * @returns {Layout}
 */
export function layoutOf(out, format) {
  return isFile(out) ? fileLayout(out) : folderLayout(out, format);
}

/** @param {string} out */
export const isFile = (out) => /\.(csv|ndjson|json|parquet)$/.test(out);

/** @param {string} out */
export const stateFolderOf = (out) => (isFile(out) ? `${out}.state` : join(out, '.state'));

/** @param {string} file @returns {Layout} */
function fileLayout(file) {
  const name = basename(file);
  const list = async () => (await names(dirname(file))).filter((each) => each === name);
  return {
    root: dirname(file),
    stateFolder: stateFolderOf(file),
    groupOf: () => '',
    pathOf: () => name,
    list,
  };
}

/** The names of files that grow, and of those that do not, of every format. */
const OWN_NAME = /^(?:messages|part-(\d{6,}))\.(?:csv|ndjson|json|parquet)$/;

/**
 * @param {string} folder
 * @param {Format} format
 * @returns {Layout}
 */
function folderLayout(folder, { extension, appendable }) {
  const list = async () => {
    const found = [];
    for (const month of await names(join(folder, 'messages'))) {
      if (!/^month=\d{4,}-\d\d$/.test(month)) continue;
      const files = await names(join(folder, 'messages', month));
      const own = files.filter((file) => OWN_NAME.test(file));
      found.push(...own.map((file) => `messages/${month}/${file}`));
    }
    return found;
  };
  return {
    root: folder,
    stateFolder: stateFolderOf(folder),
    groupOf: monthOf,
    pathOf: (month, part) => {
      const file = appendable ? 'messages' : `part-${String(part).padStart(6, '0')}`;
      return `messages/month=${month}/${file}.${extension}`;
    },
    list,
  };
}

/** The month in UTC. @param {SmsMessage} message */
export function monthOf({ date_time }) {
  // As Zoom writes it. Otherwise it may have an offset.
  if (date_time.endsWith('Z')) return date_time.slice(0, 7);
  return new Date(date_time).toISOString().slice(0, 7);
}

/** @param {string} folder */
async function names(folder) {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}
