/**
 * The server between a page and Zoom, on Cloudflare Workers.
 *
 * @module
 */
import './workerd.js';

export * from './lib/proxy/api.js';
