/**
 * Reads each message of a result, so that no work is deferred.
 *
 * @module
 */

/** @typedef {readonly { message_id: string }[]} Messages */

/** @param {Messages} rows */
export function weighRows(rows) {
  let weight = 0;
  for (const { message_id } of rows) weight += message_id.length;
  return weight;
}

/** @param {{ sms_histories: Messages }} page */
export const weighPage = ({ sms_histories }) => weighRows(sms_histories);
