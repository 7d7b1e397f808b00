/**
 * All that `zoom-phone-sms/proxy` exports, on every platform.
 *
 * @module
 */
export { createZoomProxy } from './handler.js';
export { serverToServerOAuth } from './oauth.js';

/**
 * @typedef {import('./settings.js').ZoomProxyOptions} ZoomProxyOptions
 * @typedef {import('./settings.js').Authorize} Authorize
 * @typedef {import('./settings.js').Permission} Permission
 * @typedef {import('./oauth.js').ServerToServerOAuthOptions} ServerToServerOAuthOptions
 * @typedef {import('./oauth.js').ServerToServerOAuth} ServerToServerOAuth
 */
