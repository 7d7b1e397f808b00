/**
 * Takes the secrets out of an answer of Zoom's, and leaves every other byte as it is: numbers of any
 * size, halves of characters, fields that nobody knows yet.
 *
 * @module
 */
import { JWT } from '../links.js';

/** What Zoom documents, but for the link: given as it is, whatever it looks like. */
const KEPT = new Set([
  ...['message', 'message_id', 'date_time', 'direction', 'delivery_status', 'next_page_token'],
  ...['id', 'name', 'type', 'phone_number', 'display_name'],
]);

/** @typedef {{ start: number, end: number, text: string | Promise<string> }} Change */

/**
 * @param {string} json valid JSON
 * @param {object} how
 * @param {(link: string) => Promise<string>} how.handleOf what stands in place of a link
 * @param {string} how.token the access token, which no answer has a reason to repeat
 * @param {boolean} how.isRefusal whether it is not a page: then its sentences are Zoom's, and nobody's
 *   message
 * @returns {Promise<string>}
 */
export async function withoutSecrets(json, { handleOf, token, isRefusal }) {
  /** @type {Change[]} */
  const changes = [];
  for (const { start, end, key } of strings(json)) {
    const text = json.slice(start, end);
    const isLink = key === 'download_url' && text !== '""';
    const plain = plainOf(text);
    if (isLink) {
      changes.push({ start, end, text: handleOf(plain) });
    } else if (plain.includes(token)) {
      changes.push({ start, end, text: cut(plain.replaceAll(token, '…')) });
    } else if ((isRefusal || !KEPT.has(key)) && JWT.test(plain)) {
      const isUrl = !isRefusal && /^https:\/\/\S+$/.test(plain);
      changes.push({ start, end, text: isUrl ? handleOf(plain) : cut(plain) });
    }
  }
  let clean = '';
  let at = 0;
  for (const { start, end, text } of changes) {
    clean += json.slice(at, start) + JSON.stringify(await text);
    at = end;
  }
  return clean + json.slice(at);
}

/**
 * What a string says: escapes may hide it, and most have none.
 *
 * @param {string} literal
 */
function plainOf(literal) {
  return literal.includes('\\') ? String(JSON.parse(literal)) : literal.slice(1, -1);
}

/** @param {string} text */
function cut(text) {
  return text.replaceAll(new RegExp(JWT, 'g'), '…');
}

/**
 * The strings of a JSON text that are values, with their quotes; and the key of each, if it is the
 * value of a key and not one of a list.
 *
 * @param {string} json
 * @returns {Generator<{ start: number, end: number, key: string }, void, void>}
 */
function* strings(json) {
  let key = '';
  let afterKey = -1;
  for (let start = json.indexOf('"'); start >= 0; start = json.indexOf('"', start)) {
    const end = endOf(json, start);
    const next = skipSpace(json, end);
    if (json[next] === ':') {
      key = plainOf(json.slice(start, end));
      afterKey = skipSpace(json, next + 1);
    } else {
      yield { start, end, key: afterKey === start ? key : '' };
    }
    start = end;
  }
}

/**
 * @param {string} json
 * @param {number} start of a string
 */
function endOf(json, start) {
  for (let at = start + 1; at < json.length; at += 1) {
    if (json[at] === '\\') at += 1;
    else if (json[at] === '"') return at + 1;
  }
  return json.length;
}

/**
 * @param {string} json
 * @param {number} from
 */
function skipSpace(json, from) {
  let at = from;
  while (' \n\r\t'.includes(json[at] ?? '-')) at += 1;
  return at;
}
