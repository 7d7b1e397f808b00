/**
 * Writes the results that have a goal into the README.
 *
 * @module
 */
import { markdown, writePart } from '../scripts/lib/readme.mjs';

/** @import { Line } from './lines.mjs' */

/**
 * @param {string} machine
 * @param {Line[]} inNode
 * @param {Line[]} inBrowsers
 */
export function documentLines(machine, inNode, inBrowsers) {
  const browsers = [...new Set(inBrowsers.map(({ browser }) => browser ?? ''))];
  const columns = [undefined, ...browsers].map((browser) =>
    browser ? inBrowsers.filter((line) => line.browser === browser) : inNode,
  );
  const rows = inNode
    .filter(({ hold }) => hold !== undefined)
    .map((line) => [
      line.work,
      line.on,
      line.ratio && line.work !== 'memory' ? line.way : '',
      String(line.hold),
      ...columns.map((lines) => found(lines.find((other) => isSame(line, other)))),
    ]);
  const names = [`Node ${process.versions.node}`, ...browsers].map(shortened);
  const heading = ['work', 'on', 'against', 'hold', ...names];
  writePart('speed', `${machine}\n\n${markdown(heading, rows, 3)}`);
}

/**
 * @param {Line} one
 * @param {Line} other
 */
const isSame = (one, other) =>
  one.work === other.work && one.on === other.on && one.way === other.way;

/**
 * A ratio, or a cost if there is nothing to compare with; in bold if it is above the held value.
 * @param {Line | undefined} line
 */
function found(line) {
  if (!line) return '';
  const { ratio, cost, unit, verdict } = line;
  const text = ratio ? ratio.median.toFixed(2) : `${cost.median.toFixed(1)} ${unit}`;
  return verdict === 'MISSED' ? `**${text}**` : text;
}

/**
 * `Firefox 153` of `firefox 153.0.1`.
 * @param {string} name
 */
function shortened(name) {
  const [, first = '', rest = '', version = ''] = /^(\w)(\w*)\D* (\d+)/.exec(name) ?? [];
  return `${first.toUpperCase()}${rest} ${version}`;
}
