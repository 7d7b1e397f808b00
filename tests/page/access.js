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
