/**
 * The guide's table of columns, from the documented types of the rows.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdown } from './documents.mjs';
import { Failure } from './failure.mjs';
import { ROOT } from './paths.mjs';

/** The types of the rows, by the grains as the table names them. */
const ROWS = {
  message: 'SmsMessageRow',
  recipient: 'SmsRecipientRow',
  attachment: 'SmsAttachmentRow',
};

/** @typedef {{ name: string, doc: string }} Column a column and its documentation, in one line */

/**
 * The columns of each grain, as the built package declares them.
 * @returns {Record<string, Column[]>}
 */
export function documentedColumns() {
  const types = readFileSync(join(ROOT, 'pkg', 'wasm', 'types.d.ts'), 'utf8');
  const columns = Object.entries(ROWS).map(([grain, type]) => [grain, membersOf(type, types)]);
  return Object.fromEntries(columns);
}

/**
 * @param {string} type
 * @param {string} types
 * @returns {Column[]}
 */
function membersOf(type, types) {
  const [, body = ''] = types.split(`export interface ${type} {\n`);
  const members = body.split('\n}')[0]?.matchAll(/\/\*\*([\s\S]*?)\*\/\s+(\w+)\??:/g) ?? [];
  const columns = Array.from(members, ([, doc = '', name = '']) => ({
    name,
    doc: doc.replaceAll(/\s*\n\s*\*?\s*/g, ' ').trim(),
  }));
  if (columns.length === 0) throw new Failure(`The declarations of the package lack ${type}.`);
  return columns;
}

/**
 * The section for the guide. A column that several grains have is listed once.
 * @param {Record<string, Column[]>} grains
 */
export function columnsText(grains) {
  /** @type {Map<string, Map<string, string>>} the documentation of each column at each grain */
  const columns = new Map();
  for (const [grain, members] of Object.entries(grains)) {
    for (const { name, doc } of members) {
      const docs = columns.get(name) ?? new Map();
      columns.set(name, docs.set(grain, doc));
    }
  }
  const names = Object.keys(grains);
  const rows = Array.from(columns, ([name, docs]) => [
    `\`${name}\``,
    meaning(docs).replaceAll('|', '\\|'),
    ...names.map((grain) => (docs.has(grain) ? '✓' : '')),
  ]);
  return markdown(['column', '', ...names], rows, 2);
}

/** @param {Map<string, string>} docs */
function meaning(docs) {
  const [first = '', ...others] = new Set(docs.values());
  if (others.length === 0) return first;
  return Array.from(docs, ([grain, doc]) => `\`${grain}\`: ${doc}`).join(' ');
}
