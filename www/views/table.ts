/** The flat table: one row per message, recipient or attachment. */
import { html, nothing, render } from 'lit-html';
import type { ShownRow } from '../selection/rows.ts';
import { cell } from '../selection/rows.ts';
import type { Shown } from '../selection/shown.ts';
import { addressOf } from '../state/address.ts';
import type { State } from '../state/state.ts';
import { count } from '../text/words.ts';
import { formatTime, zoneName } from '../text/zone.ts';
import { columnLabel, isNumeric, shownColumns, widthOf } from './columns.ts';
import { createVirtual, type Window } from './virtual.ts';

const ROW_PX = 38;

export function createTable(sortBy: (column: string) => void) {
  const scroller = document.createElement('div');
  scroller.className = 'scroller table';
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'region');
  scroller.setAttribute('aria-label', 'Table');

  let state: State | undefined;
  let rows: readonly ShownRow[] = [];
  const list = createVirtual({ scroller, estimate: ROW_PX, overscan: 12, draw });

  function draw({ items, height }: Window) {
    if (!state) return;
    const columns = shownColumns(state.grain, state.columns);
    const above = items[0]?.start ?? 0;
    const below = height - (items.at(-1)?.end ?? 0);
    const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
    render(
      html`<table aria-rowcount=${rows.length + 1} style="min-width:${width}rem">
        <caption class="unseen">${count(rows.length)} rows</caption>
        <colgroup>
          ${columns.map((column) => html`<col style="width:${widthOf(column)}rem" />`)}
        </colgroup>
        <thead>
          <tr aria-rowindex="1">${columns.map(head)}</tr>
        </thead>
        <tbody>
          ${spacer(above, columns.length)} ${items.map(({ index }) => line(index, columns))}
          ${spacer(below, columns.length)}
        </tbody>
      </table>`,
      scroller,
    );
  }

  function head(column: string) {
    const sort = state?.sort?.column === column ? state.sort : null;
    const order = sort ? (sort.descending ? 'descending' : 'ascending') : 'none';
    const zone = column === 'date_time' && state ? ` (${zoneName(state.zone)})` : '';
    return html`<th scope="col" class=${state && isNumeric(state.grain, column) ? 'number' : nothing} aria-sort=${order}>
      <button type="button" @click=${() => sortBy(column)} title="Sort by ${column}">
        <span>${columnLabel(column)}${zone}</span>
        <span class="order" aria-hidden="true">${sort ? (sort.descending ? '↓' : '↑') : ''}</span>
      </button>
    </th>`;
  }

  function line(index: number, columns: readonly string[]) {
    const shown = rows[index];
    if (!shown) return nothing;
    return html`<tr aria-rowindex=${index + 2}>
      ${columns.map((column) => tableCell(shown, column))}
    </tr>`;
  }

  function tableCell({ row }: ShownRow, column: string) {
    const value = cell(row, column);
    if (value === null) return html`<td class="null"><span aria-label="none">–</span></td>`;
    if (column === 'date_time' && state) {
      const address = addressOf(state, 'conversation', row.message_id);
      const moment = formatTime(row.epoch_ms, state.zone, 'moment');
      return html`<td><a href=${address} title="Show in the conversation">${moment}</a></td>`;
    }
    const isNumber = typeof value === 'number';
    return html`<td class=${isNumber ? 'number' : 'foreign'} dir=${isNumber ? nothing : 'auto'}>${value}</td>`;
  }

  return {
    element: scroller,
    update(next: State, shown: Shown) {
      const hasMoved = state && (next.grain !== state.grain || next.sort !== state.sort);
      state = next;
      rows = shown.rows();
      list.update(rows.length);
      if (hasMoved) scroller.scrollTop = 0;
    },
  };
}

/** Takes the space of the rows that are not drawn. */
function spacer(height: number, columns: number) {
  if (height <= 0) return nothing;
  return html`<tr class="spacer" aria-hidden="true">
    <td colspan=${columns} style="height:${height}px"></td>
  </tr>`;
}
