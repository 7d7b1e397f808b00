import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The entries that `require` gives, each with the module that it is made of. */
const ENTRIES = { index: 'inline.js', proxy: 'proxy.js' };

/**
 * Bundles the package as CommonJS into `cjs/`. It asks nothing of Node, neither modules nor the name of
 * its folder: bundlers put it into other bundles, for whichever platform, and into other folders.
 * @param {string} stage
 */
export async function bundleCommonJs(stage) {
  // Imported here, because rolldown may have been installed only now.
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: Object.fromEntries(
      Object.entries(ENTRIES).map(([name, file]) => [name, join(stage, file)]),
    ),
    platform: 'neutral',
    // Its comments would name the folder in which this was built.
    experimental: { attachDebugInfo: 'none' },
  });
  await bundle.write({
    dir: join(stage, 'cjs'),
    entryFileNames: '[name].js',
    chunkFileNames: 'shared-[name].js',
    // A file of its own, so that the code can be read beside it.
    codeSplitting: { groups: [{ name: 'wasm', test: /wasm[\\/]base64\.js$/ }] },
    format: 'cjs',
    exports: 'named',
    comments: { legal: false, annotation: false, jsdoc: false },
  });
  await bundle.close();
  writeFileSync(join(stage, 'cjs', 'package.json'), '{ "type": "commonjs" }\n');
}
