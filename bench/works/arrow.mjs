/**
 * This package's columns as an apache-arrow table, which adopts the buffers.
 *
 * @module
 */
import { Bool, Dictionary, Int32, Int64, makeData, Table, Utf8, Vector } from 'apache-arrow';

/** @import { SmsColumn, SmsColumns } from '../../pkg/index.js' */

/** @param {SmsColumns} columns */
export function tableFromColumns({ length, columns }) {
  const vectors = columns.map((column) => [column.name, vector(column, length)]);
  return new Table(Object.fromEntries(vectors));
}

/**
 * @param {SmsColumn} column
 * @param {number} length
 */
function vector(column, length) {
  const { nullCount, validity: nullBitmap } = column;
  const common = { length, nullCount, nullBitmap };
  switch (column.type) {
    case 'utf8':
      return utf8(length, column, common);
    case 'int64':
      return new Vector([makeData({ ...common, type: new Int64(), data: column.values })]);
    case 'bool':
      return new Vector([makeData({ ...common, type: new Bool(), data: column.values })]);
    case 'dictionary': {
      const type = new Dictionary(new Utf8(), new Int32());
      const dictionary = utf8(column.dictionary.offsets.length - 1, column.dictionary);
      return new Vector([makeData({ ...common, type, data: column.indices, dictionary })]);
    }
  }
}

/**
 * @param {number} length
 * @param {{ offsets: Int32Array, values: Uint8Array }} strings
 * @param {{ nullCount?: number, nullBitmap?: Uint8Array | null }} [nulls]
 */
function utf8(length, { offsets, values }, nulls = {}) {
  const type = new Utf8();
  return new Vector([makeData({ type, length, valueOffsets: offsets, data: values, ...nulls })]);
}
