/** Chooses what a row of the table stands for, and its columns. */
import { html } from 'lit-html';
import type { SmsGrain } from 'zoom-phone-sms';
import type { Actions } from '../state/actions.ts';
import type { State } from '../state/state.ts';
import { columnLabel, columnsOf, shownColumns } from './columns.ts';
import { menu } from './menu.ts';

export const GRAINS: Record<SmsGrain, string> = {
  message: 'messages',
  recipient: 'recipients',
  attachment: 'files',
};

export function columnMenu({ grain, columns }: State, actions: Actions) {
  const shown = new Set(shownColumns(grain, columns));
  const toggle = (column: string) => {
    const chosen = new Set(shown);
    if (!chosen.delete(column)) chosen.add(column);
    // A table without columns would be empty.
    if (chosen.size > 0) actions.show({ columns: chosen });
  };
  return menu(
    'columns',
    'Columns',
    html`${grainChoice(grain, actions)}
      <fieldset class="checks">
        <legend>Columns</legend>
        ${columnsOf(grain).map(
          (column) =>
            html`<label>
              <input
                type="checkbox"
                name=${column}
                .checked=${shown.has(column)}
                @change=${() => toggle(column)}
              />
              <span>${columnLabel(column)}</span>
            </label>`,
        )}
      </fieldset>
      <button type="button" ?disabled=${columns === null} @click=${() => actions.show({ columns: null })}>
        Default columns
      </button>`,
  );
}

export function grainChoice(grain: SmsGrain, actions: Actions) {
  return html`<label class="row">
    <span>Rows:</span>
    <select
      name="grain"
      @change=${(event: Event) => actions.grain((event.target as HTMLSelectElement).value as SmsGrain)}
    >
      ${Object.entries(GRAINS).map(
        ([name, label]) =>
          html`<option value=${name} ?selected=${name === grain}>${label}</option>`,
      )}
    </select>
  </label>`;
}
