import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SmsClient } from '../../pkg/inline.js';
import { startProxy, startScript } from './support.js';

/** 2025-01-19T15:20:00Z */
const NOW = 1_737_300_000_000;
const MIDNIGHT = 'Mon, 20 Jan 2025 00:00:00 GMT';

/** What Zoom and gateways send, and what the proxy makes of it; `null` is no header. */
const PASSED = /** @type {const} */ ([
  ['0', '0'],
  ['120', '120'],
  ['0.5', '1'],
  ['1.25', '2'],
  ['5, 5', '5'],
  ['5, 120,7', '120'],
  [MIDNIGHT, MIDNIGHT],
  ['Monday, 20-Jan-25 00:00:00 GMT', MIDNIGHT],
  ['Mon Jan 20 00:00:00 2025', MIDNIGHT],
  ['mon, 20 jan 2025 00:00:00 gmt', MIDNIGHT],
  ['Mon, 20 Jan 2025 00:00:00 +0000', MIDNIGHT],
  ['2025-01-20T00:00:00Z', MIDNIGHT],
  ['2025-01-20T00:00:00', MIDNIGHT],
  ['2025-01-20 00:00:00Z', MIDNIGHT],
  ['2025-01-20T00:00Z', MIDNIGHT],
  ['2025-01-19T24:00:00Z', MIDNIGHT],
  ['2025-01-19T23:59:60Z', MIDNIGHT],
  ['2025-01-19T23:59:59.5Z', MIDNIGHT],
  ['2025-01-20T01:00:00+01:00', MIDNIGHT],
  ['2025-01-19t23:30:00-0030', MIDNIGHT],
  ['2025-01-20T01:00:00+01', MIDNIGHT],
  ['20250120T000000Z', MIDNIGHT],
  // A time in the past is passed on unchanged: a client may retry at once.
  ['2024-01-20T00:00:00Z', 'Sat, 20 Jan 2024 00:00:00 GMT'],
  ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sun, 06 Nov 1994 08:49:37 GMT'],
  ['-5', null],
  ['soon', null],
  ['5s', null],
  ['1e3', null],
  ['5, soon', '5'],
  ['99999999999999999999', null],
  ['2025-01-20', null],
  ['2025-02-30T00:00:00Z', null],
  ['2025-13-01T00:00:00Z', null],
  ['2025-01-20T00:60:00Z', null],
  ['2025-01-20T00:00:00+1', null],
  ['Mon, 20 Foo 2025 00:00:00 GMT', null],
  ['Mon, 20 Jan 2025 00:00:00 CET', null],
  ['Mon, 20 Jan 2025 01:00:00 +0100', null],
]);

let sent = '';
const script = await startScript(() => ({ status: 503, headers: { 'retry-after': sent } }));
const { url } = await startProxy(script.options);

for (const [given, expected] of PASSED) {
  test(`\`Retry-After: ${given}\` reaches a page as ${expected ?? 'nothing'}`, async () => {
    sent = given;
    const response = await fetch(`${url}/zoom/phone/sms/sessions/s`);
    assert.equal(response.headers.get('retry-after'), expected);
  });
}

test('a client waits through the proxy as long as without it', async (t) => {
  t.mock.method(Date, 'now', () => NOW);
  /** @param {string | null} header */
  const retryAt = async (header) => {
    const headers = header === null ? {} : { 'retry-after': header };
    const client = new SmsClient({
      token: 'token',
      fetch: async () => new Response('{}', { status: 503, headers }),
    });
    const error = await client.getSmsSession('s').catch((error) => error);
    const ms = error.retryAt?.getTime();
    return ms === undefined ? undefined : Math.ceil(ms / 1_000);
  };
  for (const [given, expected] of PASSED) {
    assert.equal(await retryAt(given), await retryAt(expected), given);
  }
});
