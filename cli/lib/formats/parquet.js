/**
 * Parquet: the columns of rows with their types, compressed. A row group is ready to be written when it has 122,880 rows.
 *
 * @module
 */
import { open } from 'node:fs/promises';
import { rowSchema, toColumns } from 'zoom-phone-sms';

/** @import { SmsColumn, SmsColumnSchema } from 'zoom-phone-sms' */
/** @import { Encoder, FormatOptions, Inspected } from './format.js' */
/** @import { ParquetFile } from './parquet/parquet.js' */

export const extension = 'parquet';
export const appendable = false;

/**
 * @param {FormatOptions} options
 * @returns {Promise<Encoder>}
 */
export async function createEncoder({ grain, callingCode }) {
  const { ParquetFile } = await import('./parquet/parquet.js');
  const schema = rowSchema(grain);
  const file = new ParquetFile(
    schema.map(({ name }) => name),
    schema.map(({ type, epochColumn }) => (epochColumn ? 'timestamp' : type)),
    pandasMetadata(schema),
  );
  let isOpen = true;
  return {
    add(input, sessionId) {
      const { columns, length } = toColumns(input, { grain, callingCode, sessionId });
      for (const column of typed(columns, schema)) addColumn(file, column, length);
      return file.addRows();
    },
    end() {
      isOpen = false;
      return file.finish();
    },
    discard() {
      if (isOpen) file.free();
      isOpen = false;
    },
  };
}

/** The types of pandas that can be null. Without them, it reads whole numbers with a null among them as floats. */
const PANDAS_TYPES = { int64: 'Int64', bool: 'boolean' };

/**
 * What pandas should know about the columns: <https://pandas.pydata.org/docs/development/developer.html>.
 *
 * @param {SmsColumnSchema[]} schema
 */
function pandasMetadata(schema) {
  const columns = schema.flatMap(({ name, type }) =>
    type === 'utf8'
      ? []
      : {
          ...{ name, field_name: name, metadata: null },
          ...{ pandas_type: type, numpy_type: PANDAS_TYPES[type] },
        },
  );
  return JSON.stringify({ index_columns: [], column_indexes: [], columns });
}

/**
 * The columns of a file: in place of a text, a time is the number that another column has.
 *
 * @param {SmsColumn[]} columns
 * @param {SmsColumnSchema[]} schema
 */
function typed(columns, schema) {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return schema.map(({ name, epochColumn }) => {
    const column = byName.get(epochColumn ?? name);
    if (!column) throw new Error(`The rows have no column ${epochColumn ?? name}.`);
    return column;
  });
}

/** The validity of a column without nulls. */
const NO_BITS = new Uint8Array();

/**
 * @param {ParquetFile} file
 * @param {SmsColumn} column
 * @param {number} length the number of rows
 */
function addColumn(file, column, length) {
  const validity = column.validity ?? NO_BITS;
  switch (column.type) {
    case 'utf8':
      return file.texts(validity, column.offsets, column.values);
    case 'dictionary': {
      const { offsets, values } = column.dictionary;
      return file.words(validity, column.indices, offsets, values);
    }
    case 'int64':
      return file.integers(validity, column.values);
    case 'bool':
      return file.booleans(validity, column.values, length);
  }
}

/** A file starts and ends with it. */
const MAGIC = 'PAR1';

/** The length of the footer, then the magic bytes. */
const END_BYTES = 8;

/**
 * What a file says of itself.
 *
 * @param {string} path
 * @returns {Promise<Inspected>}
 */
export async function inspect(path) {
  const { summarize } = await import('./parquet/parquet.js');
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const read = async (/** @type {number} */ start, /** @type {number} */ length) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
      return buffer.subarray(0, bytesRead);
    };
    const start = await read(0, MAGIC.length);
    const end = await read(Math.max(0, size - END_BYTES), END_BYTES);
    const length = end.length === END_BYTES ? end.readUInt32LE() : 0;
    const isWhole = [start, end.subarray(-MAGIC.length)].every((part) => String(part) === MAGIC);
    if (!isWhole || length > size - END_BYTES - MAGIC.length) {
      throw new Error('The file is not a Parquet file, or is not complete.');
    }
    const footer = await read(size - END_BYTES - length, length);
    const { rows, first = null, last = null } = summarize(footer, size);
    return { rows, first, last };
  } finally {
    await file.close();
  }
}
