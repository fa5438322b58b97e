/** Options as people read them: in help, in messages and in the README. */
import { COMMANDS, type Face, type Option, OUTPUTS, optionsOf, takes } from './options.ts';

/** The option as a user writes it: `-f, --format FORMAT`. */
export function flag(option: Option): string {
  const long = `--${option.name}${option.placeholder === undefined ? '' : ` ${option.placeholder}`}`;
  return option.short === undefined ? long : `-${option.short}, ${long}`;
}

/** Markdown table of one face's options, for the README; the action's outputs follow its inputs. */
export function optionsTable(face: Face): string {
  const rows = optionsOf(face).map((option) => {
    const name = face === 'cli' ? flag(option) : option.name;
    const choices = option.choices === undefined ? '' : ` One of ${option.choices.map((choice) => `\`${choice}\``).join(', ')}.`;
    const standard = option.default === undefined || option.default === '' ? '' : `\`${option.default}\``;
    const of = face === 'action' || takes('lint', option) ? '' : `${COMMANDS.filter((command) => takes(command, option)).join(', ')}: `;
    return `| \`${name}\` | ${of}${option.help}${choices} | ${standard} |`;
  });
  const table = [`| ${face === 'cli' ? 'option' : 'input'} | what it does | default |`, '|---|---|---|', ...rows, ''];
  if (face === 'cli') return table.join('\n');
  const outputs = OUTPUTS.map(({ name, help }) => `| \`${name}\` | ${help} |`);
  return [...table, '| output | what it holds |', '|---|---|', ...outputs, ''].join('\n');
}
