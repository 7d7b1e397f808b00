import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { brokenLinks } from '../../scripts/docs/links.mjs';
import { SITE } from '../../scripts/docs/site.mjs';
import { DOCUMENTS, readDocument } from '../../scripts/lib/documents.mjs';

/** @param {string} path */
const read = (path) => readFileSync(join(SITE, path), 'utf8');

test('every link of the site leads somewhere', () => {
  assert.deepEqual(brokenLinks(SITE), []);
});

test('every guide is a page, and the README links to it', () => {
  const home = read('index.html');
  for (const path of DOCUMENTS.filter((path) => path !== 'README.md')) {
    const [, title = ''] = /^# (.+)$/m.exec(readDocument(path)) ?? [];
    assert.ok(home.includes(`href="documents/${title.replaceAll(' ', '_')}.html"`), path);
  }
});

test('classes and functions have pages with their documentation', () => {
  const page = (/** @type {string} */ path) => read(path).replace(/<[^>]+>/g, '');
  assert.match(page('classes/zoom-phone-sms.SmsClient.html'), /every message of every session/i);
  assert.match(page('functions/zoom-phone-sms.toCsv.html'), /Returns/);
  assert.match(page('functions/zoom-phone-sms_proxy.createZoomProxy.html'), /Returns/);
});

test('the crates have their pages beside it', () => {
  assert.match(read('rust/zoom_phone_sms/index.html'), /zoom_phone_sms/);
});
