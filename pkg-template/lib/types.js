/**
 * The types of the package, as they are generated from the Rust that checks them.
 *
 * @module
 */
export {};

/** @typedef {import('../wasm/types.js').DateRange} DateRange */
/** @typedef {import('../wasm/types.js').DateRangeIssue} DateRangeIssue */
/** @typedef {import('../wasm/types.js').SmsAttachment} SmsAttachment */
/** @typedef {import('../wasm/types.js').SmsAttachmentRow} SmsAttachmentRow */
/** @typedef {import('../wasm/types.js').SmsAttachmentType} SmsAttachmentType */
/** @typedef {import('../wasm/types.js').SmsCallOptions} SmsCallOptions */
/** @typedef {import('../wasm/types.js').SmsClientOptions} SmsClientOptions */
/** @typedef {import('../wasm/types.js').SmsDeliveryStatus} SmsDeliveryStatus */
/** @typedef {import('../wasm/types.js').SmsDirection} SmsDirection */
/** @typedef {import('../wasm/types.js').SmsErrorKind} SmsErrorKind */
/** @typedef {import('../wasm/types.js').SmsGrain} SmsGrain */
/** @typedef {import('../wasm/types.js').SmsHistories} SmsHistories */
/** @typedef {import('../wasm/types.js').SmsIssue} SmsIssue */
/** @typedef {import('../wasm/types.js').SmsIssueCode} SmsIssueCode */
/** @typedef {import('../wasm/types.js').SmsMessage} SmsMessage */
/** @typedef {import('../wasm/types.js').SmsMessageRow} SmsMessageRow */
/** @typedef {import('../wasm/types.js').SmsMessageType} SmsMessageType */
/** @typedef {import('../wasm/types.js').SmsOwner} SmsOwner */
/** @typedef {import('../wasm/types.js').SmsOwnerType} SmsOwnerType */
/** @typedef {import('../wasm/types.js').SmsParty} SmsParty */
/** @typedef {import('../wasm/types.js').SmsRecipientRow} SmsRecipientRow */
/** @typedef {import('../wasm/types.js').SmsRows} SmsRows */
/** @typedef {import('../wasm/types.js').SmsSession} SmsSession */
/** @typedef {import('../wasm/types.js').SmsSessionQuery} SmsSessionQuery */
/** @typedef {import('../wasm/types.js').SmsToken} SmsToken */
/** @typedef {import('../wasm/types.js').SmsTokenReason} SmsTokenReason */
/** @typedef {import('../wasm/types.js').ZoomFieldError} ZoomFieldError */
/** @typedef {import('../wasm/types.js').ValidateDateRange} ValidateDateRange */
/**
 * @template {DateRange | null} [Range=DateRange | null]
 * @typedef {import('../wasm/types.js').DateRangeCheck<Range>} DateRangeCheck
 */
