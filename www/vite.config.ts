import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { connect } from './server/connection.ts';
import { dashboardServer } from './server/plugin.ts';
import { preloadWasm } from './server/preload.ts';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [dashboardServer(connect(process.env)), preloadWasm()],
  resolve: {
    alias: { 'zoom-phone-sms': fileURLToPath(new URL('../pkg/index.js', import.meta.url)) },
  },
  server: { host: '127.0.0.1', fs: { allow: ['..'] } },
  preview: { host: '127.0.0.1' },
  // The bundler reports its own slowness on a busy machine: that is no news for users of the dashboard.
  build: { target: 'es2022', rolldownOptions: { checks: { pluginTimings: false } } },
});
