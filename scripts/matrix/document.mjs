/**
 * Formats the results as tables for the guide `platforms.md`.
 *
 * @module
 */
import { markdown, readPart, writePart } from '../lib/documents.mjs';
import { versionOf } from './consumer.mjs';
import { ROWS } from './rows.mjs';

/** @import { Row } from './rows.mjs' */

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
 * The tables of a run in which every row passed.
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
    markdown(['outside a browser', 'version', ''], programs, 2),
    markdown(['in a browser', 'version', ...names], pages, 2),
  ].join('\n\n');
}

/** The tables in the guide. */
export const documentedTables = () => readPart('matrix');

/** @param {string} tables */
export const documentTables = (tables) => writePart('matrix', tables);

/**
 * Whether two documents have the same rows; versions of browsers may differ.
 * @param {string} one
 * @param {string} other
 */
export function haveSameRows(one, other) {
  const rows = (/** @type {string} */ text) =>
    text.split('\n').filter((line) => !line.startsWith('| in a browser'));
  return rows(one).join('\n') === rows(other).join('\n');
}
