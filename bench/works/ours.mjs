/** What this package's own ways are called. */
export const OURS = 'zoom-phone-sms';
