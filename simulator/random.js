/**
 * Pseudorandom numbers as a pure function of a key.
 * @module
 */

/** @typedef {ReturnType<typeof createRandom>} Random */

/** @param {...(string | number)} key */
export function createRandom(...key) {
  let state = hash(key.join('\n'));

  // Mulberry32: 32 bits of state are enough for the few dozen choices per message.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** @param {number} bound */
  const below = (bound) => Math.floor(next() * bound);

  return {
    /** An integer of at least 0 and less than `bound`. */
    below,
    /** @param {number} probability */
    chance: (probability) => next() < probability,
    /**
     * @template {readonly [unknown, ...unknown[]]} List
     * @param {List} list
     * @returns {List[number]}
     */
    pick: (list) => list[below(list.length)] ?? list[0],
    /** @param {number} length Letters and digits as in Zoom's identifiers. */
    identifier(length) {
      let text = '';
      for (let i = 0; i < length; i += 1) text += LETTERS.charAt(below(64));
      return text;
    },
  };
}

/**
 * A number from 0 to 2^32 - 1 for whole numbers, much faster than a text as the key.
 * @param {...number} numbers
 */
export function hashNumbers(...numbers) {
  let value = 0x811c9dc5;
  for (const number of numbers) {
    value = Math.imul(value ^ number, 0x9e3779b1);
    value = Math.imul(value ^ (value >>> 15), 0x85ebca6b);
    value ^= value >>> 13;
  }
  return value >>> 0;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * FNV-1a.
 * @param {string} text
 */
function hash(text) {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return value;
}
