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
 * What a proxy may read besides the messages of a session and their attachments: one message; the list of the
 * account's sessions; the list of a user's sessions.
 */
export type ProxyRead = 'message' | 'account-sessions' | 'user-sessions';

/** What each read asks `authorize` about. */
interface WantedOf {
  /** The messages of a session. */
  session: { kind: 'session'; sessionId: string; messageId?: undefined; userId?: undefined };
  /** An attachment of a session. */
  attachment: { kind: 'attachment'; sessionId: string; messageId?: undefined; userId?: undefined };
  /** One message of a session. */
  message: { kind: 'message'; sessionId: string; messageId: string; userId?: undefined };
  /** The list of the account's sessions. */
  'account-sessions': {
    kind: 'sessions';
    /** None: the list is that of the whole account. */
    userId?: undefined;
    sessionId?: undefined;
    messageId?: undefined;
  };
  /** The list of a user's sessions. */
  'user-sessions': {
    kind: 'sessions';
    /** The user's id or email address, as the caller wrote it; never `me`. */
    userId: string;
    sessionId?: undefined;
    messageId?: undefined;
  };
}

/** What a caller wants to see. `Allowed` is what the proxy's `allow` lists. */
export type Wanted<Allowed extends ProxyRead = never> = WantedOf[
  | 'session'
  | 'attachment'
  | Allowed];

/**
 * Called before each request, with the original request, including cookies, and what it asks for.
 */
export type Authorize<Allowed extends ProxyRead = never> = (
  request: Request,
  wanted: Wanted<Allowed>,
) => Permission | Promise<Permission>;

/** The options of a proxy. */
export interface ZoomProxyOptions<Allowed extends ProxyRead = never>
  extends ServerToServerOAuthOptions {
  /** Decides who may see what. Without it, every request is refused. */
  authorize: Authorize<Allowed>;
  /**
   * What else to forward if `authorize` allows it. It is an option, so that an `authorize` that knows only
   * sessions is never asked about anything else.
   * @default []
   */
  allow?: readonly Allowed[] | undefined;
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
