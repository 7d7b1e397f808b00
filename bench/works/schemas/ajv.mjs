/**
 * A page schema for ajv, compiled once. It checks the value in place and returns it.
 *
 * @module
 */
import { Ajv } from 'ajv';

const text = { type: 'string', nullable: true };
const whole = { type: 'integer', nullable: true };

const owner = { type: 'object', nullable: true, properties: { id: text, type: text } };
const party = {
  type: 'object',
  nullable: true,
  properties: { phone_number: text, display_name: text, owner },
};
const attachment = {
  type: 'object',
  properties: { download_url: text, id: text, name: text, size: whole, type: text },
};
const message = {
  type: 'object',
  required: ['date_time', 'message_id'],
  properties: {
    attachments: { type: 'array', nullable: true, items: attachment },
    date_time: { type: 'string', format: 'date-time' },
    direction: text,
    message: text,
    message_id: { type: 'string' },
    delivery_status: text,
    message_type: whole,
    sender: party,
    to_members: { type: 'array', nullable: true, items: { ...party, nullable: false } },
  },
};
const session = {
  type: 'object',
  required: ['sms_histories'],
  properties: {
    next_page_token: text,
    page_size: whole,
    sms_histories: { type: 'array', items: message },
  },
};

const ajv = new Ajv();
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
const validate = ajv.compile(session);

/** @param {unknown} value */
export function checkWithAjv(value) {
  if (!validate(value)) throw new Error(ajv.errorsText(validate.errors));
  return value;
}
