/**
 * What every command works with.
 *
 * @module
 */

/** @import { Environment } from './settings.js' */
/** @import { Output } from './output.js' */
/** @import { Progress } from './progress.js' */

/**
 * @typedef {object} Context
 * @property {Environment} environment with the file of `--env-file`
 * @property {Output} output
 * @property {Progress} progress
 * @property {AbortSignal} signal aborted by Ctrl-C and SIGTERM
 */

/** The context before the options of a command are known. @typedef {Omit<Context, 'progress'> & { progress?: Progress }} Started */

export {};
