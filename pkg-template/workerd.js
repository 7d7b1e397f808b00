/**
 * The entry for Cloudflare Workers, which cannot compile wasm at run time. It imports a compiled module
 * and is ready at once.
 *
 * @module
 */
import { useWasm } from './lib/loading.js';
import compiled from './wasm/zoom_phone_sms_bg.wasm';

useWasm(() => compiled);

export * from './lib/api.js';
