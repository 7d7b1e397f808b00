import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { createAdaptorServer } from '@hono/node-server';
import express from 'express';
import { Hono } from 'hono';
import { mount as mountOnExpress } from '../../examples/proxy-express.mjs';
import { fetchServer, nextRoute } from '../../examples/proxy-fetch.mjs';
import { mount as mountOnHono } from '../../examples/proxy-hono.mjs';
import { nodeServer } from '../../examples/proxy-node.mjs';
import { SmsClient } from '../../pkg/inline.js';
import { askRaw, listen, startProxy } from './support.js';

const { proxy, simulator } = await startProxy({
  authorize: ({ headers }) => headers.get('cookie') === 'user=1',
});

const app = new Hono();
app.get('/', (c) => c.text('the page'));
mountOnHono(app, proxy);

const application = express();
application.get('/', (_, response) => void response.send('the page'));
mountOnExpress(application, proxy);

/** @param {(request: Request) => Response | Promise<Response>} fetch */
const served = (fetch) =>
  listen(
    /** @type {import('node:http').Server} */ (
      createAdaptorServer({ fetch, overrideGlobalObjects: false })
    ),
  );

const SERVERS = {
  "Node's own server": await listen(nodeServer(proxy)),
  Hono: await served(app.fetch),
  Express: await listen(createServer(application)),
  'a fetch handler': await served(fetchServer(proxy).fetch),
  'a route of Next.js': await served(nextRoute(proxy).GET),
};

for (const [name, url] of Object.entries(SERVERS)) {
  /** @type {import('../../pkg/inline.js').SmsClientOptions} */
  const options = {
    baseUrl: `${url}/zoom`,
    token: 'of-the-page',
    fetch: (request) => {
      const headers = new Headers(request.headers);
      headers.set('cookie', 'user=1');
      return fetch(new Request(request, { headers }));
    },
  };

  test(`${name}: a client reads messages and their attachments through the proxy`, async () => {
    const client = new SmsClient(options);
    const { sms_histories } = await client.getSmsSession('demo', { page_size: 100 });
    assert.equal(sms_histories.length, 40);
    const file = sms_histories.flatMap(({ attachments }) => attachments ?? [])[0];
    assert.ok(file);
    const response = await client.downloadAttachment(file);
    assert.equal(response.headers.get('content-type'), 'image/jpeg');
    assert.equal((await response.arrayBuffer()).byteLength, file.size);
  });

  test(`${name}: an id with a slash arrives intact, and so does a refusal`, async () => {
    const client = new SmsClient(options);
    assert.equal((await client.getSmsSession('odd/id ?#%✓')).sms_histories.length > 0, true);
    await assert.rejects(client.getSmsSession('no-such-session'), {
      kind: 'not-found',
      code: 7013,
    });
  });

  test(`${name}: nothing is served without a cookie, or outside the two routes`, async () => {
    const before = simulator.requests.length;
    assert.equal((await fetch(`${url}/zoom/phone/sms/sessions/demo`)).status, 403);
    for (const path of ['/zoom/users', '/zoom/phone/sms/sessions/..%2fusers', '/zoom', '/other']) {
      const { status, answer } = await askRaw(url, path, { headers: ['cookie: user=1'] });
      assert.equal(status, 404, path);
      assert.doesNotMatch(answer, /at .*\.js:\d/, 'a stack');
    }
    const posted = await fetch(`${url}/zoom/phone/sms/sessions/demo`, {
      method: 'POST',
      headers: { cookie: 'user=1' },
    });
    assert.ok([404, 405].includes(posted.status));
    assert.equal(simulator.requests.length, before);
  });
}
