/**
 * A server of files that go wrong in every way that HTTP lets them, and of the package for pages.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { SIZE } from './bodies.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** @type {Record<string, string>} */
const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** Bytes that do not compress to nothing, and are text. */
const BYTES = Buffer.from(
  Array.from({ length: SIZE }, (_, at) => 32 + ((at * at * 31 + at * 7) % 90)),
);
const HALF = BYTES.subarray(0, 5000);

/** @typedef {import('node:http').ServerResponse} ServerResponse */

/** So long bytes that were written need to be on their way. */
const later = (/** @type {() => void} */ work) => setTimeout(work, 100);

/** @type {Record<string, (response: ServerResponse) => void>} */
const ANSWERS = {
  whole: (response) => response.setHeader('content-length', SIZE).end(BYTES),
  chunked(response) {
    response.write(HALF);
    response.end(BYTES.subarray(HALF.length));
  },
  gzip: (response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(BYTES)),
  cut(response) {
    response.setHeader('content-length', SIZE).write(HALF);
    later(() => response.destroy());
  },
  silent: (response) => response.setHeader('content-length', SIZE).write(HALF),
  'cut-chunks'(response) {
    response.write(HALF);
    later(() => response.destroy());
  },
  'cut-close'(response) {
    response.useChunkedEncodingByDefault = false;
    response.removeHeader('transfer-encoding');
    response.setHeader('connection', 'close');
    response.end(HALF);
  },
  'cut-gzip'(response) {
    const gzip = gzipSync(BYTES);
    const part = gzip.subarray(0, gzip.length / 2);
    response.setHeader('content-encoding', 'gzip').setHeader('content-length', part.length);
    response.end(part);
  },
  'two-gzip'(response) {
    const parts = [gzipSync(HALF), gzipSync(BYTES.subarray(HALF.length))];
    response.setHeader('content-encoding', 'gzip').end(Buffer.concat(parts));
  },
  short: (response) => response.end(HALF),
  long: (response) => response.end(Buffer.concat([BYTES, HALF])),
  empty: (response) => response.end(),
  json: (response) => response.setHeader('content-type', 'application/json').end('{"a":1}'),
  form(response) {
    response.setHeader('content-type', 'application/x-www-form-urlencoded').end('a=b');
  },
};

/** For `listen`: files at `/file/<name>`; the package at `/pkg/`; an empty page elsewhere. */
export function createFiles() {
  return createServer(({ url = '' }, response) => {
    const { pathname } = new URL(url, 'http://files.test');
    const [, folder, name = ''] = pathname.split('/');
    if (folder === 'file') {
      response.setHeader('content-type', 'text/plain');
      ANSWERS[name]?.(response);
      return;
    }
    if (folder === 'pkg' || folder === 'tests') {
      const type = TYPES[extname(pathname)] ?? 'text/plain';
      response.setHeader('content-type', type).end(readFileSync(join(ROOT, normalize(pathname))));
      return;
    }
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>files</title>');
  });
}
