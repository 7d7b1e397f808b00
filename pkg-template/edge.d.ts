// Written by hand, because TypeScript does not understand the wasm import.
export * from './lib/api.js';
