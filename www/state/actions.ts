import type { SmsGrain } from 'zoom-phone-sms';
import type { StoredHistory } from '../history/archive.ts';
import type { Asked } from '../history/asked.ts';
import type { Preset } from '../history/range.ts';
import type { Format } from '../selection/export.ts';
import type { Listed } from '../sessions/listed.ts';
import type { Scope } from '../sessions/scope.ts';
import type { Filters, State } from './state.ts';

/** Everything a user can do on the page. */
export interface Actions {
  /** Updates the form as the user types. */
  type(changes: Partial<Asked>): void;
  preset(preset: Preset): void;
  /** Reads the range in the form, from where the last read ended. */
  read(): void;
  stop(): void;
  /** Lists other sessions. */
  scope(changes: Partial<Scope>): void;
  /** Lists the sessions again. */
  relist(): void;
  stopList(): void;
  /** Shows a session of the list; reads it if it is not stored and costs few requests. */
  choose(session: Pick<Listed, 'id' | 'lastAtMs'>): void;
  /** Shows all sessions as one history. Reading them is another step, because it costs many requests. */
  chooseAll(): void;
  /** Shows a stored history. */
  open(asked: Asked): void;
  /** Asks, then deletes a history from this browser. */
  forget(stored: Pick<StoredHistory, 'key' | 'asked' | 'messages'>): void;
  /** Asks, then reads the whole range again. */
  startOver(): void;
  /** Shows the details of a message; `null` closes them. */
  pick(index: number | null): void;
  filter(changes: Partial<Filters>): void;
  clearFilters(): void;
  show(
    changes: Partial<Pick<State, 'zone' | 'columns' | 'isFormOpen' | 'listText' | 'isListOpen'>>,
  ): void;
  grain(grain: SmsGrain): void;
  sort(column: string): void;
  download(format: Format): void;
  theme(theme: Theme): void;
  jump(to: 'first' | 'latest'): void;
}

export type Theme = 'auto' | 'light' | 'dark';
