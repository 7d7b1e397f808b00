/**
 * Randomness that can be repeated: the same seed, the same numbers.
 *
 * @module
 */

/** Several numbers as one of 32 bits, in which each bit of each counts. */
export function mix(/** @type {number[]} */ ...numbers) {
  let hash = 0x9e3779b9;
  for (const number of numbers) {
    hash = Math.imul(hash ^ (number >>> 0), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** A generator of the kind sfc32: small, quick, and good in all its bits. */
export class Random {
  #a;
  #b;
  #c;
  #count = 1;

  constructor(/** @type {number} */ seed) {
    this.#a = mix(seed, 1);
    this.#b = mix(seed, 2);
    this.#c = mix(seed, 3);
    for (let i = 0; i < 12; i += 1) this.next();
  }

  /** 32 bits. */
  next() {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A whole number from 0, below `end`. */
  below(/** @type {number} */ end) {
    return Math.floor((this.next() / 2 ** 32) * end);
  }

  /** A whole number from `least` to `most`, both included. */
  between(/** @type {number} */ least, /** @type {number} */ most) {
    return least + this.below(most - least + 1);
  }

  /** `true` in `share` of all calls. */
  chance(/** @type {number} */ share) {
    return this.next() < share * 2 ** 32;
  }

  /**
   * @template T
   * @param {readonly T[]} list that is not empty
   * @returns {T}
   */
  pick(list) {
    return /** @type {T} */ (list[this.below(list.length)]);
  }

  /**
   * One of several, of which each is as likely as its weight says.
   *
   * @template T
   * @param {readonly (readonly [weight: number, value: T])[]} list
   * @returns {T}
   */
  weighted(list) {
    let left = this.below(list.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, value] of list) {
      left -= weight;
      if (left < 0) return value;
    }
    throw new RangeError('The weights add up to nothing.');
  }

  /**
   * @template T
   * @param {readonly T[]} list
   * @returns {T[]}
   */
  shuffled(list) {
    const shuffled = [...list];
    for (let i = shuffled.length - 1; i > 0; i -= 1) {
      const j = this.below(i + 1);
      const moved = /** @type {T} */ (shuffled[i]);
      shuffled[i] = /** @type {T} */ (shuffled[j]);
      shuffled[j] = moved;
    }
    return shuffled;
  }
}
