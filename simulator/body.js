/**
 * Responses with valid and invalid bodies.
 * @module
 */

/** The error page of a gateway. */
export const HTML = '<!doctype html><title>Zoom</title><h1>We will be right back</h1>';

/**
 * @param {string} body
 * @param {string} [type]
 * @param {number} [status]
 */
export function text(body, type = 'application/json', status = 200) {
  return new Response(body, { status, headers: { 'content-type': type } });
}

/** @param {ReadableStream | Buffer<ArrayBuffer>} body */
export function json(body) {
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}

/** @param {string} body */
export function firstHalf(body) {
  return body.slice(0, body.length / 2);
}
