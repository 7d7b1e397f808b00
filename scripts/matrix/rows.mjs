/**
 * The rows of the matrix: each is a way to run the package, and must give the same result of the
 * scenario.
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
 * How to run a row: a program that prints the result; tests that compare it themselves; a folder of files, or
 * a server, whose page shows it in each browser; or a server that responds with it.
 *
 * @typedef {Built & ({ program: string[] } | { tests: string[] }
 *   | { site: string, page: string, policy: boolean }
 *   | { server: string[], page: string }
 *   | { server: string[], answer: string })} Way
 */

/**
 * @typedef {object} Built
 * @property {string} [build] the script of the consumer that builds it
 * @property {string} [alone] a folder that the build makes, which is run in an empty folder
 * @property {boolean} [inside] whether a site has the wasm inside its JavaScript
 */

const NODE_VERSIONS = ['20', '22', '24', '26'];

/** Named rows of one consumer. */
const several = (
  /** @type {string} */ consumer,
  /** @type {string[]} */ tools,
  /** @type {Record<string, Way>} */ ways,
  { core = false } = {},
) => Object.entries(ways).map(([where, way]) => ({ where, consumer, tools, way, core }));

const plain = (/** @type {string} */ page, { policy = true } = {}) => ({ site: '.', page, policy });

/** @satisfies {Way} */
const BUILT = { site: 'dist', page: 'index.html', policy: true, build: 'build' };

const VITE = ['npm', 'run', 'dev', '--', '--host=127.0.0.1', '--port=PORT', '--strictPort'];
const NEXT = ['npm', 'start', '--', '--hostname=127.0.0.1', '--port=PORT'];
const ANGULAR = ['npm', 'run', 'serve', '--', '--host=127.0.0.1', '--port=PORT'];
const ASTRO = { server: ['node', 'dist/server/entry.mjs'], build: 'build' };
const REACT_ROUTER = { server: ['npm', 'start'], build: 'build' };
const STORY = 'iframe.html?id=scenario--scenario&viewMode=story';
const NUXT = { server: ['node', 'server/index.mjs'], build: 'build', alone: '.output' };
const RUN = ['node', 'program.mjs'];
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
  ...several('bun', ['bun'], {
    Bun: { program: ['npm', 'start', '--silent'] },
    'Bun, `--compile`': { program: ['./program'], build: 'build:program', alone: 'program' },
    'Bun build, for Node': { program: RUN, build: 'build:node', alone: 'alone' },
  }),
  ...several('workerd', ['workerd', 'wrangler'], {
    'Cloudflare Workers': { server: WRANGLER, answer: '/' },
  }),
  ...several('next', ['next'], {
    'Next.js, route handler': { server: NEXT, answer: '/api', build: 'build' },
    'Next.js, edge': { server: NEXT, answer: '/edge', build: 'build' },
    'Next.js, standalone': {
      ...{ server: ['node', 'server.js'], answer: '/api' },
      ...{ build: 'build:standalone', alone: 'standalone/standalone' },
    },
  }),
  ...several('nuxt', ['nuxt', 'nitropack'], {
    'Nuxt, server route': { ...NUXT, answer: '/api/scenario' },
  }),
  ...several('vitest', ['vitest'], {
    'Vitest, node': { tests: ['npm', 'test', '--', 'node.test.js'] },
    'Vitest, jsdom': { tests: ['npm', 'test', '--', 'jsdom.test.js'] },
  }),
  ...several('vitest-browser', ['vitest', '@vitest/browser-webdriverio'], {
    'Vitest, browser mode': { tests: ['npm', 'test'] },
  }),
  ...several('astro', ['astro'], {
    'Astro, endpoint': { ...ASTRO, answer: '/api' },
  }),
  ...several('react-router', ['react-router'], {
    'React Router, loader': { ...REACT_ROUTER, answer: '/api' },
  }),
  ...several('jest', ['jest'], {
    'Jest, node': { tests: ['npm', 'test', '--', 'node.test.js'] },
    'Jest, jsdom': { tests: ['npm', 'test', '--', 'jsdom.test.js'] },
  }),
  ...several('esbuild', ['esbuild'], {
    'esbuild, for Node': { program: ['npm', 'run', 'node', '--silent'] },
    'esbuild, for Node, with `--conditions`': {
      ...{ program: RUN, build: 'build:conditions', alone: 'alone' },
    },
  }),
  ...several('ncc', ['@vercel/ncc'], {
    ncc: { program: ['node', 'index.mjs'], build: 'build', alone: 'alone' },
  }),
  ...several('webpack', ['webpack'], {
    'webpack, for Node': { program: ['npm', 'run', 'node', '--silent'] },
  }),
  ...several('rollup', ['rollup'], {
    'Rollup, for Node': { program: ['npm', 'run', 'node', '--silent'] },
  }),
  ...several('metro', ['metro', 'hermes-compiler', 'hermes-engine-cli'], {
    'React Native: reports that WebAssembly is missing': { tests: ['npm', 'test'] },
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
  ...several('vite-7', ['vite'], {
    'Vite 7, dev': { server: VITE, page: '/' },
    'Vite 7, build': BUILT,
  }),
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
  ...several('bun', ['bun'], {
    'Bun build': BUILT,
    'Bun build, `zoom-phone-sms/inline`': { ...BUILT, page: 'inline.html' },
  }),
  ...several('angular', ['@angular/build'], {
    'Angular, serve': { server: ANGULAR, page: '/' },
    // Adds an inline script to the page that loads a style sheet.
    'Angular, build': { ...BUILT, site: 'dist/browser', policy: false, inside: true },
  }),
  ...several('astro', ['astro'], { 'Astro, page': { ...ASTRO, page: '/' } }),
  ...several('react-router', ['react-router'], {
    'React Router, page': { ...REACT_ROUTER, page: '/' },
  }),
  // Its page has inline scripts.
  ...several('storybook', ['storybook'], {
    'Storybook, build': { ...BUILT, page: STORY, policy: false },
  }),
  // Adds an inline import map, which a policy only allows with its hash.
  ...several('parcel', ['parcel'], { Parcel: { ...BUILT, policy: false } }),
  ...several('next', ['next'], {
    'Next.js, server component': { server: NEXT, page: '/', build: 'build' },
    'Next.js, client component': { server: NEXT, page: '/client', build: 'build' },
  }),
  ...several('nuxt', ['nuxt', 'nitropack'], { 'Nuxt, page': { ...NUXT, page: '/' } }),
];
