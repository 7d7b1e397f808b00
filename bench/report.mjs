/**
 * Figures, as the benches print and keep them.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * @param {number} value
 * @param {number} digits
 */
export const rounded = (value, digits) => value.toFixed(digits);

/**
 * A Markdown table; all columns but the first are numbers, unless said otherwise.
 *
 * @param {string[]} head
 * @param {(string | number)[][]} rows
 * @param {number[]} [words] the columns that start at the left
 */
export function printTable(head, rows, words = [0]) {
  const texts = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_, i) => Math.max(...texts.map((row) => (row[i] ?? '').length)));
  const line = (/** @type {string[]} */ row) => {
    const cells = row.map((cell, i) => {
      const width = widths[i] ?? 0;
      return words.includes(i) ? cell.padEnd(width) : cell.padStart(width);
    });
    return `| ${cells.join(' | ')} |`;
  };
  const [first = [], ...rest] = texts;
  const rule = widths.map((width, i) =>
    words.includes(i) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  for (const row of [first, rule, ...rest]) console.log(line(row));
}

/**
 * @param {string} path
 * @param {unknown} figures
 */
export function writeJson(path, figures) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(figures, null, 2)}\n`);
}
