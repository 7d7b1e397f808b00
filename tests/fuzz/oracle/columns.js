/**
 * Columns, read back into cells as Arrow reads them.
 *
 * @module
 */

/**
 * @typedef {object} Column
 * @property {string} name
 * @property {string} type
 * @property {Uint8Array | null} validity
 * @property {number} nullCount
 * @property {Int32Array} [offsets]
 * @property {Uint8Array | BigInt64Array} [values]
 * @property {Int32Array} [indices]
 * @property {{ offsets: Int32Array, values: Uint8Array }} [dictionary]
 */

/**
 * @typedef {object} Columns
 * @property {number} length
 * @property {Column[]} columns
 */

/** @typedef {string | bigint | null} Cell */

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * @param {Columns} given
 * @returns {[name: string, cells: Cell[]][]}
 * @throws {TypeError} where the buffers contradict each other
 */
export function cellsOf({ length, columns }) {
  expect(Number.isInteger(length) && length >= 0, 'length');
  return columns.map((column) => {
    const { name, type, validity, nullCount } = column;
    const there = bits(validity, length, name);
    expect(there.filter((bit) => !bit).length === nullCount, `${name}: nullCount`);
    expect((validity === null) === (nullCount === 0), `${name}: validity is null without nulls`);
    const value = reader(type, column, length);
    return [name, there.map((bit, index) => (bit ? value(index) : null))];
  });
}

/**
 * @param {string} type
 * @param {Column} column
 * @param {number} length
 * @returns {(index: number) => Cell}
 */
function reader(type, { name, offsets, values, indices, dictionary }, length) {
  if (type === 'utf8') {
    const texts = strings(offsets, values, name);
    expect(texts.length === length, `${name}: offsets`);
    return (index) => texts[index] ?? '';
  }
  if (type === 'dictionary') {
    expect(indices instanceof Int32Array && indices.length === length, `${name}: indices`);
    const words = strings(dictionary?.offsets, dictionary?.values, `${name}: dictionary`);
    expect(new Set(words).size === words.length, `${name}: a text twice in the dictionary`);
    const used = new Set(indices);
    expect(
      words.every((_, index) => used.has(index)),
      `${name}: a text that no row has`,
    );
    return (index) => {
      const word = words[indices?.[index] ?? -1];
      expect(word !== undefined, `${name}: an index of nothing`);
      return word ?? '';
    };
  }
  expect(type === 'int64', `${name}: type`);
  expect(values instanceof BigInt64Array && values.length === length, `${name}: values`);
  return (index) => /** @type {bigint} */ (values?.[index]);
}

/**
 * @param {Int32Array | undefined} offsets
 * @param {unknown} values
 * @param {string} name
 */
function strings(offsets, values, name) {
  if (!(offsets instanceof Int32Array && values instanceof Uint8Array)) {
    throw new TypeError(`${name}: offsets and values`);
  }
  expect(offsets[0] === 0 && offsets.at(-1) === values.length, `${name}: ends of the offsets`);
  return Array.from({ length: offsets.length - 1 }, (_, index) => {
    const [start = 0, end = 0] = offsets.subarray(index, index + 2);
    expect(start <= end, `${name}: offsets fall`);
    return decoder.decode(values.subarray(start, end));
  });
}

/**
 * @param {Uint8Array | null} validity
 * @param {number} length
 * @param {string} name
 */
function bits(validity, length, name) {
  if (validity !== null) {
    expect(validity instanceof Uint8Array && validity.length >= length / 8, `${name}: validity`);
  }
  return Array.from({ length }, (_, index) => {
    return validity === null || (((validity[index >> 3] ?? 0) >> (index & 7)) & 1) === 1;
  });
}

/**
 * @param {boolean} holds
 * @param {string} what
 */
function expect(holds, what) {
  if (!holds) throw new TypeError(what);
}
