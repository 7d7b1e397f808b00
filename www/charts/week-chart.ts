/** Messages by hour and weekday. */
import { axisX, axisY, cell, plot, pointer, tip } from '@observablehq/plot';
import type { Span } from '../state/state.ts';
import { WEEKDAYS } from '../text/zone.ts';
import { addBrush, partAt } from './brush.ts';
import type { HourCount } from './counts.ts';
import { asImage } from './image.ts';
import { messages, tipStyle } from './tips.ts';

export interface Week {
  weekdays: Span | null;
  hours: Span | null;
}

interface WeekChart {
  counts: readonly HourCount[];
  width: number;
  zone: string;
  selected: Week;
  select: (week: Week) => void;
}

const HEIGHT = 220;
const MARGIN = { top: 8, right: 12, bottom: 44, left: 40 };
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const DAYS = WEEKDAYS.map((_, day) => day);

export function weekChart({ counts, width, zone, selected, select }: WeekChart): SVGElement {
  const box = { ...MARGIN, right: width - MARGIN.right, bottom: HEIGHT - MARGIN.bottom };
  const everyHours = width < 480 ? 6 : 3;
  const chart = plot({
    width,
    height: HEIGHT,
    marginTop: MARGIN.top,
    marginRight: MARGIN.right,
    marginBottom: MARGIN.bottom,
    marginLeft: MARGIN.left,
    ariaLabel: `Messages by hour and weekday, in ${zone}`,
    padding: 0,
    x: { type: 'band', domain: HOURS },
    y: { type: 'band', domain: DAYS },
    opacity: { range: [0, 1] },
    marks: [
      cell(counts, { x: 'hour', y: 'weekday', fill: 'var(--soft)', inset: 1, rx: 3 }),
      cell(counts, {
        x: 'hour',
        y: 'weekday',
        fill: 'var(--out)',
        fillOpacity: 'count',
        inset: 1,
        rx: 3,
      }),
      axisX({
        label: `Hour of the day (${zone})`,
        labelAnchor: 'center',
        labelArrow: 'none',
        tickSize: 0,
        ticks: HOURS.filter((hour) => hour % everyHours === 0),
        tickFormat: (hour: number) => `${twoDigits(hour)}:00`,
      }),
      axisY({ label: null, tickSize: 0, tickFormat: (day: number) => WEEKDAYS[day] ?? '' }),
      tip(
        counts,
        pointer({
          x: 'hour',
          y: 'weekday',
          title: ({ weekday, hour, count }: HourCount) =>
            `${WEEKDAYS[weekday]} ${twoDigits(hour)}:00–${twoDigits(hour)}:59\n${messages(count)}`,
          ...tipStyle,
        }),
      ),
    ],
  }) as SVGElement;
  addBrush({
    svg: chart,
    kind: 'xy',
    box,
    at: placeOf(selected, box),
    read: (selection): Week => {
      const [[left, top], [right, bottom]] = selection as [[number, number], [number, number]];
      const hour = (x: number) => partAt(x, box.left, box.right, 24);
      const day = (y: number) => partAt(y, box.top, box.bottom, 7);
      return {
        hours: unlessAll([hour(left), hour(right - 1)], 24),
        weekdays: unlessAll([day(top), day(bottom - 1)], 7),
      };
    },
    selected: (week) => select(week ?? { weekdays: null, hours: null }),
  });
  return asImage(chart);
}

const twoDigits = (hour: number) => String(hour).padStart(2, '0');

function unlessAll([first, last]: Span, parts: number): Span | null {
  return first === 0 && last === parts - 1 ? null : [first, Math.max(first, last)];
}

function placeOf(
  { weekdays, hours }: Week,
  box: typeof MARGIN,
): [[number, number], [number, number]] | null {
  if (!weekdays && !hours) return null;
  const [firstHour, lastHour] = hours ?? [0, 23];
  const [firstDay, lastDay] = weekdays ?? [0, 6];
  const x = (hour: number) => box.left + ((box.right - box.left) * hour) / 24;
  const y = (day: number) => box.top + ((box.bottom - box.top) * day) / 7;
  return [
    [x(firstHour), y(firstDay)],
    [x(lastHour + 1), y(lastDay + 1)],
  ];
}
