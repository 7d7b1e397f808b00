/**
 * `node child.mjs <way> <folder of pages> <file>`: writes the messages of saved pages to one file. Prints the CPU seconds and
 * the peak memory of the process, as JSON.
 *
 * @module
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { readPages } from './pages.mjs';

const [way = '', folder = '', path = ''] = process.argv.slice(2);

/**
 * Each way: a function that gives the bytes or text of a page, and one that gives the rest.
 *
 * @type {Record<string, () => Promise<{ add: (body: Buffer, first: boolean) => Uint8Array | string, end?: () => Uint8Array }>>}
 */
const WAYS = {
  'ours-parquet': async () => {
    const { createEncoder } = await import('../../cli/lib/formats/parquet.js');
    const { add, end } = await createEncoder({ grain: 'message' });
    return { add: (body) => add(body), end };
  },
  'ours-csv': async () => {
    const { toCsv } = await import('../../pkg/inline.js');
    return { add: (body, header) => toCsv(body, { header }) };
  },
  'ours-ndjson': async () => {
    const { toNdjson } = await import('../../pkg/inline.js');
    return { add: (body) => toNdjson(body) };
  },
  'papaparse-csv': async () => {
    const { default: papaparse } = await import('papaparse');
    const { parseAndFlatten } = await import('../works/flatten.mjs');
    const newline = '\r\n';
    return {
      add: (body, header) =>
        papaparse.unparse(parseAndFlatten(body), { escapeFormulae: true, header, newline }) +
        newline,
    };
  },
  'JSON-ndjson': async () => {
    const { parseAndFlatten } = await import('../works/flatten.mjs');
    return {
      add: (body) =>
        parseAndFlatten(body)
          .map((row) => `${JSON.stringify(row)}\n`)
          .join(''),
    };
  },
};

const load = WAYS[way];
if (!load) throw new Error(`There is no way ${way}.`);
const { add, end } = await load();
const file = openSync(path, 'w');
const write = (/** @type {Uint8Array | string} */ piece) =>
  writeSync(file, typeof piece === 'string' ? Buffer.from(piece) : piece);
let first = true;
for await (const body of readPages(folder)) {
  write(add(body, first));
  first = false;
}
if (end) write(end());
closeSync(file);

const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, rss: maxRSS * 1024 }));
