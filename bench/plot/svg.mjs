/**
 * A plot of lines on two logarithmic axes, each line named at its end.
 *
 * @module
 */

/** @typedef {{ label: string, colour: string, dashed: boolean, points: { x: number, y: number }[] }} Line */
/** @typedef {{ title: string, subtitle: string, xLabel: string, yLabel: string, lines: Line[] }} Plot */

const WIDTH = 960;
const HEIGHT = 600;
const MARGIN = { top: 76, right: 290, bottom: 56, left: 64 };
const LABEL_HEIGHT = 17;

/** @param {Plot} plot */
export function drawPlot({ title, subtitle, xLabel, yLabel, lines }) {
  const xs = lines.flatMap(({ points }) => points.map(({ x }) => x));
  const ys = lines.flatMap(({ points }) => points.map(({ y }) => y));
  const x = scale(powers(xs), MARGIN.left, WIDTH - MARGIN.right);
  const y = scale(powers(ys), HEIGHT - MARGIN.bottom, MARGIN.top);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="13" fill="#1f2328">
<title>${escapeText(title)}</title>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="${MARGIN.left}" y="30" font-size="18" font-weight="600">${escapeText(title)}</text>
<text x="${MARGIN.left}" y="52" fill="#59636e">${escapeText(subtitle)}</text>
${grid(x, y)}
<text x="${(MARGIN.left + WIDTH - MARGIN.right) / 2}" y="${HEIGHT - 14}" text-anchor="middle">${escapeText(xLabel)}</text>
<text transform="translate(18 ${(MARGIN.top + HEIGHT - MARGIN.bottom) / 2}) rotate(-90)" text-anchor="middle">${escapeText(yLabel)}</text>
${lines.map((line) => drawLine(line, x, y)).join('\n')}
${drawLabels(lines, x, y)}
</svg>
`;
}

/** @typedef {{ at: (value: number) => number, ticks: number[], from: number, to: number }} Scale */

/**
 * The powers of ten around values.
 *
 * @param {number[]} values
 */
function powers(values) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.ceil(Math.log10(Math.max(...values)));
  return Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
}

/**
 * @param {number[]} ticks
 * @param {number} from
 * @param {number} to
 * @returns {Scale}
 */
function scale(ticks, from, to) {
  const low = Math.log10(ticks[0] ?? 1);
  const high = Math.log10(ticks.at(-1) ?? 10);
  const at = (/** @type {number} */ value) =>
    from + ((Math.log10(value) - low) / (high - low)) * (to - from);
  return { at, ticks, from, to };
}

/**
 * @param {Scale} x
 * @param {Scale} y
 */
function grid(x, y) {
  const columns = x.ticks.map((tick) => {
    const place = round(x.at(tick));
    return `<path d="M${place} ${y.from}V${y.to}" stroke="#eaeef2"/><text x="${place}" y="${y.from + 20}" text-anchor="middle" fill="#59636e">${show(tick)}</text>`;
  });
  const rows = y.ticks.map((tick) => {
    const place = round(y.at(tick));
    return `<path d="M${x.from} ${place}H${x.to}" stroke="#d1d9e0"/><text x="${x.from - 8}" y="${place + 4}" text-anchor="end" fill="#59636e">${show(tick)}</text>`;
  });
  return [...columns, ...rows].join('\n');
}

/**
 * @param {Line} line
 * @param {Scale} x
 * @param {Scale} y
 */
function drawLine({ colour, dashed, points }, x, y) {
  const places = points.map((point) => ({ x: round(x.at(point.x)), y: round(y.at(point.y)) }));
  const path = places.map((place) => `${place.x} ${place.y}`).join('L');
  const look = dashed ? 'stroke-width="1.5" stroke-dasharray="5 4"' : 'stroke-width="2.5"';
  const dots = places.map((place) => `<circle cx="${place.x}" cy="${place.y}" r="2.5"/>`).join('');
  return `<path d="M${path}" fill="none" stroke="${colour}" stroke-linejoin="round" ${look}/><g fill="${colour}">${dots}</g>`;
}

/**
 * Names the lines at their ends, moved apart where they would cover each other.
 *
 * @param {Line[]} lines
 * @param {Scale} x
 * @param {Scale} y
 */
function drawLabels(lines, x, y) {
  const labels = lines
    .map(({ label, colour, points }) => {
      const end = points.at(-1) ?? { x: 1, y: 1 };
      return { label, colour, from: { x: x.at(end.x), y: y.at(end.y) }, y: y.at(end.y) };
    })
    .sort((a, b) => a.y - b.y);
  let lowest = Number.NEGATIVE_INFINITY;
  for (const label of labels) {
    label.y = Math.max(label.y, lowest + LABEL_HEIGHT);
    lowest = label.y;
  }
  const left = x.to + 18;
  return labels
    .map(({ label, colour, from, y: place }) => {
      const leader = `M${round(from.x + 5)} ${round(from.y)}L${left - 4} ${round(place)}`;
      return `<path d="${leader}" fill="none" stroke="${colour}" stroke-opacity="0.4"/><text x="${left}" y="${round(place + 4)}" fill="${colour}">${escapeText(label)}</text>`;
    })
    .join('\n');
}

/** @param {number} value */
const show = (value) => value.toLocaleString('en', { maximumFractionDigits: 6 });

/** @param {number} value */
const round = (value) => Math.round(value * 10) / 10;

/** @param {string} text */
const escapeText = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
