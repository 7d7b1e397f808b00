/**
 * The server between a page and Zoom. It needs no wasm, and so nothing to be loaded.
 *
 * @module
 */
export * from './lib/proxy/api.js';
