import type { WasmSource } from './lib/types.js';

/**
 * The wasm file itself. What an import of it gives is up to the tool: its address, its bytes, or a
 * compiled module. Each of them is good for `init`.
 *
 * @example
 * import { init } from 'zoom-phone-sms';
 * import wasm from 'zoom-phone-sms/wasm'; // esbuild: --loader:.wasm=file
 *
 * await init(wasm);
 */
declare const wasm: WasmSource;
export default wasm;
