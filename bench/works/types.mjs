/**
 * What works are.
 *
 * @module
 */

/** @typedef {Uint8Array | ArrayBuffer} Bytes */

/**
 * @typedef {{ validity: Uint8Array | null, nullCount: number }} Nulls
 * @typedef {{ offsets: Int32Array, values: Uint8Array }} Strings
 * @typedef {{ name: string } & Nulls & (
 *   | ({ type: 'utf8' } & Strings)
 *   | { type: 'dictionary', indices: Int32Array }
 *   | { type: 'int64', values: BigInt64Array }
 * )} Column
 * @typedef {{ length: number, dictionary: Strings, columns: Column[] }} Columns
 */

/**
 * What of the package is measured; what is optional is not there yet.
 *
 * @typedef {object} Package
 * @property {(histories: any) => object[]} flattenSmsHistories
 * @property {(body: Bytes) => unknown} [decodeSmsSession]
 * @property {(histories: Bytes) => Columns} [toColumns]
 * @property {(histories: Bytes) => Uint8Array} [toCsv]
 * @property {(histories: Bytes) => Uint8Array} [toNdjson]
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
 * @property {((input: any) => unknown) | undefined} run `undefined`: not there yet
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
