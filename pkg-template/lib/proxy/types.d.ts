/**
 * The options of the proxy and its tokens.
 *
 * @module
 */

import type { SmsTokenReason } from '../../wasm/types.js';

/** The credentials of a Server-to-Server OAuth app, as the Zoom App Marketplace shows them, and how to reach Zoom. */
export interface ServerToServerOAuthOptions {
  /** The account's id. */
  accountId: string;
  /** The app's id. */
  clientId: string;
  /** The app's secret. It is sent only to `tokenUrl`. */
  clientSecret: string;
  /**
   * The address of the token server: `https`, or `http` on this machine.
   * @default "https://zoom.us/oauth/token"
   */
  tokenUrl?: string | URL | undefined;
  /** Replaces the global `fetch`. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /**
   * Milliseconds for a token. In a proxy also for a page of messages, and for the start of an attachment.
   * @default 30000
   */
  timeoutMs?: number | undefined;
}

/** An OAuth access token. */
export interface OAuthToken {
  /** The token. */
  access_token: string;
  /** Seconds until it expires. */
  expires_in: number;
}

/** A client's `token`: returns the current token while it is valid. */
export interface ServerToServerOAuth {
  (why?: SmsTokenReason): Promise<OAuthToken>;
  /**
   * The API's address for the client's `baseUrl`: in the account's region; or, if `tokenUrl` is not
   * Zoom's, the one that it names at its own origin.
   */
  baseUrl(): Promise<string>;
  /** Whether a client needs a `baseUrl`, because the tokens are not Zoom's. */
  readonly needsBaseUrl: boolean;
}

/**
 * Whether a caller may see an SMS session: `true`; or `{ caller }`, any stable name, which also binds the
 * addresses of its attachments to this caller. Anything else refuses.
 */
export type Permission = boolean | { caller: string } | null | undefined;

/**
 * Called before each request for a page of messages or an attachment, with the original request, including
 * cookies, and the requested SMS session.
 */
export type Authorize = (
  request: Request,
  wanted: { sessionId: string },
) => Permission | Promise<Permission>;

/** The options of a proxy. */
export interface ZoomProxyOptions extends ServerToServerOAuthOptions {
  /** Decides who may see what. Without it, every request is refused. */
  authorize: Authorize;
  /**
   * Where the proxy is mounted: the path of its clients' `baseUrl`.
   * @default "/zoom"
   */
  basePath?: string | undefined;
  /**
   * The address of Zoom's API: `https`, or `http` on this machine. Default: the one that Zoom names with the
   * token for the account's region, or `https://api.zoom.us/v2`. If `tokenUrl` is not Zoom's: only the one
   * named with the token, at the origin of `tokenUrl`.
   */
  baseUrl?: string | URL | undefined;
  /**
   * Attachment hosts besides the host of `baseUrl`, such as `files.example`, or `*.files.example` for all its
   * subdomains.
   * @default ["zoom.us", "*.zoom.us", "zoomgov.com", "*.zoomgov.com"]
   */
  downloadHosts?: readonly string[] | undefined;
  /**
   * Whether to send the access token with attachment requests, besides the link's own permission.
   * @default false
   */
  sendTokenWithDownloads?: boolean | undefined;
  /**
   * The largest attachment, in bytes.
   * @default 26214400
   */
  maxAttachmentBytes?: number | undefined;
  /**
   * Milliseconds for which an attachment's address is valid, unless its link expires earlier.
   * @default 3600000
   */
  handleLifetimeMs?: number | undefined;
  /**
   * Milliseconds for a whole attachment.
   * @default 300000
   */
  downloadTimeoutMs?: number | undefined;
  /**
   * Called with errors that the page does not see: what `authorize` threw, or why Zoom could not be
   * reached. Without it, nothing is logged.
   */
  onError?: ((error: unknown) => void) | undefined;
}
