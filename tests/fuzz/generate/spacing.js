/**
 * The white space of a body: none, a program's, a person's, or random.
 *
 * @module
 */
import { compact } from '../tree.js';

/** @import { Random } from '../random.js' */
/** @import { Spacing } from '../tree.js' */

/** @type {Spacing} */
const spaced = (place, _, after) => (after && (place === ',' || place === ':') ? ' ' : '');

/** @type {Spacing} */
const roomy = () => ' ';

/**
 * @param {string} step
 * @param {string} [line]
 * @returns {Spacing}
 */
function indented(step, line = '\n') {
  return (place, depth, after) => {
    if (place === ':') return after ? ' ' : '';
    if (place === ',' && !after) return '';
    return line + step.repeat(Math.min(depth, 40));
  };
}

/**
 * @param {Random} random
 * @returns {Spacing}
 */
function any(random) {
  return () => {
    if (random.chance(0.5)) return '';
    const length = random.chance(0.05) ? random.between(8, 70) : random.between(1, 3);
    return Array.from({ length }, () => random.pick([' ', '\n', '\r', '\t'])).join('');
  };
}

/** @returns {Spacing} */
export function spacing(/** @type {Random} */ random) {
  return random.weighted([
    [60, () => compact],
    [8, () => spaced],
    [8, () => indented('  ')],
    [4, () => indented('\t', '\r\n')],
    [4, () => indented(' ', '\r')],
    [4, () => roomy],
    [12, () => any(random)],
  ])();
}

/** Valid white space before or after a body. */
export function margin(/** @type {Random} */ random) {
  return random.chance(0.9) ? '' : random.pick([' ', '\n', '\r\n', '\t\t', '        \n']);
}
