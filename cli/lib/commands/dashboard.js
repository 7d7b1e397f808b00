/**
 * The dashboard: its files, and the proxy between the page and Zoom. Only this machine can reach it.
 *
 * @module
 */
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CREDENTIALS } from '../account.js';
import { EXIT, Failure, usage } from '../failure.js';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { Context } from '../context.js' */

/**
 * @typedef {object} DashboardServer
 * @property {(environment: Readonly<Record<string, string | undefined>>) => object} connect
 * @property {(connection: object) => (request: IncomingMessage, response: ServerResponse, next: () => void) => void} middlewareOf
 */

const DEFAULT_PORT = 8788;
const FOLDER = fileURLToPath(new URL('../../dashboard/', import.meta.url));

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
};

/**
 * @param {Context} context
 * @param {{ port?: number }} options
 */
export async function execute({ environment, output, progress, signal }, { port = DEFAULT_PORT }) {
  if (!existsSync(FOLDER))
    throw new Failure(EXIT.usage, 'The dashboard is part of the built package: pkg-cli/.');
  if (port > 65_535) throw usage('--port has to be at most 65535.');
  const set = CREDENTIALS.filter((name) => environment[name]);
  if (set.length > 0 && set.length < CREDENTIALS.length)
    throw usage(`To use Zoom, set all of ${CREDENTIALS.join(', ')}; to use the simulator, none.`);
  const simulator = set.length === 0 ? await startSimulator() : undefined;
  try {
    await serveDashboard({ environment, output, progress, signal }, port, simulator?.url);
  } finally {
    await simulator?.close();
  }
}

/**
 * @param {Pick<Context, 'environment' | 'output' | 'progress' | 'signal'>} context
 * @param {number} port
 * @param {string | undefined} simulator its address; without one, the dashboard is of a Zoom account
 */
async function serveDashboard({ environment, output, progress, signal }, port, simulator) {
  /** @type {DashboardServer} */
  const { connect, middlewareOf } = await import(pathToFileURL(join(FOLDER, 'server.js')).href);
  const connection = connect({
    ...environment,
    ...(simulator && { ZOOM_SMS_SIMULATOR: simulator }),
  });
  const server = createServer(answering(middlewareOf(connection), readFiles()));
  server.listen(port, '127.0.0.1');
  await listening(server, port);
  const { port: found } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await output.line(`http://127.0.0.1:${found}/`);
  progress.note(
    `The dashboard of ${simulator ? 'a simulator' : 'your Zoom account'}. Ctrl-C ends it.`,
  );
  if (!signal.aborted) await once(signal, 'abort');
  server.close();
  server.closeAllConnections();
}

async function startSimulator() {
  const { serve } = await import('../simulator.js');
  return serve({ port: 0 });
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 */
async function listening(server, port) {
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    throw usage(
      `The port ${port} cannot be used (${code}). Choose another with --port, or 0 for any.`,
    );
  }
}

/** The files by their paths: nothing else can be asked for. */
function readFiles() {
  const folder = join(FOLDER, 'files');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  /** @type {Map<string, { type: string, bytes: Buffer }>} */
  const files = new Map();
  for (const name of names) {
    const type = TYPES[extname(name)];
    if (type)
      files.set(`/${name.replaceAll('\\', '/')}`, {
        type,
        bytes: readFileSync(join(folder, name)),
      });
  }
  const index = files.get('/index.html');
  if (index) files.set('/', index);
  return files;
}

/**
 * @param {(request: IncomingMessage, response: ServerResponse, next: () => void) => void} middleware
 * @param {ReturnType<typeof readFiles>} files
 */
function answering(middleware, files) {
  return (/** @type {IncomingMessage} */ request, /** @type {ServerResponse} */ response) => {
    // Another name for this machine would be another site's page that wants to read this one.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) {
      response.writeHead(403).end();
      return;
    }
    middleware(request, response, () => {
      const file = files.get(new URL(request.url ?? '/', 'http://localhost').pathname);
      if (!file) response.writeHead(404).end();
      else response.writeHead(200, { 'content-type': file.type }).end(file.bytes);
    });
  };
}
