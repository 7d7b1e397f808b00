/**
 * The parts of the README that scripts generate.
 *
 * @module
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { ROOT } from './paths.mjs';

const README = join(ROOT, 'README.md');

/**
 * The current text of a part, between the comments with its name.
 * @param {string} name
 */
export const readPart = (name) => find(name).text;

/**
 * @param {string} name
 * @param {string} text
 */
export function writePart(name, text) {
  const { before, after } = find(name);
  writeFileSync(README, before + text + after);
}

/**
 * A table in Markdown.
 * @param {string[]} heading
 * @param {string[][]} rows
 * @param {number} words the number of text columns, which are left-aligned; the others are centred
 */
export function markdown(heading, rows, words) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(' | ')} |`;
  const rule = line(heading.map((_, column) => (column < words ? '---' : ':-:')));
  return [line(heading), rule, ...rows.map(line)].join('\n');
}

/** @param {string} name */
function find(name) {
  const part = new RegExp(`^([^]*<!-- ${name}: .* -->\n\n)([^]*?)(\n\n<!-- /${name} -->[^]*)$`);
  const found = part.exec(readFileSync(README, 'utf8'));
  if (!found) throw new Failure(`README.md lacks the comments for the part ${name}.`);
  const [, before = '', text = '', after = ''] = found;
  return { before, text, after };
}
