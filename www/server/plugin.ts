/** The page's server: everything it serves besides the page's own files. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Connect, Plugin } from 'vite';
import { BASE_PATH, type Connection } from './connection.ts';

/** No other site can put the page into a frame or read it. */
const PAGE_HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Answers everything but the page's own files. */
export function middlewareOf({ proxy, facts }: Connection) {
  const answer = getRequestListener(proxy, { overrideGlobalObjects: false });
  return (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const { url = '/' } = request;
    for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
    if (url === '/dashboard.json') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(facts));
    } else if (url.startsWith(`${BASE_PATH}/`)) {
      void answer(request, response);
    } else {
      next();
    }
  };
}

export function dashboardServer(connection: Connection): Plugin {
  const middleware = middlewareOf(connection);
  // Runs after Vite's own host check, and before anything that serves files.
  const use = ({ middlewares }: { middlewares: Connect.Server }) => {
    middlewares.use(middleware);
  };
  return { name: 'dashboard-server', configureServer: use, configurePreviewServer: use };
}
