/** The columns of the table at each grain, as the package documents them. */
import type { SmsGrain, SmsRows } from 'zoom-phone-sms';

type Column = { [Grain in SmsGrain]: keyof SmsRows[Grain] }[SmsGrain];

export const COLUMNS: { [Grain in SmsGrain]: readonly (keyof SmsRows[Grain])[] } = {
  message: [
    'date_time',
    'direction',
    'sender_display_name',
    'sender_e164',
    'to_display_names',
    'message',
    'delivery_status',
    'attachment_count',
    'message_type_label',
    'to_count',
    'counterparty_name',
    'counterparty_phone_number',
    'attachment_names',
    'attachment_bytes',
    'sender_phone_number',
    'to_phone_numbers',
    'sender_owner_type',
    'sender_owner_id',
    'message_type',
    'message_id',
    'session_id',
    'epoch_ms',
  ],
  recipient: [
    'date_time',
    'direction',
    'recipient_index',
    'recipient_display_name',
    'recipient_e164',
    'recipient_phone_number',
    'recipient_owner_type',
    'recipient_owner_id',
    'message_id',
    'session_id',
    'epoch_ms',
  ],
  attachment: [
    'date_time',
    'direction',
    'attachment_index',
    'attachment_name',
    'attachment_type',
    'attachment_bytes',
    'attachment_id',
    'message_id',
    'session_id',
    'epoch_ms',
  ],
};

/** How many columns are shown by default. */
const DEFAULT_COUNT: Record<SmsGrain, number> = { message: 8, recipient: 6, attachment: 6 };

export function shownColumns(
  grain: SmsGrain,
  chosen: ReadonlySet<string> | null,
): readonly string[] {
  if (!chosen) return COLUMNS[grain].slice(0, DEFAULT_COUNT[grain]);
  const known = COLUMNS[grain].filter((column) => chosen.has(column));
  // An address may name columns that do not exist.
  return known.length > 0 ? known : shownColumns(grain, null);
}

const LABELS: Partial<Record<Column, string>> = {
  date_time: 'Date and time',
  direction: 'Direction',
  message: 'Text',
  message_id: 'Message ID',
  session_id: 'Session ID',
  message_type: 'Type number',
  message_type_label: 'Type',
  delivery_status: 'Delivery',
  epoch_ms: 'Milliseconds since 1970',
  sender_display_name: 'Sender',
  sender_e164: 'Sender’s number',
  sender_phone_number: 'Sender’s number as sent',
  sender_owner_id: 'Sender’s owner ID',
  sender_owner_type: 'Sender’s owner',
  to_count: 'Recipients',
  to_display_names: 'To',
  to_phone_numbers: 'To numbers',
  counterparty_name: 'Contact',
  counterparty_phone_number: 'Contact’s number',
  attachment_count: 'Files',
  attachment_names: 'File names',
  attachment_bytes: 'Bytes',
  recipient_index: 'Position',
  recipient_display_name: 'Recipient',
  recipient_e164: 'Recipient’s number',
  recipient_phone_number: 'Number as sent',
  recipient_owner_id: 'Owner ID',
  recipient_owner_type: 'Owner',
  attachment_index: 'Position',
  attachment_name: 'File',
  attachment_type: 'Kind',
  attachment_id: 'File ID',
};

const labels: Readonly<Record<string, string>> = LABELS;

export const columnLabel = (column: string): string => labels[column] ?? column;

const WIDTHS: Readonly<Record<string, number>> = {
  date_time: 11.5,
  direction: 6,
  sender_display_name: 10,
  sender_e164: 9,
  message: 20,
  delivery_status: 9.5,
  attachment_count: 5,
  to_count: 7,
  recipient_index: 5,
  attachment_index: 5,
  message_id: 19,
  session_id: 19,
  attachment_name: 18,
  to_display_names: 10,
};

const NUMBERS = /^(?:message_type|epoch_ms|.*_(?:count|index|bytes))$/;

/** Whether its values are numbers, which are right-aligned. */
export const isNumeric = (column: string): boolean => NUMBERS.test(column);

/** In rem. */
export const widthOf = (column: string): number => WIDTHS[column] ?? 11;
