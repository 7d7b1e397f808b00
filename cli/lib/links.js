/** @import { SmsMessage } from 'zoom-phone-sms' */

/**
 * The messages without the links to their attachments: a link is a signed permission to read the file.
 *
 * @param {readonly SmsMessage[]} messages
 * @returns {SmsMessage[]}
 */
export function withoutLinks(messages) {
  return messages.map((message) => {
    const { attachments } = message;
    if (!attachments || attachments.length === 0) return message;
    const kept = attachments.map(({ download_url: _, ...attachment }) => attachment);
    return { ...message, attachments: kept };
  });
}
