import { join } from 'node:path';
import { Failure } from './lib/failure.mjs';
import { ROOT } from './lib/paths.mjs';
import { task } from './lib/progress.mjs';

/**
 * Builds the dashboard and serves it.
 * @param {number} [port] must be free; without it, any that is
 * @returns {Promise<string>} where
 */
export async function serveDashboard(port) {
  // Imported here, because setup may just have installed it.
  const { build, preview } = await import('vite');
  const options = /** @type {const} */ ({ root: join(ROOT, 'www'), logLevel: 'warn' });
  await task('Build the dashboard', () => build(options));
  const isTaken = (/** @type {unknown} */ error) => {
    if (!port) throw error;
    throw new Failure(`The port ${port} is taken: choose another with --port.`);
  };
  const server = await preview({
    ...options,
    ...(port && { preview: { port, strictPort: true } }),
  }).catch(isTaken);
  return server.resolvedUrls?.local[0] ?? '';
}
