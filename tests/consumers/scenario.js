/**
 * What every consumer does with the package, on every runtime and after every bundler: fetch over
 * HTTP, iterate, validate, flatten, download, fail in a typed way, abort.
 *
 * @module
 */

/**
 * @param {typeof import('zoom-phone-sms')} sms the package, as this consumer has imported it
 * @param {string} simulator the simulator's address
 */
export async function runScenario(sms, simulator) {
  // What is asynchronous loads the wasm by itself.
  const connection = { token: 'simulator-token', baseUrl: `${simulator}/v2` };
  const client = new sms.SmsClient(connection);

  const session = await client.getSmsSession('seed', { page_size: 100 });
  await sms.init();
  const grains = /** @type {const} */ (['message', 'recipient', 'attachment']);
  const rows = grains.map((grain) => sms.flattenSmsHistories(session, { grain }).length);

  const texts = [];
  const query = { from: '2022-03-01', to: '2022-04-30' };
  for await (const { message } of client.messages('seed', query)) texts.push(message);

  const check = sms.validateDateRange('2024-01-31', '2024-03-01');

  const missing = await client.getSmsSession('no-such-session').catch((error) => error);

  // Engines have their own errors for a failing body: none must be visible.
  const { sms_histories: messages } = await client.getSmsSession('demo', { page_size: 100 });
  const files = messages.flatMap(({ attachments }) => attachments ?? []);
  const [attachment] = files;
  const size = attachment?.size ?? 0;
  const download = async (/** @type {number} */ told) => {
    const file = await client.downloadAttachment({ ...attachment, size: told });
    return (await file.arrayBuffer()).byteLength;
  };
  const whole = await download(size);
  const cut = await download(size + 1).catch((error) => error);

  const controller = new AbortController();
  const slow = client.getSmsSession('slow', { signal: controller.signal });
  setTimeout(() => controller.abort('enough'), 50);
  const aborted = await slow.catch((error) => error);

  return {
    fetched: session.sms_histories.length,
    iterated: texts,
    rows,
    issues: check.ok ? [] : check.issues.map(({ code }) => code),
    missing: [missing.name, missing.kind, missing.status, missing instanceof sms.NotFoundError],
    downloaded: [size > 0 && whole === size, cut.name, sms.isSmsError(cut)],
    aborted: [aborted.name, aborted.cause, sms.isSmsError(aborted)],
  };
}

/** What the scenario gives everywhere. */
export const EXPECTED = {
  fetched: 2,
  iterated: ['welcome', 'welcome'],
  rows: [2, 4, 4],
  issues: ['longer-than-a-month'],
  missing: ['NotFoundError', 'not-found', 404, true],
  downloaded: [true, 'NetworkError', true],
  aborted: ['AbortError', 'enough', true],
};
