// Writes the README's code for reading exports: `node scripts/readers.mjs`, after `npm run build`.

import { main } from './lib/failure.mjs';
import { readersText } from './lib/readers.mjs';
import { writePart } from './lib/readme.mjs';

await main(async () => {
  const { rowSchema } = await import('../pkg/inline.js');
  writePart('readers', readersText(rowSchema('message')));
  return 0;
});
