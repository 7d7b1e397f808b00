/**
 * The commands and their options. What a command needs is loaded when it runs, so that `--help` loads little.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { EXIT_CODES } from './failure.js';
import { complete, FLAGS } from './flags.js';
import { FORMAT_NAMES } from './formats.js';

/** @import { Context, Started } from './context.js' */
/** @import { Option } from 'commander' */

/** What a module of `commands/` exports. @typedef {{ execute: (context: Context & { program: Command }, options: never, args: never) => Promise<number | void> }} CommandModule */

// The build sets the version.
const { version = '0.0.0' } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);

const AFTER = `
Credentials come from the environment or --env-file, never from an option:
  ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET  a Server-to-Server OAuth app
  ZOOM_TOKEN                                           or an access token (an hour)
Each option also has an environment variable: --base-url is ZOOM_PHONE_SMS_BASE_URL.

Exit codes:
${EXIT_CODES.map(([code, meaning]) => `  ${code.padEnd(4)} ${meaning}`).join('\n')}
`;

/** Options of every command that asks Zoom. */
const ZOOM = [FLAGS.baseUrl, FLAGS.tokenUrl, FLAGS.envFile, FLAGS.rate, FLAGS.quiet, FLAGS.verbose];
const ROWS = [FLAGS.grain, FLAGS.callingCode, FLAGS.messages, FLAGS.links, FLAGS.excel];

/**
 * @typedef {object} Declared
 * @property {string} name with its arguments
 * @property {string} about
 * @property {(() => Option)[]} flags
 * @property {() => Promise<CommandModule>} load
 */

/** @type {Declared[]} */
const COMMANDS = [
  {
    name: 'export [session...]',
    about: 'save all messages of the account, or of sessions, as files; again: only new ones',
    flags: [
      () => FLAGS.out('a folder, a file that grows (.csv, .ndjson), or - for stdout'),
      ...[() => FLAGS.format(FORMAT_NAMES), FLAGS.since, FLAGS.until, FLAGS.user, FLAGS.type],
      ...[
        ...ROWS,
        FLAGS.attachments,
        FLAGS.concurrency,
        FLAGS.saveEvery,
        FLAGS.dryRun,
        FLAGS.restart,
        FLAGS.failFast,
        FLAGS.json,
      ],
      ...ZOOM,
    ],
    load: () => import('./commands/export.js'),
  },
  {
    name: 'status <out>',
    about: 'what an export has, and where it goes on',
    flags: [FLAGS.json],
    load: () => import('./commands/status.js'),
  },
  {
    name: 'verify <out>',
    about: 'compare the files of an export with what was written',
    flags: [FLAGS.json, FLAGS.quiet],
    load: () => import('./commands/verify.js'),
  },
  {
    name: 'sessions',
    about: 'print the sessions of the account, a JSON object on each line',
    flags: [FLAGS.since, FLAGS.until, FLAGS.user, FLAGS.type, FLAGS.limit, ...ZOOM],
    load: () => import('./commands/sessions.js'),
  },
  {
    name: 'messages <session>',
    about: 'print the messages of a session',
    flags: [
      ...[FLAGS.since, FLAGS.until, FLAGS.limit, () => FLAGS.format(FORMAT_NAMES)],
      ...[...ROWS, ...ZOOM],
    ],
    load: () => import('./commands/messages.js'),
  },
  {
    name: 'flatten <file...>',
    about: 'turn saved responses into rows (- is stdin; gzip is read too)',
    flags: [
      () => FLAGS.out('a file, or - for stdout (default)'),
      () => FLAGS.format(FORMAT_NAMES),
      ...[FLAGS.session, ...ROWS, FLAGS.quiet],
    ],
    load: () => import('./commands/flatten.js'),
  },
  {
    name: 'plan',
    about: 'the requests that one session needs; sends nothing',
    flags: [FLAGS.since, FLAGS.until, FLAGS.limit, FLAGS.json],
    load: () => import('./commands/plan.js'),
  },
  {
    name: 'validate',
    about: 'check a range against the rules of Zoom; sends nothing',
    flags: [FLAGS.from, FLAGS.to, FLAGS.json],
    load: () => import('./commands/validate.js'),
  },
  {
    name: 'doctor',
    about: 'check credentials, scopes, clock, limits and proxy settings',
    flags: [FLAGS.json, ...ZOOM],
    load: () => import('./commands/doctor.js'),
  },
  {
    name: 'dashboard',
    about: 'serve the dashboard of your account, or of a simulator, on this machine',
    flags: [FLAGS.port, FLAGS.envFile, FLAGS.quiet],
    load: () => import('./commands/dashboard.js'),
  },
  {
    name: 'completion <shell>',
    about: 'print the completion script for bash, zsh or fish',
    flags: [],
    load: () => import('./commands/completion.js'),
  },
];

/**
 * @param {Started} context
 * @param {(code: number | void) => void} end receives the exit code
 */
export function createProgram(context, end) {
  const program = new Command('zoom-phone-sms')
    .description('SMS histories of Zoom Phone, as files.')
    .version(version)
    .showHelpAfterError('--help lists the commands and options.')
    .addHelpText('after', AFTER)
    .exitOverride();
  for (const declared of COMMANDS) addCommand(program, declared, context, end);
  program
    .command('simulator')
    .description('a local Zoom for trying out; its options: simulator --help')
    .argument('[options...]')
    .allowUnknownOption()
    .helpOption(false)
    .exitOverride()
    .action(async (args) => {
      const { execute } = await import('./commands/simulator.js');
      end(await execute(args));
    });
  return program;
}

/**
 * @param {Command} program
 * @param {Declared} declared
 * @param {Started} context
 * @param {(code: number | void) => void} end
 */
function addCommand(program, { name, about, flags, load }, context, end) {
  const command = program.command(name).description(about);
  for (const flag of flags) command.addOption(flag());
  command.exitOverride().showHelpAfterError(`${command.name()} --help lists the options.`);
  command.action(async (...given) => {
    const args = given.slice(0, -2);
    const names = new Set(
      program.commands.flatMap((each) => each.options.map((one) => one.name())),
    );
    const { environmentOf, readSettings } = await import('./settings.js');
    const settings = readSettings(context.environment, names);
    const environment = environmentOf(command, context.environment, settings);
    complete(command, environment, settings);
    /** @type {{ quiet?: boolean }} */
    const options = command.opts();
    const { execute } = await load();
    const { Progress } = await import('./progress.js');
    const progress = new Progress(process.stderr, environment, options.quiet === true);
    context.progress = progress;
    end(
      await execute(
        { ...context, environment, progress, program },
        /** @type {never} */ (options),
        /** @type {never} */ (args),
      ),
    );
  });
}
