/**
 * Everything that the package exports, on every platform.
 *
 * @module
 */
export { SmsClient } from './client.js';
export { sameMessageId, splitDateRange, validateDateRange } from './dates.js';
export * from './errors.js';
export {
  decodeSmsSession,
  flattenSmsHistories,
  rowSchema,
  toColumns,
  toCsv,
  toNdjson,
} from './flatten.js';
export { init } from './loading.js';
export { getSmsSession } from './session.js';
export * from './types.js';
