import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { InvalidRequestError, SmsClient } from '../../pkg/inline.js';
import { listen } from './support.js';

/** A server that is not to be asked; it counts who comes. */
let visitors = 0;
const server = createServer((_, response) => {
  visitors += 1;
  response.end();
});
const origin = await listen(server);
after(() => assert.equal(visitors, 0, 'a request reached the forbidden server'));

const client = new SmsClient({ baseUrl: 'http://127.0.0.1:9/v2', token: 'token' });

/** Invalid links, by the message of their error. @type {[RegExp, string[]][]} */
const SAID = [
  [
    /is not encrypted/,
    [
      'http://files.example/secret',
      `${origin}/secret`,
      'http://zoom.us/secret',
      'data:text/plain,secret',
      'blob:https://files.example/secret',
    ],
  ],
  [
    /contains a user name or a password/,
    [
      'https://secret@files.example/',
      'https://:secret@files.example/',
      'http://secret@127.0.0.1:9/',
    ],
  ],
  [
    /is not at any of `hosts`.*add it to `hosts`/,
    ['https://zoom.us/secret', 'https://files.example:8443/secret'],
  ],
  [/is not a URL/, ['https://[secret']],
];

for (const [said, links] of SAID) {
  for (const download_url of links) {
    test(`${download_url.replace(/:\d{5}\//, ':…/')} ${said.source.split('.')[0]}: its error says so, and what is accepted`, async () => {
      const work = client.downloadAttachment(
        { download_url },
        { hosts: ['files.example', '127.0.0.1:1'] },
      );
      await assert.rejects(work, (error) => {
        assert.ok(error instanceof InvalidRequestError);
        const [issue, ...others] = error.issues;
        assert.deepEqual(
          [issue?.field, issue?.code, others],
          ['attachment.download_url', 'insecure', []],
        );
        assert.match(error.message, said);
        assert.equal(/trust its host/.test(error.message), /any of/.test(said.source));
        assert.match(issue?.accepted ?? '', /^https at one of `hosts`.*`baseUrl`$/);
        assert.doesNotMatch(JSON.stringify(error) + error.stack, /secret/);
        return true;
      });
    });
  }
}
