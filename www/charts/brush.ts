/** Selects on a chart by dragging. */
import { type BrushSelection, brush, brushX, type D3BrushEvent } from 'd3-brush';
import { select } from 'd3-selection';

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface BrushOptions<Selected> {
  svg: SVGElement;
  box: Box;
  /** Along x only, or along both axes. */
  kind: 'x' | 'xy';
  /** The current selection, in pixels. */
  at: BrushSelection | null;
  read: (selection: BrushSelection) => Selected;
  selected: (selected: Selected | null) => void;
}

export function addBrush<Selected>(options: BrushOptions<Selected>): void {
  const { svg, box, kind, at, read, selected } = options;
  const behaviour = (kind === 'x' ? brushX() : brush())
    .extent([
      [box.left, box.top],
      [box.right, box.bottom],
    ])
    .on('end', ({ selection, sourceEvent }: D3BrushEvent<unknown>) => {
      // Without an event, the change comes from the `move` below.
      if (sourceEvent) selected(selection ? read(selection) : null);
    });
  const layer = select(svg).append('g').attr('class', 'brush');
  layer.call(behaviour);
  if (at) layer.call(behaviour.move, at);
}

/** The index of the equal part that contains a position. */
export function partAt(place: number, start: number, end: number, parts: number): number {
  const part = Math.floor(((place - start) / (end - start)) * parts);
  return Math.min(parts - 1, Math.max(0, part));
}
