/**
 * Saved pages on disk: one in each line, because DuckDB takes 6 ms for each file that it opens.
 *
 * @module
 */
import { createReadStream, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FULL_PAGE, writePage } from '../data/pages.mjs';

const PAGES_PER_FILE = 1000;
const NEWLINE = 10;

/**
 * Writes pages of the stream `docs`, unless they are there.
 *
 * @param {string} folder
 * @param {number} messages
 */
export function savePages(folder, messages) {
  mkdirSync(folder, { recursive: true });
  const saved = new Set(readdirSync(folder));
  const pages = messages / FULL_PAGE;
  for (let first = 0; first < pages; first += PAGES_PER_FILE) {
    const name = `pages-${String(first).padStart(5, '0')}.ndjson`;
    if (saved.has(name)) continue;
    const count = Math.min(PAGES_PER_FILE, pages - first);
    const lines = Array.from({ length: count }, (_, i) => [
      ...[writePage('docs', first + i), Buffer.of(NEWLINE)],
    ]);
    writeFileSync(join(folder, `${name}.part`), Buffer.concat(lines.flat()));
    renameSync(join(folder, `${name}.part`), join(folder, name));
  }
}

/**
 * The bodies of saved pages, one by one.
 *
 * @param {string} folder
 * @returns {AsyncGenerator<Buffer>}
 */
export async function* readPages(folder) {
  for (const name of readdirSync(folder).sort()) {
    let rest = Buffer.alloc(0);
    for await (const chunk of createReadStream(join(folder, name), { highWaterMark: 1 << 20 })) {
      rest = Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE, start)) {
        yield rest.subarray(start, end);
        start = end + 1;
      }
      rest = rest.subarray(start);
    }
  }
}
