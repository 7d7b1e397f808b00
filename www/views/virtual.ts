/** Draws only the visible part of a long list. */
import {
  elementScroll,
  measureElement,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from '@tanstack/virtual-core';

export interface Window {
  items: readonly VirtualItem[];
  /** The height of the whole list, in pixels. */
  height: number;
  /** Whether the list is still scrolling. */
  isScrolling: boolean;
}

interface Options {
  scroller: HTMLElement;
  /** The height of an item in pixels, until it has been measured. */
  estimate: number;
  /** How many items are drawn beyond either edge. */
  overscan: number;
  draw: (window: Window) => void;
}

export function createVirtual({ scroller, estimate, overscan, draw }: Options) {
  const redraw = () =>
    draw({
      items: list.getVirtualItems(),
      height: list.getTotalSize(),
      isScrolling: list.isScrolling,
    });
  const list = new Virtualizer<HTMLElement, HTMLElement>({
    count: 0,
    overscan,
    getScrollElement: () => scroller,
    estimateSize: () => estimate,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    measureElement,
    onChange: redraw,
  });
  list._didMount();
  return {
    /** Draws a list of this length. `isDrawn` is false if something else draws it at once. */
    update(count: number, isDrawn = true) {
      if (count < list.options.count) list.measure();
      list.setOptions({ ...list.options, count });
      list._willUpdate();
      if (isDrawn) redraw();
    },
    redraw,
    /** Draws the end of the list without drawing its beginning first. */
    showEnd() {
      list.scrollOffset = Math.max(0, list.getTotalSize() - scroller.clientHeight);
      redraw();
      list.scrollToIndex(Math.max(0, list.options.count - 1), { align: 'end' });
    },
    /** Measures a drawn item, whose index is in `data-index`. */
    measure: (element: HTMLElement) => list.measureElement(element),
    show: (index: number, align: 'start' | 'center' | 'end' | 'auto') =>
      list.scrollToIndex(index, { align }),
  };
}
