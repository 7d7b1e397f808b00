import { after, test } from 'node:test';
import { createFiles } from '../proxy/files.js';
import { listen } from '../proxy/support.js';
import { testAccess } from './access.js';
import { createDashboard } from './dashboard.js';
import { testDownloads } from './downloads.js';
import { startHostile, testHostile } from './hostile.js';
import { testReading } from './reading.js';
import { testScale } from './scale.js';
import { testSessions } from './sessions.js';
import { testViews } from './views.js';
import { openBrowser } from './webdriver.js';
import { startWorld } from './world.js';

/**
 * All that is promised of the dashboard, and of downloads on a page, in one engine.
 * @param {import('./webdriver.js').Engine} engine
 */
export async function testDashboard(engine) {
  const world = await startWorld();
  const hostile = await startHostile();
  const files = await listen(createFiles());
  const browser = await openBrowser(engine);
  after(() => browser.close());
  test(`it runs in ${browser.version}`, () => {});
  const dashboard = createDashboard(browser, world.url);
  testReading(world, dashboard);
  testSessions(world, dashboard);
  testViews(world, dashboard);
  testAccess(dashboard);
  testScale(dashboard);
  testHostile(browser, hostile.url);
  testDownloads(browser, files);
}
