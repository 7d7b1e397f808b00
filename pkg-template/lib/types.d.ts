/**
 * The types of the package, as they are generated from the Rust that checks them.
 *
 * @module
 */
export type * from '../wasm/types.js';
export type { SmsDownloadOptions } from './attachments.js';
export type { SmsHistoriesStep } from './histories.js';
