// `npm test`: runs all checks. `npm test -- --list` lists the steps; `npm test -- host package` runs these
// two and the steps they depend on.

import './lib/machine.mjs';
import { performance } from 'node:perf_hooks';
import { Failure, main } from './lib/failure.mjs';
import { duration } from './lib/progress.mjs';
import { setUp } from './lib/setup.mjs';
import { runStep, skipStep } from './test/run-step.mjs';
import { STEPS } from './test/steps.mjs';

await main(async (args) => {
  if (args.includes('--list')) {
    for (const { name, what } of STEPS) console.log(`${name.padEnd(14)}${what}`);
    return 0;
  }
  const start = performance.now();
  const steps = choose(args);
  await setUp(steps.flatMap((step) => step.needs));

  const total = { passed: 0, failed: 0 };
  /** @type {Set<string>} */
  const failures = new Set();
  for (const step of steps) {
    const failed = step.after?.find((name) => failures.has(name));
    const counts = failed ? skipStep(step, failed) : await runStep(step);
    total.passed += counts.passed;
    total.failed += counts.failed;
    if (counts.failed > 0) failures.add(step.name);
  }

  const again = failures.size > 0 ? `; again: npm test -- ${[...failures].join(' ')}` : '';
  console.log(`\n${steps.length} steps in ${duration(performance.now() - start)}${again}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return failures.size > 0 ? 1 : 0;
});

/**
 * The steps with these names and their dependencies; without names, all.
 * @param {string[]} names
 */
function choose(names) {
  const unknown = names.find((name) => !STEPS.some((step) => step.name === name));
  if (unknown) {
    const known = STEPS.map((step) => step.name).join(', ');
    throw new Failure(`There is no step ${unknown}. The steps are ${known}.`);
  }
  if (names.length === 0) return STEPS;
  const wanted = new Set(names);
  for (const step of STEPS.toReversed()) {
    if (wanted.has(step.name)) for (const name of step.after ?? []) wanted.add(name);
  }
  return STEPS.filter((step) => wanted.has(step.name));
}
