/**
 * Presents a chart to screen readers as one image with one label: the labels of its parts are noise.
 * Beside each chart is its content as text.
 */
export function asImage<Chart extends Element>(chart: Chart): Chart {
  for (const part of chart.querySelectorAll('[aria-label], [aria-hidden]')) {
    part.removeAttribute('aria-label');
    part.removeAttribute('aria-hidden');
  }
  chart.setAttribute('role', 'img');
  return chart;
}
