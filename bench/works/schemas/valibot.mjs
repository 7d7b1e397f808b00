/**
 * A page schema for valibot; keeps unknown fields like this package.
 *
 * @module
 */
import * as v from 'valibot';

const text = v.nullish(v.string());
const whole = v.nullish(v.pipe(v.number(), v.integer()));

const party = v.looseObject({
  phone_number: text,
  display_name: text,
  owner: v.nullish(v.looseObject({ id: text, type: text })),
});

const attachment = v.looseObject({
  download_url: text,
  id: text,
  name: text,
  size: whole,
  type: text,
});

const message = v.looseObject({
  attachments: v.nullish(v.array(attachment)),
  date_time: v.pipe(v.string(), v.isoTimestamp()),
  direction: text,
  message: text,
  message_id: v.string(),
  delivery_status: text,
  message_type: whole,
  sender: v.nullish(party),
  to_members: v.nullish(v.array(party)),
});

const session = v.looseObject({
  next_page_token: text,
  page_size: whole,
  sms_histories: v.array(message),
});

/** @param {unknown} value */
export const checkWithValibot = (value) => v.parse(session, value);
