import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { passOn } from './proxy.js';

const {
  // Where requests go, and what they go with: the page's server alone knows.
  ZOOM_SMS_TARGET = 'http://127.0.0.1:8787',
  ZOOM_SMS_TOKEN = 'simulator-token',
} = process.env;

/**
 * Zoom serves no CORS: a page asks its own server, which passes the request on.
 * @type {Record<string, import('vite').ProxyOptions>}
 */
const proxy = {
  '/zoom/': {
    target: ZOOM_SMS_TARGET,
    changeOrigin: true,
    bypass(request, response) {
      const answer = passOn(request);
      if ('path' in answer) {
        request.url = answer.path;
        // Nothing the browser sent: its cookies are for other servers of this machine.
        request.headers = { accept: 'application/json', authorization: `Bearer ${ZOOM_SMS_TOKEN}` };
        return undefined;
      }
      response?.writeHead(answer.status, { 'content-type': 'text/plain' }).end(answer.reason);
      // Vite's way of saying that there is nothing left to do.
      return request.url;
    },
  },
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve: {
    alias: { 'zoom-phone-sms': fileURLToPath(new URL('../pkg/index.js', import.meta.url)) },
  },
  server: { proxy, fs: { allow: ['..'] } },
  preview: { proxy },
  build: { target: 'es2022' },
});
