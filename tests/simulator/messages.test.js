import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STATIC_TOKENS } from '../../simulator/index.js';
import { askMessage as ask, createClocked } from './support.js';

test('every message of a session is found by its id', async () => {
  const { simulator } = createClocked();
  for (const sessionId of ['demo', 'odd/id ?#%✓', 'history-30/a b', 'edge-10', 'burst-3']) {
    for (const message of simulator.groundTruth(sessionId)) {
      const { status, body } = await ask(simulator, sessionId, message.message_id);
      assert.deepEqual([status, body], [200, message]);
    }
  }
});

test('a message that is not there, or no longer, is refused like an unknown session', async () => {
  const { simulator } = createClocked();
  const [first] = simulator.groundTruth('demo');
  for (const [sessionId, messageId] of [
    ['demo', 'no-such-message'],
    ['empty', first?.message_id],
    ['no-such-session', first?.message_id],
  ]) {
    const { status, body } = await ask(simulator, String(sessionId), messageId);
    assert.deepEqual([status, body.code], [404, 7013]);
  }
  simulator.set({ deletedMessages: { count: 1 } });
  assert.equal((await ask(simulator, 'demo', first?.message_id)).status, 404);
});

test('a message needs a token, counts as a request, and has the faults of requests', async () => {
  const { simulator } = createClocked({ rateLimit: { perSecond: 1 } });
  const [first] = simulator.groundTruth('demo');
  const refused = await ask(simulator, 'demo', first?.message_id, { token: 'wrong' });
  assert.deepEqual([refused.status, refused.body.code], [401, 124]);
  assert.equal((await ask(simulator, 'demo', first?.message_id)).status, 200);
  assert.equal((await ask(simulator, 'demo', first?.message_id)).status, 429);
  assert.equal((await ask(simulator, 'error-2031', 'any')).status, 429);
  simulator.set({ rateLimit: {}, faults: [{ kind: '503' }] });
  assert.equal((await ask(simulator, 'demo', first?.message_id)).status, 503);
  assert.equal(simulator.requests.at(-1)?.fault, '503');
});

test('a session that stands for a fault answers with it, whatever the message', async () => {
  const { simulator } = createClocked();
  const { status, body } = await ask(simulator, 'error-2031', 'any');
  assert.deepEqual([status, body.code], [403, 2031]);
});

test('a master account reads the messages of a sub account', async () => {
  const { simulator } = createClocked();
  const [first] = simulator.groundTruth('demo');
  const { status } = await ask(simulator, 'demo', first?.message_id, {
    token: STATIC_TOKENS.master,
    account: '/accounts/simulator-account-1',
  });
  assert.equal(status, 200);
});
