/**
 * The types of tasks.
 *
 * @module
 */

/** @typedef {typeof import('../../pkg/index.js')} Built */

/**
 * The measured functions of the package.
 *
 * @typedef {Pick<Built, 'decodeSmsSession' | 'flattenSmsHistories' | 'toColumns' | 'toCsv' | 'toNdjson'>} Package
 */

/**
 * The bench's own Rust functions.
 *
 * @typedef {object} Rust
 * @property {(bytes: Uint8Array) => unknown} decodeWithSerde
 * @property {(bytes: Uint8Array) => boolean} copyAndValidate
 */

/** @typedef {{ package: Package, rust: Rust }} World what works stand on */

/**
 * One way to do a task. `prepare` is not measured.
 *
 * @typedef {object} Work
 * @property {string} name
 * @property {(bytes: Uint8Array) => unknown} [prepare]
 * @property {(input: any) => unknown} run
 */

/**
 * Ways to do one task: ours first, then the baseline, then others.
 *
 * @typedef {object} Works
 * @property {Work[]} works
 * @property {(result: any) => number} weigh looks at each part of a result, so that none is left undone
 * @property {(result: any, expected: any, name: string) => string | undefined} differ
 *   where a result differs from the baseline's
 */

export {};
