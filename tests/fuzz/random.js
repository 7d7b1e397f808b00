/**
 * Random choices that can be repeated: the same seed gives the same ones.
 *
 * @module
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export class Random {
  #generator;

  constructor(/** @type {number} */ seed) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** 32 bits. */
  next() {
    return this.#generator.next() >>> 0;
  }

  /** A whole number from 0, below `end`; 0 if there is none. */
  below(/** @type {number} */ end) {
    return end > 0 ? this.between(0, end - 1) : 0;
  }

  /** A whole number from `least` to `most`, both included. */
  between(/** @type {number} */ least, /** @type {number} */ most) {
    return uniformInt(this.#generator, least, most);
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
   * One of several, each as likely as its weight says.
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
    const ranked = list.map((item) => ({ item, rank: this.next() }));
    return ranked.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
  }
}
