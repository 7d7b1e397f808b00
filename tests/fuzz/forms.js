/**
 * The same content in every form that the package accepts.
 *
 * @module
 */
import { isPage, readValue } from './oracle/reading.js';

/** @import { Reading } from './oracle/reading.js' */
/** @import { Body } from './product.js' */
/** @import { Random } from './random.js' */

/** The engine cannot always write deeper objects as JSON: it depends on the stack that is left. */
const MOST_DEEP = 500;

/**
 * Bytes, or text, of a body.
 *
 * @param {Reading} reading
 * @param {Random} random
 * @returns {Body}
 */
export function bodyForm({ body, text }, random) {
  const form = random.below(5);
  if (form === 0) return body.slice().buffer;
  // A view that starts after its buffer does.
  if (form === 1)
    return Buffer.concat([Buffer.from('{"'), body, Buffer.from('"}')]).subarray(2, -2);
  if (form === 2 && text !== undefined) return text;
  return body;
}

/**
 * An input and its messages; `undefined` if it must be refused.
 *
 * @typedef {[name: string, input: unknown, messages: object[] | undefined]} Form
 */

/**
 * The forms of histories that one body can have.
 *
 * @param {Reading} reading that is accepted
 * @param {Random} random
 * @returns {Form[]}
 */
export function historyForms(reading, random) {
  const { body, text, messages, value } = reading;
  const { buffer } = body.slice();
  /** @type {Form[]} */
  const forms = [
    ['an ArrayBuffer', buffer, messages],
    ['a DataView', new DataView(buffer), messages],
    ['text', text, messages],
    ['text in a list', [text], messages],
    ['text twice', [text, text], [...messages, ...messages]],
    ['bytes and text', [body, text], [...messages, ...messages]],
  ];
  if (depthOf(text ?? '') > MOST_DEEP) return forms;
  const plain = JSON.parse(JSON.stringify(value));
  // JSON has made infinite numbers `null`.
  const again = readValue(plain);
  const halves = withHalves(JSON.stringify(value));
  const given = again.histories.accept ? again.messages : undefined;
  forms.push(['an object', value, given], ['text of JSON.stringify', halves, given]);
  if (!Array.isArray(value)) {
    forms.push(['a page in a list', [value], given]);
    forms.push(['a page and its bytes', [value, body], given && [...given, ...messages]]);
    forms.push(['bytes and the page', [body, value], given && [...messages, ...given]]);
    const list = Reflect.get(Object(value), 'sms_histories');
    // A message with that member would be taken for a page.
    if (!isPage(list[0])) forms.push(['its messages', list, given]);
  }
  return random.chance(0.1) ? forms : [random.pick(forms), random.pick(forms)];
}

/** How deep the brackets are nested, counting those in strings too. */
function depthOf(/** @type {string} */ text) {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[[{\]}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** The text with halves of surrogate pairs unescaped. */
function withHalves(/** @type {string} */ json) {
  return json.replace(/(?<!\\)((?:\\\\)*)\\u(d[89a-f][0-9a-f]{2})/g, (_, before, digits) => {
    return before + String.fromCharCode(Number.parseInt(digits, 16));
  });
}
