/**
 * `npm run fuzz -- --minutes 60 --seed 7` is the long run; `--path 123` repeats one stream of cases.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.js';
import { product } from './product.js';
import { report } from './report.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    minutes: { type: 'string' },
    cases: { type: 'string' },
    path: { type: 'string' },
  },
});

const seed = Number(values.seed);
const cases = values.cases ?? (values.minutes ? undefined : '20000');
const start = performance.now();
const elapsed = () => performance.now() - start;
console.log(`Seed ${seed}`);

let told = 0;
const run = await fuzz(product, {
  seed,
  ...(cases !== undefined && { cases: Number(cases) }),
  ...(values.minutes !== undefined && { mostMs: Number(values.minutes) * 60_000 }),
  ...(values.path !== undefined && { path: values.path, cases: 1 }),
  onStream(run) {
    if (elapsed() - told < 60_000) return;
    told = elapsed();
    console.log(`${Math.round(told / 60_000)} min: ${run.cases} cases`);
  },
});

const seconds = elapsed() / 1_000;
console.log(
  `${run.cases} cases, ${run.accepted} of them valid, ${(run.bytes / 1e6).toFixed(1)} MB, ` +
    `in ${seconds.toFixed(1)} s: ${Math.round(run.cases / seconds)} a second`,
);
if (run.failure) {
  console.log(await report(product, seed, run.failure));
  process.exitCode = 1;
}
