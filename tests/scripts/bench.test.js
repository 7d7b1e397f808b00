import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failures, linesOf } from '../../bench/lines.mjs';
import { OURS } from '../../bench/works/ours.mjs';

const WHAT = { work: 'bytes → page', on: 'docs', unit: 'µs' };
const GOAL = { against: 'JSON.parse', aim: 0.25, hold: 0.4 };

/** @param {number[]} ours */
function against(ours, peer = 'JSON.parse') {
  const timed = [
    { name: OURS, times: ours },
    { name: peer, times: [10, 10, 10] },
  ];
  return linesOf(WHAT, timed, [GOAL]);
}

test('a goal is missed above what has to hold, and where nothing was measured', () => {
  assert.deepEqual(
    [[2, 2, 9], [4, 4, 4], [5, 5, 1], []].map((times) => against(times)[1]?.verdict),
    ['aim', 'holds', 'MISSED', 'MISSED'],
  );
  assert.equal(failures(against([5, 5, 5])).length, 1);
});

test('a goal against what is not measured is an error, and not reached by that', () => {
  assert.throws(() => against([1, 1, 1], 'JSON.parse in a worker'), /JSON\.parse is not measured/);
});
