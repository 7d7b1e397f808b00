/** @jest-environment jsdom */
import { flattenSmsHistories, isSmsError, SmsClient, validateDateRange } from 'zoom-phone-sms';

// Its globals have no fetch, no Request and no TextDecoder.
test('what needs no network works, and the rest says what is missing', async () => {
  expect(typeof TextDecoder).toBe('undefined');
  expect(validateDateRange('2024-01-01', '2024-01-31').ok).toBe(true);
  const message = { message_id: 'm', date_time: '2024-01-01T00:00:00Z', message: '✓' };
  expect(flattenSmsHistories([message])[0].message).toBe('✓');

  const client = new SmsClient({ token: 't' });
  const error = await client.getSmsSession('seed').catch((error) => error);
  expect([isSmsError(error), error.kind]).toEqual([true, 'network']);
});
