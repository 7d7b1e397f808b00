/**
 * The page that the driver opens: `?comparison=&stream=&extent=` measures one comparison, `?cold=&messages=` the time from
 * the import to a first page. The result is `window.measured`.
 *
 * @module
 */
import { writePage } from '../data/pages.mjs';

/** @import { Stream } from '../data/pages.mjs' */

/** @type {Record<string, () => Promise<(bytes: Uint8Array) => unknown>>} */
const COLD = {
  async ours() {
    const { decodeSmsSession, init } = await import('zoom-phone-sms');
    await init();
    return decodeSmsSession;
  },
  async zod() {
    const { checkWithZod } = await import('../works/schemas/zod.mjs');
    return (bytes) => checkWithZod(JSON.parse(new TextDecoder().decode(bytes)));
  },
  plain: async () => (bytes) => JSON.parse(new TextDecoder().decode(bytes)),
};

/** @param {URLSearchParams} query */
async function measureComparison(query) {
  const { measure } = await import('../measure/interleaved.mjs');
  const { CATALOGUE } = await import('../works/catalogue.mjs');
  const built = await import('zoom-phone-sms');
  const { default: initPeers, ...rust } = await import('wasm-peers');
  await Promise.all([built.init(), initPeers()]);
  const stream = /** @type {Stream} */ (query.get('stream'));
  const comparison = CATALOGUE.find(({ id }) => id === query.get('comparison'));
  const works = await comparison?.load({ package: built, rust }, stream);
  return works && measure(works, stream, JSON.parse(query.get('extent') ?? ''));
}

/**
 * @param {string} way
 * @param {number} messages
 */
async function startCold(way, messages) {
  const bytes = writePage('docs', 0, messages);
  const start = performance.now();
  const decode = await COLD[way]?.();
  const page = decode?.(bytes);
  const took = performance.now() - start;
  if (!page) throw new Error(`${way} gave no page.`);
  return took;
}

const query = new URLSearchParams(location.search);
const way = query.get('cold');
Object.assign(window, {
  measured: way ? startCold(way, Number(query.get('messages'))) : measureComparison(query),
});
