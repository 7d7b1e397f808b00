/**
 * `node cold-start.mjs <way> <file>`: prints how many milliseconds a new process takes from the import to
 * the first page.
 *
 * @module
 */
import { readFileSync } from 'node:fs';

/** @type {Record<string, () => Promise<(bytes: Uint8Array) => unknown>>} */
const WAYS = {
  async ours() {
    const { decodeSmsSession } = await import('../../pkg/inline.js');
    return decodeSmsSession;
  },
  async zod() {
    const { checkWithZod } = await import('../works/schemas/zod.mjs');
    return (bytes) => checkWithZod(JSON.parse(new TextDecoder().decode(bytes)));
  },
  plain: async () => (bytes) => JSON.parse(new TextDecoder().decode(bytes)),
};

const [way = '', file = ''] = process.argv.slice(2);
const bytes = readFileSync(file);
const start = performance.now();
const decode = await WAYS[way]?.();
const page = decode?.(bytes);
const took = performance.now() - start;
if (!page) throw new Error(`${way} gave no page.`);
console.log(took);
