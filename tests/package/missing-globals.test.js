import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installPackage, runProgram } from './support.js';

const project = await installPackage();

/** What React Native's Hermes lacks of that which Node has. */
const LACKING = [
  ...['DOMException', 'ReadableStream', 'TransformStream', 'structuredClone', 'TextDecoder'],
  ...['TextEncoder', 'crypto', 'MessageChannel', 'BroadcastChannel', 'Blob', 'File', 'performance'],
];

/** @param {string[]} names */
const without = (names) => `
  for (const name of ${JSON.stringify(names)}) delete globalThis[name];
  for (const name of ['any', 'timeout', 'abort']) delete AbortSignal[name];
  delete Array.fromAsync;
  delete Promise.withResolvers;
  const sms = await import('zoom-phone-sms/inline');
  const told = async (work) => {
    const error = await (async () => work())().catch((error) => error);
    return [error.name, error.retryable, error.message];
  };
`;

test('without WebAssembly and other globals, each call says so', async () => {
  const calls = `
    const client = new sms.SmsClient({ token: 't' });
    const file = { download_url: 'https://zoom.us/f' };
    const all = {
      getSmsSession: () => sms.getSmsSession('seed', { token: 't', timeoutMs: 50 }),
      'client.getSmsSession': () => client.getSmsSession('seed'),
      messages: () => client.messages('seed', {}).next(),
      pages: () => client.pages('seed', { prefetch: true }).next(),
      rows: () => client.rows('seed').next(),
      histories: () => client.histories(['seed'], () => ({})).next(),
      plan: () => client.plan({}),
      downloadAttachment: () => client.downloadAttachment(file),
      init: () => sms.init(),
    };
    for (const [name, work] of Object.entries(all)) all[name] = await told(work);
    console.log(JSON.stringify(all));
  `;
  const program = without([...LACKING, 'WebAssembly']) + calls;
  const told = JSON.parse(await runProgram(project, 'hermes.mjs', program));
  for (const [name, [error, retryable, message]] of Object.entries(told)) {
    assert.deepEqual([error, retryable], ['NetworkError', false], `${name}: ${message}`);
    assert.match(message, /WebAssembly/, name);
  }
  assert.equal(Object.keys(told).length, 9);
});

test('time limits need neither DOMException nor static methods of AbortSignal', async () => {
  const calls = `
    const silence = () => new Promise((resolve) => setTimeout(resolve, 5_000).unref());
    const keep = setInterval(() => {}, 1_000);
    const client = new sms.SmsClient({ token: 't', timeoutMs: 50, fetch: silence, retry: { max: 0 } });
    const file = { download_url: 'https://zoom.us/f' };
    const all = {
      getSmsSession: () => client.getSmsSession('seed'),
      messages: () => client.messages('seed', { deadlineMs: 50 }).next(),
      downloadAttachment: () => client.downloadAttachment(file),
      async histories() {
        for await (const { error } of client.histories(['seed'], silence)) if (error) throw error;
      },
    };
    for (const [name, work] of Object.entries(all)) all[name] = await told(work);
    clearInterval(keep);
    console.log(JSON.stringify(all));
  `;
  const program = without(['DOMException', 'structuredClone']) + calls;
  const told = JSON.parse(await runProgram(project, 'no-exception.mjs', program));
  for (const [name, [error, , message]] of Object.entries(told)) {
    assert.equal(error, 'TimeoutError', `${name}: ${message}`);
  }
  assert.equal(Object.keys(told).length, 4);
});
