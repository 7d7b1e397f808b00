// By hand: TypeScript does not know the spelling of the wasm's import.
export * from './lib/proxy/api.js';
