import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countTests } from '../../scripts/test/counts.mjs';

const WHOLE = [
  'running 3 tests',
  'test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 4 filtered out; finished in 0.01s',
  'running 1 test',
  'test result: ok. 1 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.00s',
];

/** @param {string[]} lines */
function countCargo(lines, succeeded = true) {
  return countTests('cargo', `${lines.join('\n')}\n`, succeeded);
}

test('the tests of all binaries are counted, also where some are left out', () => {
  assert.deepEqual(countCargo(WHOLE), { passed: 3, failed: 0, note: '3 tests' });
});

test('tests without a result have failed, whatever the exit code', () => {
  // As a test in wasm on Node whose promise never settles: Node ends there, with exit code 0.
  const { passed, failed, note } = countCargo([...WHOLE, 'running 5 tests']);
  assert.deepEqual([passed, failed], [3, 5]);
  assert.match(note, /5 of 8 tests failed/);
});

test('a binary without output has failed', () => {
  const binaries = ['a (a.wasm)', 'b (b.wasm)'].map((name) => `     Running tests/${name}`);
  const skipped = 'this test suite is only configured to run in a browser, so skipping';
  const lines = [binaries[0] ?? '', skipped, '     Running unittests src/lib.rs (lib.wasm)'];
  const more = ['no tests to run!', '   Doc-tests lib', 'running 0 tests'];
  assert.equal(countCargo([...lines, ...more, ...WHOLE]).failed, 0);
  assert.equal(countCargo([...binaries, ...WHOLE.slice(0, 2)]).failed, 1);
});

test('a runner that ran nothing, or ended badly, has failed', () => {
  assert.equal(countCargo([]).failed, 1);
  assert.equal(countCargo(WHOLE, false).failed, 1);
  assert.equal(countCargo(['running 0 tests']).failed, 1);
});

test("Node's tests that were cancelled have failed", () => {
  const output = 'ℹ tests 4\nℹ pass 2\nℹ fail 1\nℹ cancelled 1\n';
  const { passed, failed } = countTests('node', output, false);
  assert.deepEqual([passed, failed], [2, 2]);
});
