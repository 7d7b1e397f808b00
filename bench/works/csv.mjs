/**
 * Bytes → CSV bytes, with a header and without formulas.
 *
 * @module
 */
import { stringify } from 'csv-stringify/sync';
import Papa from 'papaparse';
import { difference } from './equal.mjs';
import { parseAndFlatten } from './flatten.mjs';
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
    differ: (csv, expected) => difference(cells(csv), cells(expected)),
  };
}

const STRINGIFY = {
  header: true,
  escape_formulas: true,
  record_delimiter: /** @type {const} */ ('windows'),
};

/**
 * The cells without guards: papaparse guards phone numbers too, which changes them.
 *
 * @param {Uint8Array} csv
 */
function cells(csv) {
  const { data } = Papa.parse(decodeText(csv), { skipEmptyLines: true });
  return /** @type {string[][]} */ (data).map((row) =>
    row.map((cell) => cell.replace(/^'(?=\s*[=+\-@])/u, '')),
  );
}
