#!/usr/bin/env node
/**
 * The simulator on a port: for browsers, curl and other processes.
 * @module
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { run } from './command-line.js';
import { createSimulator } from './index.js';
import { connections } from './stream.js';

/**
 * @typedef {object} RunningSimulator
 * @property {string} url Without a path or a trailing slash.
 * @property {import('./index.js').Simulator} simulator
 * @property {() => Promise<void>} close Cuts open connections, including slow responses.
 */

/**
 * @param {import('./command-line.js').ServeOptions} [options]
 *   Port 0, the default, is any free one; the default host is reachable from this machine only.
 * @returns {Promise<RunningSimulator>} Rejects if the port is not available.
 */
export async function serve({ port = 0, host = '127.0.0.1', ...options } = {}) {
  /** @type {import('./index.js').Simulator} */
  let simulator;
  const server = /** @type {import('node:http').Server} */ (
    createAdaptorServer({
      fetch(request, { outgoing }) {
        if (outgoing.socket) connections.set(request, outgoing.socket);
        return simulator.fetch(request);
      },
      // Must not replace the global Request of the test that serves a simulator.
      overrideGlobalObjects: false,
    })
  );
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(undefined));
  });

  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const name = host.includes(':') ? `[${host}]` : host;
  const url = `http://${name}:${address.port}`;
  // Created here because download URLs need the port; no request can arrive earlier.
  try {
    simulator = createSimulator({ fileOrigin: url, ...options });
  } catch (error) {
    server.close();
    throw error;
  }

  return {
    url,
    simulator,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

const script = process.argv[1];
if (script && realpathSync(script) === fileURLToPath(import.meta.url)) {
  process.exitCode = await run(process.argv.slice(2), serve);
}
