/**
 * Senders and recipients: a colleague, whose number has an owner, and a customer, sometimes up to four.
 *
 * @module
 */
import { identifier } from './identifier.mjs';

/** @typedef {import('../../simulator/random.js').Random} Random */
/** @typedef {{ phone_number: string, display_name: string, owner?: { id: string, type: string } }} Party */
/** @typedef {{ sender: Party, recipients: Party[], incoming: boolean }} Turn */

const GROUP_CHANCE = 0.15;

const FIRST = /** @type {const} */ (
  'Ada Amir Beth Carlos Dana Elif Femi Grace Hugo Ines Jonas Kaya Liam Mona Nils Olga Pavel Rosa Sam Tara'
).split(' ');
const LAST = /** @type {const} */ (
  'Abbott Baker Castillo Dunn Ellison Farouk Greene Hansen Ito Jansen Kowalski Lopez Moreau Novak Okafor Petrov Quinn Reyes Schmidt Tanaka'
).split(' ');

/**
 * A conversation of a few people, repeated in every message.
 *
 * @param {Random} who chooses the people
 * @param {Random} when chooses whose turn it is
 * @returns {() => Turn}
 */
export function converse(who, when) {
  const colleague = writeColleague(who);
  const group = who.chance(GROUP_CHANCE) ? 1 + who.below(3) : 0;
  const customers = Array.from({ length: 1 + group }, () => writeCustomer(who));
  return () => turn(when, colleague, customers);
}

/**
 * A conversation in which no one appears twice.
 *
 * @param {Random} random
 * @returns {() => Turn}
 */
export function passBy(random) {
  return () => turn(random, writeColleague(random), [writeCustomer(random)]);
}

/**
 * @param {Random} random
 * @param {Party} colleague
 * @param {Party[]} customers
 * @returns {Turn}
 */
function turn(random, colleague, customers) {
  if (random.chance(0.5)) return { sender: colleague, recipients: customers, incoming: false };
  const sender = customers[random.below(customers.length)] ?? colleague;
  const others = customers.filter((customer) => customer !== sender);
  return { sender, recipients: [colleague, ...others], incoming: true };
}

/** @param {Random} random */
function writeColleague(random) {
  const type = random.chance(0.8) ? 'user' : 'callQueue';
  return { ...writeCustomer(random), owner: { id: identifier(random, 22), type } };
}

/**
 * @param {Random} random
 * @returns {Party}
 */
function writeCustomer(random) {
  const digits = String(random.below(1e7)).padStart(7, '0');
  const first = FIRST[random.below(FIRST.length)];
  const last = LAST[random.below(LAST.length)];
  return { phone_number: `1${201 + random.below(700)}${digits}`, display_name: `${first} ${last}` };
}
