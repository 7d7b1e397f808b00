/**
 * The options of an export.
 *
 * @module
 */

/** @import { AccountOptions } from '../account.js' */
/** @import { QueryOptions } from './query.js' */

/**
 * @typedef {AccountOptions & QueryOptions & {
 *   out?: string,
 *   concurrency?: number,
 *   saveEvery?: number,
 *   dryRun?: boolean,
 *   restart?: boolean,
 *   failFast?: boolean,
 *   json?: boolean,
 * }} ExportOptions
 */

export {};
