/**
 * Bytes → CSV bytes, with a header and without formulas.
 *
 * @module
 */
import { stringify } from 'csv-stringify/sync';
import Papa from 'papaparse';
import { difference } from './equal.mjs';
import { compared, parseAndFlatten } from './flatten.mjs';
import { OURS } from './ours.mjs';
import { decodeText, encodeText } from './text.mjs';

/** @import { Works, World } from './types.mjs' */

/**
 * @param {World} world
 * @returns {Works}
 */
export function csvWorks({ package: { toCsv } }) {
  return {
    works: [
      { name: OURS, run: (bytes) => toCsv(bytes) },
      {
        name: 'JSON.parse + flatten + papaparse',
        run: (bytes) => encodeText(Papa.unparse(parseAndFlatten(bytes), { escapeFormulae: true })),
      },
      {
        name: 'JSON.parse + flatten + csv-stringify',
        run: (bytes) => encodeText(stringify(parseAndFlatten(bytes), STRINGIFY)),
      },
    ],
    weigh: (csv) => csv.byteLength,
    differ: (csv, expected) => difference(compared(cells(csv)), compared(cells(expected))),
  };
}

const STRINGIFY = {
  header: true,
  escape_formulas: true,
  record_delimiter: /** @type {const} */ ('windows'),
};

/**
 * The rows without guards: papaparse guards phone numbers too, which changes them.
 *
 * @param {Uint8Array} csv
 */
function cells(csv) {
  const transform = (/** @type {string} */ cell) => cell.replace(/^'(?=\s*[=+\-@])/u, '');
  const options = { header: true, skipEmptyLines: true, transform };
  return /** @type {object[]} */ (Papa.parse(decodeText(csv), options).data);
}
