/** The dashboard: joins the state, the reader and the views. */
import { render } from 'lit-html';
import { init, SmsClient } from 'zoom-phone-sms';
import { findArchive } from './history/archive.ts';
import { isSame } from './history/asked.ts';
import { PRESETS, presetRange } from './history/range.ts';
import { createReader } from './history/reader.ts';
import { createShown } from './selection/shown.ts';
import { createLister } from './sessions/lister.ts';
import { type Act, createActions } from './state/act.ts';
import { fromAddress, toAddress } from './state/address.ts';
import { measureFromRead, measureFromStart } from './state/measures.ts';
import { paced } from './state/pace.ts';
import { INITIAL, type ServerFacts, type State } from './state/state.ts';
import { createStore } from './state/store.ts';
import { chosenTheme, setTheme } from './state/theme.ts';
import { createConversation } from './views/conversation.ts';
import { createFiles } from './views/files.ts';
import { closeMenus } from './views/menu.ts';
import { page } from './views/page.ts';
import { createSessionList } from './views/session-list.ts';
import { createTable } from './views/table.ts';

const root = document.getElementById('dashboard') ?? document.body;
root.replaceChildren();
const shownOf = createShown();
const store = createStore<State>({ ...INITIAL, ...fromAddress(location.hash) }, draw);

let client: SmsClient | undefined;
const files = createFiles({
  client: () => client,
  changed() {
    conversation.redraw();
    draw();
  },
});
const conversation = createConversation(files, () => act?.actions);
const table = createTable(() => act?.actions);
const sessionList = createSessionList(() => act?.actions);
/** Loaded when first opened: they are the larger half of the page. */
let charts: ReturnType<typeof import('./charts/charts.ts').createCharts> | undefined;
let act: Act | undefined;

setTheme(chosenTheme());
closeMenus(root);
async function start(): Promise<void> {
  const isFirstVisit = location.hash === '';
  // The form does not wait for it; what needs it does.
  void init();
  const [server, archive] = await Promise.all([
    fetch('/dashboard.json').then((answer) => answer.json() as Promise<ServerFacts>),
    findArchive(),
  ]);
  const { account, rateLimit } = server;
  client = new SmsClient({
    // The page's server forwards requests and adds a token that no page sees.
    baseUrl: '/zoom/v2',
    token: 'added-by-the-server',
    rateLimit,
  });
  const reader = createReader({ client, archive, account, report: paced(store.set) });
  const lister = createLister(client, (list) => store.set({ list }));
  const jump = (to: 'first' | 'latest') => conversation[to]();
  act = createActions({
    store,
    client,
    reader,
    lister,
    archive,
    account,
    shownOf,
    redraw: draw,
    jump,
  });
  const storage = archive
    ? true
    : 'This browser cannot store messages: after a reload they are read again.';
  const isDemo = isFirstVisit && server.source === 'simulator';
  const first = { ...store.value.asked, ...(isFirstVisit && presetRange(PRESETS[0])) };
  if (isDemo) first.session = 'demo';
  store.set({ server, storage, asked: first });

  // The list comes after the demo, whose messages are the first thing to see. It does not wait for saved ones.
  if (!isDemo) act.actions.relist();
  await init();
  // The user may have typed in the meantime.
  await Promise.all([act.listStored(), act.open(store.value.asked)]);
  if (!isDemo) return;
  // Anything else waits until the user has seen its cost.
  if (store.value.reading.phase === 'idle') await act.read();
  act.actions.relist();
}

function draw(): void {
  const state = store.value;
  const { actions } = act ?? {};
  // Until the server has told what it serves, there is nothing to act on.
  if (!actions) return;
  const shown = shownOf(state);
  const views = {
    conversation: conversation.element,
    table: table.element,
    sessions: sessionList.element,
    ...(charts && { charts: charts.element }),
  };
  const theme = chosenTheme();
  render(page({ state, shown, theme, now: Date.now(), actions, files, views }), root);
  sessionList.update(state);
  // Views of no messages are not on the page; and until there are some, the wasm may not be loaded.
  const current = { conversation, table, charts }[state.view];
  if (current && shown.facts.length > 0) current.update(state, shown);
  else if (!current && shown.facts.length > 0)
    void import('./charts/charts.ts').then(({ createCharts }) => {
      charts ??= createCharts(actions);
      draw();
    });

  const address = toAddress(state);
  if (address !== location.hash) history.replaceState(null, '', address);
  measureFromStart('page to form');
  if (shown.selection.indexes.length > 0) measureFromStart('page to first messages');
  if (shown.selection.indexes.length >= 100) measureFromRead('read to 100 messages');
  countDown(state);
}

let tick: ReturnType<typeof setTimeout> | undefined;

/** Redraws each second while a countdown is shown. */
function countDown({ reading }: State): void {
  clearTimeout(tick);
  if (reading.phase === 'idle') return;
  const until =
    reading.phase === 'failed' ? reading.problem.notBeforeMs : reading.progress?.waitingUntil;
  if (until && until > Date.now()) tick = setTimeout(draw, 1000);
}

/** Shows unexpected errors on the page, not only in the console. */
function tellFailure({ reason }: Pick<PromiseRejectionEvent, 'reason'>): void {
  const notice = document.createElement('p');
  notice.className = 'failure';
  notice.setAttribute('role', 'alert');
  notice.textContent = `The dashboard failed: ${reason}. Reload the page to continue.`;
  document.body.prepend(notice);
}

addEventListener('unhandledrejection', tellFailure);
addEventListener('error', ({ message }) => {
  // Harmless: a size changed during a resize notification.
  if (!message.startsWith('ResizeObserver loop')) tellFailure({ reason: message });
});
addEventListener('hashchange', () => {
  const { asked, ...view } = fromAddress(location.hash);
  store.set(view);
  if (act && !isSame(asked, store.value.asked)) void act.open(asked);
});

await start();
