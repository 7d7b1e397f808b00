/**
 * Takes the secrets out of an answer of Zoom's, and leaves every other byte as it is: numbers of any
 * size, halves of characters, fields that are not known yet.
 *
 * @module
 */

/** @import { Secrets } from './secrets.js' */

/** What people have written, and what the next page is asked with: given as it is, whatever it looks like. */
const KEPT = new Set([
  'next_page_token',
  'sms_histories[].message',
  'sms_histories[].sender.display_name',
  'sms_histories[].to_members[].display_name',
]);

/** Nothing that is kept lies deeper, or has a longer name. */
const DEEPEST = 6;
const LONGEST_KEY = 32;

/** Zoom gives at most 100 messages a page, each with at most 10 attachments: so many have room for four times as many. */
export const MOST_LINKS = 4_000;

/** A page has more links than {@link MOST_LINKS}. */
export class TooManyLinks extends Error {}

/** @typedef {{ start: number, end: number, text: string, isLink: boolean }} Change */

/**
 * @param {string} json valid JSON
 * @param {object} how
 * @param {(link: string) => Promise<string>} how.handleOf what stands in place of a link
 * @param {Secrets} how.secrets
 * @param {boolean} how.isRefusal whether it is not a page: then its sentences are Zoom's, and no
 *   person's message
 * @returns {Promise<string>}
 * @throws {TooManyLinks} before anything is asked of `handleOf`
 */
export async function withoutSecrets(json, { handleOf, secrets, isRefusal }) {
  /** @type {Change[]} */
  const changes = [];
  let links = 0;
  for (const { start, end, key, path, isKey } of strings(json)) {
    const plain = plainOf(json.slice(start, end));
    const isOfPage = !isKey && !isRefusal;
    const isKept = isOfPage && KEPT.has(path);
    const isLink =
      isOfPage && (key === 'download_url' ? plain !== '' : !isKept && secrets.isLink(plain));
    if (isLink) {
      links += 1;
      if (links > MOST_LINKS) throw new TooManyLinks();
      changes.push({ start, end, text: plain, isLink });
      continue;
    }
    const text = isKept ? secrets.withoutKnown(plain) : secrets.without(plain);
    if (text !== plain) changes.push({ start, end, text, isLink });
  }
  let clean = '';
  let at = 0;
  for (const { start, end, text, isLink } of changes) {
    // One at a time: a page is soon done, and memory holds no more than one.
    const given = isLink ? await handleOf(text) : text;
    clean += json.slice(at, start) + JSON.stringify(given);
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

/**
 * The strings of a JSON text, with their quotes; each with the key that it has or is, and its path
 * (`sms_histories[].message`), which is empty where it is too long to be of interest.
 *
 * @param {string} json
 * @returns {Generator<{ start: number, end: number, key: string, path: string, isKey: boolean }, void, void>}
 */
function* strings(json) {
  /** The lists and objects around. @type {{ path: string, isList: boolean, isKeyNext: boolean, key: string }[]} */
  const around = [];
  const pathHere = () => {
    const inner = around.at(-1);
    if (!inner || around.length > DEEPEST) return '';
    if (inner.isList) return `${inner.path}[]`;
    return inner.path === '' ? inner.key : `${inner.path}.${inner.key}`;
  };
  const marks = /["{}[\],:]/g;
  for (let mark = marks.exec(json); mark; mark = marks.exec(json)) {
    const inner = around.at(-1);
    switch (mark[0]) {
      case '{':
      case '[':
        around.push({ path: pathHere(), isList: mark[0] === '[', isKeyNext: true, key: '' });
        break;
      case '}':
      case ']':
        around.pop();
        break;
      case ',':
      case ':':
        if (inner) inner.isKeyNext = mark[0] === ',';
        break;
      default: {
        const start = mark.index;
        const end = endOf(json, start);
        const isKey = inner !== undefined && !inner.isList && inner.isKeyNext;
        if (isKey) inner.key = end - start > LONGEST_KEY ? '' : plainOf(json.slice(start, end));
        yield { start, end, key: inner?.isList ? '' : (inner?.key ?? ''), path: pathHere(), isKey };
        marks.lastIndex = end;
      }
    }
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
