/**
 * Messages and pages as Zoom sends them, or might: members in any order, missing, `null`, unknown,
 * duplicated, or of the wrong type.
 *
 * @module
 */
import { FIELDS } from '../fields.js';
import { orNull } from './parties.js';
import { literal, run, string, text, word } from './strings.js';
import { anything, member, notWhole, whole } from './values.js';

/** @import { Field } from '../fields.js' */
/** @import { Random } from '../random.js' */
/** @import { Members, Node } from '../tree.js' */
/** @import { People } from './parties.js' */

const FILE_TYPES = [
  'PNG',
  'GIF',
  'JPG',
  'JPG/JPEG',
  'AUDIO',
  'VIDEO',
  'OTHER',
  'jpg',
  'HOLOGRAM',
  '',
];
const DIRECTIONS = ['In', 'Out', 'In', 'Out', 'in', 'OUT', 'iN', 'sideways', '', 'ın', 'Ｉｎ'];
const TIMES = [
  ...[
    '2024-02-29T00:00:00Z',
    '2016-12-31T23:59:60Z',
    '2023-12-31T23:59:59.999Z',
    '1969-12-31T23:59:59Z',
  ],
  ...['2023-06-01T12:00:00.5+05:30', '2023-06-01t12:00:00z', '2023-06-01T12:00:00.1239999Z'],
  ...['0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '0000-01-01T00:00:00+23:59'],
  ...['1970-01-01T00:00:00-23:59', '2023-06-01T23:59:60+01:00', '2000-02-29T23:59:59Z'],
  ...['1969-12-31T23:59:59.001Z', '2023-06-01T12:00:00.0000000000000000000001Z'],
];
const NO_TIMES = [
  ...['', '2023-02-29T00:00:00Z', '1900-02-29T00:00:00Z', '2023-06-01', '2023-06-01T12:00:00'],
  ...[
    '2023-06-01 12:00:00Z',
    '2023-06-01T24:00:00Z',
    '2023-06-01T12:60:00Z',
    '2023-06-01T12:00:60Z',
  ],
  ...['2023-13-01T12:00:00Z', '2023-00-01T12:00:00Z', '2023-06-31T12:00:00Z', '23-06-01T12:00:00Z'],
  ...[
    '2023-06-01T12:00:00.Z',
    '2023-06-01T12:00:00+0100',
    '2023-06-01T12:00:00+24:00',
    '+2023-06-01',
  ],
  ...[
    '2023-06-01T12:00:00Z ',
    ' 2023-06-01T12:00:00Z',
    '2023-06-01T12:00:00Zé',
    '２023-06-01T12:00:00Z',
  ],
];

/**
 * How the messages of one body are made.
 *
 * @typedef {object} Habits
 * @property {People} people
 * @property {(random: Random, members: Members['members']) => Members['members']} order
 * @property {number} alike the share of messages that mostly repeat an earlier one
 * @property {number} missing the share of missing members
 * @property {number} unknown the share of objects with an unknown member
 * @property {number} twice the share of objects with a duplicate member
 * @property {number} wrong the share of members with a value of the wrong type
 * @property {number} escaped the share of keys that are escaped
 */

/**
 * @param {Random} random
 * @param {Habits} habits
 * @param {number} messages
 * @returns {Members}
 */
export function page(random, habits, messages) {
  const list = messagesOf(random, habits, messages);
  return object(random, habits, [
    [
      'next_page_token',
      () => orNull(random, (r) => (r.chance(0.4) ? '""' : literal(r, run(r, 36)))),
    ],
    ['page_size', () => orNull(random, whole)],
    ['sms_histories', () => ({ items: list }), true],
  ]);
}

/**
 * @param {Random} random
 * @param {Habits} habits
 * @param {number} length
 */
export function messagesOf(random, habits, length) {
  /** @type {Members[]} */
  const list = [];
  while (list.length < length) {
    const isLike = list.length > 0 && habits.alike > 0 && random.chance(habits.alike);
    list.push(isLike ? like(random, habits, random.pick(list.slice(-6))) : message(random, habits));
  }
  return list;
}

/**
 * A message that differs from another in its id, time and text, and rarely in one more member.
 *
 * @param {Random} random
 * @param {Habits} habits
 * @param {Members} original
 * @returns {Members}
 */
function like(random, habits, original) {
  const fresh = message(random, habits).members;
  const isOdd = random.chance(0.3);
  const odd = random.below(original.members.length + 1);
  const members = original.members.map(([key, value], index) => {
    const changes = /^"(message_id|date_time|message)"$/.test(key) || (isOdd && index === odd);
    const [, other = value] = fresh.find(([name]) => name === key) ?? [];
    /** @type {[string, Node]} */
    const member = [key, changes ? other : value];
    return member;
  });
  if (isOdd && random.chance(0.2))
    members.splice(odd, random.below(2), ...fresh.slice(odd, odd + 1));
  return { members };
}

/**
 * @param {Random} random
 * @param {Habits} habits
 * @returns {Members}
 */
function message(random, habits) {
  const { people } = habits;
  const recipients = () => {
    if (random.chance(0.35)) return people.group(random);
    const length = random.weighted([
      [2, 0],
      [9, 1],
      [4, 2],
      [2, random.below(11)],
    ]);
    return Array.from({ length }, () => people.one(random));
  };
  return object(random, habits, [
    ['attachments', () => orNullNode(random, () => attachments(random, habits))],
    ['date_time', () => `"${random.chance(0.2) ? random.pick(TIMES) : time(random)}"`, true],
    [
      'direction',
      () => orNull(random, (r) => literal(r, r.pick(DIRECTIONS), r.chance(0.03) ? 1 : 0)),
    ],
    ['message', () => orNull(random, string)],
    ['message_id', () => (random.chance(0.8) ? `"IQ-${word(random)}"` : string(random)), true],
    [
      'message_type',
      () => orNull(random, (r) => (r.chance(0.8) ? String(r.between(0, 7)) : whole(r))),
    ],
    ['sender', () => orNullNode(random, () => people.one(random))],
    ['to_members', () => orNullNode(random, () => ({ items: recipients() }))],
    ...FIELDS.map((field) => plain(random, field)),
  ]);
}

/**
 * @param {Random} random
 * @param {Field} field
 * @returns {[name: string, make: () => Node]}
 */
function plain(random, { name, type, values }) {
  const make = (/** @type {Random} */ r) => {
    if (type === 'number or text' && r.chance(0.1)) return whole(r);
    const value = r.pick(values);
    if (typeof value === 'number') return String(value);
    return r.chance(0.05) ? string(r) : literal(r, value);
  };
  return [name, () => orNull(random, make)];
}

/**
 * @param {Random} random
 * @param {Habits} habits
 * @returns {Node}
 */
function attachments(random, habits) {
  const length = random.weighted([
    [10, 0],
    [4, 1],
    [2, 2],
    [1, random.below(11)],
  ]);
  const url = (/** @type {Random} */ r) =>
    `"https:\\/\\/files.example/${word(r)}?jwt=${run(r, 120)}"`;
  const file = () =>
    object(random, habits, [
      ['download_url', () => orNull(random, url)],
      ['id', () => orNull(random, (r) => literal(r, word(r)))],
      ['name', () => orNull(random, (r) => literal(r, r.chance(0.6) ? `${word(r)}.jpg` : text(r)))],
      ['size', () => orNull(random, whole)],
      ['type', () => orNull(random, (r) => literal(r, r.pick(FILE_TYPES)))],
    ]);
  return { items: Array.from({ length }, file) };
}

/**
 * An object with these members, or almost.
 *
 * @param {Random} random
 * @param {Habits} habits
 * @param {[name: string, make: () => Node, required?: boolean][]} known
 * @returns {Members}
 */
function object(random, habits, known) {
  /** @type {Members['members']} */
  let members = [];
  for (const [name, make, required] of known) {
    const leftOut = required ? habits.wrong / 4 : habits.missing;
    if (leftOut > 0 && random.chance(leftOut)) continue;
    const value = habits.wrong > 0 && random.chance(habits.wrong) ? wrong(random, name) : make();
    members.push([spelled(random, habits, name), value]);
  }
  if (random.chance(habits.unknown)) {
    members.splice(random.below(members.length + 1), 0, member(random));
  }
  members = habits.order(random, members);
  if (habits.twice > 0 && random.chance(habits.twice) && members.length > 0) {
    const [key] = random.pick(members);
    const name = /** @type {string} */ (JSON.parse(key));
    const make = known.find(([known]) => known === name)?.[1] ?? (() => anything(random, 1));
    const again = random.chance(0.15) ? anything(random, 1) : make();
    members.splice(random.below(members.length + 1), 0, [spelled(random, habits, name), again]);
  }
  return { members };
}

/**
 * @param {Random} random
 * @param {Habits} habits
 * @param {string} name
 */
function spelled(random, habits, name) {
  const escaped = habits.escaped > 0 && random.chance(habits.escaped);
  return literal(random, name, escaped ? 0.3 : 0);
}

/** A value of the wrong type, usually. */
function wrong(/** @type {Random} */ random, /** @type {string} */ name) {
  if (name === 'date_time') return literal(random, random.pick(NO_TIMES));
  if (/^(page_size|message_type|size)$/.test(name)) return notWhole(random);
  return random.weighted([
    [
      3,
      () => random.pick(['null', 'true', '0', '""', '[]', '{}', '[null]', '[[]]', '"a"', '[{}]']),
    ],
    [2, () => anything(random, 1)],
  ])();
}

/** @type {(random: Random, make: () => Node) => Node} */
function orNullNode(random, make) {
  return random.chance(0.04) ? 'null' : make();
}

function time(/** @type {Random} */ random) {
  // Not 2022: error messages contain a date of that year.
  const second = Math.floor(Date.UTC(2023) / 1000) + random.below(8 * 365 * 86_400);
  return `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
}
