/** Implements each action on the state, the reader and the browser. */
import type { SmsClient } from 'zoom-phone-sms';
import type { Archive } from '../history/archive.ts';
import type { Asked } from '../history/asked.ts';
import { checkRange, PRESETS, presetRange } from '../history/range.ts';
import type { Reader } from '../history/reader.ts';
import { fileName, save, toFile } from '../selection/export.ts';
import type { Shown } from '../selection/shown.ts';
import { isSame } from '../views/ask.ts';
import type { Actions } from './actions.ts';
import { markRead } from './measures.ts';
import { NO_FILTERS, type State } from './state.ts';
import type { Store } from './store.ts';
import { setTheme } from './theme.ts';

interface Context {
  store: Store<State>;
  client: SmsClient;
  reader: Reader;
  archive: Archive | null;
  account: string;
  shownOf: (state: State) => Shown;
  /** Draws again even if the state is unchanged. */
  redraw: () => void;
  jump: Actions['jump'];
}

export type Act = ReturnType<typeof createActions>;

export function createActions(context: Context) {
  const { store, client, reader, archive, account, shownOf } = context;

  /** The latest check counts, even if an earlier one finishes later. */
  let checks = 0;
  async function check(): Promise<void> {
    checks += 1;
    const own = checks;
    const { from, to } = store.value.asked;
    const found = await checkRange(client, from, to);
    if (own === checks) store.set({ check: found });
  }

  async function listStored(): Promise<void> {
    if (archive) store.set({ stored: await archive.list(account) });
  }

  /** Fixes a range that moves with the clock: tomorrow it would be another range. */
  function fixed(asked: Asked): Asked {
    return asked.from || asked.to ? asked : { ...asked, ...presetRange(PRESETS[0]) };
  }

  async function read(): Promise<void> {
    const asked = fixed(store.value.asked);
    const { reading } = store.value;
    const isOther = reading.phase === 'idle' || !isSame(reading.asked, asked);
    // Filters of another history would hide this one's messages.
    store.set({ asked, ...(isOther && { filters: NO_FILTERS, at: '' }) });
    markRead();
    await reader.read(asked);
    await listStored();
  }

  /** Shows stored messages, and continues a read that a reload interrupted. */
  async function open(asked: Asked): Promise<void> {
    store.set({ asked });
    await check();
    const wasReading = await reader.open(asked);
    if (wasReading) await read();
  }

  const actions: Actions = {
    type(changes) {
      store.set({ asked: { ...store.value.asked, ...changes } });
      void check();
    },
    preset: (preset) => actions.type(presetRange(preset)),
    read: () => void read(),
    stop: () => reader.stop(),
    open: (asked) => void open(asked),
    forget: (key) => void reader.forget(key).then(listStored),
    startOver: () => void reader.forget(store.value.history?.key ?? '').then(read),
    filter(changes) {
      store.set({ filters: { ...store.value.filters, ...changes }, at: '' });
    },
    clearFilters: () => store.set({ filters: NO_FILTERS }),
    show: (changes) => store.set(changes),
    // Each grain has its own columns.
    grain: (grain) => store.set({ grain, columns: null, sort: null }),
    sort(column) {
      const { sort } = store.value;
      if (sort?.column !== column) store.set({ sort: { column, descending: false } });
      else store.set({ sort: sort.descending ? null : { column, descending: true } });
    },
    download(format) {
      const { history, grain } = store.value;
      if (!history) return;
      const { indexes } = shownOf(store.value).selection;
      const messages = indexes.flatMap((i) => history.messages[i] ?? []);
      const { sessionId } = history;
      store.set({ exporting: true });
      void toFile(messages, format, { grain, sessionId })
        .then((file) => save(file, fileName(sessionId, format, grain)))
        .finally(() => store.set({ exporting: false }));
    },
    theme(theme) {
      setTheme(theme);
      context.redraw();
    },
    jump: context.jump,
  };
  return { actions, open, read, check, listStored };
}
