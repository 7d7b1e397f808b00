/**
 * The package on Node: the wasm is read from disk, and everything is ready at once.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { loadNow } from './lib/loading.js';

loadNow(readFileSync(new URL('./wasm/zoom_phone_sms_bg.wasm', import.meta.url)));

export * from './lib/api.js';
