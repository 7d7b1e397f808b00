/**
 * The documents for users, and their parts that scripts generate.
 *
 * @module
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { ROOT } from './paths.mjs';

const GUIDES = join('docs', 'guides');

/** The paths of the README and of the guides. */
export const DOCUMENTS = [
  'README.md',
  ...readdirSync(join(ROOT, GUIDES))
    .sort()
    .map((name) => join(GUIDES, name)),
];

/** @param {string} path one of `DOCUMENTS` */
export const readDocument = (path) => readFileSync(join(ROOT, path), 'utf8');

/**
 * The JavaScript examples of a document, in its order.
 * @param {string} path one of `DOCUMENTS`
 */
export const examplesOf = (path) =>
  [...readDocument(path).matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code]) => code ?? '');

/** The text of all documents. */
export const readDocuments = () => DOCUMENTS.map(readDocument).join('\n');

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
  const { path, before, after } = find(name);
  writeFileSync(join(ROOT, path), before + text + after);
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
  for (const path of DOCUMENTS) {
    const found = part.exec(readDocument(path));
    if (!found) continue;
    const [, before = '', text = '', after = ''] = found;
    return { path, before, text, after };
  }
  throw new Failure(`No document has the comments for the part ${name}.`);
}
