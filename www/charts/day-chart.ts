/** Messages per day by direction. */
import { axisX, axisY, gridY, plot, rectY, ruleY } from '@observablehq/plot';
import type { Span } from '../state/state.ts';
import { dayDate, dayOfDate } from '../text/zone.ts';
import { addBrush } from './brush.ts';
import { type DayCount, DIRECTIONS } from './counts.ts';
import { asImage } from './image.ts';

export const DIRECTION_COLOURS = ['var(--in)', 'var(--out)', 'var(--line-strong)'];

interface DayChart {
  counts: readonly DayCount[];
  /** The whole range of days, whatever is selected. */
  extent: Span;
  width: number;
  zone: string;
  selected: Span | null;
  select: (days: Span | null) => void;
}

const HEIGHT = 220;
const MARGIN = { top: 28, right: 12, bottom: 44, left: 40 };

export function dayChart({ counts, extent, width, zone, selected, select }: DayChart): SVGElement {
  const [first, last] = extent;
  const x = (day: number) => dayDate(day);
  const dayWidth = (width - MARGIN.left - MARGIN.right) / (last - first + 1);
  // A gap as wide as a day would only flicker.
  const gap = dayWidth > 6 ? 0.5 : 0;
  const chart = plot({
    width,
    height: HEIGHT,
    marginTop: MARGIN.top,
    marginRight: MARGIN.right,
    marginBottom: MARGIN.bottom,
    marginLeft: MARGIN.left,
    ariaLabel: `Messages per day by direction, days in ${zone}`,
    // Ends just before the next day, so that the axis has no tick for it.
    x: { type: 'utc', domain: [x(first), new Date(x(last + 1).getTime() - 1)] },
    color: { domain: DIRECTIONS, range: DIRECTION_COLOURS },
    marks: [
      gridY({ stroke: 'var(--line)', strokeOpacity: 1 }),
      axisX({
        dx: dayWidth / 2,
        label: `Day (${zone})`,
        tickSize: 0,
        labelAnchor: 'center',
        labelArrow: 'none',
        ticks: Math.max(2, Math.floor(width / 75)),
      }),
      axisY({ label: 'Messages', tickSize: 0, labelArrow: 'none', ticks: 4, tickFormat: tick }),
      rectY(counts, {
        x1: ({ day }: DayCount) => x(day),
        x2: ({ day }: DayCount) => x(day + 1),
        y: 'count',
        fill: 'direction',
        order: [...DIRECTIONS],
        insetLeft: gap,
        insetRight: gap,
      }),
      ruleY([0], { stroke: 'var(--line-strong)' }),
    ],
  }) as SVGElement & ReturnType<typeof plot>;
  const scale = chart.scale('x');
  if (scale) {
    const place = (day: number): number => scale.apply(x(day));
    addBrush({
      svg: chart,
      kind: 'x',
      box: { ...MARGIN, right: width - MARGIN.right, bottom: HEIGHT - MARGIN.bottom },
      at: selected ? [place(selected[0]), place(selected[1] + 1)] : null,
      read: (selection): Span => {
        const [from, to] = selection as [number, number];
        const day = (at: number) => dayOfDate(scale.invert?.(at) ?? x(first));
        return [Math.max(first, day(from)), Math.min(last, Math.max(day(from), day(to - 1)))];
      },
      selected: select,
    });
  }
  return asImage(chart);
}

/** Counts are whole numbers. */
export const tick = (value: number): string =>
  Number.isInteger(value) ? value.toLocaleString('en') : '';
