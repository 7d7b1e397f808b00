/**
 * The package in browsers and bundlers: the wasm is loaded when it is first needed, or by `init()`.
 *
 * @module
 */
export * from './lib/api.js';
