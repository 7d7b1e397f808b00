/**
 * The results of the bench, line by line, with their goals.
 *
 * @module
 */
import { ratio, spread } from './measure/statistics.mjs';
import { OURS } from './works/ours.mjs';

/** @import { Timed } from './measure/interleaved.mjs' */
/** @import { Spread } from './measure/statistics.mjs' */
/** @import { Goal } from './works/catalogue.mjs' */

/**
 * One way of doing a work, and the cost of ours relative to it.
 *
 * @typedef {object} Line
 * @property {string} work
 * @property {string} on the stream, or what else it was done on
 * @property {string} way
 * @property {Spread} cost
 * @property {string} unit of the cost
 * @property {Spread} [ratio]
 * @property {number | undefined} [aim]
 * @property {number | undefined} [hold]
 * @property {string} [browser]
 * @property {string} verdict empty where nothing is aimed at
 */

/**
 * @param {{ work: string, on: string, unit: string }} what
 * @param {Timed[]} timed
 * @param {Goal[]} goals
 * @returns {Line[]}
 */
export function linesOf(what, timed, goals) {
  const ours = timed.find(({ name }) => name === OURS)?.times ?? [];
  for (const { against } of goals) {
    // A goal without a line could never be missed.
    if (timed.every(({ name }) => name !== against)) throw new Error(`${against} is not measured.`);
  }
  return timed.map(({ name, times }) => {
    const line = { ...what, way: name, cost: spread(times) };
    if (times === ours) return { ...line, verdict: '' };
    const found = ratio(ours, times);
    const goal = goals.find(({ against }) => against === name);
    const verdict = goal ? judge(found.median, goal) : '';
    return { ...line, ratio: found, aim: goal?.aim, hold: goal?.hold, verdict };
  });
}

/**
 * @param {number} value
 * @param {{ aim: number, hold: number }} goal
 */
export function judge(value, { aim, hold }) {
  if (value <= aim) return 'aim';
  return value <= hold ? 'holds' : 'MISSED';
}

/**
 * The lines that make `--check` fail: above the held value.
 *
 * @param {Line[]} lines
 */
export const failures = (lines) => lines.filter(({ verdict }) => verdict === 'MISSED');

const HEAD = ['work', 'on', 'way', 'cost', 'IQR', 'ours : it', 'IQR', 'aim', 'hold', ''];

/** Columns of words, aligned to the left. */
export const WORDS = [0, 1, 2, HEAD.length - 1];

/**
 * The table. A work is named in its first row.
 *
 * @param {Line[]} lines
 * @returns {string[][]}
 */
export function tableOf(lines) {
  const body = lines.map(({ work, on, way, cost, unit, ratio: found, aim, hold, verdict }, i) => {
    const before = lines[i - 1];
    const isNew = before?.work !== work || before.on !== on;
    return [
      ...(isNew ? [work, on] : ['', '']),
      way,
      `${digits(cost.median)} ${unit}`,
      between(cost),
      found ? digits(found.median) : '',
      between(found),
      aim === undefined ? '' : String(aim),
      hold === undefined ? '' : String(hold),
      verdict,
    ];
  });
  return [HEAD, ...body];
}

/** @param {Spread | undefined} found */
function between(found) {
  if (!found || found.q1 === found.q3) return '';
  return `${digits(found.q1)}–${digits(found.q3)}`;
}

/**
 * Three significant digits.
 *
 * @param {number} value
 */
function digits(value) {
  if (value >= 100) return value.toFixed(0);
  return value.toFixed(value >= 10 ? 1 : value >= 1 ? 2 : 3);
}
