import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the bundle finds the package's other files: it stands for `node.js`, one folder up. */
const PACKAGE_URL = 'packageUrl';

/** What stands before the bundle. In Jest's jsdom, the coders of texts are not among the globals. */
const INTRO = `const ${PACKAGE_URL} = require("node:url").pathToFileURL(require("node:path").join(__dirname, "../node.js")).href;
const { TextDecoder, TextEncoder } = require("node:util");`;

/**
 * Bundles the Node entry as CommonJS into `cjs/`, and has `node.js` export the same objects: a
 * program that both imports and requires the package sees one `SmsError`, not two.
 * @param {string} stage
 */
export async function bundleForNode(stage) {
  // Imported here, because rolldown may have been installed only now.
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: join(stage, 'node.js'),
    platform: 'node',
    // Its comments would name the folder in which this was built.
    experimental: { attachDebugInfo: 'none' },
    // The CommonJS of Node 20 has no `import.meta`.
    transform: { define: { 'import.meta.url': PACKAGE_URL } },
  });
  const { output } = await bundle.write({
    file: join(stage, 'cjs', 'index.js'),
    format: 'cjs',
    exports: 'named',
    codeSplitting: false,
    comments: { legal: false, annotation: false, jsdoc: false },
    intro: INTRO,
  });
  await bundle.close();

  const names = output[0].exports.toSorted().map((name) => `  ${name},\n`);
  writeFileSync(join(stage, 'node.js'), `export {\n${names.join('')}} from './cjs/index.js';\n`);
  writeFileSync(join(stage, 'node.d.ts'), "export * from './cjs/index.js';\n");
  writeFileSync(join(stage, 'cjs', 'package.json'), '{ "type": "commonjs" }\n');
}
