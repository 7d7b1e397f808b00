/**
 * The plot of what a message costs.
 *
 * @module
 */
import { drawPlot } from './svg.mjs';

/** @import { Series } from '../node/sweep.mjs' */

/** Told apart also by who does not see red and green apart. */
const LOOKS = [
  { work: 'floor', label: 'floor: ', colour: '#59636e' },
  { work: 'page', label: 'page: ', colour: '#0969da' },
  { work: 'rows', label: 'rows: ', colour: '#bc4c00' },
  { work: 'columns', label: 'columns: ', colour: '#8250df' },
  { work: 'csv', label: 'CSV: ', colour: '#1a7f37' },
];

/**
 * @param {Series[]} series
 * @param {string} machine
 */
export function drawCost(series, machine) {
  const lines = LOOKS.flatMap(({ work, label, colour }) =>
    series
      .filter((one) => one.work === work)
      .map(({ name, points }) => ({
        label: label + name.replace(/^JSON\.parse \+ flatten \+ /, ''),
        colour,
        dashed: work !== 'floor' && name !== 'zoom-phone-sms',
        points: points.map(({ messages, us }) => ({ x: messages, y: us })),
      })),
  );
  return drawPlot({
    title: 'What a message costs',
    subtitle: `Stream “docs”, pages of at most 100 messages; ${machine}`,
    xLabel: 'messages of the history',
    yLabel: 'microseconds per message',
    lines,
  });
}
