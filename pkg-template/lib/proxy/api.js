/**
 * Everything that `zoom-phone-sms/proxy` exports, on every platform.
 *
 * @module
 */
export { createZoomProxy } from './handler.js';
export { serverToServerOAuth } from './oauth.js';
export * from './types.js';
