/**
 * The proxy on Node, where imported and required are one.
 *
 * @module
 */
export * from './lib/proxy/api.js';
