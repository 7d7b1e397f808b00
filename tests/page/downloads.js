import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAULTS, USES } from '../proxy/bodies.js';

/** @import { Browser } from './webdriver.js' */

/**
 * Attachments that go wrong, read on a page in every way.
 *
 * @param {Browser} browser
 * @param {string} url of `createFiles`
 */
export function testDownloads(browser, url) {
  /** @type {(what: 'outcomes' | 'uses', fault?: string) => Promise<Record<string, unknown>>} */
  const run = async (what, fault) => {
    await browser.open(url);
    return browser.run(
      async (what, fault) => {
        const [package_, bodies] = ['/pkg/index.js', '/tests/proxy/bodies.js'];
        const sms = await import(package_);
        return (await import(bodies))[what](sms, location.origin, fault);
      },
      what,
      fault,
    );
  };

  for (const [fault, { expected }] of Object.entries(FAULTS)) {
    test(`an attachment is read in every way, and ${fault}: ${expected.join(' or ')}`, async () => {
      for (const [way, outcome] of Object.entries(await run('outcomes', fault))) {
        assert.ok(expected.includes(String(outcome)), `${way}: ${outcome}`);
      }
    });
  }

  test('otherwise, the response of an attachment behaves like the platform’s', async () => {
    assert.deepEqual(await run('uses'), USES);
  });
}
