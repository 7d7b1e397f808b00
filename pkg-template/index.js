/**
 * The package in browsers and bundlers: the wasm is fetched when it is first needed, or by `init()`.
 *
 * @module
 */
import { useWasm } from './lib/loading.js';

// This expression to the letter is what bundlers look for.
useWasm(() => new URL('./wasm/zoom_phone_sms_bg.wasm', import.meta.url));

export * from './lib/api.js';
