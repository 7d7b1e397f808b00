/**
 * An export to files, each message once, from where the last run ended.
 *
 * @module
 */
import { openAccount } from '../account.js';
import { Downloads } from '../attachments/downloads.js';
import { readWanted, SavedList } from '../attachments/wanted.js';
import { EXIT, Failure, failureOf } from '../failure.js';
import { counted, grouped } from '../progress.js';
import { dryRun } from './dry-run.js';
import { checkJob, jobOf, sourceOf } from './job.js';
import { stateFolderOf } from './layout.js';
import { Report } from './report.js';
import { readState } from './state.js';
import { openStore } from './store.js';

/** @import { SmsClient } from 'zoom-phone-sms' */
/** @import { ExportOptions } from './options.js' */
/** @import { Context } from '../context.js' */
/** @import { Seen, Source } from './source.js' */
/** @import { State } from './state.js' */
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
  const { progress, signal, output } = context;
  const restart = options.restart === true;
  const jobAt = (/** @type {State | undefined} */ saved) => jobOf(options, named, out, saved);
  // Before a folder is made, or emptied by --restart.
  const planned = await jobAt(restart ? undefined : await readState(stateFolderOf(out)));
  const client = await openAccount(options, context);
  await checkJob(client, planned);
  if (options.dryRun) {
    await dryRun({ output, progress, signal }, client, planned, options.json === true);
    return EXIT.done;
  }
  const checkedAt = async (/** @type {State | undefined} */ saved) => {
    const job = await jobAt(saved);
    await checkJob(client, job);
    return job;
  };
  const note = (/** @type {string} */ line) => progress.note(line);
  const { store, job } = await openStore(out, { restart, jobAt: checkedAt, signal, note });
  const { query, format } = job;
  const report = new Report();
  const onProgress = (/** @type {Seen} */ seen) => {
    report.seen = seen;
  };
  const everyMs =
    1000 * (options.saveEvery ?? SAVE_EVERY_S[format.appendable ? 'appendable' : 'whole']);
  progress.begin(() => report.parts());
  /** @type {unknown} */
  let failure;
  /** @type {Downloads | undefined} */
  let downloads;
  try {
    if (query.attachments) downloads = await beginDownloads(client, store, context);
    report.downloads = downloads;
    await copy(sourceOf(client, job, { signal, onProgress }), store, {
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
 * @param {Store} store
 * @param {Context} context
 */
async function beginDownloads(client, store, { progress, signal }) {
  const { layout } = store;
  const list = await SavedList.open(layout.root);
  const say = (/** @type {string} */ line) => progress.say(line);
  const downloads = new Downloads(client, layout, list, signal, say);
  downloads.add(await readWanted(layout.stateFolder, store.state.wanted));
  return downloads;
}

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
