/**
 * The package on Cloudflare Workers, which compile no wasm at run time: it is imported as a module
 * that is compiled already, and everything is ready at once.
 *
 * @module
 */
import { useWasm } from './lib/loading.js';
import compiled from './wasm/zoom_phone_sms_bg.wasm';

useWasm(() => compiled);

export * from './lib/api.js';
