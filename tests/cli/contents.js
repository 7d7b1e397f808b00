/**
 * What is in the files of an export, in any format.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import Papa from 'papaparse';

/** The rows in a file's text, of each format that is text. @type {Record<string, (text: string) => string[]>} */
export const READERS = {
  ndjson: linesOf,
  csv: csvRecords,
  json: (text) => JSON.parse(text).map((/** @type {unknown} */ row) => JSON.stringify(row)),
};

/** The same while an export runs: half of a last record does not count. @type {Record<string, (text: string) => string[]>} */
const MEANWHILE = {
  ndjson: (text) => linesOf(text.slice(0, text.lastIndexOf('\n') + 1)),
  csv: wholeRecords,
};

/** @type {Promise<import('@duckdb/node-api').DuckDBConnection> | undefined} */
let duckdb;

/**
 * The rows as another program reads them at any time, each with its file's month, sorted.
 *
 * @param {string} folder
 * @param {string} format
 * @returns {Promise<string[]>}
 * @throws {NodeJS.ErrnoException} ENOENT if a file is gone before it is read
 */
export async function readMeanwhile(folder, format) {
  if (format !== 'parquet') return contentOf(folder, format, { ...READERS, ...MEANWHILE });
  return parquetContentOf(folder);
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
export async function parquetContentOf(folder) {
  duckdb ??= DuckDBInstance.create().then((instance) => instance.connect());
  const connection = await duckdb;
  const messages = join(folder, 'messages');
  const rows = [];
  for (const file of readdirSync(messages, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.parquet')) continue;
    const path = join(messages, file);
    const query = `FROM read_parquet('${path}', hive_partitioning = false)`;
    try {
      const found = (await connection.runAndReadAll(query)).getRowObjectsJS();
      rows.push(...found.map((row) => `${file.split('/')[0]} ${JSON.stringify(row, plain)}`));
    } catch (error) {
      if (existsSync(path)) throw error;
      throw Object.assign(new Error(`${path} is gone`, { cause: error }), { code: 'ENOENT' });
    }
  }
  return rows.sort();
}

/** @param {string} _ @param {unknown} cell */
const plain = (_, cell) => (typeof cell === 'bigint' ? Number(cell) : cell);

/**
 * The rows, each with its file's month, sorted.
 *
 * @param {string} folder
 * @param {string} format
 * @param {Record<string, (text: string) => string[]>} [readers]
 * @returns {string[]}
 */
export function contentOf(folder, format, readers = READERS) {
  const messages = join(folder, 'messages');
  const files = readdirSync(messages, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith(`.${format}`))
    .flatMap((file) => {
      const read = readers[format];
      if (!read) throw new Error(`There is no reader of ${format}.`);
      return read(readFileSync(join(messages, file), 'utf8')).map(
        (row) => `${file.split('/')[0]} ${row}`,
      );
    })
    .sort();
}

/** @param {string} text */
function linesOf(text) {
  return text.split('\n').filter((line) => line !== '');
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

/**
 * The records of a CSV that may end within one.
 *
 * @param {string} text
 */
function wholeRecords(text) {
  const { data, errors } = Papa.parse(text, { delimiter: ',' });
  const records = /** @type {string[][]} */ (data);
  // Behind the last end of a line: nothing, or half of a record.
  records.pop();
  const error = errors.find(({ row }) => row !== records.length);
  if (error) throw new Error(error.message);
  const [header, ...rows] = records;
  if (header && header[0] !== 'session_id') throw new Error('no header');
  return rows.map((record) => JSON.stringify(record));
}
