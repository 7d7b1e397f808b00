// What a user of a newer TypeScript may write besides. Compiled, not run.
import type { SmsClient, SmsHistoryPage } from 'zoom-phone-sms';

export async function first(client: SmsClient): Promise<SmsHistoryPage | undefined> {
  await using messages = client.messages('id');
  for await (const { message_id } of messages) message_id.slice();
  await using rows = client.rows('id', { grain: 'recipient' });
  for await (const [row] of rows) row?.recipient_index?.toFixed();
  await using steps = client.histories(['id']);
  for await (const { sessionId } of steps) sessionId.slice();
  await using pages = client.pages('id');
  for await (const page of pages) return page;
  return undefined;
}
