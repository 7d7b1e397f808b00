import assert from 'node:assert/strict';
import { test } from 'node:test';
import { YEAR } from './world.js';

/** @import { Dashboard } from './dashboard.js' */

const SIZE = 100_000;

/** WebKit paints without a graphics card here: a frame of its takes as long as several of others. */
const STEPS = { chromium: 240, firefox: 240, webkit: 48 };
const STEPS_AT_ONCE = 12;

/** @param {Dashboard} dashboard */
export function testScale(dashboard) {
  const { browser } = dashboard;
  const steps = STEPS[browser.engine];

  /** A few steps at a time: WebDriver's limit is for each script. @param {string} view */
  async function scroll(view) {
    const all = { long: 0, longest: 0, blank: 0, end: 0 };
    for (let from = 0; from < steps; from += STEPS_AT_ONCE) {
      const some = await browser.run(scrollOn, view, { from, to: from + STEPS_AT_ONCE, steps });
      all.long += some.long;
      all.longest = Math.max(all.longest, some.longest);
      all.blank += some.blank;
      all.end = some.end;
    }
    return all;
  }

  test('100,000 messages are read, stored, and scrolled through in every view', async (t) => {
    const start = Date.now();
    await dashboard.open({ session: `history-${SIZE}`, ...YEAR, view: 'table' });
    await dashboard.read();
    // As long as it goes on, it may take any time.
    for (let line = ''; !line.includes('up to date'); ) line = await dashboard.lineAfter(line);
    assert.ok((await dashboard.size()) > 0.99 * SIZE);
    t.diagnostic(`read in ${seconds(start)}`);

    for (const [name, view] of /** @type {const} */ ([
      ['Table', 'table'],
      ['Conversation', 'conversation'],
    ])) {
      await browser.click(`.tabs a:text=${name}`);
      await browser.wait(
        (view) => document.querySelector(`.${view} [data-index], .${view} tbody tr`),
        view,
      );
      const frames = await scroll(view);
      assert.ok(frames.end > SIZE * 30, `${frames.end} px`);
      assert.equal(frames.blank, 0, 'something is drawn wherever it is scrolled to');
      t.diagnostic(
        `${name}: ${frames.long} of ${steps} frames over 50 ms, the longest ${Math.round(frames.longest)} ms`,
      );
    }

    await browser.click('.tabs a:text=Table');
    const sorted = Date.now();
    await browser.click('.table th:nth-child(4) button');
    await browser.wait(() => document.querySelector('th:nth-child(4)[aria-sort=ascending]'));
    t.diagnostic(`sorted by text in ${seconds(sorted)}`);
    const searched = Date.now();
    await browser.type('.search input', 'invoice');
    await browser.wait(() =>
      document.querySelector('.shown [role=status]')?.textContent?.includes(' of '),
    );
    t.diagnostic(`searched, with seven keystrokes, in ${seconds(searched)}`);

    const reloaded = Date.now();
    await browser.reload();
    await dashboard.done();
    assert.ok((await dashboard.size()) > 0.99 * SIZE);
    t.diagnostic(`brought back after a reload in ${seconds(reloaded)}`);
    await dashboard.hasNoFailure();
  });

  test('loading times are measured', async (t) => {
    await dashboard.open({ session: 'history-1000', ...YEAR });
    await dashboard.read();
    await dashboard.done();
    await browser.wait(() => performance.getEntriesByName('read to 100 messages').length);
    const measures = await browser.run(() =>
      performance
        .getEntriesByType('measure')
        .map(({ name, duration }) => `${name}: ${Math.round(duration)} ms`),
    );
    t.diagnostic(measures.join(', '));
    assert.equal(measures.length, 3);
  });
}

/**
 * In the page: scrolls some of the steps from the top to the end, one each frame, and looks at what is drawn.
 * @param {string} view
 * @param {{ from: number, to: number, steps: number }} part
 */
async function scrollOn(view, { from, to, steps }) {
  const scroller = document.querySelector(`.scroller.${view}`);
  if (!scroller) throw new Error(`There is no ${view}.`);
  const frame = () => new Promise(requestAnimationFrame);
  let long = 0;
  let longest = 0;
  let blank = 0;
  await frame();
  let last = performance.now();
  for (let step = from + 1; step <= to; step += 1) {
    scroller.scrollTop = ((scroller.scrollHeight - scroller.clientHeight) * step) / steps;
    await frame();
    const now = performance.now();
    if (now - last > 50) long += 1;
    longest = Math.max(longest, now - last);
    last = now;
  }
  // What the last step made is drawn by the next frame.
  await frame();
  await frame();
  const { left, top, width, height } = scroller.getBoundingClientRect();
  const middle = document.elementFromPoint(left + width / 2, top + height / 2);
  if (!middle?.closest('tr:not(.spacer), .turn, .runway')) blank += 1;
  return { long, longest, blank, end: scroller.scrollHeight };
}

/** @param {number} start */
const seconds = (start) => `${((Date.now() - start) / 1000).toFixed(1)} s`;
