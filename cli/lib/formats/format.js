/**
 * What a format is: a module that makes the bytes of files, and knows nothing of folders.
 *
 * @module
 */

/** @import { SmsGrain, SmsMessage } from 'zoom-phone-sms' */

/**
 * @typedef {object} FormatOptions
 * @property {SmsGrain} grain
 * @property {string | undefined} [callingCode]
 * @property {boolean | undefined} [messages] as sent, instead of rows
 * @property {boolean | undefined} [excel] CSV: with a byte order mark
 * @property {boolean | undefined} [continued] the bytes are appended to a file that has some
 */

/** The bytes of a saved response, or messages. @typedef {Uint8Array | readonly SmsMessage[]} Input */

/**
 * Makes the bytes of one file.
 *
 * @typedef {object} Encoder
 * @property {(input: Input, sessionId?: string) => Uint8Array} add returns what is ready to be written
 * @property {() => Uint8Array} end returns the rest of the file
 * @property {() => void} discard
 */

/**
 * @typedef {object} Format
 * @property {string} extension
 * @property {boolean} appendable whether a finished file goes on by appending bytes
 * @property {(options: FormatOptions) => Promise<Encoder>} createEncoder
 * @property {(path: string) => Promise<Inspected>} [inspect] reads back what a file holds
 */

/** @typedef {{ rows: number, first: number | null, last: number | null }} Inspected times are `epoch_ms` */

export {};
