import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SmsClient } from '../../pkg/inline.js';
import { serve } from '../../simulator/serve.js';
import { ids, messagesOf, NOON, read, truth } from './support.js';

/** @import { FaultName } from '../../simulator/fault-kinds.js' */

const ID = 'history-365/a ?#%✓';
const QUERY = { from: '2024-01-01', to: '2024-03-14', page_size: 5 };
const options = {
  rateLimit: /** @type {const} */ (false),
  retry: { baseDelayMs: 1, maxDelayMs: 5 },
  timeoutMs: 20_000,
};

const { url, simulator, close } = await serve({ now: () => NOON });
after(close);

const client = (more = {}) =>
  new SmsClient({ token: () => simulator.issueToken(), baseUrl: `${url}/v2`, ...options, ...more });
const expected = (id = ID) => ids(truth(simulator.groundTruth(id), QUERY));

for (const kind of /** @type {FaultName[]} */ ([
  ...['500', '502-html', '503', '429-concurrent', 'cut-before', 'cut-inside', 'cut-after'],
  ...['slow-body', 'truncated', 'html', 'empty-body', 'revoked-token', 'invalid-page-token'],
])) {
  test(`over HTTP, ${kind} loses no message`, async () => {
    simulator.set({ faults: [{ kind, after: 2, times: 1 }] });
    // Page tokens are needed where many messages share a second.
    const id = kind === 'invalid-page-token' ? 'burst-40/a ?#%✓' : ID;
    // A slow answer is given up on after a while, in real time. Others may take long on a busy machine.
    const more = kind === 'slow-body' ? { timeoutMs: 1_000 } : {};
    const { items, error } = await read(client(more).pages(id, QUERY));
    assert.equal(error, undefined);
    assert.deepEqual(ids(messagesOf(items)), expected(id));
    assert.ok(
      simulator.requests.some(({ fault }) => fault === kind),
      'it has struck',
    );
  });
}

test('over HTTP, a failed history continues from its checkpoint in another client', async () => {
  simulator.set({ faults: [{ kind: 'cut-inside', after: 2 }], duplicates: 0.2 });
  const { items, error } = await read(client().pages(ID, QUERY));
  assert.equal(error?.kind, 'network');
  assert.equal(items.length, 2);
  simulator.set({ faults: [] });
  const rest = await read(client().pages(ID, { ...QUERY, resume: error?.checkpoint }));
  assert.deepEqual(ids(messagesOf([...items, ...rest.items])), expected());
});
