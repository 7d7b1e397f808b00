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
/** @import { Columns, Works, World } from './types.mjs' */

/**
 * @param {World} world
 * @returns {Works}
 */
export function columnWorks({ package: { toColumns } }) {
  return {
    works: [
      { name: OURS, run: toColumns && ((bytes) => toColumns(bytes)) },
      {
        name: 'JSON.parse + flatten + apache-arrow',
        run: (bytes) => tableFromJSON(parseAndFlatten(bytes)),
      },
    ],
    weigh: (/** @type {Columns | Table} */ result) =>
      'length' in result ? result.length : result.numRows,
    differ: (columns, expected, name) =>
      name === OURS ? difference(values(tableFromColumns(columns)), values(expected)) : undefined,
  };
}

/**
 * The values of each column; Arrow infers floats of numbers, and has integers of 64 bits as bigints.
 *
 * @param {Table} table
 */
function values(table) {
  return table.schema.fields.map(({ name }) => {
    const cells = [...(table.getChild(name) ?? [])];
    return { name, cells: cells.map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell)) };
  });
}
