/**
 * The results as tables of the README.
 *
 * @module
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { ROOT } from '../lib/paths.mjs';
import { versionOf } from './consumer.mjs';
import { ROWS } from './rows.mjs';

/** @import { Row } from './rows.mjs' */

const README = join(ROOT, 'README.md');

const PART = /(<!-- matrix: .* -->\n\n)([\s\S]*?)(\n\n<!-- \/matrix -->)/;

/**
 * @param {Row} row
 */
export function versions({ consumer, tools }) {
  const names = tools.length > 1 ? (/** @type {string} */ tool) => `${tool} ` : () => '';
  return tools.map((tool) => names(tool) + versionOf(consumer, tool)).join(', ');
}

/** @param {Row} row */
export const isPage = ({ way }) => 'page' in way;

/**
 * The tables of a run in which every row has passed.
 * @param {Record<string, string>} engines versions of the browsers, by name
 */
export function matrixTables(engines) {
  const programs = ROWS.filter((row) => !isPage(row)).map((row) => [row.where, versions(row), '✓']);
  const names = Object.entries(engines).map(([name, version]) => `${name} ${version}`);
  const pages = ROWS.filter(isPage).map((row) => [
    row.where,
    versions(row),
    ...names.map(() => '✓'),
  ]);
  return [
    markdown(['without a page', 'version', ''], programs),
    markdown(['on a page', 'version', ...names], pages),
  ].join('\n\n');
}

/**
 * @param {string[]} heading
 * @param {string[][]} rows
 */
function markdown(heading, rows) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(' | ')} |`;
  const rule = line(heading.map((_, column) => (column < 2 ? '---' : ':-:')));
  return [line(heading), rule, ...rows.map(line)].join('\n');
}

/** The tables as they stand in the README. */
export function documentedTables() {
  return parts()[2];
}

/** @param {string} tables */
export function documentTables(tables) {
  const [, before, , after] = parts();
  writeFileSync(
    README,
    readFileSync(README, 'utf8').replace(PART, () => before + tables + after),
  );
}

/**
 * Whether two documents have the same rows; browsers may be of other versions.
 * @param {string} one
 * @param {string} other
 */
export function haveSameRows(one, other) {
  const rows = (/** @type {string} */ text) =>
    text.split('\n').filter((line) => !line.startsWith('| on a page'));
  return rows(one).join('\n') === rows(other).join('\n');
}

function parts() {
  const found = PART.exec(readFileSync(README, 'utf8'));
  if (!found) throw new Failure('README.md has lost the place of the matrix.');
  const [all, before = '', tables = '', after = ''] = found;
  return /** @type {const} */ ([all, before, tables, after]);
}
