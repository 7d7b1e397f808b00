/** Messages per contact. */
import { axisX, axisY, barX, plot, pointerY, text, tip } from '@observablehq/plot';
import { isolated } from '../text/words.ts';
import { partAt } from './brush.ts';
import type { PartyCount } from './counts.ts';
import { asImage } from './image.ts';
import { messages, tick, tipStyle } from './tips.ts';

interface PartyChart {
  /** The contacts with the most messages. */
  counts: readonly PartyCount[];
  width: number;
  selected: string;
  select: (party: string) => void;
}

const BAR_PX = 26;
const MARGIN = { top: 4, right: 48, bottom: 36, left: 150 };

export function partyChart({ counts, width, selected, select }: PartyChart): SVGElement {
  const height = MARGIN.top + MARGIN.bottom + counts.length * BAR_PX;
  const names = new Map(counts.map(({ party, name }) => [party, shortened(name)]));
  const isDim = ({ party }: PartyCount) => selected !== '' && party !== selected;
  const chart = plot({
    width,
    height,
    marginTop: MARGIN.top,
    marginRight: MARGIN.right,
    marginBottom: MARGIN.bottom,
    marginLeft: MARGIN.left,
    ariaLabel: 'Messages per contact',
    x: { insetRight: 0 },
    y: { type: 'band', domain: counts.map(({ party }) => party), padding: 0.25 },
    marks: [
      axisX({
        label: 'Messages',
        labelAnchor: 'center',
        labelArrow: 'none',
        tickSize: 0,
        ticks: 4,
        tickFormat: tick,
      }),
      axisY({ label: null, tickSize: 0, tickFormat: (party: string) => names.get(party) ?? party }),
      barX(counts, {
        x: 'count',
        y: 'party',
        fill: 'var(--out)',
        fillOpacity: (count: PartyCount) => (isDim(count) ? 0.35 : 1),
        rx2: 3,
      }),
      text(counts, {
        x: 'count',
        y: 'party',
        text: ({ count }: PartyCount) => count.toLocaleString('en'),
        textAnchor: 'start',
        dx: 5,
        fill: 'currentColor',
      }),
      tip(
        counts,
        pointerY({
          x: 'count',
          y: 'party',
          title: ({ name, count }: PartyCount) => `${shortened(name, 60)}\n${messages(count)}`,
          ...tipStyle,
        }),
      ),
    ],
  }) as SVGElement;
  chart.classList.add('clickable');
  chart.addEventListener('click', (event) => {
    const y = event.clientY - chart.getBoundingClientRect().top;
    const hit = counts[partAt(y, MARGIN.top, height - MARGIN.bottom, counts.length)];
    if (!hit || y > height - MARGIN.bottom) return;
    select(hit.party === selected ? '' : hit.party);
  });
  return asImage(chart);
}

function shortened(name: string, most = 20): string {
  const characters = [...name];
  return isolated(characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : name);
}
