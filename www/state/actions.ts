import type { SmsGrain } from 'zoom-phone-sms';
import type { Preset } from '../history/range.ts';
import type { Format } from '../selection/export.ts';
import type { Asked, Filters, State } from './state.ts';

/** What a person can do on the page. */
export interface Actions {
  /** Something was typed into the form. */
  type(changes: Partial<Asked>): void;
  preset(preset: Preset): void;
  /** Reads what the form asks for, on from where it was left. */
  read(): void;
  stop(): void;
  /** Shows what is kept. */
  open(asked: Asked): void;
  forget(key: string): void;
  /** Reads all of it again. */
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
