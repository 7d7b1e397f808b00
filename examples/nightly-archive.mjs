/**
 * A nightly job that appends every new message of an account to a file, each exactly once, killed or not.
 *
 *   npm install zoom-phone-sms
 *
 *   const token = serverToServerOAuth({ accountId, clientId, clientSecret });
 *   const client = new SmsClient({ token, baseUrl: await token.baseUrl() });
 *   await archiveNight(client, 'messages.ndjson', { from: '2024-01-01' });
 *
 * Beside the file stands its state: where the archive goes on, and how long the file was then. What a killed job has
 * appended beyond that is cut off, and read again.
 *
 * @module
 */
import { open, readFile, rename, writeFile } from 'node:fs/promises';
import { toNdjson } from 'zoom-phone-sms';

/**
 * @param {import('zoom-phone-sms').SmsClient} client
 * @param {string} path of the NDJSON file
 * @param {{ from: string, signal?: AbortSignal }} query
 * @returns {Promise<import('zoom-phone-sms').SmsArchiveEnd | undefined>} the end of the archive
 */
export async function archiveNight(client, path, query) {
  const saved = await readFile(`${path}.state`, 'utf8').then(JSON.parse, () => undefined);
  const file = await open(path, 'a');
  let end;
  try {
    await file.truncate(saved?.length ?? 0);
    const archive = client.archive({ ...query, state: saved?.state });
    for await (const step of archive) {
      if (step.error)
        console.error(`${step.session}: ${step.error.message} It is read again next time.`);
      if (step.through) end = step;
      if (step.page) await file.appendFile(toNdjson(step.page, { sessionId: step.session }));
      await file.datasync();
      const { size: length } = await file.stat();
      // A rename is whole or not at all.
      await writeFile(`${path}.state.new`, JSON.stringify({ state: archive.state(), length }));
      await rename(`${path}.state.new`, `${path}.state`);
    }
  } finally {
    await file.close();
  }
  return end;
}
