/**
 * The package on Node: the wasm is read from disk when it is first needed, and everything is ready
 * at once.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { useWasm } from './lib/loading.js';

useWasm(() => readFileSync(new URL('./wasm/zoom_phone_sms_bg.wasm', import.meta.url)));

export * from './lib/api.js';
