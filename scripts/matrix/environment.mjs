import { delimiter, join } from 'node:path';
import { SEARCH_PATH } from '../lib/paths.mjs';
import { findProgram } from '../lib/programs.mjs';
import { nodeFolder } from './consumer.mjs';

/** The Node that runs the tools, some of which ask for a newer one than this repository does. */
const TOOLS_NODE = 'node-24';

/**
 * What a consumer's commands are run with.
 * @param {string} folder
 * @param {string} simulator
 * @returns {Record<string, string>}
 */
export function environmentOf(folder, simulator) {
  const path = [join(folder, 'node_modules', '.bin'), nodeFolder(TOOLS_NODE), ...SEARCH_PATH];
  return {
    PATH: path.join(delimiter),
    SIMULATOR: simulator,
    CI: 'true',
    CHROMIUM: findProgram('chromium') ?? '',
    CHROMEDRIVER: findProgram('chromedriver') ?? '',
    ASTRO_TELEMETRY_DISABLED: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    WRANGLER_SEND_METRICS: 'false',
    // npm tells those that it runs about itself, and they would take this repository for theirs.
    npm_config_local_prefix: folder,
    npm_config_update_notifier: 'false',
  };
}
