/**
 * Shows the outcome of the scenario on a page.
 *
 * @param {(simulator: string) => Promise<unknown>} run
 */
export async function show(run) {
  const simulator = new URLSearchParams(location.search).get('simulator');
  const result = document.getElementById('result');
  try {
    result.textContent = JSON.stringify(await run(simulator), null, 2);
    document.title = 'done';
  } catch (error) {
    result.textContent = `${error.stack ?? error}\n${error.cause ?? ''}`;
    document.title = 'failed';
  }
}
