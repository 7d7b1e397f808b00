import type { SmsGrain } from 'zoom-phone-sms';
import type { Asked } from '../history/asked.ts';
import type { Preset } from '../history/range.ts';
import type { Format } from '../selection/export.ts';
import type { Filters, State } from './state.ts';

/** Everything a user can do on the page. */
export interface Actions {
  /** Updates the form as the user types. */
  type(changes: Partial<Asked>): void;
  preset(preset: Preset): void;
  /** Reads the range in the form, from where the last read ended. */
  read(): void;
  stop(): void;
  /** Shows a stored history. */
  open(asked: Asked): void;
  forget(key: string): void;
  /** Reads the whole range again. */
  startOver(): void;
  filter(changes: Partial<Filters>): void;
  clearFilters(): void;
  show(changes: Partial<Pick<State, 'zone' | 'columns'>>): void;
  grain(grain: SmsGrain): void;
  sort(column: string): void;
  download(format: Format): void;
  theme(theme: Theme): void;
  jump(to: 'first' | 'latest'): void;
}

export type Theme = 'auto' | 'light' | 'dark';
