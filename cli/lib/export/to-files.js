/**
 * An export to files, each message once, from where the last run ended.
 *
 * @module
 */
import { openAccount } from '../account.js';
import { Downloads } from '../attachments/downloads.js';
import { readWanted, SavedList } from '../attachments/wanted.js';
import { EXIT, Failure, failureOf } from '../failure.js';
import { dateOf, rangeOf, upToNow } from '../flags.js';
import { loadFormat } from '../formats.js';
import { counted, grouped } from '../progress.js';
import { checkRows } from '../row-options.js';
import { dryRun } from './dry-run.js';
import { isFile, layoutOf, stateFolderOf } from './layout.js';
import { queryOf } from './query.js';
import { Report } from './report.js';
import { accountSource, checkSource, sessionsSource } from './source.js';
import { readState } from './state.js';
import { openStore } from './store.js';

/** @import { SmsClient } from 'zoom-phone-sms' */
/** @import { ExportOptions } from './options.js' */
/** @import { Context } from '../context.js' */
/** @import { Layout } from './layout.js' */
/** @import { Source, Range } from './source.js' */
/** @import { Position, Query } from './state.js' */
/** @import { Store } from './store.js' */

/** How often what has come is saved, in seconds, if `--save-every` does not say. A file for each would be too many. */
const SAVE_EVERY_S = { appendable: 10, whole: 60 };

/**
 * @param {Context} context
 * @param {ExportOptions} options
 * @param {readonly string[]} named ids of sessions
 * @param {string} out
 * @returns {Promise<number>} the exit code
 */
export async function exportToFiles(context, options, named, out) {
  const { progress, signal } = context;
  const saved = options.restart ? undefined : await readState(stateFolderOf(out));
  const query = queryOf(options, named.length > 0, saved?.query, out);
  const from = saved?.from ?? dateOf(query.since);
  const { format, rows } = await formatFor(query, out);
  const ids = named.length > 0 || query.source === 'account' ? named : idsOf(saved?.position);
  const client = await openAccount(options, context);
  const report = new Report();
  /** @type {Range} */
  const range = {
    ...{ ...rangeOf(from, query.until), signal },
    ...{ user: query.user ?? undefined, type: query.type ?? undefined },
    concurrency: options.concurrency,
    onProgress(seen) {
      report.seen = seen;
    },
  };
  const sourceAt = (/** @type {Position | null} */ position, own = range) =>
    query.source === 'sessions'
      ? sessionsSource(client, ids, own, position)
      : accountSource(client, own, position);
  // Before a folder is made, or emptied by --restart.
  await client.plan(upToNow({ from, to: range.to }));
  await checkSource((signal) => sourceAt(saved?.position ?? null, { ...range, signal }));

  if (options.dryRun) {
    const position = saved?.position ?? null;
    await dryRun(context, { client, query, ids, range, position, json: options.json === true });
    return EXIT.done;
  }
  const layout = layoutOf(out, format);
  const store = await openStore({
    out,
    layout,
    format,
    options: rows,
    query,
    from,
    restart: options.restart === true,
  });
  const everyMs =
    1000 * (options.saveEvery ?? SAVE_EVERY_S[format.appendable ? 'appendable' : 'whole']);
  progress.begin(() => report.parts());
  /** @type {unknown} */
  let failure;
  /** @type {Downloads | undefined} */
  let downloads;
  try {
    if (query.attachments) downloads = await beginDownloads(client, layout, store, context);
    report.downloads = downloads;
    await copy(sourceAt(store.state.position), store, {
      report,
      everyMs,
      downloads,
      context,
      failFast: options.failFast === true,
    });
    await downloads?.end();
  } catch (error) {
    failure = error;
  }
  try {
    await downloads?.stop();
    await store.close(downloads?.left);
  } catch (error) {
    failure ??= error;
  }
  progress.end();
  return tell(context, options, { out, store, report, failure });
}

/**
 * @param {SmsClient} client
 * @param {Layout} layout
 * @param {Store} store
 * @param {Context} context
 */
async function beginDownloads(client, layout, store, { progress, signal }) {
  const list = await SavedList.open(layout.root);
  const say = (/** @type {string} */ line) => progress.say(line);
  const downloads = new Downloads(client, layout, list, signal, say);
  downloads.add(await readWanted(layout.stateFolder, store.state.wanted));
  return downloads;
}

/**
 * @param {Query} query
 * @param {string} out
 */
