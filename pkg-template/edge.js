/**
 * The entry for edge runtimes such as Next.js's, which cannot compile wasm at run time. It imports a
 * compiled module, in the spelling that their tools recognize, and is ready at once.
 *
 * @module
 */
import { useWasm } from './lib/loading.js';
import compiled from './wasm/zoom_phone_sms_bg.wasm?module';

useWasm(() => compiled);

export * from './lib/api.js';
