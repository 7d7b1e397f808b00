/**
 * The server between a page and Zoom. It needs no wasm, so it loads nothing.
 *
 * @module
 */
export * from './lib/proxy/api.js';
