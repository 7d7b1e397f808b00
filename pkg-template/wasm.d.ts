/**
 * The wasm file itself. What an import of it gives is up to the tool: its address, its bytes, or a
 * compiled module. Each of them is good for {@link init}.
 *
 * @example
 * import { init } from 'zoom-phone-sms';
 * import wasm from 'zoom-phone-sms/wasm'; // esbuild: --loader:.wasm=file
 *
 * await init(wasm);
 *
 * @module
 */
import type { WasmSource } from './lib/types.js';

declare const wasm: WasmSource;
export default wasm;
