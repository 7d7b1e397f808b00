/**
 * What is in the files of an export, in any format.
 *
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';

/** The rows in a file's text, of each format that is text. @type {Record<string, (text: string) => string[]>} */
export const READERS = {
  ndjson: (text) => text.split('\n').filter((line) => line !== ''),
  csv: csvRecords,
  json: (text) => JSON.parse(text).map((/** @type {unknown} */ row) => JSON.stringify(row)),
};

/**
 * The rows, each with its file's month, sorted.
 *
 * @param {string} folder
 * @param {string} format
 * @returns {string[]}
 */
export function contentOf(folder, format) {
  const messages = join(folder, 'messages');
  const files = readdirSync(messages, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith(`.${format}`))
    .flatMap((file) => {
      const read = READERS[format];
      if (!read) throw new Error(`There is no reader of ${format}.`);
      return read(readFileSync(join(messages, file), 'utf8')).map(
        (row) => `${file.split('/')[0]} ${row}`,
      );
    })
    .sort();
}

/**
 * The records of a CSV without its header, which has to be there once.
 *
 * @param {string} text
 */
function csvRecords(text) {
  const { data, errors } = Papa.parse(text);
  const [header, ...records] = /** @type {string[][]} */ (data);
  if (errors.length > 0) throw new Error(errors[0]?.message);
  if (header?.[0] !== 'session_id') throw new Error('no header');
  if (records.pop()?.join() !== '') throw new Error('the last record is torn');
  if (records.some(([id]) => id === 'session_id')) throw new Error('a second header');
  return records.map((record) => JSON.stringify(record));
}
