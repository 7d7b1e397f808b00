/** The columns of the table at each grain. The package knows them; here is only how they are shown. */
import { rowSchema, type SmsColumnSchema, type SmsGrain, type SmsRows } from 'zoom-phone-sms';
import { capitalised, spaced } from '../text/words.ts';

type Column = { [Grain in SmsGrain]: keyof SmsRows[Grain] }[SmsGrain];

/** The columns that are shown by default. In the menu, the others follow. */
const DEFAULT: { [Grain in SmsGrain]: readonly (keyof SmsRows[Grain])[] } = {
  message: ['date_time', 'direction', 'counterparty_name', 'message', 'delivery_status'],
  recipient: [
    'date_time',
    'direction',
    'recipient_index',
    'recipient_display_name',
    'recipient_e164',
    'recipient_phone_number',
  ],
  attachment: [
    'date_time',
    'direction',
    'attachment_index',
    'attachment_name',
    'attachment_type',
    'attachment_bytes',
  ],
};

/** A link with a signed JWT: it is not for display. */
const HIDDEN: Column = 'attachment_download_url';

const schemas = new Map<SmsGrain, readonly SmsColumnSchema[]>();

/** Asked once: it is used each time the table is drawn. */
function schemaOf(grain: SmsGrain): readonly SmsColumnSchema[] {
  const schema = schemas.get(grain) ?? rowSchema(grain);
  schemas.set(grain, schema);
  return schema;
}

/** Every column that can be shown. The package has to be loaded. */
export function columnsOf(grain: SmsGrain): readonly string[] {
  const names = schemaOf(grain).map(({ name }) => name);
  return [...new Set([...DEFAULT[grain], ...names])].filter((name) => name !== HIDDEN);
}

export function shownColumns(
  grain: SmsGrain,
  chosen: ReadonlySet<string> | null,
): readonly string[] {
  // An address may name columns that do not exist.
  const known = chosen ? columnsOf(grain).filter((column) => chosen.has(column)) : [];
  return known.length > 0 ? known : DEFAULT[grain];
}

const LABELS: Partial<Record<Column, string>> = {
  date_time: 'Time',
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

/** The column's heading: of one that has none here, its name in words. */
export function columnLabel(column: string): string {
  return labels[column] ?? capitalised(spaced(column));
}

/** A column's width in rem. The text has none: it takes what the others leave. */
const WIDTHS: Readonly<Record<string, number>> = {
  date_time: 12.8,
  direction: 7,
  counterparty_name: 11,
  sender_display_name: 11,
  sender_e164: 9,
  delivery_status: 10.5,
  attachment_count: 5,
  to_count: 7,
  recipient_index: 6,
  attachment_index: 6,
  message_id: 19,
  session_id: 19,
  attachment_name: 18,
};

/** The column that grows. */
export const GROWING = 'message';

const LEAST_TEXT_REM = 16;

/** Whether its values are numbers, which are right-aligned. */
export function isNumeric(grain: SmsGrain, column: string): boolean {
  return schemaOf(grain).some(({ name, type }) => name === column && type === 'int64');
}

/** In rem; of the growing column, the least. */
export function widthOf(column: string): number {
  return column === GROWING ? LEAST_TEXT_REM : (WIDTHS[column] ?? 11);
}
