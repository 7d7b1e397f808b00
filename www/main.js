import {
  flattenSmsHistories,
  init,
  isSmsError,
  SmsClient,
  validateDateRange,
} from 'zoom-phone-sms';
import { showTable } from './table.js';

/** @import { SmsGrain, SmsSession, SmsSessionQuery } from 'zoom-phone-sms' */

const form = element('query', HTMLFormElement);
const status = element('status', HTMLElement);
const error = element('error', HTMLElement);
const stop = element('stop', HTMLButtonElement);
const next = element('next', HTMLButtonElement);

// The server of this page passes requests on, and puts the real token on them: a page is no place
// for one.
const client = new SmsClient({
  baseUrl: new URL('/zoom/v2', location.href).href,
  token: 'put-on-by-the-server',
});

/** @type {{ sessionId: string, query: SmsSessionQuery, session: SmsSession } | undefined} */
let shown;
/** @type {AbortController | undefined} */
let running;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const query = checkedQuery();
  if (query) void fetchPage(value('sessionId'), query);
});
form.addEventListener('change', (event) => {
  if (event.target instanceof HTMLSelectElement) showRows();
});
stop.addEventListener('click', () => running?.abort());
next.addEventListener('click', () => {
  if (!shown) return;
  const { sessionId, query, session } = shown;
  void fetchPage(sessionId, { ...query, next_page_token: session.next_page_token });
});

void init().then(() => fetchPage(value('sessionId'), {}), showError);

/**
 * @param {string} sessionId
 * @param {SmsSessionQuery} query
 */
async function fetchPage(sessionId, query) {
  running?.abort();
  const controller = new AbortController();
  running = controller;
  showIssues([]);
  error.hidden = true;
  stop.disabled = false;
  next.disabled = true;
  status.textContent = `Fetching ${sessionId} …`;
  const start = performance.now();
  try {
    const session = await client.getSmsSession(sessionId, { ...query, signal: controller.signal });
    shown = { sessionId, query, session };
    const fetched = performance.now();
    const rows = showRows();
    const took = `fetched and checked in ${ms(fetched - start)}`;
    status.textContent = `${rows} rows: ${took}, laid out in ${ms(performance.now() - fetched)}.`;
  } catch (thrown) {
    if (running === controller) showError(thrown);
  } finally {
    if (running === controller) {
      running = undefined;
      stop.disabled = true;
      next.disabled = !shown?.session.next_page_token;
    }
  }
}

/** The form's dates, if they are a range; issues are shown beside their fields. */
function checkedQuery() {
  const check = validateDateRange(value('from') || null, value('to') || null);
  showIssues(check.ok ? [] : check.issues);
  return check.ok ? (check.range ?? {}) : undefined;
}

/** Lays out what was fetched. */
function showRows() {
  if (!shown) return 0;
  const grain = /** @type {SmsGrain} */ (value('grain'));
  const rows = flattenSmsHistories(shown.session, { grain });
  showTable(element('rows', HTMLElement), rows);
  return rows.length;
}

/** @param {unknown} thrown */
function showError(thrown) {
  status.textContent = '';
  if (!isSmsError(thrown)) {
    error.textContent = String(thrown);
  } else if (thrown.kind === 'aborted') {
    status.textContent = 'Stopped.';
    return;
  } else {
    showIssues(thrown.issues);
    error.textContent = thrown.message;
  }
  error.hidden = false;
}

/** @param {readonly { field: string, message: string }[]} issues */
function showIssues(issues) {
  for (const name of ['sessionId', 'from', 'to']) {
    const issue = issues.find(({ field }) => field === name);
    element(`${name}-issue`, HTMLElement).textContent = issue?.message ?? '';
    const input = form.elements.namedItem(name);
    if (input instanceof HTMLInputElement) input.ariaInvalid = String(issue !== undefined);
  }
}

/** @param {string} name */
function value(name) {
  return String(new FormData(form).get(name) ?? '');
}

/** @param {number} time */
function ms(time) {
  return `${time.toFixed(1)} ms`;
}

/**
 * @template {HTMLElement} Element
 * @param {string} id
 * @param {{ new (): Element }} type
 */
function element(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`#${id} is missing`);
  return found;
}
