/**
 * Makes columns of what `columns.rs` laid side by side.
 *
 * @module
 */

/** The types of a column's values: `Values` in `columns.rs`, in its order. */
const TEXTS = 0;
const WORDS = 1;
const INTEGERS = 2;

/**
 * @param {number} length
 * @param {string} names with commas in between
 * @param {Int32Array} facts of each column: what its values are, how many of them are not there, and, if it has a
 *   dictionary, how many texts are in that
 * @param {BigInt64Array} wasmLongs
 * @param {Int32Array} wasmInts
 * @param {Uint8Array} wasmBytes
 */
export function columnsOf(length, names, facts, wasmLongs, wasmInts, wasmBytes) {
  const takeLongs = taker(wasmLongs.slice());
  const takeInts = taker(wasmInts.slice());
  const takeBytes = taker(wasmBytes.slice());
  const takeTexts = (/** @type {number} */ count) => {
    const offsets = takeInts(count + 1);
    return { offsets, values: takeBytes(/** @type {number} */ (offsets[count])) };
  };
  const fact = facts.values();
  const next = () => /** @type {number} */ (fact.next().value);
  const columns = names.split(',').map((name) => {
    const kind = next();
    const nullCount = next();
    const validity = nullCount > 0 ? takeBytes(Math.ceil(length / 8)) : null;
    if (kind === TEXTS) return { type: 'utf8', name, nullCount, validity, ...takeTexts(length) };
    if (kind === WORDS) {
      const indices = takeInts(length);
      return {
        type: 'dictionary',
        name,
        nullCount,
        validity,
        indices,
        dictionary: takeTexts(next()),
      };
    }
    if (kind === INTEGERS) {
      return { type: 'int64', name, nullCount, validity, values: takeLongs(length) };
    }
    return { type: 'bool', name, nullCount, validity, values: takeBytes(Math.ceil(length / 8)) };
  });
  return { length, columns };
}

/**
 * Takes consecutive parts.
 *
 * @template {{ subarray(start: number, end: number): T }} T
 * @param {T} all
 */
function taker(all) {
  let at = 0;
  return (/** @type {number} */ count) => {
    at += count;
    return all.subarray(at - count, at);
  };
}
