import { join } from 'node:path';
import { ROOT } from './lib/paths.mjs';
import { task } from './lib/progress.mjs';

/**
 * Builds the dashboard and serves it.
 * @returns {Promise<string>} where
 */
export async function serveDashboard() {
  // Imported here, because setup may just have installed it.
  const { build, preview } = await import('vite');
  const options = /** @type {const} */ ({ root: join(ROOT, 'www'), logLevel: 'warn' });
  await task('Build the dashboard', () => build(options));
  const server = await preview(options);
  return server.resolvedUrls?.local[0] ?? '';
}
