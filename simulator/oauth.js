/**
 * `POST /oauth/token`: Server-to-Server OAuth. On the live service this is another host, zoom.us.
 * @module
 */
import { ACCOUNT, DEFAULT_ACCOUNT, SCOPES } from './access-token.js';

/** Credentials, as the Zoom App Marketplace issues them. */
export const CREDENTIALS = Object.freeze({
  accountId: DEFAULT_ACCOUNT,
  clientId: 'simulator-client',
  clientSecret: 'simulator-secret',
});

/**
 * @param {Request} request Parameters may be in the query or in a form, as on the live service.
 * @param {import('./access-token.js').AccessTokens} accessTokens
 * @returns {Promise<Response>}
 */
export async function answerTokenRequest(request, accessTokens) {
  const { origin, searchParams } = new URL(request.url);
  const form = new URLSearchParams(await request.text());
  /** @param {string} name */
  const parameter = (name) => searchParams.get(name) ?? form.get(name);

  const basic = btoa(`${CREDENTIALS.clientId}:${CREDENTIALS.clientSecret}`);
  if (request.headers.get('authorization') !== `Basic ${basic}`) {
    return refuse(401, 'Invalid client_id or client_secret', 'invalid_client');
  }
  if (parameter('grant_type') !== 'account_credentials') {
    return refuse(400, 'unsupported grant type', 'unsupported_grant_type');
  }
  const account = parameter('account_id') ?? '';
  if (!ACCOUNT.test(account)) {
    return refuse(400, 'Invalid account_id', 'invalid_request');
  }
  return Response.json({
    access_token: accessTokens.issue(account),
    token_type: 'bearer',
    expires_in: accessTokens.lifetimeS,
    scope: SCOPES.join(' '),
    api_url: origin,
  });
}

/**
 * The OAuth server has its own error format.
 * @param {number} status
 * @param {string} reason
 * @param {string} error
 */
function refuse(status, reason, error) {
  return Response.json({ reason, error }, { status });
}
