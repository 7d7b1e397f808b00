import type { WasmModule } from '../lib/loading.js';

declare const compiled: WasmModule;
export default compiled;
