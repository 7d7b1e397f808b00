/**
 * The documented example response as a session.
 * @module
 */
import { readFileSync } from 'node:fs';

/**
 * Asking for it without a query answers exactly the example. Two things make that possible, and both
 * are legal for a server of this API. Its messages are of 2022: without `from` and `to` they are
 * answered nonetheless, so that the example does not depend on the day it is asked for. And it ends
 * with a `next_page_token`, though it holds all there is: asking with it gives an empty last page.
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
 * A session of messages that are already written.
 * @param {import('./message.js').SmsMessage[]} messages Oldest first.
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
