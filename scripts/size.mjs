// `npm run size`: what an importer of each entry loads, and whether the wasm is within its budget.

import './lib/machine.mjs';
import { buildPackage } from './build/package.mjs';
import { main } from './lib/failure.mjs';
import { PKG } from './lib/paths.mjs';
import { BUILD_NEEDS, setUp } from './lib/setup.mjs';
import { table } from './lib/table.mjs';

await main(async () => {
  await setUp(BUILD_NEEDS);
  await buildPackage();
  // Only now: it imports what `setUp` has installed.
  const { entriesOf, filesOf, sizeOfBundle, sizeOfFiles } = await import('./build/entries.mjs');
  const { kilobytes, WASM_BUDGET } = await import('./build/sizes.mjs');

  const rows = [['entry', 'what', 'raw', 'gzip', 'brotli']];
  let largest = 0;
  for (const entry of entriesOf(PKG)) {
    const { modules, wasm } = filesOf(PKG, entry);
    const parts = [
      { what: 'wasm', size: sizeOfFiles(wasm) },
      { what: `${modules.length} modules`, size: sizeOfFiles(modules) },
      { what: 'bundled, minified', size: await sizeOfBundle(PKG, entry) },
    ];
    largest = Math.max(largest, parts[0]?.size.brotli ?? 0);
    for (const [i, { what, size }] of parts.entries()) {
      const sizes = [size.raw, size.gzip, size.brotli].map(kilobytes);
      rows.push([i === 0 ? `${entry.name} (${entry.file})` : '', what, ...sizes]);
    }
  }
  console.log(`\n${table(rows, { right: [2, 3, 4] })}\n`);

  const isWithin = largest <= WASM_BUDGET.hold;
  const budget = `aim ${kilobytes(WASM_BUDGET.aim)}, hold ${kilobytes(WASM_BUDGET.hold)}`;
  console.log(
    `wasm, brotli: ${kilobytes(largest)}; ${budget}: ${isWithin ? 'within' : 'ABOVE'} the budget.`,
  );
  return isWithin ? 0 : 1;
});
