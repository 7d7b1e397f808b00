import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** Installed tools and stamps; git ignores the folder, and it can be deleted at any time. */
export const TOOLS = join(ROOT, '.tools');

/** The npm package, as `npm run build` leaves it. */
export const PKG = join(ROOT, 'pkg');

/** The npm package of the command line, as `npm run build` leaves it. */
export const PKG_CLI = join(ROOT, 'pkg-cli');

/** The hand-written part of the npm package. */
export const TEMPLATE = join(ROOT, 'pkg-template');

const { PATH: MACHINE_PATH = '' } = process.env;

/** The search path for commands: pinned ones come before the machine's own. */
export const SEARCH_PATH = [
  join(TOOLS, 'bin'),
  join(ROOT, 'node_modules', '.bin'),
  ...MACHINE_PATH.split(delimiter),
];
