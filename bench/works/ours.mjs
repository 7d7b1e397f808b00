/** The name of this package's own way. */
export const OURS = 'zoom-phone-sms';
