/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} what one line for `npm test -- --list`
 * @property {import('../lib/setup.mjs').Need[]} needs what has to be installed
 * @property {string[]} [after] the steps whose result it uses
 * @property {import('./counts.mjs').Runner} runner who counts the tests
 * @property {string[][]} commands each is run, even if one before it failed; `*.test.js` names
 *   all tests of a folder
 * @property {Record<string, string>} [env]
 */

const WASM = '--target=wasm32-unknown-unknown';

/** A test that waits for what never comes is a failure, and not the end of `npm test`. */
const NODE_TEST = ['node', '--test', '--test-reporter=spec', '--test-timeout=300000'];

const WITH_SIMULATOR = ['node', 'scripts/with-simulator.mjs'];

/** Browsers start slowly on a machine that is busy. */
const PATIENCE = { WASM_BINDGEN_TEST_TIMEOUT: '120', WASM_BINDGEN_TEST_DRIVER_TIMEOUT: '60' };

/**
 * What `npm test` does, in this order.
 * @type {Step[]}
 */
export const STEPS = [
  {
    name: 'format',
    what: 'rustfmt; Biome, which lints too',
    needs: ['npm', 'rustfmt'],
    runner: 'check',
    commands: [
      ['cargo', 'fmt', '--check'],
      ['biome', 'check', '--error-on-warnings'],
    ],
  },
  {
    name: 'clippy',
    what: 'lints of the crate and its tests, for the host and for wasm',
    needs: ['wasm', 'clippy'],
    runner: 'check',
    commands: [
      ['cargo', 'clippy', '--locked', '--all-targets', '--', '-Dwarnings'],
      ['cargo', 'clippy', '--locked', '--all-targets', WASM, '--', '-Dwarnings'],
    ],
  },
  {
    name: 'docs',
    what: "the crate's documentation, without a broken link",
    needs: [],
    runner: 'check',
    commands: [['cargo', 'doc', '--locked', '--no-deps']],
    env: { RUSTDOCFLAGS: '-Dwarnings' },
  },
  {
    name: 'host',
    what: 'unit, property and doc tests of the crate',
    needs: [],
    runner: 'cargo',
    commands: [['cargo', 'test', '--locked']],
  },
  {
    name: 'build',
    what: 'the npm package',
    needs: ['npm', 'wasm', 'wasm-bindgen'],
    runner: 'check',
    commands: [['node', 'scripts/build.mjs']],
  },
  {
    name: 'types',
    what: 'TypeScript over all JavaScript, at its strictest',
    needs: ['npm'],
    after: ['build'],
    runner: 'check',
    commands: [['tsc', '--project', 'tsconfig.json']],
  },
  {
    name: 'simulator',
    what: 'the simulator against what Zoom documents',
    needs: ['npm'],
    runner: 'node',
    commands: [[...NODE_TEST, 'tests/simulator/*.test.js']],
  },
  {
    name: 'scripts',
    what: '`npm start -- --once`, and what the scripts print',
    needs: ['npm'],
    after: ['build'],
    runner: 'node',
    commands: [[...NODE_TEST, 'tests/scripts/*.test.js']],
  },
  {
    name: 'package',
    what: 'the packed package in Node, its declarations, the examples of the README',
    needs: ['npm'],
    after: ['build'],
    runner: 'node',
    commands: [[...NODE_TEST, 'tests/package/*.test.js']],
  },
  {
    name: 'proxy',
    what: 'the server between a page and Zoom: attacks, each refused; attachments; over HTTP',
    needs: ['npm'],
    after: ['build'],
    runner: 'node',
    commands: [[...NODE_TEST, 'tests/proxy/*.test.js']],
  },
  {
    name: 'consumers',
    what: 'the packed package on pages and in workers, bare and bundled: a part of the matrix',
    needs: ['npm', 'chromium', 'chromedriver'],
    after: ['build'],
    runner: 'matrix',
    commands: [['node', 'scripts/matrix.mjs', '--core']],
  },
  {
    name: 'histories',
    what: 'whole histories against a simulator that does its worst, on a clock that jumps',
    needs: ['npm'],
    after: ['build'],
    runner: 'node',
    commands: [[...NODE_TEST, '--expose-gc', 'tests/histories/*.test.js']],
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
    name: 'wasm-node',
    what: 'the suite of the wasm in Node, over HTTP',
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
    env: PATIENCE,
  },
  {
    name: 'wasm-firefox',
    what: 'the same in Firefox',
    needs: ['npm', 'wasm', 'wasm-bindgen', 'wasm-pack', 'firefox', 'geckodriver'],
    runner: 'cargo',
    commands: [[...WITH_SIMULATOR, 'wasm-pack', 'test', '--headless', '--firefox']],
    env: PATIENCE,
  },
  {
    name: 'page',
    what: 'the page of www/ in Chromium',
    needs: ['npm', 'chromium'],
    after: ['build'],
    runner: 'node',
    commands: [[...NODE_TEST, 'tests/page/*.test.js']],
  },
  {
    name: 'examples',
    what: 'what examples/ shows, with a real Redis',
    needs: ['npm', 'redis-server'],
    after: ['build'],
    runner: 'node',
    commands: [[...NODE_TEST, 'tests/examples/*.test.js']],
  },
];
