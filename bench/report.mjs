/**
 * Prints and saves the figures of the benches.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { markdownTable } from 'markdown-table';

/**
 * @param {number} value
 * @param {number} digits
 */
export const rounded = (value, digits) => value.toFixed(digits);

/**
 * Prints a Markdown table. All columns are numbers, except those in `words`.
 *
 * @param {string[]} head
 * @param {(string | number)[][]} rows
 * @param {number[]} [words] the columns that are aligned to the left
 */
export function printTable(head, rows, words = [0]) {
  const align = head.map((_, column) => (words.includes(column) ? '' : 'right'));
  console.log(markdownTable([head, ...rows.map((row) => row.map(String))], { align }));
}

/**
 * @param {string} path
 * @param {unknown} figures
 */
export function writeJson(path, figures) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(figures, null, 2)}\n`);
}
