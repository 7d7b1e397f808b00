/**
 * Reads a body with `JSON.parse` and ajv.
 *
 * @module
 */
import { checkMessages, checkPage, checkPages } from './schema.js';
import { spellingOf } from './spelling.js';

/**
 * Whether something has to be accepted; `undefined` where it may be refused or not. `paths` are
 * where it is wrong, if that is known.
 *
 * @typedef {{ accept: boolean | undefined, paths?: string[] | undefined }} Verdict
 */

/**
 * @typedef {object} Reading
 * @property {Uint8Array} body
 * @property {string | undefined} text if it is UTF-8
 * @property {unknown} value if it is JSON
 * @property {Verdict} page as one page
 * @property {Verdict} histories as a page, a list of pages or a list of messages
 * @property {Message[]} messages what it holds as histories, unless they are refused
 */

/**
 * A message; its {@link FIELDS} besides.
 *
 * @typedef {object} Message
 * @property {unknown} [message_id]
 * @property {unknown} [date_time]
 * @property {unknown} [direction]
 * @property {unknown} [message_type]
 * @property {unknown} [message]
 * @property {unknown} [sender]
 * @property {unknown} [to_members]
 * @property {unknown} [attachments]
 */

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @type {Verdict} */
const REFUSED = { accept: false };

/**
 * @param {Uint8Array} body
 * @returns {Reading}
 */
export function read(body) {
  const refused = { body, text: undefined, value: undefined, messages: [] };
  let text;
  try {
    text = decoder.decode(body);
    const json = text.replace(/^\ufeff/, '');
    return { body, text, ...readValue(JSON.parse(json), json) };
  } catch (error) {
    // A lack of memory or stack is no verdict.
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    return { ...refused, text, page: REFUSED, histories: REFUSED };
  }
}

/**
 * @param {unknown} value
 * @param {string} [text] how it is written, if it is
 * @returns {Omit<Reading, 'body' | 'text'>}
 */
export function readValue(value, text) {
  if (typeof value !== 'object' || value === null) {
    const verdict = { accept: false, paths: ['body'] };
    return { value, page: verdict, histories: verdict, messages: [] };
  }
  if (!Array.isArray(value)) {
    const page = judge(checkPage(value), text, 'page');
    return { value, page, histories: page, messages: messagesOf(page, [value]) };
  }
  const page = { accept: false, paths: ['body'] };
  if (isPage(value[0])) {
    const histories = judge(checkPages(value), text, 'page');
    return { value, page, histories, messages: messagesOf(histories, value) };
  }
  const histories = judge(checkMessages(value), text, 'message');
  return { value, page, histories, messages: messagesOf(histories, [{ sms_histories: value }]) };
}

/** Whether a list that starts with this is one of pages. */
export function isPage(/** @type {unknown} */ value) {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'sms_histories');
}

/**
 * @param {string[]} wrong
 * @param {string | undefined} text
 * @param {'page' | 'message'} shape
 * @returns {Verdict}
 */
function judge(wrong, text, shape) {
  if (text === undefined) return { accept: wrong.length === 0, paths: wrong };
  const spelling = spellingOf(text, shape);
  const paths = [...wrong, ...spelling.wrong];
  if (paths.length > 0) {
    // Of two members with one name, a reader may complain of the first.
    return { accept: false, paths: spelling.repeats || spelling.doubtful ? undefined : paths };
  }
  return { accept: spelling.doubtful ? undefined : true };
}

/**
 * @param {Verdict} verdict
 * @param {object[]} pages
 * @returns {Message[]}
 */
function messagesOf({ accept }, pages) {
  return accept === false ? [] : pages.flatMap((page) => Reflect.get(page, 'sms_histories'));
}
