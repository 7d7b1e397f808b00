/**
 * A page schema for zod; keeps unknown fields like this package.
 *
 * @module
 */
import * as z from 'zod';

const text = z.string().nullish();
const whole = z.int().nullish();

const party = z.looseObject({
  phone_number: text,
  display_name: text,
  owner: z.looseObject({ id: text, type: text }).nullish(),
});

const attachment = z.looseObject({
  download_url: text,
  id: text,
  name: text,
  size: whole,
  type: text,
});

const message = z.looseObject({
  attachments: z.array(attachment).nullish(),
  date_time: z.iso.datetime({ offset: true }),
  direction: text,
  message: text,
  message_id: z.string(),
  delivery_status: text,
  message_type: whole,
  sender: party.nullish(),
  to_members: z.array(party).nullish(),
});

const session = z.looseObject({
  next_page_token: text,
  page_size: whole,
  sms_histories: z.array(message),
});

/** @param {unknown} value */
export const checkWithZod = (value) => session.parse(value);
