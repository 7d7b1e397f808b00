/**
 * `npm run fuzz -- --minutes 60 --seed 7`: the long run. `--case 123` tries one case alone.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.js';
import { product } from './product.js';
import { report } from './report.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 32)) },
    minutes: { type: 'string' },
    cases: { type: 'string' },
    case: { type: 'string' },
  },
});

const seed = Number(values.seed);
const cases = values.case ? 1 : Number(values.cases ?? (values.minutes ? Infinity : 20_000));
const mostMs = Number(values.minutes ?? Infinity) * 60_000;
const start = performance.now();
const elapsed = () => performance.now() - start;
console.log(`Seed ${seed}`);

let told = 0;
const run = await fuzz(product, {
  seed,
  cases,
  first: Number(values.case ?? 0),
  isEnough: (run) => {
    if (elapsed() - told > 60_000) {
      told = elapsed();
      console.log(`${Math.round(told / 60_000)} min: ${run.cases} cases`);
    }
    return elapsed() > mostMs;
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
