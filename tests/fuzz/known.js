/**
 * Fixed bodies: each was once read wrongly, here or elsewhere.
 *
 * @module
 */

const MESSAGE = '"message_id":"a","date_time":"2024-02-29T00:00:00Z"';
const PARTY = '"phone_number":"18108001001","display_name":"qix"';

/** @param {string} message the members of a message, after those that it has to have */
const page = (message) => `{"sms_histories":[{${MESSAGE}${message}}]}`;

/** @type {string[]} */
export const KNOWN = [
  // A missing list is not an empty list.
  '{}',
  '{"page_size":30}',
  '{"sms_histories":null}',
  // A name that is known in another object is unknown in this one.
  '{"sms_histories":[],"type":"a"}',
  '{"sms_histories":[],"page_size":4294967296000,"message":{"a":[1]},"id":null}',
  page(',"id":"a","name":{"b":1},"size":"c","owner":[]'),
  // A column of rows, which pages and messages do not have.
  '{"sms_histories":[],"epoch_ms":0}',
  page(',"epoch_ms":0'),
  page(`,"sender":{${PARTY},"type":"a","message":1}`),
  page(`,"sender":{${PARTY},"owner":{"id":"a","name":"b","size":null}}`),
  page(',"attachments":[{"id":"a","message":"b","sender":"c"}]'),
  // The same keys in different objects, each of which knows others.
  page(
    ',"attachments":[{"id":"a","size":2,"x":1}],"sender":{"id":"b","size":3,"x":4,"owner":{"id":"c","size":5,"x":6}}',
  ),
  page(',"attachments":[{"id":"a","size":2,"x":1}],"sender":{"id":"b","size":3,"x":4}'),
  // Unknown members with equal names, of objects that are otherwise equal.
  page(
    `,"sender":{${PARTY},"x":1},"to_members":[{${PARTY},"x":2},{${PARTY},"x":1},{${PARTY},"x":{}}]`,
  ),
  // Halves of surrogate pairs that a join must not complete.
  page(',"to_members":[{"display_name":"\\ud83d"},{"display_name":"\\ude00"}]'),
  page(',"message":"\\ud83d\\ud83d\\ude00\\ude00","sender":{"display_name":"😀"}'),
  // Too many keys for the search for duplicates; two come twice.
  page(`${Array.from({ length: 400 }, (_, key) => `,"k${key % 398}":${key}`).join('')}`),
  page(',"__proto__":{"message_id":"b"},"sender":{"__proto__":null},"2":"b","1":"a"'),
  page(',"message_id":"b","date_time":"2023-01-01T00:00:00Z","sender":null,"sender":{}'),
  page(',"message_type":-0,"attachments":[{"size":-0},{"size":9007199254740991},{"size":1.0e1}]'),
  page(',"message_type":9007199254740992'),
  page(',"message_type":9007199254740990.5'),
  `\ufeff${page('')}`,
  `\ufeff\ufeff${page('')}`,
  `${page('')} \r\n\t`,
  `${page('')}\u00a0`,
  `${page('')}\0`,
  '[]',
  '[[]]',
  '[{}]',
  `[{${MESSAGE}},{"sms_histories":[]}]`,
  '',
  '\ufeff',
  '"qixvuzjowk"',
];
