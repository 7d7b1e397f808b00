/** Messages over time by direction. */
import { axisX, axisY, gridY, plot, pointerX, rectY, ruleY, tip } from '@observablehq/plot';
import type { Span } from '../state/state.ts';
import { dayDate, dayOfDate, dayText } from '../text/zone.ts';
import type { Bins } from './bins.ts';
import { addBrush } from './brush.ts';
import { type BinCount, DIRECTIONS } from './counts.ts';
import { asImage } from './image.ts';
import { tick, tipStyle } from './tips.ts';

export const DIRECTION_COLOURS = ['var(--in)', 'var(--out)', 'var(--line-strong)'];

interface DayChart {
  counts: readonly BinCount[];
  bins: Bins;
  /** The whole range of days, whatever is selected. */
  extent: Span;
  width: number;
  zone: string;
  selected: Span | null;
  select: (days: Span | null) => void;
}

const HEIGHT = 220;
const MARGIN = { top: 28, right: 12, bottom: 44, left: 40 };

export function dayChart(options: DayChart): SVGElement {
  const { counts, bins, extent, width, zone, selected, select } = options;
  const first = bins.first(extent[0]);
  const end = bins.next(bins.first(extent[1]));
  const x = (day: number) => dayDate(day);
  const dayWidth = (width - MARGIN.left - MARGIN.right) / (end - first);
  const binWidth = dayWidth * (bins.next(first) - first);
  // A gap as wide as a bar would only flicker.
  const gap = binWidth > 6 ? Math.min(2, binWidth / 10) : 0;
  const chart = plot({
    width,
    height: HEIGHT,
    marginTop: MARGIN.top,
    marginRight: MARGIN.right,
    marginBottom: MARGIN.bottom,
    marginLeft: MARGIN.left,
    ariaLabel: `Messages per ${bins.name} by direction, days in ${zone}`,
    // Ends just before the next day, so that the axis has no tick for it.
    x: { type: 'utc', domain: [x(first), new Date(x(end).getTime() - 1)] },
    color: { domain: DIRECTIONS, range: DIRECTION_COLOURS },
    marks: [
      gridY({ stroke: 'var(--line)', strokeOpacity: 1 }),
      axisX({
        dx: bins.name === 'day' ? dayWidth / 2 : 0,
        label: `Day (${zone})`,
        tickSize: 0,
        labelAnchor: 'center',
        labelArrow: 'none',
        ticks: Math.max(2, Math.floor(width / 75)),
      }),
      axisY({ label: 'Messages', tickSize: 0, labelArrow: 'none', ticks: 4, tickFormat: tick }),
      rectY(counts, {
        x1: ({ first }: BinCount) => x(first),
        x2: ({ next }: BinCount) => x(next),
        y: 'count',
        fill: 'direction',
        order: [...DIRECTIONS],
        insetLeft: gap,
        insetRight: gap,
      }),
      ruleY([0], { stroke: 'var(--line-strong)' }),
      tip(
        totals(counts),
        pointerX({
          x: ({ first, next }: Total) => x((first + next) / 2),
          y: 'count',
          title: (total: Total) => sentence(total, bins.name),
          ...tipStyle,
        }),
      ),
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
        const day = (at: number) => bins.first(dayOfDate(scale.invert?.(at) ?? x(first)));
        return [
          Math.max(extent[0], day(from)),
          Math.min(extent[1], bins.next(Math.max(day(from), day(to - 1))) - 1),
        ];
      },
      selected: select,
    });
  }
  return asImage(chart);
}

/** A bin with its messages of both directions. */
interface Total extends Omit<BinCount, 'direction'> {
  received: number;
  sent: number;
}

function totals(counts: readonly BinCount[]): Total[] {
  const bins = new Map<number, Total>();
  for (const { first, next, direction, count } of counts) {
    const total = bins.get(first) ?? { first, next, count: 0, received: 0, sent: 0 };
    total.count += count;
    if (direction === 'in') total.received += count;
    if (direction === 'out') total.sent += count;
    bins.set(first, total);
  }
  return [...bins.values()];
}

function sentence({ first, next, received, sent }: Total, bin: Bins['name']): string {
  const days = bin === 'day' ? dayText(first) : `${dayText(first)} – ${dayText(next - 1)}`;
  return `${days}\nReceived: ${tick(received)}\nSent: ${tick(sent)}`;
}
