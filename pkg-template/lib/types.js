/**
 * The types of the package, as they are generated from the Rust that checks them.
 *
 * @module
 */
export {};

/** @typedef {import('../wasm/zoom_phone_sms.js').DateRange} DateRange */
/** @typedef {import('../wasm/zoom_phone_sms.js').DateRangeIssue} DateRangeIssue */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsAttachment} SmsAttachment */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsAttachmentRow} SmsAttachmentRow */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsAttachmentType} SmsAttachmentType */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsCallOptions} SmsCallOptions */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsClientOptions} SmsClientOptions */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsDeliveryStatus} SmsDeliveryStatus */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsDirection} SmsDirection */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsErrorKind} SmsErrorKind */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsGrain} SmsGrain */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsHistories} SmsHistories */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsIssue} SmsIssue */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsIssueCode} SmsIssueCode */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsMessage} SmsMessage */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsMessageRow} SmsMessageRow */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsMessageType} SmsMessageType */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsOwner} SmsOwner */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsOwnerType} SmsOwnerType */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsParty} SmsParty */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsRecipientRow} SmsRecipientRow */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsRows} SmsRows */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsSession} SmsSession */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsSessionQuery} SmsSessionQuery */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsToken} SmsToken */
/** @typedef {import('../wasm/zoom_phone_sms.js').SmsTokenReason} SmsTokenReason */
/** @typedef {import('../wasm/zoom_phone_sms.js').ZoomFieldError} ZoomFieldError */
/** @typedef {import('../wasm/zoom_phone_sms.js').ValidateDateRange} ValidateDateRange */
/**
 * @template {DateRange | null} [Range=DateRange | null]
 * @typedef {import('../wasm/zoom_phone_sms.js').DateRangeCheck<Range>} DateRangeCheck
 */
