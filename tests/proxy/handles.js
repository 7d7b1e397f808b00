/**
 * Handles of attachments, and what a caller gets for one.
 *
 * @module
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after } from 'node:test';
import { createHandles } from '../../pkg/lib/proxy/handles.js';
import { CREDENTIALS, listen } from './support.js';

const handles = createHandles(CREDENTIALS);

/**
 * The path of an attachment.
 *
 * @param {Partial<import('../../pkg/lib/proxy/handles.js').Sealed>} [sealed]
 */
export async function seal(sealed = {}) {
  const whole = { link: 'https://zoom.us/f', sessionId: 's', caller: '', expiresAt: Infinity };
  // Infinity has no JSON.
  const expiresAt = sealed.expiresAt ?? Date.now() + 60_000;
  return `/zoom/attachments/${await handles.seal({ ...whole, ...sealed, expiresAt })}`;
}

/**
 * @param {string} url
 * @param {RequestInit} [init]
 */
export async function get(url, init) {
  const response = await fetch(url, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The URL of a server that must not be asked: a test file in which it is fails. */
export async function startForbidden() {
  let visitors = 0;
  const url = await listen(
    createServer((_, response) => {
      visitors += 1;
      response.end('internal');
    }),
  );
  after(() => assert.equal(visitors, 0, 'a request reached the forbidden server'));
  return url;
}
