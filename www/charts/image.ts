/**
 * A chart as one picture with one label: what its parts are called inside is nothing to be read out. The
 * same as text is beside each.
 */
export function asImage<Chart extends Element>(chart: Chart): Chart {
  for (const part of chart.querySelectorAll('[aria-label], [aria-hidden]')) {
    part.removeAttribute('aria-label');
    part.removeAttribute('aria-hidden');
  }
  chart.setAttribute('role', 'img');
  return chart;
}
