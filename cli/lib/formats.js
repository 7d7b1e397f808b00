/**
 * The formats, each loaded when it is used.
 *
 * @module
 */

/** @import { Format } from './formats/format.js' */

/** @type {Record<string, () => Promise<Format>>} */
const FORMATS = {
  ndjson: () => import('./formats/ndjson.js'),
  csv: () => import('./formats/csv.js'),
  json: () => import('./formats/json.js'),
  parquet: () => import('./formats/parquet.js'),
};

export const FORMAT_NAMES = Object.keys(FORMATS);

/** The formats that have the messages as they were sent. */
export const MESSAGE_FORMATS = ['ndjson', 'json'];

/**
 * @param {string} name one of `FORMAT_NAMES`
 * @returns {Promise<Format>}
 */
export function loadFormat(name) {
  const load = FORMATS[name];
  if (!load) throw new Error(`There is no format ${name}.`);
  return load();
}

/**
 * The format that a file's name says.
 *
 * @param {string} path
 */
export const formatOf = (path) => FORMAT_NAMES.find((name) => path.endsWith(`.${name}`));
