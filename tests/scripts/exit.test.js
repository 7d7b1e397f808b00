import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';

const failure = new URL('../../scripts/lib/failure.mjs', import.meta.url).href;

/** More than a pipe takes at once. */
const LONG = 2 ** 20;

/**
 * Starts a script whose output goes through pipes.
 * @param {string} body may use `main`, `Failure` and `LONG`
 */
function startScript(body) {
  const source = `
    import { Failure, main } from ${JSON.stringify(failure)};
    const LONG = ${LONG};
    ${body}`;
  return spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** @param {ReturnType<typeof startScript>} script */
async function ended(script) {
  const [[code], stdout, stderr] = await Promise.all([
    once(script, 'close'),
    text(script.stdout),
    text(script.stderr),
  ]);
  return { code, stdout, stderr };
}

test('a script that fails prints all of a long output, though something still runs in it', async () => {
  const { code, stdout, stderr } = await ended(
    startScript(`
      setInterval(() => {}, 1000);
      await main(async () => {
        console.log('a'.repeat(LONG));
        console.error('b'.repeat(LONG));
        console.log('what to do');
        return 3;
      });`),
  );
  assert.equal(code, 3);
  assert.ok(stdout === `${'a'.repeat(LONG)}\nwhat to do\n`, `${stdout.length} came`);
  assert.ok(stderr === `${'b'.repeat(LONG)}\n`, `${stderr.length} came`);
});

test('the output of a failed command is complete, followed by what to do', async () => {
  const { code, stderr } = await ended(
    startScript(`
      await main(async () => {
        throw new Failure('Do this.', 'c'.repeat(LONG));
      });`),
  );
  assert.equal(code, 1);
  assert.ok(stderr === `\n${'c'.repeat(LONG)}\n\nDo this.\n`, `${stderr.length} came`);
});

test('a script whose reader has closed still ends with its own exit code', async () => {
  const script = startScript(`
    setInterval(() => {}, 1000);
    await main(async () => {
      for (let i = 0; i < 10; i += 1) console.log('d'.repeat(LONG));
      return 3;
    });`);
  script.stdout.once('data', () => script.stdout.destroy());
  script.stderr.resume();
  const [code] = await once(script, 'exit');
  assert.equal(code, 3);
});
