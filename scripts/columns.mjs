// Writes the guides' tables of columns and its code for reading exports: `node scripts/columns.mjs`, after
// `npm run build`.

import { columnsTables } from './lib/columns.mjs';
import { writePart } from './lib/documents.mjs';
import { main } from './lib/failure.mjs';
import { readersText } from './lib/readers.mjs';

await main(async () => {
  const { rowSchema } = await import('../pkg/inline.js');
  for (const [part, text] of columnsTables()) writePart(part, text);
  writePart('readers', readersText(rowSchema('message')));
  return 0;
});
