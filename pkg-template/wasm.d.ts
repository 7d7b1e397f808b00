import type { WasmSource } from './lib/types.js';

/**
 * The wasm file itself. Depending on the tool, importing it gives its address, its bytes or a compiled
 * module. `init` accepts each of them.
 *
 * @example
 * import { init } from 'zoom-phone-sms';
 * import wasm from 'zoom-phone-sms/wasm'; // esbuild: --loader:.wasm=file
 *
 * await init(wasm);
 */
declare const wasm: WasmSource;
export default wasm;
