/**
 * The entry for servers, Node, Deno and Bun: with the wasm inside, and credentials from the environment.
 *
 * @module
 */
import './inline.js';
import { useToken } from './lib/credentials.js';
import { environmentToken } from './lib/environment.js';

useToken(environmentToken);

export * from './lib/api.js';
