import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.mjs';

/**
 * Builds the dashboard for the command line: its files, and `server.js`, which answers the rest.
 * @param {string} folder
 * @returns {Promise<string>} the licences of what it contains
 */
export async function buildDashboard(folder) {
  // Imported here, because setup may just have installed them.
  const { build } = await import('vite');
  const { rolldown } = await import('rolldown');
  const root = join(ROOT, 'www');
  const outDir = join(folder, 'files');
  const license = { fileName: 'licences.md' };
  await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true, license } });
  const bundle = await rolldown({
    input: join(root, 'server', 'standalone.ts'),
    platform: 'node',
    external: [/^@hono\//],
    plugins: [
      {
        name: 'library',
        resolveId: (id) =>
          id.endsWith('/pkg/proxy.js') ? { id: 'zoom-phone-sms/proxy', external: true } : null,
      },
    ],
    experimental: { attachDebugInfo: 'none' },
  });
  await bundle.write({ file: join(folder, 'server.js'), format: 'esm' });
  await bundle.close();
  const licences = join(outDir, license.fileName);
  const text = readFileSync(licences, 'utf8');
  rmSync(licences);
  return text;
}
