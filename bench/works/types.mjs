/**
 * What works are.
 *
 * @module
 */

/** @typedef {typeof import('../../pkg/index.js')} Built */

/**
 * What of the package is measured.
 *
 * @typedef {Pick<Built, 'decodeSmsSession' | 'flattenSmsHistories' | 'toColumns' | 'toCsv' | 'toNdjson'>} Package
 */

/**
 * What of Rust the bench brings itself.
 *
 * @typedef {object} Rust
 * @property {(bytes: Uint8Array) => unknown} decodeWithSerde
 * @property {(bytes: Uint8Array) => boolean} copyAndValidate
 */

/** @typedef {{ package: Package, rust: Rust }} World what works stand on */

/**
 * One way to do something. What `prepare` makes of a page's bytes is not measured.
 *
 * @typedef {object} Work
 * @property {string} name
 * @property {(bytes: Uint8Array) => unknown} [prepare]
 * @property {(input: any) => unknown} run
 */

/**
 * Ways to do the same: ours first, then the baseline, then others.
 *
 * @typedef {object} Works
 * @property {Work[]} works
 * @property {(result: any) => number} weigh looks at each part of a result, so that none is left undone
 * @property {(result: any, expected: any, name: string) => string | undefined} differ
 *   where a result differs from the baseline's
 */

export {};
