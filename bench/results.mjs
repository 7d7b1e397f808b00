/**
 * Writes the results that have a goal into `bench/RESULTS.md`, and those that matter most to users into the README.
 *
 * @module
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdown, writePart } from '../scripts/lib/documents.mjs';
import { ROOT } from '../scripts/lib/paths.mjs';

/** @import { Line } from './lines.mjs' */

const RESULTS = join(ROOT, 'bench', 'RESULTS.md');

/** The lines in the README: the work, and what it is done on; if that is empty, the first of the work. */
const MAIN = [
  ['bytes → page', 'docs'],
  ['bytes → page', 'unique'],
  ['bytes → rows', 'docs'],
  ['bytes → CSV bytes', 'docs'],
  ['import → first page', ''],
];

const HEAD = `# Results

The results of \`npm run bench -- --write\`, which writes this file. [README.md](README.md) says what is measured and how.

A figure is the time of this package divided by the time of another way to do the same; for \`size\`, kilobytes; for \`memory\`, the peak with
a million messages divided by that with a hundred thousand. \`--check\` fails above *hold*; figures above it are **bold**.
`;

/**
 * @param {string} machine
 * @param {Line[]} inNode
 * @param {Line[]} inBrowsers
 */
export function documentLines(machine, inNode, inBrowsers) {
  const { all, main } = tables(inNode, inBrowsers);
  writeFileSync(RESULTS, `${HEAD}\n${machine}\n\n${all}\n`);
  writePart('speed', `${machine}\n\n${main}`);
}

/**
 * The tables of all lines with a goal, and of the main ones.
 *
 * @param {Line[]} inNode
 * @param {Line[]} inBrowsers
 */
export function tables(inNode, inBrowsers) {
  const browsers = [...new Set(inBrowsers.map(({ browser }) => browser ?? ''))];
  const columns = [inNode, ...browsers.map((name) => inBrowsers.filter((l) => l.browser === name))];
  const engines = [`Node ${process.versions.node}`, ...browsers].map(shortened);
  const judged = inNode.filter(({ hold }) => hold !== undefined);
  const found = (/** @type {Line} */ line) =>
    columns.map((lines) => lines.find((other) => isSame(line, other)));
  const main = MAIN.map(([work, on]) => {
    const line = judged.find((other) => other.work === work && (!on || other.on === on));
    if (!line) throw new Error(`${work} ${on} is not measured.`);
    return line;
  });
  return {
    all: markdown(
      ['work', 'on', 'against', 'hold', ...engines],
      judged.map((line) => [
        ...[line.work, line.on, against(line), String(line.hold)],
        ...found(line).map(inResults),
      ]),
      3,
    ),
    main: markdown(
      ['work', 'on', 'against', ...engines],
      main.map((line) => [line.work, line.on, against(line), ...found(line).map(figure)]),
      3,
    ),
  };
}

/** @param {Line} line what it is compared with */
const against = ({ ratio, work, way }) => (ratio && work !== 'memory' ? way : '');

/**
 * @param {Line} one
 * @param {Line} other
 */
const isSame = (one, other) =>
  one.work === other.work && one.on === other.on && one.way === other.way;

/**
 * A ratio, or a cost if there is nothing to compare with.
 * @param {Line | undefined} line
 */
function figure(line) {
  if (!line) return '';
  const { ratio, cost, unit } = line;
  return ratio ? ratio.median.toFixed(2) : `${cost.median.toFixed(1)} ${unit}`;
}

/**
 * The same, in bold if it is above the held value.
 * @param {Line | undefined} line
 */
const inResults = (line) => (line?.verdict === 'MISSED' ? `**${figure(line)}**` : figure(line));

/**
 * `Firefox 153` of `firefox 153.0.1`.
 * @param {string} name
 */
function shortened(name) {
  const [, first = '', rest = '', version = ''] = /^(\w)(\w*)\D* (\d+)/.exec(name) ?? [];
  return `${first.toUpperCase()}${rest} ${version}`;
}
