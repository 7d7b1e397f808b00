/** The page header: the data source, time zone and theme. */
import { html } from 'lit-html';
import type { Actions, Theme } from '../state/actions.ts';
import type { State } from '../state/state.ts';
import { type Zone, zoneName } from '../text/zone.ts';
import { menu } from './menu.ts';

const THEMES: Record<Theme, string> = { auto: 'Auto', light: 'Light', dark: 'Dark' };

export function header({ server, zone, isListOpen }: State, theme: Theme, actions: Actions) {
  return html`<header class="top">
    <button
      type="button"
      class="to-sessions"
      aria-expanded=${isListOpen}
      @click=${() => actions.show({ isListOpen: !isListOpen })}
    >
      Sessions
    </button>
    <h1>SMS history</h1>
    ${source(server?.source)}
    ${menu(
      'display',
      `Times in ${zone === 'utc' ? 'UTC' : 'local time'}`,
      html`<fieldset class="switch zone">
          <legend>Times in</legend>
          ${option('zone', 'utc', 'UTC', zone, () => setZone('utc'))}
          ${option('zone', 'local', `Local (${zoneName('local')})`, zone, () => setZone('local'))}
        </fieldset>
        <fieldset class="switch">
          <legend>Theme</legend>
          ${Object.entries(THEMES).map(([name, label]) =>
            option('theme', name, label, theme, () => actions.theme(name as Theme)),
          )}
        </fieldset>`,
    )}
  </header>`;

  function setZone(chosen: Zone) {
    // Another zone means other days and hours.
    if (chosen !== zone) actions.show({ zone: chosen });
  }
}

function source(name: 'simulator' | 'zoom' | undefined) {
  if (!name) return '';
  return name === 'zoom'
    ? html`<span class="badge live">Zoom account</span>`
    : html`<span class="badge" title="Generated messages; no Zoom account is used.">Simulator</span>`;
}

function option(group: string, value: string, label: string, chosen: string, choose: () => void) {
  return html`<label>
    <input type="radio" name=${group} value=${value} .checked=${value === chosen} @change=${choose} />
    <span>${label}</span>
  </label>`;
}
