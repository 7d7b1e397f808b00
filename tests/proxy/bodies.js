/**
 * Attachments whose bodies go wrong over real HTTP, and every way to read one: the same in Node and on
 * pages, so nothing of Node is imported here.
 *
 * @module
 */

/** @typedef {Pick<typeof import('../../pkg/inline.js'), 'SmsClient' | 'isSmsError'>} Package */

/** The declared type of an attachment. */
export const SIZE = 19_558;

/** What a test aborts with. */
const REASON = 'enough';

/**
 * Each fault, and what every way to read its body rejects with, or `whole`. `cut` is where the client
 * aborts, or has less patience than the server.
 *
 * @type {Record<string, { path: string, expected: string[], maxBytes?: number, abort?: true, hasSize?: false, timeoutMs?: number }>}
 */
export const FAULTS = {
  'nothing goes wrong': { path: 'whole', expected: ['whole'] },
  'nothing goes wrong, and its size is not known': {
    ...{ path: 'whole', expected: ['whole'] },
    hasSize: false,
  },
  'it is compressed': { path: 'gzip', expected: ['whole'] },
  'it is longer than `maxBytes`': {
    ...{ path: 'chunked', expected: ['DecodeError'] },
    maxBytes: 1000,
  },
  'its connection is cut': { path: 'cut', expected: ['NetworkError'] },
  'it stops coming': { path: 'silent', expected: ['TimeoutError'], timeoutMs: 300 },
  'it is aborted': { path: 'silent', expected: [`AbortError ${REASON}`], abort: true },
  'its chunks break off': { path: 'cut-chunks', expected: ['NetworkError'] },
  'it has no length, and is cut': { path: 'cut-close', expected: ['NetworkError'] },
  'its compression breaks off within a whole answer': {
    ...{ path: 'cut-gzip', expected: ['NetworkError'] },
  },
  'it is compressed in two parts, of which some engines read one': {
    ...{ path: 'two-gzip', expected: ['whole', 'NetworkError'] },
  },
  'it is shorter than the attachment': { path: 'short', expected: ['NetworkError'] },
  'it is longer than the attachment': { path: 'long', expected: ['NetworkError'] },
  'it has no bytes': { path: 'empty', expected: ['NetworkError'] },
};

/**
 * Every way to read a body to its end, with how many bytes it had.
 *
 * @type {Record<string, (response: Response) => Promise<number>>}
 */
const WAYS = {
  arrayBuffer: async (response) => (await response.arrayBuffer()).byteLength,
  text: async (response) => (await response.text()).length,
  blob: async (response) => (await response.blob()).size,
  bytes: async (response) => (await response.bytes()).byteLength,
  'clone().arrayBuffer': async (response) => (await response.clone().arrayBuffer()).byteLength,
  'arrayBuffer of what was cloned': async (response) => {
    const clone = response.clone();
    const [one, other] = await Promise.all([response.arrayBuffer(), clone.clone().blob()]);
    return one.byteLength === other.size ? other.size : -1;
  },
  getReader: (response) => readerOf(response),
  pipeTo: async (response) => {
    let length = 0;
    const write = (/** @type {Uint8Array} */ chunk) => {
      length += chunk.byteLength;
    };
    await response.body?.pipeTo(new WritableStream({ write }));
    return length;
  },
  iteration: async (response) => {
    // Not all engines go through streams.
    if (!(Symbol.asyncIterator in ReadableStream.prototype)) return readerOf(response);
    let length = 0;
    for await (const chunk of response.body ?? []) length += chunk.byteLength;
    return length;
  },
};

/** @param {Response} response */
async function readerOf({ body }) {
  const reader = /** @type {NonNullable<typeof body>} */ (body).getReader();
  let length = 0;
  for (let { value } = await reader.read(); value; { value } = await reader.read()) {
    length += value.byteLength;
  }
  return length;
}

/**
 * The outcome of reading an attachment in every way.
 *
 * @param {Package} sms
 * @param {string} origin of the files
 * @param {string} fault one of `FAULTS`
 * @returns {Promise<Record<string, string>>}
 */
export async function outcomes(sms, origin, fault) {
  const { path, maxBytes, abort, timeoutMs = 20_000, hasSize = true } = faultOf(fault);
  const client = new sms.SmsClient({ baseUrl: origin, token: 'secret-token', timeoutMs });
  const size = hasSize ? { size: SIZE } : {};
  const attachment = { download_url: `${origin}/file/${path}?jwt=secret`, ...size };
  const ways = Object.entries(WAYS).map(async ([name, read]) => {
    const controller = new AbortController();
    if (abort) setTimeout(() => controller.abort(REASON), 200);
    try {
      const options = { maxBytes, signal: controller.signal };
      const response = await client.downloadAttachment(attachment, options);
      const length = await read(response);
      return [name, length === SIZE ? 'whole' : `${length} bytes`];
    } catch (error) {
      return [name, shown(sms, error)];
    }
  });
  return Object.fromEntries(await Promise.all(ways));
}

/** @param {string} fault */
function faultOf(fault) {
  const found = FAULTS[fault];
  if (!found) throw new Error(`There is no fault "${fault}".`);
  return found;
}

/**
 * Other ways to use the response, each with what it should give.
 *
 * @param {Package} sms
 * @param {string} origin
 */
export async function uses(sms, origin) {
  const client = new sms.SmsClient({ baseUrl: origin, token: 'secret-token' });
  const get = (/** @type {string} */ path, /** @type {number} */ maxBytes = 100_000) =>
    client.downloadAttachment({ download_url: `${origin}/file/${path}` }, { maxBytes });
  /** @type {(work: Promise<unknown>) => Promise<string>} */
  const failure = (work) =>
    work.then(
      (value) => JSON.stringify(value),
      (error) => shown(sms, error),
    );
  const used = await get('json');
  await used.arrayBuffer();
  const locked = await get('json');
  locked.body?.getReader();
  const type = (await (await get('json')).blob()).type;
  const form = await (await get('form')).formData();
  return {
    isResponse: (await get('json')) instanceof Response,
    json: await (await get('json')).json(),
    jsonTooLong: await failure(get('json', 5).then((response) => response.json())),
    noJson: await failure((await get('chunked')).json()),
    form: form.get('a'),
    noForm: await failure((await get('json')).formData()),
    type: type.replace(/;.*/, ''),
    usedTwice: await failure(used.text()),
    isUsed: used.bodyUsed,
    locked: await failure(locked.bytes()),
    url: used.url,
  };
}

export const USES = {
  isResponse: true,
  json: { a: 1 },
  jsonTooLong: 'DecodeError',
  noJson: 'DecodeError',
  form: 'b',
  noForm: 'DecodeError',
  type: 'application/json',
  usedTwice: 'TypeError of the platform',
  isUsed: true,
  locked: 'TypeError of the platform',
  url: '',
};

/** @param {Package} sms @param {unknown} error */
function shown(sms, error) {
  if (!sms.isSmsError(error)) return `${/** @type {Error} */ (error).name} of the platform`;
  const told = JSON.stringify(error) + error.stack;
  if (/jwt|secret/.test(told)) return 'a secret';
  return error.kind === 'aborted' ? `${error.name} ${error.cause}` : error.name;
}
