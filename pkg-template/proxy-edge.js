/**
 * The server between a page and Zoom, on edge runtimes.
 *
 * @module
 */
import './edge.js';

export * from './lib/proxy/api.js';
