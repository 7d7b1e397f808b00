/**
 * The JSON schema of a page, compiled by ajv.
 *
 * @module
 */
import { Ajv } from 'ajv';
import { FIELDS } from '../fields.js';
import { epochMs } from './times.js';

const text = { type: ['string', 'null'] };
const time = { type: 'string', format: 'rfc3339' };
const integer = {
  type: ['integer', 'null'],
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
};
const types = { text, 'number or text': { ...integer, type: ['integer', 'string', 'null'] } };
/** @param {Record<string, object>} properties */
const orNull = (properties) => ({ type: ['object', 'null'], properties });
/** @param {object} items */
const list = (items) => ({ type: 'array', items });

const attachment = { download_url: text, id: text, name: text, size: integer, type: text };
const owner = { id: text, type: text };
const party = { display_name: text, owner: orNull(owner), phone_number: text };
const message = {
  attachments: { ...list({ type: 'object', properties: attachment }), type: ['array', 'null'] },
  date_time: time,
  direction: text,
  message: text,
  message_id: { type: 'string', minLength: 1 },
  message_type: integer,
  sender: orNull(party),
  to_members: { ...list({ type: 'object', properties: party }), type: ['array', 'null'] },
  ...Object.fromEntries(FIELDS.map(({ name, type }) => [name, types[type]])),
};
const required = ['message_id', 'date_time'];
const messages = list({ type: 'object', properties: message, required });
const page = { next_page_token: text, page_size: integer, sms_histories: messages };
const wholePage = { type: 'object', properties: page, required: ['sms_histories'] };

/** The members of each object that Zoom documents. */
export const SHAPES = { page, message, party, owner, attachment };

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, formats: { rfc3339: isTime } });

/** @param {string} time */
function isTime(time) {
  return epochMs(time) !== undefined;
}

/** @param {object} schema */
function compile(schema) {
  const validate = ajv.compile(schema);
  /**
   * @param {unknown} value
   * @returns {string[]} the paths at which it is wrong: none, if it is right
   */
  return (value) => (validate(value) ? [] : (validate.errors ?? []).map(pathOf));
}

export const checkPage = compile(wholePage);
export const checkPages = compile(list(wholePage));
export const checkMessages = compile(messages);

/** @type {Map<object, (value: unknown) => string[]>} */
const members = new Map();

/**
 * Whether a member may have this value.
 *
 * @param {object} schema one of {@link SHAPES}
 * @param {unknown} value
 */
export function isMember(schema, value) {
  const check = members.get(schema) ?? compile(schema);
  members.set(schema, check);
  return check(value).length === 0;
}

/** @param {import('ajv').ErrorObject} error */
function pathOf({ instancePath, params }) {
  const { missingProperty: missing } = params;
  const steps = instancePath.split('/').slice(1);
  if (typeof missing === 'string') steps.push(missing);
  return pathTo(steps);
}

/** @param {string[]} steps names and indices */
export function pathTo(steps) {
  const path = steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('');
  return path.replace(/^\./, '') || 'body';
}
