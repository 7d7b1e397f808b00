import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duration, fitted, Progress } from '../../cli/lib/progress.js';

/** @param {{ isTTY?: boolean, columns?: number }} terminal */
function stream(terminal) {
  let text = '';
  const write = (/** @type {string} */ more) => {
    text += more;
    return true;
  };
  return { ...terminal, write, text: () => text };
}

/**
 * What a second of work writes.
 *
 * @param {{ isTTY?: boolean, columns?: number }} terminal
 * @param {Record<string, string>} [environment]
 * @param {boolean} [quiet]
 */
async function written(terminal, environment = {}, quiet = false) {
  const to = stream(terminal);
  const progress = new Progress(/** @type {never} */ (to), environment, quiet);
  progress.begin(() => ['3/9 sessions', '1,234 messages', 'about 2 min 3 s left']);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  progress.end();
  progress.note('Done.');
  return to.text();
}

test('on a terminal, one line is rewritten and removed, without colours, and the cursor stays', async () => {
  const text = await written({ isTTY: true, columns: 80 });
  const line = '3/9 sessions, 1,234 messages, about 2 min 3 s left';
  assert.equal(text.replaceAll(`\r\x1b[2K${line}`, ''), '\r\x1b[2KDone.\n');
  assert.ok(text.includes(line));
});

test('a narrow terminal shows what is most important', async () => {
  const text = await written({ isTTY: true, columns: 30 });
  assert.ok(text.includes('3/9 sessions, 1,234 messages'));
  assert.ok(!text.includes('left'));
  assert.equal(fitted(['abcdef', 'x'], 4), 'abcd');
});

test('elsewhere, and where the terminal cannot be rewritten, there is no control character', async () => {
  const cases = await Promise.all([
    written({ isTTY: false }),
    written({ isTTY: true, columns: 80 }, { CI: 'true' }),
    written({ isTTY: true, columns: 80 }, { TERM: 'dumb' }),
  ]);
  assert.deepEqual(cases, ['Done.\n', 'Done.\n', 'Done.\n']);
  assert.equal(await written({ isTTY: true }, {}, true), '');
});

test('durations are whole', () => {
  assert.deepEqual([900, 59_001, 3_600_000, 3_599_900].map(duration), [
    '1 s',
    '1 min 0 s',
    '1 h 0 min',
    '1 h 0 min',
  ]);
});
