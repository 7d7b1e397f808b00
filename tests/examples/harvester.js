/**
 * One of several processes under one limit: `node harvester.js <JSON>` reads sessions and prints what
 * came of them as JSON.
 *
 * @module
 */
import { createClient } from 'redis';
import { redisLimiter } from '../../examples/redis-limiter.mjs';
import { SmsClient } from '../../pkg/inline.js';
import { recording } from './recording.js';

/** @typedef {{ url: string, socket: string, limits: Parameters<typeof redisLimiter>[1], sessionIds: string[] }} Order */
/** @typedef {{ messages: unknown[], errors: string[], turns: number[] }} Harvest `turns`: when they were taken, in milliseconds */

/** @type {Order} */
const { url, socket, limits, sessionIds } = JSON.parse(process.argv[2] ?? '');
const redis = createClient({ socket: { path: socket, tls: false } });
await redis.connect();
const store = recording(redis);

const client = new SmsClient({
  token: 'simulator-token',
  baseUrl: `${url}/v2`,
  rateLimit: redisLimiter(store, limits),
});
/** @type {Harvest} */
const harvest = { messages: [], errors: [], turns: [] };
const query = { from: '2023-03-15', to: '2024-03-14' };
for await (const { page, error } of client.histories(sessionIds, query)) {
  if (error) harvest.errors.push(error.kind);
  else if (page) harvest.messages.push(...page.sms_histories.map(({ message_id: id }) => id));
}
await redis.close();
console.log(JSON.stringify({ ...harvest, turns: store.turns }));
