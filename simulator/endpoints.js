/**
 * The endpoints: what each needs, and what its requests count as.
 * @module
 */
import { SCOPES } from './access-token.js';
import { unknownAccount, unknownListAccount } from './api-error.js';

/** The lists have granular scopes of their own. */
export const LIST_SCOPES = Object.freeze([
  'phone:read:list_sms_sessions',
  'phone:read:list_sms_sessions:admin',
]);

/** @typedef {keyof typeof ENDPOINTS} EndpointName */

/** @typedef {import('./access-token.js').Need & { unknownAccount: () => import('./api-error.js').ApiError }} Endpoint */

export const ENDPOINTS = Object.freeze({
  session: endpoint(SCOPES, 'sms_session', unknownAccount),
  message: endpoint(SCOPES, 'sms_message', unknownAccount),
  sync: endpoint(SCOPES, 'sms_session', unknownAccount),
  list: endpoint(LIST_SCOPES, 'list_sms_sessions', unknownListAccount),
  'user-list': endpoint(LIST_SCOPES, 'list_sms_sessions', unknownAccount),
});

/**
 * @param {Endpoint['scopes']} scopes
 * @param {Endpoint['granular']} granular
 * @param {Endpoint['unknownAccount']} unknownAccount
 * @returns {Endpoint}
 */
function endpoint(scopes, granular, unknownAccount) {
  return { scopes, granular, unknownAccount };
}
