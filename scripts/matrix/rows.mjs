/**
 * The rows of the matrix: each is a way in which people run the package, and has to give what the
 * scenario gives everywhere.
 *
 * @module
 */

/**
 * @typedef {object} Row
 * @property {string} where what a reader looks for
 * @property {string} consumer a folder of tests/consumers
 * @property {string[]} tools the npm packages whose versions are shown
 * @property {Way} way
 * @property {boolean} [core] whether `npm test` runs it too
 */

/**
 * How a row is run: a program that prints the result; tests that compare it themselves; a folder
 * of files, or a server, whose page shows it in each browser; a server that answers with it.
 *
 * @typedef {{ program: string[] } | { tests: string[] }
 *   | { site: string, page: string, policy: boolean, build?: true }
 *   | { server: string[], page: string, build?: true }
 *   | { server: string[], answer: string, build?: true }} Way
 */

const NODE_VERSIONS = ['20', '22', '24', '26'];

/** Rows of one consumer, with a name each. */
const several = (
  /** @type {string} */ consumer,
  /** @type {string[]} */ tools,
  /** @type {Record<string, Way>} */ ways,
  { core = false } = {},
) => Object.entries(ways).map(([where, way]) => ({ where, consumer, tools, way, core }));

const plain = (/** @type {string} */ page, { policy = true } = {}) => ({ site: '.', page, policy });

/** @type {Way} */
const BUILT = { site: 'dist', page: 'index.html', policy: true, build: true };

const VITE = ['npm', 'run', 'dev', '--', '--host=127.0.0.1', '--port=PORT', '--strictPort'];
const NEXT = ['npm', 'start', '--', '--hostname=127.0.0.1', '--port=PORT'];
const WRANGLER = ['npm', 'run', 'dev', '--', '--ip=127.0.0.1', '--port=PORT'];

/** @type {Row[]} */
export const ROWS = [
  ...NODE_VERSIONS.flatMap((version) =>
    several('node', [`node-${version}`], {
      [`Node ${version}, \`import\``]: { program: [`node-${version}`, 'esm.mjs'] },
      [`Node ${version}, \`require\``]: { program: [`node-${version}`, 'cjs.cjs'] },
    }),
  ),
  ...several('deno', ['deno'], { Deno: { program: ['npm', 'start', '--silent'] } }),
  ...several('bun', ['bun'], { Bun: { program: ['npm', 'start', '--silent'] } }),
  ...several('workerd', ['workerd', 'wrangler'], {
    'Cloudflare Workers': { server: WRANGLER, answer: '/' },
  }),
  ...several('next', ['next'], {
    'Next.js, route handler': { server: NEXT, answer: '/api', build: true },
  }),
  ...several('vitest', ['vitest'], {
    'Vitest, node': { tests: ['npm', 'test', '--', 'node.test.js'] },
    'Vitest, jsdom': { tests: ['npm', 'test', '--', 'jsdom.test.js'] },
  }),
  ...several('jest', ['jest'], {
    'Jest, node': { tests: ['npm', 'test', '--', 'node.test.js'] },
    'Jest, jsdom': { tests: ['npm', 'test', '--', 'jsdom.test.js'] },
  }),
  ...several('esbuild', ['esbuild'], {
    'esbuild, for Node': { program: ['npm', 'run', 'node', '--silent'] },
  }),
  ...several('webpack', ['webpack'], {
    'webpack, for Node': { program: ['npm', 'run', 'node', '--silent'] },
  }),
  ...several('rollup', ['rollup'], {
    'Rollup, for Node': { program: ['npm', 'run', 'node', '--silent'] },
  }),
  ...several(
    'page',
    [],
    {
      '`<script type="module">`': plain('index.html', { policy: false }),
      'the same under a Content-Security-Policy': plain('index.html'),
      'dedicated worker': plain('workers.html?kind=dedicated'),
      'shared worker': plain('workers.html?kind=shared'),
      'service worker': plain('workers.html?kind=service'),
    },
    { core: true },
  ),
  ...several('vite', ['vite'], { 'Vite, dev': { server: VITE, page: '/' } }),
  ...several('vite', ['vite'], { 'Vite, build': BUILT }, { core: true }),
  ...several('webpack', ['webpack'], { webpack: BUILT }),
  ...several('rollup', ['rollup'], {
    Rollup: BUILT,
    'Rollup, `zoom-phone-sms/inline`': { ...BUILT, page: 'inline.html' },
  }),
  ...several(
    'esbuild',
    ['esbuild'],
    { esbuild: BUILT, 'esbuild, `zoom-phone-sms/inline`': { ...BUILT, page: 'inline.html' } },
    { core: true },
  ),
  // It writes an import map into the page, which no policy without a hash of it allows.
  ...several('parcel', ['parcel'], { Parcel: { ...BUILT, policy: false } }),
  ...several('next', ['next'], {
    'Next.js, server component': { server: NEXT, page: '/', build: true },
    'Next.js, client component': { server: NEXT, page: '/client', build: true },
  }),
];
