/**
 * What a proxy and its tokens are made from.
 *
 * @module
 */

import type { SmsTokenReason } from '../../wasm/types.js';

/** A Server-to-Server OAuth app, as the Zoom App Marketplace shows it, and how to reach Zoom. */
export interface ServerToServerOAuthOptions {
  /** The account's id. */
  accountId: string;
  /** The app's id. */
  clientId: string;
  /** The app's secret: goes to `tokenUrl`, and nowhere else. */
  clientSecret: string;
  /**
   * Where tokens are given: `https`, or `http` on this machine.
   * @default "https://zoom.us/oauth/token"
   */
  tokenUrl?: string | URL | undefined;
  /** In place of the global `fetch`. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /**
   * Milliseconds for a token. Of a proxy also: for a page of messages, and for an attachment to begin.
   * @default 30000
   */
  timeoutMs?: number | undefined;
}

/** An access token of OAuth. */
export interface OAuthToken {
  /** The token. */
  access_token: string;
  /** Seconds until it ends. */
  expires_in: number;
}

/** A client's `token`: gives the one that there is, while it is good. */
export interface ServerToServerOAuth {
  (why?: SmsTokenReason): Promise<OAuthToken>;
  /**
   * The API's address for the client's `baseUrl`: that in the account's region; or, where `tokenUrl` is
   * not Zoom's, the one that it names at its own origin.
   */
  baseUrl(): Promise<string>;
  /** Whether a client has to be given a `baseUrl`: its tokens are not Zoom's. */
  readonly needsBaseUrl: boolean;
}

/**
 * Whether a caller may see an SMS session: `true`; or `{ caller }`, which also binds the addresses of
 * its attachments to this caller, by any name of theirs that stays the same. Anything else is no.
 */
export type Permission = boolean | { caller: string } | null | undefined;

/**
 * Is asked before Zoom is, for each page of messages and for each attachment: with the request as it
 * came, cookies and all, and the SMS session that is wanted.
 */
export type Authorize = (
  request: Request,
  wanted: { sessionId: string },
) => Permission | Promise<Permission>;

/** What a proxy is made from. */
export interface ZoomProxyOptions extends ServerToServerOAuthOptions {
  /** Who may see what. Without it everything is refused. */
  authorize: Authorize;
  /**
   * Where the proxy is mounted: the path of its clients' `baseUrl`.
   * @default "/zoom"
   */
  basePath?: string | undefined;
  /**
   * Of Zoom's API: `https`, or `http` on this machine. Default: what Zoom names with the token for the
   * account's region, or `https://api.zoom.us/v2`. Where `tokenUrl` is not Zoom's: what is named with the
   * token at the origin of `tokenUrl`, and nothing else.
   */
  baseUrl?: string | URL | undefined;
  /**
   * Hosts of attachments besides that of `baseUrl`, such as `files.example`, or `*.files.example` for all
   * below it.
   * @default ["zoom.us", "*.zoom.us", "zoomgov.com", "*.zoomgov.com"]
   */
  downloadHosts?: readonly string[] | undefined;
  /**
   * Whether attachments are asked for with the access token, besides the link's own permission.
   * @default false
   */
  sendTokenWithDownloads?: boolean | undefined;
  /**
   * The largest attachment, in bytes.
   * @default 26214400
   */
  maxAttachmentBytes?: number | undefined;
  /**
   * Milliseconds for which the address of an attachment is good, if its link is so long.
   * @default 3600000
   */
  handleLifetimeMs?: number | undefined;
  /**
   * Milliseconds for all of an attachment.
   * @default 300000
   */
  downloadTimeoutMs?: number | undefined;
  /**
   * Is told what the page is not: what `authorize` threw, or why Zoom could not be asked. Nothing is
   * logged otherwise.
   */
  onError?: ((error: unknown) => void) | undefined;
}
