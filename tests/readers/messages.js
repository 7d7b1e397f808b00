/**
 * A history that readers get wrong if they can: pages of which the first has nothing but nulls, and texts that
 * look like something else.
 *
 * @module
 */

/** @typedef {import('../../pkg/inline.js').SmsMessage} SmsMessage */

/** Texts that CSV, JSON or a guess at types may change. */
const TEXTS = [
  ...['plain', '', null, ' lead', 'trail ', 'a,b', 'a;b', 'a\tb', "o'clock", '#', '$1', '%'],
  ...['say "hi"', '"', '""', '"quoted"', 'see, C:\\', '\\', '\\"', '\\n', 'a\\,b', "'", "'quoted'"],
  ...['line\nbreak', 'line\r\nbreak', '\r', '\n', '\n\n"\n', 'a\u2028b\u2029c', '\u0085', '\v\f'],
  ...['=1+1', "=cmd|' /C calc'!A0", '+18108001001', '-1', '@x', '\t=1', '\u3000=1'],
  ...['00123', '0', '1.0', '1e5', '-0', '9007199254740993', 'NaN', 'inf', '0x10', '1_000'],
  ...['null', 'NULL', 'NA', 'N/A', 'None', 'nil', 'true', 'FALSE', '2024-01-01', '12:30'],
  ...[
    '2024-01-01T00:00:00Z',
    '{"a":1}',
    '[1]',
    '\u0000',
    'a\u0000b',
    '\u001a',
    '\u007f',
    '\ufeffx',
  ],
  ...[
    '🙂👩‍👩‍👧',
    'é e\u0301',
    'مرحبا',
    'half \ud83d',
    '\ude00 half',
    '\ud83d\ud83d\ude00',
    'x'.repeat(9000),
  ],
];

/** How many messages come before the first that has texts: more than readers look at to guess. */
const WITHOUT = 150;

/**
 * The messages of a session, in order of time, one each hour.
 * @param {number} session
 * @returns {SmsMessage[]}
 */
export function messagesOf(session) {
  const start = Date.UTC(2024, 0, 1 + 100 * session);
  const time = (/** @type {number} */ index) =>
    `${new Date(start + index * 3_600_000).toISOString().slice(0, -5)}Z`;
  const without = Array.from({ length: WITHOUT }, (_, index) => ({
    ...{ message_id: `${session}-${index}`, date_time: time(index) },
  }));
  const others = TEXTS.map((text, index) => ({
    ...{ message_id: `${session}:${index}`, date_time: time(WITHOUT + index), message: text },
    ...{ direction: index % 2 ? 'In' : 'Out', message_type: 1 + (index % 6) },
    sender: { phone_number: `1810800100${index % 3}`, display_name: text },
    to_members: [
      {
        ...{ phone_number: index % 5 ? '0012345678' : '88022', display_name: text },
        owner: { id: text, type: 'user' },
      },
      ...(index % 4 ? [] : [{ phone_number: '+442079460958', display_name: null }]),
    ],
    attachments:
      index % 3 ? [] : [{ id: text, name: text, type: 'PNG', size: index, download_url: text }],
  }));
  return [...without, ...others];
}

/** A cell as UTF-8 has it. */
export function wellFormed(/** @type {unknown} */ cell) {
  return typeof cell === 'string' ? cell.replace(/\p{Surrogate}/gu, '\ufffd') : cell;
}
