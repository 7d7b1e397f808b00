/**
 * What is tested: the package, or anything with the same functions.
 *
 * @module
 */
import * as sms from '../../pkg/inline.js';

/** @import { Columns } from './oracle/columns.js' */
/** @import { RowOptions } from './oracle/rows.js' */

/**
 * @typedef {object} Product
 * @property {(body: Body) => unknown} decodeSmsSession
 * @property {(body: Uint8Array) => Promise<unknown>} [getSmsSession] by way of a `fetch`
 * @property {(histories: unknown, options: RowOptions) => unknown[]} flattenSmsHistories
 * @property {(histories: unknown, options: RowOptions) => Columns} toColumns
 * @property {(histories: unknown, options: CsvOptions) => Uint8Array} toCsv
 * @property {(histories: unknown, options: RowOptions) => Uint8Array} toNdjson
 */

/** @typedef {string | Uint8Array | ArrayBuffer} Body */
/** @typedef {RowOptions & { header?: boolean, guard?: boolean, bom?: boolean }} CsvOptions */

let answer = new Uint8Array();
const client = new sms.SmsClient({ token: 'token', fetch: async () => new Response(answer) });

/** Inputs are untyped, as in plain JavaScript. */
const functions = /** @type {Omit<Product, 'getSmsSession'>} */ (/** @type {unknown} */ (sms));

/** @type {Product} */
export const product = {
  ...functions,
  getSmsSession(body) {
    answer = new Uint8Array(body);
    return client.getSmsSession('session');
  },
};
