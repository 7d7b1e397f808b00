/**
 * Removes the secrets from Zoom's response and leaves every other byte unchanged: numbers of any size,
 * halves of characters, unknown fields.
 *
 * @module
 */

import { cleaned } from './secrets.js';

/** @import { Secrets } from './secrets.js' */

/** @import { Read } from './routes.js' */

const WRITTEN = ['message', 'sender.display_name', 'to_members[].display_name'];

/**
 * Texts that people have written, and the page token, by the kind of a response: never changed, even if they
 * look like secrets.
 *
 * @type {Record<Read['kind'], ReadonlySet<string>>}
 */
export const KEPT = {
  session: new Set(['next_page_token', ...WRITTEN.map((path) => `sms_histories[].${path}`)]),
  sessions: new Set(['next_page_token', 'sms_sessions[].participants[].display_name']),
  message: new Set(WRITTEN),
};

/** The deepest and longest paths in `KEPT`. */
const DEEPEST = 6;
const LONGEST_KEY = 32;

/**
 * Zoom returns at most 100 messages a page, each with at most 10 attachments: the limit allows four times as
 * many.
 */
export const MOST_LINKS = 4_000;

/** A page has more links than {@link MOST_LINKS}. */
export class TooManyLinks extends Error {}

/** A text with the shape of a link: with a scheme, or with that of its page. */
const LINK = /^(?:[a-z][a-z\d+.-]*:|[/\\]{2})\S+$/i;

/**
 * Distinct texts of one kind, with their versions without secrets.
 *
 * @typedef {Map<string, string | undefined>} Texts
 */

/** @typedef {{ start: number, end: number, texts: Texts | undefined, plain: string, link: string }} Found */

/**
 * @param {string} json valid JSON
 * @param {object} how
 * @param {Secrets} how.secrets
 * @param {ReadonlySet<string> | undefined} how.kept paths of {@link KEPT}; none in an error, whose messages are Zoom's
 * @param {((link: string) => Promise<string>) | undefined} how.handleOf makes the handle that replaces a link; without it,
 *   links lose their secrets like any text
 * @returns {Promise<string>}
 * @throws {TooManyLinks} before the first call of `handleOf`
 */
export async function withoutSecrets(json, { secrets, kept, handleOf }) {
  const found = changesOf(json, { secrets, kept, hasHandles: handleOf !== undefined });
  if (found.filter(({ text }) => text === undefined).length > MOST_LINKS) throw new TooManyLinks();
  let clean = '';
  let at = 0;
  for (const { start, end, link, text } of found) {
    // One at a time: quick enough, and memory holds only one.
    const given = text ?? (await handleOf?.(link)) ?? '';
    clean += json.slice(at, start) + JSON.stringify(given);
    at = end;
  }
  return clean + json.slice(at);
}

/**
 * The strings to change: to a clean text, or to a handle if there is none.
 *
 * @param {string} json
 * @param {{ secrets: Secrets, kept: ReadonlySet<string> | undefined, hasHandles: boolean }} how
 */
function changesOf(json, { secrets, kept, hasHandles }) {
  /** @type {Texts} */
  const written = new Map();
  /** @type {Texts} */
  const others = new Map();
  /** @type {Found[]} */
  const found = [];
  for (const { start, end, key, path, isKey } of strings(json)) {
    const plain = plainOf(json.slice(start, end));
    if (plain === '') continue;
    const isKept = !isKey && (kept?.has(path) ?? false);
    const mayBeLink = hasHandles && !isKey && !isKept;
    const isDownload = mayBeLink && key === 'download_url';
    const link = mayBeLink && !isDownload ? linkOf(plain) : '';
    const texts = isKept ? written : others;
    if (!isDownload) texts.set(link || plain, undefined);
    found.push({ start, end, texts: isDownload ? undefined : texts, plain, link });
  }
  clean(written, true);
  clean(others, false);
  return found.flatMap(({ start, end, texts, plain, link }) => {
    if (!texts) return [{ start, end, link: plain, text: undefined }];
    const text = texts.get(link || plain);
    if (text === undefined) return [];
    return [{ start, end, link: plain, text: link ? undefined : text }];
  });

  /** @param {Texts} texts @param {boolean} isWritten */
  function clean(texts, isWritten) {
    const all = [...texts.keys()];
    const without = cleaned(secrets, all, { isWritten });
    for (const [index, text] of all.entries()) texts.set(text, without[index]);
  }
}

/**
 * A text as the link that browsers would read it as, with a scheme; empty if it is not a link.
 *
 * @param {string} text
 */
function linkOf(text) {
  if (!/[:/\\]/.test(text)) return '';
  const link = text.trim().replace(/[\t\n\r]+/g, '');
  if (!LINK.test(link)) return '';
  return /^[/\\]/.test(link) ? `https:${link}` : link;
}

/**
 * The content of a string literal; most have no escapes.
 *
 * @param {string} literal
 */
function plainOf(literal) {
  return literal.includes('\\') ? String(JSON.parse(literal)) : literal.slice(1, -1);
}

/**
 * The strings of a JSON text, with their quotes; each with its key, or as a key, and its path
 * (`sms_histories[].message`), which is empty if it is too deep to matter.
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
