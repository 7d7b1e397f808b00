import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The entries for `require`, each with its source module. */
const ENTRIES = { index: 'server.js', proxy: 'proxy.js' };

/**
 * Bundles the package as CommonJS into `cjs/`. It uses neither Node's modules nor its own folder name:
 * bundlers put it into other bundles, for any platform, and into other folders.
 * @param {string} stage
 */
export async function bundleCommonJs(stage) {
  // Imported here, because setup may just have installed rolldown.
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: Object.fromEntries(
      Object.entries(ENTRIES).map(([name, file]) => [name, join(stage, file)]),
    ),
    platform: 'neutral',
    // Rolldown's comments would name the build folder.
    experimental: { attachDebugInfo: 'none' },
  });
  await bundle.write({
    dir: join(stage, 'cjs'),
    entryFileNames: '[name].js',
    chunkFileNames: 'shared-[name].js',
    // A separate file keeps the code readable.
    codeSplitting: { groups: [{ name: 'wasm', test: /wasm[\\/]base64\.js$/ }] },
    format: 'cjs',
    exports: 'named',
    comments: { legal: false, annotation: false, jsdoc: false },
  });
  await bundle.close();
  writeFileSync(join(stage, 'cjs', 'package.json'), '{ "type": "commonjs" }\n');
}
