import { test } from 'node:test';
import { FORMATS, killExports } from './kills.js';
import { installCli, scratch } from './support.js';

const cli = await installCli();
const folder = scratch();
const { KILLS: kills = '3', KILLS_SEED: seed = `${Date.now()}` } = process.env;

for (const format of FORMATS) {
  test(`${format}: killed ${kills} times at random moments, an export is what it would have been (seed ${seed})`, async () => {
    await killExports(cli, { folder, format, kills: Number(kills), seed });
  });
}
