/**
 * The package on edge runtimes, such as that of Next.js, which compile no wasm at run time: it is
 * imported as a module that is compiled already, in the spelling that their tools know, and
 * everything is ready at once.
 *
 * @module
 */
import { useWasm } from './lib/loading.js';
import compiled from './wasm/zoom_phone_sms_bg.wasm?module';

useWasm(() => compiled);

export * from './lib/api.js';
