/**
 * What Zoom sends, as types.
 * @module
 */

/** @typedef {{ id?: string, type?: string }} Owner */

/**
 * @typedef {object} Party
 * @property {string} phone_number Digits without a plus sign; the only field that is always present.
 * @property {string | null} [display_name]
 * @property {Owner | null} [owner]
 */

/**
 * @typedef {object} SmsAttachment
 * @property {string} id
 * @property {string} name
 * @property {number} size In bytes.
 * @property {string} type
 * @property {string} download_url
 */

/**
 * @typedef {object} SmsMessage
 * @property {string | number | null} message_id A string, except in the sessions that test this.
 * @property {string} date_time
 * @property {string | null} [message]
 * @property {string | null} [direction]
 * @property {number | null} [message_type]
 * @property {string | null} [delivery_status]
 * @property {SmsAttachment[] | null} [attachments]
 * @property {Party | null} [sender]
 * @property {Party[] | null} [to_members]
 */
