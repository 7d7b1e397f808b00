/**
 * The server between a page and Zoom, with the wasm inside.
 *
 * @module
 */
import './inline.js';

export * from './lib/proxy/api.js';
