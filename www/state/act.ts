/** Implements each action on the state, the reader and the browser. */
import type { SmsClient } from 'zoom-phone-sms';
import type { Archive } from '../history/archive.ts';
import { type Asked, everySession, isSame, sessionName } from '../history/asked.ts';
import { checkRange, endsOf, PRESETS, presetRange } from '../history/range.ts';
import type { Reader } from '../history/reader.ts';
import { fileName, save, toFile } from '../selection/export.ts';
import type { Shown } from '../selection/shown.ts';
import type { Lister } from '../sessions/lister.ts';
import { rangeText } from '../text/range-text.ts';
import { plural } from '../text/words.ts';
import { confirm } from '../views/confirm.ts';
import type { Actions } from './actions.ts';
import { markRead } from './measures.ts';
import { BY_TIME, NO_FILTERS, type State } from './state.ts';
import type { Store } from './store.ts';
import { setTheme } from './theme.ts';

interface Context {
  store: Store<State>;
  client: SmsClient;
  reader: Reader;
  lister: Lister;
  archive: Archive | null;
  account: string;
  shownOf: (state: State) => Shown;
  /** Draws again even if the state is unchanged. */
  redraw: () => void;
  jump: Actions['jump'];
}

/** What choosing a session may cost without a press of *Read*: two years of it. */
const CHEAP_REQUESTS = 25;

export type Act = ReturnType<typeof createActions>;

export function createActions(context: Context) {
  const { store, client, reader, lister, archive, account, shownOf } = context;

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
    // Without an answer the list stays as it is: the reader says when storage fails.
    const stored = await archive?.list(account).catch(() => undefined);
    if (stored) store.set({ stored });
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
    store.set({ asked, isFormOpen: false, ...(isOther && { filters: NO_FILTERS, at: '' }) });
    markRead();
    await reader.read(asked);
    await listStored();
  }

  /** Shows stored messages, and continues a read that a reload interrupted. */
  async function open(asked: Asked): Promise<void> {
    store.set({ asked });
    const [wasReading] = await Promise.all([reader.open(asked), check()]);
    if (wasReading) void read();
  }

  async function choose({ id, lastAtMs }: Parameters<Actions['choose']>[0]): Promise<void> {
    const { asked, list } = store.value;
    const isBefore = lastAtMs !== null && lastAtMs < Date.parse(asked.from);
    // A range without any of its messages would look as if there were none.
    const range = isBefore ? { from: list.from, to: asked.to } : {};
    const wanted = { ...fixed(asked), ...range, session: id };
    store.set({ isListOpen: false, filters: NO_FILTERS, at: '', picked: null });
    await open(wanted);
    const { reading, check } = store.value;
    const isCheap = check.cost !== null && check.cost.requests <= CHEAP_REQUESTS;
    if (reading.phase === 'idle' && isSame(store.value.asked, wanted) && isCheap) await read();
  }

  async function forget({ key, asked, messages }: Parameters<Actions['forget']>[0]) {
    const isAgreed = await confirm({
      title: 'Delete the local copy?',
      text: `${plural(messages, 'message')} of ${sessionName(asked)} (${rangeText(asked)}) will be deleted from this browser. Zoom keeps them.`,
      yes: 'Delete local copy',
      isDangerous: true,
    });
    if (!isAgreed) return;
    await reader.forget(key);
    await listStored();
  }

  async function startOver(): Promise<void> {
    const { history, reading } = store.value;
    if (!history || reading.phase === 'idle') return;
    const { requests } = await client.plan(endsOf(reading.asked));
    const isAgreed = await confirm({
      title: 'Read everything again?',
      text: `The ${plural(history.size, 'message')} saved here will be replaced. This takes at least ${plural(requests, 'request')} to Zoom.`,
      yes: 'Read again',
      isDangerous: false,
    });
    if (!isAgreed) return;
    store.set({ asked: reading.asked });
    await reader.forget(history.key);
    await read();
  }

  const actions: Actions = {
    type(changes) {
      store.set({ asked: { ...store.value.asked, ...changes } });
      void check();
    },
    preset: (preset) => actions.type(presetRange(preset)),
    scope(changes) {
      store.set({ scope: { ...store.value.scope, ...changes } });
      actions.relist();
    },
    relist: () => void lister.list(store.value.scope),
    stopList: () => lister.stop(),
    choose: (session) => void choose(session),
    chooseAll() {
      const { asked, scope } = store.value;
      store.set({ isListOpen: false, filters: NO_FILTERS, at: '', picked: null });
      void open({ ...fixed(asked), session: everySession(scope) });
    },
    read: () => void read(),
    stop: () => reader.stop(),
    open: (asked) => void open(asked),
    forget: (stored) => void forget(stored),
    startOver: () => void startOver(),
    filter(changes) {
      store.set({ filters: { ...store.value.filters, ...changes }, at: '' });
    },
    pick(index) {
      const message = index === null ? undefined : store.value.history?.messages[index];
      store.set({ at: message?.message_id ?? '', picked: message ? index : null });
    },
    clearFilters: () => store.set({ filters: NO_FILTERS }),
    show: (changes) => store.set(changes),
    // Each grain has its own columns.
    grain: (grain) => store.set({ grain, columns: null, sort: null }),
    sort(column) {
      const sort = store.value.sort ?? BY_TIME;
      const descending = sort.column === column && !sort.descending;
      const isByTime = column === BY_TIME.column && !descending;
      store.set({ sort: isByTime ? null : { column, descending } });
    },
    download(format) {
      const { history, grain, reading } = store.value;
      if (!history || reading.phase === 'idle') return;
      const { indexes } = shownOf(store.value).selection;
      const isFiltered = indexes.length < history.size;
      const name = fileName(reading.asked, { format, grain, isFiltered });
      store.set({ exporting: true });
      void toFile(history, indexes, { format, grain })
        .then((file) => save(file, name))
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
