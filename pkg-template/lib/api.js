/**
 * All that the package exports, on every platform.
 *
 * @module
 */
export { getSmsSession, SmsClient } from './client.js';
export * from './errors.js';
export { flattenSmsHistories, splitDateRange, validateDateRange } from './helpers.js';
export { init } from './loading.js';
export * from './types.js';
