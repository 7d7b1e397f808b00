/**
 * The entry with the wasm inside, as Base64: for bundlers that do not copy files, and for places that
 * cannot load any. It fetches nothing and is ready at once.
 *
 * @module
 */
import { bytesOf } from './lib/base64.js';
import { useWasm } from './lib/loading.js';
import { BASE64 } from './wasm/base64.js';

useWasm(() => bytesOf(BASE64));

export * from './lib/api.js';
