/**
 * Clients that download, and the errors that they give.
 *
 * @module
 */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { isSmsError, SmsClient } from '../../pkg/inline.js';

/** @import { SmsClientOptions } from '../../pkg/inline.js' */

/** @param {(request: Request) => Promise<Response>} fetch @param {Partial<SmsClientOptions>} [more] */
export const withFetch = (fetch, more) => new SmsClient({ token: 'secret-token', fetch, ...more });

/** A message with a file. @param {SmsClient} client */
export async function find(client) {
  const { sms_histories } = await client.getSmsSession('demo', { page_size: 100 });
  const message = sms_histories.find(({ attachments }) => attachments?.length);
  const [file] = message?.attachments ?? [];
  assert.ok(message && file);
  return { file, message };
}

/** The error of a download, which shows no link. @param {Promise<unknown>} promise */
export async function failureOf(promise) {
  const error = await promise.then(
    () => assert.fail('it succeeded'),
    (error) => error,
  );
  assert.ok(isSmsError(error), inspect(error));
  const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
  assert.doesNotMatch(shown, /eyJ|jwt=|file\/download|zoom\/attachments|secret/);
  return error;
}
