/**
 * The guide's tables of columns, from the documented types of the rows.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdown } from './documents.mjs';
import { Failure } from './failure.mjs';
import { ROOT } from './paths.mjs';

/** The types of the rows in each table, by the grains as it names them. @type {Record<string, Record<string, string>>} */
const TABLES = {
  columns: {
    message: 'SmsMessageRow',
    recipient: 'SmsRecipientRow',
    attachment: 'SmsAttachmentRow',
  },
  'columns of sessions': {
    session: 'SmsSessionRow',
    participant: 'SmsParticipantRow',
  },
};

/**
 * The text of each table, by the name of its part of the guide.
 * @returns {[part: string, text: string][]}
 */
export function columnsTables() {
  const types = readFileSync(join(ROOT, 'pkg', 'wasm', 'types.d.ts'), 'utf8');
  return Object.entries(TABLES).map(([part, rows]) => {
    const columns = Object.entries(rows).map(([grain, type]) => [grain, membersOf(type, types)]);
    return [part, columnsText(Object.fromEntries(columns))];
  });
}

/** @typedef {{ name: string, doc: string }} Column a column and its documentation, in one line */

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
 * A table. A column that several grains have is listed once.
 * @param {Record<string, Column[]>} grains
 */
function columnsText(grains) {
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
