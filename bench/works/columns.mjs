/**
 * Bytes → columns.
 *
 * @module
 */
import { tableFromJSON } from 'apache-arrow';
import { tableFromColumns } from './arrow.mjs';
import { difference } from './equal.mjs';
import { parseAndFlatten } from './flatten.mjs';
import { OURS } from './ours.mjs';

/** @import { Table } from 'apache-arrow' */
/** @import { SmsColumns } from '../../pkg/index.js' */
/** @import { Works, World } from './types.mjs' */

/**
 * @param {World} world
 * @returns {Works}
 */
export function columnWorks({ package: { toColumns } }) {
  return {
    works: [
      { name: OURS, run: (bytes) => toColumns(bytes) },
      {
        name: 'JSON.parse + flatten + apache-arrow',
        run: (bytes) => tableFromJSON(parseAndFlatten(bytes)),
      },
    ],
    weigh: (/** @type {SmsColumns | Table} */ result) =>
      'length' in result ? result.length : result.numRows,
    differ: (columns, expected, name) =>
      name === OURS ? difference(values(tableFromColumns(columns)), values(expected)) : undefined,
  };
}

/**
 * The column values by name: Arrow moves columns that start with a null to the end, and drops all-null
 * ones. It infers floats from numbers, and has 64-bit integers as bigints.
 *
 * @param {Table} table
 */
function values(table) {
  const columns = table.schema.fields.flatMap(({ name }) => {
    const cells = [...(table.getChild(name) ?? [])];
    if (cells.every((cell) => cell === null)) return [];
    return [[name, cells.map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell))]];
  });
  return Object.fromEntries(columns);
}
