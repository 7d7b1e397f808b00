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
 * A party of a session, as the lists name it.
 * @typedef {Party & {
 *   is_session_owner?: boolean,
 *   extension_status?: 'inactive' | 'deleted',
 *   extension_deleted_time?: string,
 * }} Participant The status and the time are only in the account's list.
 */

/** @typedef {'user' | 'call_queue' | 'auto_receptionist' | 'service_endpoint'} SessionType */

/**
 * @typedef {object} SmsSession
 * @property {string} session_id
 * @property {SessionType} session_type
 * @property {string} last_access_time When a message was last sent or received.
 * @property {Participant[]} participants
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
