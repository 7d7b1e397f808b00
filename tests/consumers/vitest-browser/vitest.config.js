import { webdriverio } from '@vitest/browser-webdriverio';
import { defineConfig } from 'vitest/config';

const { SIMULATOR, CHROMIUM, CHROMEDRIVER } = process.env;

export default defineConfig({
  test: {
    provide: { simulator: SIMULATOR },
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: webdriverio({
        capabilities: {
          'wdio:chromedriverOptions': { binary: CHROMEDRIVER },
          'goog:chromeOptions': {
            binary: CHROMIUM,
            args: ['--no-sandbox', '--disable-dev-shm-usage'],
          },
        },
      }),
      instances: [{ browser: 'chrome' }],
    },
  },
});
