/**
 * Completion scripts, made from the commands and options themselves.
 *
 * @module
 */
import { usage } from '../failure.js';

/** @import { Command } from 'commander' */
/** @import { Context } from '../context.js' */

/** @type {Record<string, (program: Command) => string>} */
const SHELLS = { bash, zsh, fish };

/**
 * @param {Context & { program: Command }} context
 * @param {object} _options
 * @param {[shell: string]} args
 */
export async function execute({ output, program }, _options, [shell]) {
  const write = SHELLS[shell];
  if (!write) throw usage(`There is no script for ${shell}, only for bash, zsh and fish.`);
  await output.write(write(program));
}

/** @param {Command} command */
const longOf = (command) => command.options.map(({ long }) => long ?? '').concat('--help');

/** @param {Command} program */
const namesOf = (program) => program.commands.map((command) => command.name());

/** @param {Command} program */
function bash(program) {
  const cases = program.commands.map(
    (command) => `    ${command.name()}) words="${longOf(command).join(' ')}" ;;`,
  );
  return `# bash completion: eval "$(zoom-phone-sms completion bash)"
_zoom_phone_sms() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    *) words="${namesOf(program).join(' ')} --help --version" ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${namesOf(program).join(' ')} --help --version"; fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _zoom_phone_sms zoom-phone-sms
`;
}

/** @param {Command} program */
function zsh(program) {
  const commands = program.commands.map(
    (command) => `    '${command.name()}:${quoted(command.description())}'`,
  );
  const cases = program.commands.map((command) => {
    const options = command.options.map((option) => {
      const value = option.required ? `:${option.name()}:_files` : '';
      return `'${option.long}[${quoted(option.description)}]${value}'`;
    });
    return `    ${command.name()}) _arguments ${[...options, "'*:file:_files'"].join(' ')} ;;`;
  });
  return `#compdef zoom-phone-sms
# zsh completion: eval "$(zoom-phone-sms completion zsh)"
_zoom_phone_sms() {
  local -a commands
  commands=(
${commands.join('\n')}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  local command="\${words[2]}"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join('\n')}
  esac
}
compdef _zoom_phone_sms zoom-phone-sms
`;
}

/** @param {Command} program */
function fish(program) {
  const commands = program.commands.map(
    (command) =>
      `complete -c zoom-phone-sms -n __fish_use_subcommand -f -a ${command.name()} -d '${plain(command.description())}'`,
  );
  const options = program.commands.flatMap((command) =>
    command.options.map((option) => {
      const short = option.short ? ` -s ${option.short.slice(1)}` : '';
      const value = option.required ? ' -r' : '';
      return `complete -c zoom-phone-sms -n '__fish_seen_subcommand_from ${command.name()}'${short} -l ${option.name()}${value} -d '${plain(option.description)}'`;
    }),
  );
  return `# fish completion: zoom-phone-sms completion fish | source\n${[...commands, ...options].join('\n')}\n`;
}

/** For a text in single quotes. @param {string} text */
const plain = (text) => text.replaceAll("'", '’');

/** For zsh, in which brackets and colons mean something. @param {string} text */
const quoted = (text) => plain(text).replaceAll(/[[\]:]/g, '\\$&');
