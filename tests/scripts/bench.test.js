import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failures, linesOf } from '../../bench/lines.mjs';
import { drawCost } from '../../bench/plot/cost.mjs';
import { tables } from '../../bench/results.mjs';
import { OURS } from '../../bench/works/ours.mjs';

const WHAT = { work: 'bytes → page', on: 'docs', unit: 'µs' };
const GOAL = { against: 'JSON.parse', aim: 0.25, hold: 0.4 };

/** @param {number} ratio of ours to the peer's */
const timedBy = (ratio) => [
  { name: OURS, times: [10 * ratio] },
  { name: 'JSON.parse', times: [10] },
];

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

test('the results have every goal, with missed ones in bold; the README has the main ones', () => {
  /** @param {string} work @param {number} ratio */
  const line = (work, ratio, on = 'docs') =>
    linesOf({ ...WHAT, work, on }, timedBy(ratio), [GOAL]).filter(({ hold }) => hold);
  const lines = [
    ...[...line('bytes → page', 0.3), ...line('bytes → page', 0.6, 'unique')],
    ...[...line('bytes → rows', 0.2), ...line('bytes → CSV bytes', 0.1)],
    ...[...line('bytes → columns', 0.05), ...line('import → first page', 0.5, 'cold')],
  ];
  const inFirefox = lines.map((one) => ({ ...one, browser: 'firefox 153.0.1' }));
  const { all, main } = tables(lines, inFirefox);
  assert.match(all, /\| Node \d+ \| Firefox 153 \|/);
  assert.match(all, /\| bytes → page \| docs \| JSON\.parse \| 0\.4 \| 0\.30 \| 0\.30 \|/);
  assert.match(all, /\| bytes → page \| unique \| JSON\.parse \| 0\.4 \| \*\*0\.60\*\* \|/);
  assert.match(all, /bytes → columns/);
  assert.match(main, /\| bytes → page \| unique \| JSON\.parse \| 0\.60 \| 0\.60 \|/);
  assert.doesNotMatch(main, /bytes → columns|\*\*/);
  assert.throws(() => tables(lines.slice(1), []), /bytes → page docs is not measured/);
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
