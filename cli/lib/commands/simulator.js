/**
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export async function execute(args) {
  const { run, serve } = await import('../simulator.js');
  return run(args, serve);
}
