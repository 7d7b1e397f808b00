/**
 * The plot of the cost per message.
 *
 * @module
 */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** @import { Series } from '../node/sweep.mjs' */

/** Distinguishable without red and green. */
const LOOKS = [
  { work: 'floor', label: 'floor: ', colour: '#59636e' },
  { work: 'page', label: 'page: ', colour: '#0969da' },
  { work: 'rows', label: 'rows: ', colour: '#bc4c00' },
  { work: 'columns', label: 'columns: ', colour: '#8250df' },
  { work: 'csv', label: 'CSV: ', colour: '#1a7f37' },
];

const SIZE = { width: 960, height: 600 };
const MARGIN = { marginTop: 80, marginRight: 300, marginBottom: 56, marginLeft: 64 };
const LABEL_HEIGHT = 17;

/** @typedef {{ label: string, colour: string, isPeer: boolean, points: Series['points'] }} Line */

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
        isPeer: work !== 'floor' && name !== 'zoom-phone-sms',
        points,
      })),
  );
  const { document } = parseHTML('<html><body></body></html>');
  const svg = Plot.plot({
    document,
    ...SIZE,
    ...MARGIN,
    style: {
      fontFamily: 'system-ui, sans-serif',
      fontSize: '13px',
      color: '#1f2328',
      background: '#fff',
    },
    x: axis('messages of the history', powers(lines, 'messages')),
    y: { ...axis('microseconds per message', powers(lines, 'us')), labelOffset: 52 },
    marks: [
      Plot.text(['What a message costs'], heading({ dy: -58, fontSize: 18, fontWeight: 600 })),
      Plot.text(
        [`Stream “docs”, pages of at most 100 messages; ${machine}`],
        heading({ dy: -36, fill: '#59636e' }),
      ),
      ...lines.flatMap(drawLine),
      ...drawLabels(lines),
    ],
  });
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `${svg.outerHTML}\n`;
}

/**
 * A logarithmic scale with a line at each power of ten.
 * @param {string} label
 * @param {number[]} powers
 */
const axis = (label, powers) => ({
  type: /** @type {const} */ ('log'),
  label,
  labelAnchor: /** @type {const} */ ('center'),
  labelArrow: false,
  domain: [powers[0], powers.at(-1)],
  ticks: powers,
  tickFormat: (/** @type {number} */ value) =>
    value.toLocaleString('en', { maximumFractionDigits: 6 }),
  tickSize: 0,
  grid: true,
});

/**
 * A line of text above the plot.
 * @param {Plot.TextOptions} options
 */
const heading = (options) => ({
  frameAnchor: /** @type {const} */ ('top-left'),
  textAnchor: /** @type {const} */ ('start'),
  lineAnchor: /** @type {const} */ ('top'),
  ...options,
});

/** @param {Line} line */
function drawLine({ colour, isPeer, points }) {
  const place = { x: 'messages', y: 'us' };
  const look = isPeer ? { strokeWidth: 1.5, strokeDasharray: '5 4' } : { strokeWidth: 2.5 };
  return [
    Plot.lineY(points, { ...place, ...look, stroke: colour }),
    Plot.dot(points, { ...place, r: 2.5, fill: colour }),
  ];
}

/**
 * Labels the lines at their ends, moved apart where they would overlap.
 * @param {Line[]} lines
 */
function drawLabels(lines) {
  const range = [SIZE.height - MARGIN.marginBottom, MARGIN.marginTop];
  const scale = Plot.scale({ y: { ...axis('', powers(lines, 'us')), range } });
  const right = powers(lines, 'messages').at(-1) ?? 1;
  let lowest = -Infinity;
  return lines
    .map((line) => ({ ...line, end: line.points.at(-1) ?? { messages: right, us: 1 } }))
    .sort((a, b) => b.end.us - a.end.us)
    .flatMap(({ label, colour, end }) => {
      lowest = Math.max(scale.apply(end.us), lowest + LABEL_HEIGHT);
      const place = { messages: right * 1.3, us: scale.invert?.(lowest) };
      const at = { x: 'messages', y: 'us' };
      return [
        Plot.lineY([end, place], { ...at, stroke: colour, strokeOpacity: 0.4 }),
        Plot.text([place], { ...at, text: () => label, dx: 4, textAnchor: 'start', fill: colour }),
      ];
    });
}

/**
 * The powers of ten from below the least to above the greatest value.
 * @param {Line[]} lines
 * @param {'messages' | 'us'} name
 */
function powers(lines, name) {
  const values = lines.flatMap(({ points }) => points.map((point) => point[name]));
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.ceil(Math.log10(Math.max(...values)));
  return Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
}
