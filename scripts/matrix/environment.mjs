import { delimiter, join } from 'node:path';
import { SEARCH_PATH } from '../lib/paths.mjs';
import { findProgram } from '../lib/programs.mjs';
import { nodeFolder } from './consumer.mjs';

/** The Node that runs the tools, some of which require a newer one than this repository. */
const TOOLS_NODE = 'node-24';

/**
 * The environment of a consumer's commands.
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
    // npm's own variables would make the tools use this repository.
    npm_config_local_prefix: folder,
    npm_config_update_notifier: 'false',
  };
}
