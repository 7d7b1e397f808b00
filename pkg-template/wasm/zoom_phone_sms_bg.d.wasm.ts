import type { WasmModule } from '../lib/types.js';

declare const compiled: WasmModule;
export default compiled;
