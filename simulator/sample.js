/**
 * The documented example response as a session.
 * @module
 */
import { readFileSync } from 'node:fs';

/**
 * A request without a query returns exactly the example. Two exceptions make that possible, and both are
 * legal for a server of this API. The messages are from 2022, and are returned without `from` and `to`
 * although they are not of the past 30 days. And the example ends with a `next_page_token` although it is
 * complete: the token leads to an empty last page.
 * @returns {import('./page.js').Session}
 */
export function createSample() {
  const file = new URL('../tests/data/sms-session.sample.json', import.meta.url);
  const { next_page_token, sms_histories } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    ...listSession(sms_histories),
    anyTime: true,
    closingToken: next_page_token,
  };
}

/**
 * A session with a fixed list of messages.
 * @param {import('./wire.js').SmsMessage[]} messages Oldest first.
 * @returns {import('./page.js').Session}
 */
export function listSession(messages) {
  /** @param {number} index */
  const messageAt = (index) => {
    const message = messages[index];
    if (!message) throw new RangeError(`There is no message ${index}.`);
    return message;
  };
  return {
    size: messages.length,
    messageAt,
    timeAt: (index) => Date.parse(messageAt(index).date_time),
  };
}
