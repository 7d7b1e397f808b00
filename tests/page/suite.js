import { after, test } from 'node:test';
import { testAccess } from './access.js';
import { createDashboard } from './dashboard.js';
import { startHostile, testHostile } from './hostile.js';
import { testReading } from './reading.js';
import { testScale } from './scale.js';
import { testViews } from './views.js';
import { openBrowser } from './webdriver.js';
import { startWorld } from './world.js';

/**
 * All that is promised of the dashboard, in one engine.
 * @param {import('./webdriver.js').Engine} engine
 */
export async function testDashboard(engine) {
  const world = await startWorld();
  const hostile = await startHostile();
  const browser = await openBrowser(engine);
  after(() => browser.close());
  test(`it runs in ${browser.version}`, () => {});
  const dashboard = createDashboard(browser, world.url);
  testReading(world, dashboard);
  testViews(world, dashboard);
  testAccess(dashboard);
  testScale(dashboard);
  testHostile(browser, hostile.url);
}
