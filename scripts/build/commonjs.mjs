import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the bundle finds the package's other files: it stands for `node.js`, one folder up. */
const PACKAGE_URL = 'packageUrl';

/** What stands before the bundle. In Jest's jsdom, the coders of texts are not among the globals. */
const INTRO = `const ${PACKAGE_URL} = require("node:url").pathToFileURL(require("node:path").join(__dirname, "../node.js")).href;
const { TextDecoder, TextEncoder } = require("node:util");`;

/** The entries for Node, each with its name among the CommonJS. */
const ENTRIES = { index: 'node', proxy: 'node-proxy' };

/**
 * Bundles the entries for Node as CommonJS into `cjs/`, and has their modules export the same objects:
 * a program that both imports and requires the package sees one `SmsError`, not two.
 * @param {string} stage
 */
export async function bundleForNode(stage) {
  // Imported here, because rolldown may have been installed only now.
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: Object.fromEntries(
      Object.entries(ENTRIES).map(([name, entry]) => [name, join(stage, `${entry}.js`)]),
    ),
    platform: 'node',
    // Its comments would name the folder in which this was built.
    experimental: { attachDebugInfo: 'none' },
    // The CommonJS of Node 20 has no `import.meta`.
    transform: { define: { 'import.meta.url': PACKAGE_URL } },
  });
  const { output } = await bundle.write({
    dir: join(stage, 'cjs'),
    entryFileNames: '[name].js',
    // In the same folder, since it stands for the same place.
    chunkFileNames: 'shared-[name].js',
    format: 'cjs',
    exports: 'named',
    comments: { legal: false, annotation: false, jsdoc: false },
    intro: INTRO,
  });
  await bundle.close();

  for (const [name, entry] of Object.entries(ENTRIES)) {
    const chunk = output.find(({ fileName }) => fileName === `${name}.js`);
    const exported = chunk && 'exports' in chunk ? chunk.exports.toSorted() : [];
    const names = exported.map((one) => `  ${one},\n`).join('');
    writeFileSync(join(stage, `${entry}.js`), `export {\n${names}} from './cjs/${name}.js';\n`);
    writeFileSync(join(stage, `${entry}.d.ts`), `export * from './cjs/${name}.js';\n`);
  }
  writeFileSync(join(stage, 'cjs', 'package.json'), '{ "type": "commonjs" }\n');
}
