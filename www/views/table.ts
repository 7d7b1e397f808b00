/** The flat table: one row per message, recipient or attachment. */
import { html, nothing, render } from 'lit-html';
import { cell } from '../selection/cell.ts';
import type { ShownRow } from '../selection/rows.ts';
import type { Shown } from '../selection/shown.ts';
import type { Actions } from '../state/actions.ts';
import { addressOf } from '../state/address.ts';
import { BY_TIME, type State } from '../state/state.ts';
import { count } from '../text/words.ts';
import { formatTime, zoneName } from '../text/zone.ts';
import { directionBadge, statusBadge } from './badge.ts';
import { columnLabel, GROWING, isNumeric, shownColumns, widthOf } from './columns.ts';
import { pickedIndex } from './detail.ts';
import { marked } from './marked.ts';
import { createVirtual, type Window } from './virtual.ts';

const ROW_PX = 38;

export function createTable(actions: () => Pick<Actions, 'sort' | 'pick'> | undefined) {
  const scroller = document.createElement('div');
  scroller.className = 'scroller table';
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'region');
  scroller.setAttribute('aria-label', 'Table');

  let state: State | undefined;
  let rows: readonly ShownRow[] = [];
  let picked: number | undefined;
  /** The address of this view, without a chosen message. */
  let address = '';
  const list = createVirtual({ scroller, estimate: ROW_PX, overscan: 5, draw });

  function draw({ items, height }: Window) {
    if (!state) return;
    const columns = shownColumns(state.grain, state.columns);
    address = addressOf(state, state.view);
    const above = items[0]?.start ?? 0;
    const below = height - (items.at(-1)?.end ?? 0);
    const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
    render(
      html`<table aria-rowcount=${rows.length + 1} style="min-width:${width}rem">
        <caption class="unseen">${count(rows.length)} rows</caption>
        <colgroup>
          ${columns.map((column) => html`<col style=${column === GROWING ? '' : `width:${widthOf(column)}rem`} />`)}
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
    const current = state?.sort ?? BY_TIME;
    const sort = current.column === column ? current : null;
    const order = sort ? (sort.descending ? 'descending' : 'ascending') : 'none';
    const zone = column === 'date_time' && state ? ` (${zoneName(state.zone)})` : '';
    const label = columnLabel(column);
    return html`<th scope="col" class=${state && isNumeric(state.grain, column) ? 'number' : nothing} aria-sort=${order}>
      <button type="button" @click=${() => actions()?.sort(column)} title="Sort by ${label.toLowerCase()}${zone}">
        <span>${label}${zone}</span>
        <span class="order" aria-hidden="true">${sort?.descending ? '↓' : '↑'}</span>
      </button>
    </th>`;
  }

  function line(index: number, columns: readonly string[]) {
    const shown = rows[index];
    if (!shown) return nothing;
    return html`<tr
      aria-rowindex=${index + 2}
      class=${shown.owner === picked ? 'picked' : nothing}
      @click=${() => actions()?.pick(shown.owner)}
    >
      ${columns.map((column) => tableCell(shown, column))}
    </tr>`;
  }

  function tableCell({ row, owner }: ShownRow, column: string) {
    const value = cell(row, column);
    if (value === null && column !== 'message') return NONE;
    if (column === 'date_time' && state) {
      const pick = (event: Event) => {
        event.preventDefault();
        event.stopPropagation();
        actions()?.pick(owner);
      };
      return html`<td class="time"><a href="${address}&at=${encodeURIComponent(row.message_id)}" title="Show the details" @click=${pick}>${formatTime(row.epoch_ms, state.zone, 'moment')}</a></td>`;
    }
    if (column === 'direction') return html`<td>${directionBadge(String(value))}</td>`;
    if (column === 'delivery_status') return html`<td>${statusBadge(String(value))}</td>`;
    if (column === 'message' && 'attachment_names' in row) return textCell(value, row);
    if (typeof value === 'number')
      return html`<td class="number">${isPlain(column) ? value : count(value)}</td>`;
    return html`<td class="foreign" dir="auto" title=${value}>${value}</td>`;
  }

  /** The text, and what files come with it. */
  function textCell(
    value: string | number | null,
    {
      attachment_names: names,
      attachment_count: files,
    }: { attachment_names: string | null; attachment_count: number },
  ) {
    if (value === null && files === 0) return NONE;
    const text = String(value ?? '');
    return html`<td class="text">
      <div>
        ${text.trim() ? html`<span class="foreign" dir="auto">${marked(text, state?.filters.text ?? '')}</span>` : nothing}
        ${text && !text.trim() ? html`<span class="hint">Blank text</span>` : nothing}
        ${files > 0 ? html`<span class="with-file foreign" dir="auto">${names?.replaceAll(/[;\s]/g, '') ? names : count(files)}</span>` : nothing}
      </div>
    </td>`;
  }

  return {
    element: scroller,
    update(next: State, shown: Shown) {
      const hasMoved = state && (next.grain !== state.grain || next.sort !== state.sort);
      state = next;
      rows = shown.rows();
      picked = pickedIndex(next);
      list.update(rows.length);
      if (hasMoved) scroller.scrollTop = 0;
    },
  };
}

const NONE = html`<td class="null"><span aria-label="none">–</span></td>`;

/** Whether a number is a name rather than an amount. */
const isPlain = (column: string) => column === 'epoch_ms' || column === 'message_type';

/** Takes the space of the rows that are not drawn. */
function spacer(height: number, columns: number) {
  if (height <= 0) return nothing;
  return html`<tr class="spacer" aria-hidden="true">
    <td colspan=${columns} style="height:${height}px"></td>
  </tr>`;
}
