import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { YEAR } from './world.js';

/** @import { Dashboard } from './dashboard.js' */

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const VIEWS = ['conversation', 'table', 'charts'];

/**
 * Accessibility: keyboard, screen reader, small screen and low vision.
 * @param {Dashboard} dashboard
 */
export function testAccess(dashboard) {
  const { browser } = dashboard;

  /** @param {string} where */
  async function hasNoViolation(where) {
    if (!(await browser.run(() => 'axe' in window))) await browser.inject(axe);
    /** @type {string[]} */
    const violations = await browser.run(async () => {
      // Waits for colour transitions, whose intermediate colours do not count; WebKit's take a while.
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
      const { violations } = await Reflect.get(window, 'axe').run();
      return violations.map(
        (/** @type {{ id: string, nodes: { html: string, failureSummary: string }[] }} */ each) =>
          `${each.id}: ${each.nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
      );
    });
    assert.deepEqual(violations, [], where);
  }

  for (const theme of ['Light', 'Dark']) {
    test(`axe finds no violation: ${theme}`, async () => {
      for (const view of VIEWS) {
        await dashboard.open({ session: 'demo', ...YEAR, view });
        await dashboard.display(`.switch label:text=${theme}`);
        await hasNoViolation('before anything is read');
        await dashboard.read();
        await dashboard.done();
        if (view === 'charts') await browser.wait(() => document.querySelector('.charts svg'));
        await hasNoViolation(view);
        if (view === 'table') {
          await browser.click('.table tbody tr:not(.spacer) a');
          await browser.wait(() => document.querySelector('.detail'));
          await hasNoViolation('the details of a message');
          await browser.click('.progress button:text=Delete local copy');
          await hasNoViolation('a question');
          await browser.click('.confirm button:text=Cancel');
        }
        for (const menu of ['filters', 'columns', 'download']) {
          if (menu === 'columns' && view !== 'table') continue;
          await browser.click(`.menu.${menu} summary`);
          await hasNoViolation(`${menu} of ${view}`);
        }
      }
      await dashboard.choose('#from', '');
      await browser.wait(() => document.getElementById('from-issues')?.textContent?.trim());
      await hasNoViolation('an issue');
      await dashboard.open({ session: 'error-scope', ...YEAR });
      await dashboard.read();
      await dashboard.says('lacks a scope');
      await hasNoViolation('an error');
      await dashboard.display('.switch label:text=Auto');
    });
  }

  test('on a phone, form and toolbar take less than a third of the height, and every control is large enough and uncovered', async () => {
    await dashboard.open({ session: 'demo', ...YEAR });
    await dashboard.read();
    await dashboard.done();
    await browser.onPhone(async () => {
      for (const view of ['Conversation', 'Table', 'Charts']) {
        await browser.click(`.tabs a:text=${view}`);
        if (view === 'Charts') await browser.wait(() => document.querySelector('.charts svg'));
        const width = await browser.wait(() => (innerWidth < 600 ? innerWidth : 0));
        const found = await browser.run(measured);
        assert.ok(found.width <= width, `${view}: ${found.width} of ${width} px wide`);
        assert.ok(found.view > found.height * 0.5, `${view}: ${JSON.stringify(found)}`);
        assert.ok(found.top < found.height / 3, `${view}: ${JSON.stringify(found)}`);
        assert.deepEqual(found.small, [], view);
        assert.deepEqual(found.covered, [], view);
      }
    });
  });

  test('every control is focused in turn, visibly', async () => {
    await dashboard.open({ session: 'demo', ...YEAR, view: 'table' });
    await dashboard.read();
    await dashboard.done();
    await browser.run(() => {
      const first = document.querySelector('.menu.display summary');
      if (first instanceof HTMLElement) first.focus();
    });
    /** @type {string[]} */
    const reached = [];
    for (let i = 0; i < 40; i += 1) {
      await browser.press('\uE004');
      const name = await browser.run(() => {
        const active = document.activeElement;
        return (
          active?.id || active?.getAttribute('role') || active?.textContent?.trim().slice(0, 12)
        );
      });
      reached.push(String(name));
    }
    // WebKit skips buttons and links by default.
    const wanted =
      browser.engine === 'webkit'
        ? ['session', 'from', 'to']
        : ['session', 'from', 'to', 'Check for ne', 'Conversation', 'Filters', 'Download'];
    for (const name of wanted) {
      assert.ok(
        reached.some((each) => each.startsWith(name)),
        `${name} of ${reached.join(', ')}`,
      );
    }
  });
}

/** In the page: how the height is shared, and which controls are small or covered. */
function measured() {
  const heightOf = (/** @type {string} */ css) =>
    document.querySelector(css)?.getBoundingClientRect().height ?? 0;
  /** @type {string[]} */
  const small = [];
  /** @type {string[]} */
  const covered = [];
  for (const control of document.querySelectorAll('button, summary, select, input, a[href]')) {
    if (!control.checkVisibility() || control.closest('.unseen')) continue;
    const target = control.closest('label') ?? control;
    const { left, top, width, height } = target.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const isInSight = [document.documentElement, control.closest('.scroller, .overview')].every(
      (frame) => {
        if (!frame) return true;
        const { left, right, top, bottom } = frame.getBoundingClientRect();
        return x > left && x < right && y > top && y < bottom;
      },
    );
    if (!isInSight) continue;
    const says = `${Math.round(width)} × ${Math.round(height)}: ${target.outerHTML.slice(0, 90)}`;
    if (width < 24 || height < 24) small.push(says);
    const hit = document.elementFromPoint(x, y);
    if (!hit || !(target.contains(hit) || hit.contains(target))) covered.push(says);
  }
  return {
    width: document.documentElement.scrollWidth,
    height: innerHeight,
    top: heightOf('.ask') + heightOf('.toolbar'),
    view: heightOf('.view'),
    small,
    covered,
  };
}
