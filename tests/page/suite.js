import { after, test } from 'node:test';
import { createDashboard } from './dashboard.js';
import { testReading } from './reading.js';
import { openBrowser } from './webdriver.js';
import { startWorld } from './world.js';

/**
 * All that is promised of the dashboard, in one engine.
 * @param {import('./webdriver.js').Engine} engine
 */
export async function testDashboard(engine) {
  const world = await startWorld();
  const browser = await openBrowser(engine);
  after(() => browser.close());
  test(`it runs in ${browser.version}`, () => {});
  testReading(world, createDashboard(browser, world.url));
}
