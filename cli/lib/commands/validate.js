import { EXIT, usage } from '../failure.js';

/** @import { Context } from '../context.js' */

/**
 * @param {Context} context
 * @param {{ from?: string, to?: string, json?: boolean }} options
 */
export async function execute({ output }, { from, to, json }) {
  if (from === undefined || to === undefined) throw usage('Give both ends: --from and --to.');
  const { splitDateRange, validateDateRange } = await import('zoom-phone-sms');
  const result = validateDateRange(from, to);
  if (json) {
    await output.json(result);
  } else if (result.ok) {
    await output.line(`valid: ${result.range.from} to ${result.range.to} is one request's range`);
  } else {
    for (const { field, message } of result.issues) await output.line(`${field}: ${message}`);
    if (result.issues.every(({ code }) => code === 'longer-than-a-month'))
      await output.line(
        `As ${splitDateRange(from, to).length} ranges it is valid; \`plan\` lists them.`,
      );
  }
  return result.ok ? EXIT.done : EXIT.usage;
}