async function formatFor(query, out) {
  const { grain, callingCode, excel } = query;
  const asSent = grain === 'as sent';
  const given = { ...(asSent ? { messages: true } : { grain }), ...(excel && { excel }) };
  const rows = await checkRows(
    { ...given, ...(callingCode !== null && { callingCode }) },
    query.format,
  );
  const format = await loadFormat(query.format);
  if (isFile(out) && query.attachments)
    throw new Failure(EXIT.usage, '--attachments needs a folder as --out.');
  if (isFile(out) && !format.appendable)
    throw new Failure(
      EXIT.usage,
      `A file of ${query.format} cannot grow from run to run: give a folder as --out.`,
    );
  if (isFile(out) && !out.endsWith(`.${format.extension}`))
    throw new Failure(
      EXIT.usage,
      `${out} is not a name for ${query.format}: name it *.${format.extension}, or give --format.`,
    );
  return { format, rows };
}

/** @param {Position | null | undefined} position */
const idsOf = (position) => (typeof position === 'object' && position ? Object.keys(position) : []);

/**
 * Reads the source into the store.
 *
 * @param {Source} source
 * @param {Store} store
 * @param {{ report: Report, everyMs: number, downloads: Downloads | undefined, context: Context, failFast: boolean }} how
 */
async function copy(source, store, { report, everyMs, downloads, context, failFast }) {
  const { steps, position } = source;
  const save = async (changes = {}) => {
    const wanted = await store.commit({ position: position(), ...changes });
    downloads?.add(wanted);
  };
  let next = steps.next();
  let isReading = true;
  try {
    for (;;) {
      isReading = true;
      const step = await withinMs(next, store.dueInMs(everyMs));
      isReading = false;
      if (step === LATE) {
        await save();
        continue;
      }
      if (step.done) break;
      const { session = '', messages, error, done, last } = step.value;
      if (messages) {
        report.messages += messages.length;
        await store.add(session, messages);
      }
      if (done) report.read += 1;
      if (error) {
        report.failed.set(session, error.message);
        context.progress.say(`session ${session}: ${error.message}`);
        if (failFast) break;
      }
      if (last) {
        await save({ failed: last.failed, through: last.through });
        return;
      }
      next = steps.next();
    }
    await save();
  } catch (error) {
    // What came before it is kept. If writing failed, the position is ahead of what is written.
    if (isReading) await save();
    throw error;
  } finally {
    next.catch(() => {});
    await steps.return();
  }
}

const LATE = Symbol('late');

/**
 * @template Value
 * @param {Promise<Value>} promise
 * @param {number | undefined} ms
 * @returns {Promise<Value | typeof LATE>} `LATE` if it takes longer
 */
async function withinMs(promise, ms) {
  if (ms === undefined) return promise;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms, LATE);
  });
  try {
    return await Promise.race([promise, /** @type {Promise<typeof LATE>} */ (late)]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Says how it ended.
 *
 * @param {Context} context
 * @param {ExportOptions} options
 * @param {{ out: string, store: Store, report: Report, failure: unknown }} end
 */
async function tell({ output, progress, signal }, { json }, { out, store, report, failure }) {
  const { messages, through, failed } = store.state;
  const { size: failures } = report.failed;
  const unsaved = report.downloads?.left.length ?? 0;
  const known = failure === undefined ? undefined : failureOf(failure);
  const code =
    known instanceof Failure
      ? known.exitCode
      : known
        ? EXIT.unexpected
        : failures > 0 || unsaved > 0
          ? EXIT.partial
          : EXIT.done;
  if (json) {
    const error = known instanceof Error ? known.message : undefined;
    const attachments = report.downloads && { new: report.downloads.saved, left: unsaved };
    await output.json({ out, new: report.messages, messages, through, failed, attachments, error });
  }
  if (signal.aborted) {
    progress.say(`Stopped. ${saved(messages, out)} Run the same command to go on.`);
    return code;
  }
  if (known) {
    if (report.messages > 0) progress.note(saved(messages, out));
    throw known;
  }
  progress.note(news(report.messages, messages, out));
  if (through && failures === 0)
    progress.note(`Complete through ${through.slice(0, 16).replace('T', ' ')} UTC.`);
  if (failures > 0)
    progress.say(`${counted(failures, 'session')} could not be read; the next run tries again.`);
  if (report.downloads?.saved)
    progress.note(`${counted(report.downloads.saved, 'new attachment')} saved.`);
  if (unsaved > 0)
    progress.say(`${counted(unsaved, 'attachment')} could not be saved; the next run tries again.`);
  return code;
}

/**
 * @param {number} messages
 * @param {string} out
 */
const saved = (messages, out) => `${counted(messages, 'message')} saved in ${out}.`;

/**
 * @param {number} added
 * @param {number} all
 * @param {string} out
 */
function news(added, all, out) {
  if (added === 0) return `Nothing new: ${counted(all, 'message')} in ${out}.`;
  if (added === all) return saved(all, out);
  return `${counted(added, 'new message')}, ${grouped(all)} in all, saved in ${out}.`;
}
