// `npm run size`: what an importer of each entry loads, and whether the wasm is within its budget.

import './lib/machine.mjs';
import { buildPackage } from './build/package.mjs';
import { main } from './lib/failure.mjs';
import { PKG } from './lib/paths.mjs';
import { BUILD_NEEDS, setUp } from './lib/setup.mjs';

await main(async () => {
  await setUp(BUILD_NEEDS);
  await buildPackage();
  // Imported here, because setup may just have installed their packages.
  const { entriesOf, filesOf, sizeOfBundle, sizeOfFiles } = await import('./build/entries.mjs');
  const { table } = await import('./lib/table.mjs');
  const { GLUE_BUDGET, kilobytes, SERVER_GLUE_BUDGET, WASM_BUDGET } = await import(
    './build/sizes.mjs'
  );

  const rows = [['entry', 'what', 'raw', 'gzip', 'brotli']];
  let wasmSize = 0;
  let glueSize = 0;
  let serverGlueSize = 0;
  for (const entry of entriesOf(PKG)) {
    const { modules, wasm } = filesOf(PKG, entry);
    const inline = wasm.some((path) => path.endsWith('.js'));
    const wasmFiles = sizeOfFiles(wasm);
    const bundle = await sizeOfBundle(PKG, entry);
    // The budget is for the file: Base64 is a third larger, and compresses worse.
    if (!inline) wasmSize = Math.max(wasmSize, wasmFiles.brotli);
    if (entry.name.startsWith('./proxy')) serverGlueSize = Math.max(serverGlueSize, bundle.brotli);
    else glueSize = Math.max(glueSize, bundle.brotli);
    const parts = [
      { what: inline ? 'wasm in Base64' : 'wasm', size: wasmFiles },
      { what: `${modules.length} modules`, size: sizeOfFiles(modules) },
      { what: 'bundled, minified', size: bundle },
    ];
    for (const [i, { what, size }] of parts.entries()) {
      const sizes = [size.raw, size.gzip, size.brotli].map(kilobytes);
      rows.push([i === 0 ? `${entry.name} (${entry.file})` : '', what, ...sizes]);
    }
  }
  console.log(`\n${table(rows, { right: [2, 3, 4] })}\n`);

  const aim = `aim ${kilobytes(WASM_BUDGET.aim)}, hold ${kilobytes(WASM_BUDGET.hold)}`;
  const isWithin = [
    tell('wasm', wasmSize, WASM_BUDGET.hold, aim),
    tell('JavaScript', glueSize, GLUE_BUDGET, `hold ${kilobytes(GLUE_BUDGET)}`),
    tell(
      'JavaScript of the proxy',
      serverGlueSize,
      SERVER_GLUE_BUDGET,
      `hold ${kilobytes(SERVER_GLUE_BUDGET)}`,
    ),
  ];
  return isWithin.every(Boolean) ? 0 : 1;

  /**
   * @param {string} what
   * @param {number} size
   * @param {number} most
   * @param {string} budget
   */
  function tell(what, size, most, budget) {
    const verdict = size <= most ? 'within' : 'ABOVE';
    console.log(`${what}, brotli: ${kilobytes(size)}; ${budget}: ${verdict} the budget.`);
    return size <= most;
  }
});
