/**
 * The entry for browsers and bundlers: fetches the wasm on first use, or in `init()`.
 *
 * @module
 */
import { useWasm } from './lib/loading.js';

// Bundlers look for exactly this expression.
useWasm(() => new URL('./wasm/zoom_phone_sms_bg.wasm', import.meta.url));

export * from './lib/api.js';
