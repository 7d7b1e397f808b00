/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} what one line for `npm test -- --list`
 * @property {import('../lib/setup.mjs').Need[]} needs what must be installed
 * @property {string[]} [after] the steps whose results it uses
 * @property {import('./counts.mjs').Runner} runner how to count the tests
 * @property {string[][]} commands all of them run, even after a failure; `*.test.js` stands for
 *   all tests of a folder
 * @property {Record<string, string>} [env]
 */

const WASM = '--target=wasm32-unknown-unknown';

const CLIPPY = ['cargo', 'clippy', '--locked', '--workspace', '--all-targets'];

/** A test that hangs is a failure, and does not block `npm test`. */
const NODE_TEST = ['node', '--test', '--test-reporter=spec', '--test-timeout=300000'];

const WITH_SIMULATOR = ['node', 'scripts/with-simulator.mjs'];

/** Browsers start slowly on a machine that is busy. */
const BROWSER_TIMEOUTS = {
  WASM_BINDGEN_TEST_TIMEOUT: '120',
  WASM_BINDGEN_TEST_DRIVER_TIMEOUT: '60',
};

/**
 * The steps of `npm test`, in order.
 * @type {Step[]}
 */
export const STEPS = [
  {
    name: 'format',
    what: 'rustfmt; Biome, which lints too',
    needs: ['npm', 'rustfmt'],
    runner: 'check',
    commands: [
      ['cargo', 'fmt', '--all', '--check'],
      ['biome', 'check', '--error-on-warnings'],
    ],
  },
  {
    name: 'clippy',
    what: 'lints of the crates and their tests, for the host and for wasm',
    needs: ['wasm', 'clippy'],
    runner: 'check',
    commands: [
      [...CLIPPY, '--', '-Dwarnings'],
      [...CLIPPY, WASM, '--', '-Dwarnings'],
    ],
  },
  {
    name: 'docs',
    what: "the crates' documentation, without broken links",
    needs: ['rust'],
    runner: 'check',
    commands: [['cargo', 'doc', '--locked', '--workspace', '--no-deps']],
    env: { RUSTDOCFLAGS: '-Dwarnings' },
  },
  {
    name: 'host',
    what: 'unit, property and doc tests of the crates; WORLDS_SEED for other histories',
    needs: ['rust'],
    runner: 'cargo',
    commands: [['cargo', 'test', '--locked', '--workspace']],
  },
  {
    name: 'build',
    what: 'the npm packages',
    needs: ['npm', 'wasm', 'wasm-bindgen'],
    runner: 'check',
    commands: [['node', 'scripts/build.mjs']],
  },
  {
    name: 'types',
    what: 'TypeScript checks of all JavaScript, in strict mode',
    needs: ['npm'],
    after: ['build'],
    runner: 'check',
    commands: [['tsc', '--project', 'tsconfig.json']],
  },
  {
    name: 'site',
    what: 'the documentation site, and every link in it',
    needs: ['npm', 'rust'],
    after: ['build'],
    runner: 'node',
    commands: [
      ['node', 'scripts/docs.mjs'],
      [...NODE_TEST, 'tests/docs/*.test.js'],
    ],
  },
  {
    name: 'simulator',
    what: "the simulator against Zoom's documentation",
    needs: ['npm'],
    runner: 'node',
    commands: [[...NODE_TEST, 'tests/simulator/*.test.js']],
  },
  {
    name: 'scripts',
    what: '`npm start -- --once`, and the output of the scripts',
    needs: ['npm'],
    after: ['build'],
    runner: 'node',
    commands: [[...NODE_TEST, 'tests/scripts/*.test.js']],
  },
  {
    name: 'package',
    what: 'the packed package in Node, its declarations, and the examples of its guides',
    needs: ['npm'],
    after: ['build'],
    runner: 'node',
    commands: [[...NODE_TEST, 'tests/package/*.test.js']],
  },
  {
    name: 'proxy',
    what: 'the server between a page and Zoom: attacks, attachments, HTTP',
    needs: ['npm'],
    after: ['build'],
    runner: 'node',
    commands: [[...NODE_TEST, 'tests/proxy/*.test.js']],
  },
  {
    name: 'consumers',
    what: 'part of the matrix: the packed package on pages and in workers, plain and bundled',
    needs: ['npm', 'chromium', 'chromedriver'],
    after: ['build'],
    runner: 'matrix',
    commands: [['node', 'scripts/matrix.mjs', '--core']],
  },
  {
    name: 'histories',
    what: 'whole histories against a hostile simulator, on a fake clock; HISTORIES_SEED, LIMITS_SEED',
    needs: ['npm'],
    after: ['build'],
    runner: 'node',
    commands: [[...NODE_TEST, '--expose-gc', 'tests/histories/*.test.js']],
  },
  {
    name: 'archive',
    what: 'whole accounts against a hostile simulator, on a fake clock',
    needs: ['npm'],
    after: ['build'],
    runner: 'node',
    commands: [[...NODE_TEST, 'tests/archive/*.test.js']],
  },
  {
    name: 'cli',
    what: 'the packed command line: every command, and exports that are killed; KILLS, KILLS_SEED',
    needs: ['npm'],
    after: ['build'],
    runner: 'node',
    // Most of the time is spent waiting for the disk and for the limits of the simulator.
    commands: [[...NODE_TEST, '--test-concurrency=3', 'tests/cli/*.test.js']],
  },
  {
    name: 'fuzz',
    what: 'random bodies against an oracle in plain JavaScript; FUZZ_SEED, FUZZ_CASES; `npm run fuzz`',
    needs: ['npm'],
    after: ['build'],
    runner: 'node',
    commands: [[...NODE_TEST, 'tests/fuzz/*.test.js']],
  },
  {
    name: 'readers',
    what: 'CSV, NDJSON, Arrow and Parquet, read back by DuckDB, pandas, polars and pyarrow',
    needs: ['npm', 'python3', 'readers'],
    after: ['build'],
    runner: 'node',
    commands: [[...NODE_TEST, 'tests/readers/*.test.js']],
  },
  {
    name: 'wasm-node',
    what: 'the wasm test suite in Node, over HTTP',
    needs: ['npm', 'wasm', 'wasm-bindgen', 'wasm-pack'],
    runner: 'cargo',
    commands: [[...WITH_SIMULATOR, 'wasm-pack', 'test', '--node']],
  },
  {
    name: 'wasm-chrome',
    what: 'the same in Chrome',
    needs: ['npm', 'wasm', 'wasm-bindgen', 'wasm-pack', 'chromium', 'chromedriver'],
    runner: 'cargo',
    commands: [[...WITH_SIMULATOR, 'wasm-pack', 'test', '--headless', '--chrome']],
    env: BROWSER_TIMEOUTS,
  },
  {
    name: 'wasm-firefox',
    what: 'the same in Firefox',
    needs: ['npm', 'wasm', 'wasm-bindgen', 'wasm-pack', 'firefox', 'geckodriver'],
    runner: 'cargo',
    commands: [[...WITH_SIMULATOR, 'wasm-pack', 'test', '--headless', '--firefox']],
    env: BROWSER_TIMEOUTS,
  },
  {
    name: 'page',
    what: 'the dashboard of www/ in Chromium, Firefox and WebKit',
    needs: ['npm', 'chromium', 'chromedriver', 'firefox', 'geckodriver', 'WebKitWebDriver', 'Xvfb'],
    after: ['build'],
    runner: 'node',
    // Each engine's tests are one file, and read 100,000 messages.
    commands: [[...NODE_TEST, '--test-timeout=1800000', 'tests/page/*.test.js']],
  },
  {
    name: 'examples',
    what: 'the examples, with a real Redis',
    needs: ['npm', 'redis-server'],
    after: ['build'],
    runner: 'node',
    commands: [[...NODE_TEST, 'tests/examples/*.test.js']],
  },
];
