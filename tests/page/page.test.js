import assert from 'node:assert/strict';
import { test } from 'node:test';
import { start } from './support.js';

/** @import { Page } from 'playwright-core' */

const { browser, pages } = await start();

/**
 * @param {string} address
 * @param {(page: Page) => Promise<void>} use
 */
async function onPage(address, use) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (line) => {
    const url = line.location().url;
    // What the browser itself logs of an answer that is an error is meant to be one.
    if (line.type() === 'error' && !url.includes('/zoom/')) complaints.push(line.text());
  });
  try {
    await page.goto(address);
    await page.waitForSelector('tbody tr');
    await use(page);
    assert.deepEqual(complaints, []);
  } finally {
    await page.close();
  }
}

for (const [how, address] of Object.entries(pages)) {
  test(`the page as ${how} fetches the documented session and shows its rows`, async () => {
    await onPage(address, async (page) => {
      assert.equal(await page.locator('tbody tr').count(), 2);
      assert.match((await page.textContent('#status')) ?? '', /^2 rows: fetched and checked in/);
      const cells = await page.locator('tbody tr').first().locator('td').allTextContents();
      assert.ok(cells.includes('welcome') && cells.includes('+18108001001'), cells.join());
    });
  });

  test(`the page as ${how} shows a row per recipient or attachment`, async () => {
    await onPage(address, async (page) => {
      for (const grain of ['recipient', 'attachment']) {
        await page.selectOption('#grain', grain);
        assert.equal(await page.locator('tbody tr').count(), 4);
      }
    });
  });
}

test('a wrong date is explained beside its field and nothing is asked', async () => {
  await onPage(pages.developed, async (page) => {
    /** @type {string[]} */
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.fill('#from', '2023-02-29');
    await page.fill('#to', 'tomorrow');
    await page.click('#fetch');
    assert.match((await page.textContent('#from-issue')) ?? '', /calendar/);
    assert.notEqual(await page.textContent('#to-issue'), '');
    assert.equal(await page.getAttribute('#from', 'aria-invalid'), 'true');
    assert.deepEqual(asked, []);
  });
});

test('an error of the server is explained on the page', async () => {
  await onPage(pages.developed, async (page) => {
    for (const [id, words] of /** @type {const} */ ([
      ['error-429-qps', /rate limit|too many requests/i],
      ['error-502-html', /502/],
      ['..', /^$/],
    ])) {
      await page.fill('#session', id);
      await page.click('#fetch');
      await page.waitForSelector('#stop:disabled');
      const issue = await page.textContent('#sessionId-issue');
      assert.match(`${await page.textContent('#error')}${issue}`, id === '..' ? /path/ : words);
    }
  });
});

test('a slow answer can be stopped', async () => {
  await onPage(pages.developed, async (page) => {
    await page.fill('#session', 'slow');
    await page.click('#fetch');
    await page.click('#stop');
    await page.waitForSelector('#status:text("Stopped.")');
  });
});

test('the next page follows until the last', async () => {
  await onPage(pages.developed, async (page) => {
    await page.fill('#session', 'demo');
    await page.click('#fetch');
    await page.waitForSelector('#next:enabled');
    const first = await page.textContent('tbody td');
    await page.click('#next');
    await page.waitForFunction(
      (first) => document.querySelector('tbody td')?.textContent !== first,
      first,
    );
    await page.waitForSelector('#next:disabled');
  });
});
