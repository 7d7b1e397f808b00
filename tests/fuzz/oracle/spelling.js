/**
 * What `JSON.parse` hides: whether a number that became whole was written as whole, and whether the
 * first of two equal members was valid.
 *
 * @module
 */
import { FIELDS } from '../fields.js';
import { parse, print } from '../tree.js';
import { isMember, pathTo, SHAPES } from './schema.js';

/** @import { Node } from '../tree.js' */

/** @typedef {keyof typeof SHAPES} Shape */

/** The objects and lists of objects in objects. */
/** @type {Record<string, { shape: Shape, isList: boolean }>} */
const CHILDREN = {
  'page.sms_histories': { shape: 'message', isList: true },
  'message.attachments': { shape: 'attachment', isList: true },
  'message.sender': { shape: 'party', isList: false },
  'message.to_members': { shape: 'party', isList: true },
  'party.owner': { shape: 'owner', isList: false },
};
const INTEGERS = ['page.page_size', 'message.message_type', 'attachment.size'];
for (const { name, type } of FIELDS)
  if (type === 'number or text') INTEGERS.push(`message.${name}`);

/**
 * @typedef {object} Spelling
 * @property {string[]} wrong the paths of numbers that are not whole as they are written
 * @property {boolean} doubtful whether a reader may refuse it or not: a member that comes twice
 *   and is wrong at first, or a whole number in an absurd spelling
 * @property {boolean} repeats whether a known member comes twice
 */

/**
 * @param {string} text that `JSON.parse` accepts
 * @param {Shape} shape what the top level is, or is a list of
 * @returns {Spelling}
 */
export function spellingOf(text, shape) {
  const spelling = { wrong: [], doubtful: false, repeats: false };
  look(spelling, parse(text), shape, []);
  return spelling;
}

/**
 * @param {Spelling} spelling
 * @param {Node} node
 * @param {Shape} shape
 * @param {string[]} steps
 */
function look(spelling, node, shape, steps) {
  if (typeof node === 'string') return;
  if ('items' in node) {
    for (const [index, item] of node.items.entries()) {
      look(spelling, item, shape, [...steps, String(index)]);
    }
    return;
  }
  /** @type {Map<string, Node>} */
  const known = new Map();
  /** @type {Record<string, object>} */
  const schemas = SHAPES[shape];
  for (const [key, value] of node.members) {
    const name = nameOf(key);
    const schema = Object.hasOwn(schemas, name) && schemas[name];
    if (!schema) continue;
    const before = known.get(name);
    known.set(name, value);
    if (before === undefined) continue;
    spelling.repeats = true;
    const earlier = { wrong: [], doubtful: false, repeats: false };
    lookAt(earlier, `${shape}.${name}`, before, []);
    const isRight = isMember(schema, JSON.parse(print(before)));
    if (!isRight || earlier.doubtful || earlier.wrong.length > 0) spelling.doubtful = true;
  }
  for (const [name, value] of known) lookAt(spelling, `${shape}.${name}`, value, [...steps, name]);
}

/**
 * @param {Spelling} spelling
 * @param {string} place
 * @param {Node} value
 * @param {string[]} steps
 */
function lookAt(spelling, place, value, steps) {
  const child = CHILDREN[place];
  // ajv refuses anything else where a list should be.
  if (child && typeof value === 'object' && 'items' in value === child.isList) {
    look(spelling, value, child.shape, steps);
  }
  if (!INTEGERS.includes(place) || typeof value !== 'string' || !/^[-\d]/.test(value)) return;
  const exact = isWhole(value);
  if (exact === undefined) spelling.doubtful = true;
  if (exact === false) spelling.wrong.push(pathTo(steps));
}

function nameOf(/** @type {string} */ key) {
  return key.includes('\\') ? /** @type {string} */ (JSON.parse(key)) : key.slice(1, -1);
}

const NUMBER = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * Whether a number is exactly an integer that JavaScript can hold; `undefined` for one that is, in
 * more digits than any real number.
 *
 * @param {string} written
 */
export function isWhole(written) {
  const [, units = '', fraction = '', exponent = '0'] = NUMBER.exec(written) ?? [];
  const cut = fraction.replace(/0+$/, '');
  const digits = BigInt(units + cut);
  if (digits === 0n) return exponent.length > 9 || (units + cut).length > 18 ? undefined : true;
  if (Math.abs(Number(exponent)) > 400) return false;
  const zeros = Number(exponent) - cut.length;
  const scale = 10n ** BigInt(Math.abs(zeros));
  if (zeros < 0 && digits % scale !== 0n) return false;
  const value = zeros < 0 ? digits / scale : digits * scale;
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) return false;
  return (units + cut).length > 18 || Math.abs(zeros) > 18 ? undefined : true;
}
