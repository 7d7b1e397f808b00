import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const {
  // Where requests go, and what they go with: the page's server alone knows.
  ZOOM_SMS_TARGET = 'http://127.0.0.1:8787',
  ZOOM_SMS_TOKEN = 'simulator-token',
} = process.env;

/** Zoom serves no CORS: a page asks its own server, which passes the request on. */
const proxy = {
  '/zoom/': {
    target: ZOOM_SMS_TARGET,
    changeOrigin: true,
    headers: { authorization: `Bearer ${ZOOM_SMS_TOKEN}` },
    rewrite: (/** @type {string} */ path) => path.replace('/zoom/', '/'),
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
