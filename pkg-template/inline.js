/**
 * The package with the wasm inside, in Base64: for bundlers that leave files behind, and for places
 * that can load none. Nothing is fetched, and everything is ready at once.
 *
 * @module
 */
import { bytesOf } from './lib/base64.js';
import { useWasm } from './lib/loading.js';
import { BASE64 } from './wasm/base64.js';

useWasm(() => bytesOf(BASE64));

export * from './lib/api.js';
