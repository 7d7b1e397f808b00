import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failures, linesOf } from '../../bench/lines.mjs';
import { drawCost } from '../../bench/plot/cost.mjs';
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

test('a goal is missed above its limit, or without a measurement', () => {
  assert.deepEqual(
    [[2, 2, 9], [4, 4, 4], [5, 5, 1], []].map((times) => against(times)[1]?.verdict),
    ['aim', 'holds', 'MISSED', 'MISSED'],
  );
  assert.equal(failures(against([5, 5, 5])).length, 1);
});

test('a goal against an unmeasured baseline is an error', () => {
  assert.throws(() => against([1, 1, 1], 'JSON.parse in a worker'), /JSON\.parse is not measured/);
});

test('the plot has every point, and names every line at its end', () => {
  const points = [1, 100, 10_000].map((messages) => ({ messages, us: 100 / messages + 1 }));
  const series = [
    { work: 'page', name: OURS, points },
    { work: 'columns', name: 'JSON.parse + flatten + apache-arrow', points: points.slice(0, 2) },
  ];
  const svg = drawCost(series, 'Node 20');
  assert.match(svg, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  assert.equal(svg.match(/<circle /g)?.length, 5);
  for (const text of [
    'page: zoom-phone-sms',
    'columns: apache-arrow',
    'Node 20',
    '10,000',
    '0.1',
  ]) {
    assert.ok(svg.includes(text), text);
  }
});
