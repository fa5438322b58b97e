/**
 * What GitHub's runner does around an action: inputs and file commands in the environment, workflow commands read from the output with the
 * runner's own parsing (`ActionCommand.TryParseV2` of actions/runner), and its limits.
 */
import { readFile } from 'node:fs/promises';
import type { EventFacts } from '../../../src/github/event.ts';
import { runBundle } from '../dist.ts';
import { temporaryFolder } from '../temporary.ts';
import { EVENTS } from './host.ts';

/** A workflow command as the runner obeys it. */
interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

export interface Finished {
  readonly code: number | null;
  /** All that was printed, standard error included. */
  readonly printed: string;
  readonly commands: readonly Command[];
  /** Those that GitHub shows: ten of each kind, with messages cut and columns as it takes them. */
  readonly annotations: readonly Command[];
  /** Lines that are no command. */
  readonly log: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  /** Empty when GitHub would drop it. */
  readonly summary: string;
  /** Text of a file that the runner keeps for the job. */
  readonly read: (file: string) => Promise<string>;
  readonly workspace: string;
}

export interface RunSetting {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Name of an event in `EVENTS`. */
  readonly event?: string;
  /** The event itself instead. */
  readonly facts?: EventFacts;
  readonly apiUrl?: string;
  /** Variables that this runner does not set. */
  readonly without?: readonly string[];
  /** Where an earlier run worked, to run there again. */
  readonly workspace?: string;
  readonly runId?: number;
}

const SHOWN = 10;
const MESSAGE = 4096;
const SUMMARY_BYTES = 1024 * 1024;
const KINDS: readonly string[] = ['error', 'warning', 'notice'];
/** Commands that this runner knows; an unknown one is a line of the log. */
const KNOWN: readonly string[] = [
  ...KINDS,
  'debug',
  'group',
  'endgroup',
  'add-mask',
  'set-output',
  'save-state',
  'stop-commands',
  'echo',
  'add-matcher',
  'remove-matcher',
  'set-env',
  'add-path',
];

/** Runs the bundled action as a job would. */
export async function runAction({
  files,
  inputs = {},
  event = 'push',
  facts = EVENTS[event],
  apiUrl,
  without = [],
  workspace,
  runId = 10,
}: RunSetting): Promise<Finished> {
  if (facts === undefined) throw new Error(`no event ${event}`);
  const folder = workspace ?? (await temporaryFolder(files));
  const runner = await temporaryFolder({ output: '', summary: '', 'event.json': JSON.stringify(facts.payload) });
  const env: Record<string, string> = {
    GITHUB_WORKSPACE: folder,
    GITHUB_REPOSITORY: 'o/r',
    GITHUB_SHA: facts.sha,
    GITHUB_REF: facts.ref,
    GITHUB_EVENT_NAME: facts.name,
    GITHUB_ACTOR: facts.actor,
    GITHUB_WORKFLOW: 'CI',
    GITHUB_JOB: 'api',
    GITHUB_RUN_ID: String(runId),
    GITHUB_SERVER_URL: 'https://github.test',
    GITHUB_API_URL: apiUrl ?? 'http://127.0.0.1:9',
    GITHUB_EVENT_PATH: `${runner}/event.json`,
    GITHUB_OUTPUT: `${runner}/output`,
    GITHUB_STEP_SUMMARY: `${runner}/summary`,
    RUNNER_TEMP: runner,
    INPUT_PRESET: 'essential',
  };
  for (const [name, value] of Object.entries(inputs)) env[`INPUT_${name.toUpperCase()}`] = value;
  for (const name of without) delete env[name];
  const { code, stdout, stderr } = await runBundle('action.js', [], { cwd: folder, env });
  const read = (file: string) => readFile(`${runner}/${file}`, 'utf8');
  const printed = stdout + stderr;
  const { commands, log } = parse(printed);
  const summary = await read('summary');
  return {
    code,
    printed,
    commands,
    annotations: KINDS.flatMap((kind) => commands.filter(({ name }) => name === kind).slice(0, SHOWN)).map(shown),
    log,
    outputs: fileCommands(await read('output')),
    summary: Buffer.byteLength(summary) > SUMMARY_BYTES ? '' : summary,
    read,
    workspace: folder,
  };
}

function parse(printed: string): { commands: Command[]; log: string[] } {
  const commands: Command[] = [];
  const log: string[] = [];
  for (const line of printed.split(/\r\n|\r|\n/)) {
    const command = parseLine(line);
    if (command !== undefined) commands.push(command);
    else if (line !== '') log.push(line);
  }
  return { commands, log };
}

function parseLine(line: string): Command | undefined {
  const trimmed = line.trimStart();
  const end = trimmed.indexOf('::', 2);
  if (!trimmed.startsWith('::') || end === -1) return oldCommand(line);
  const head = trimmed.slice(2, end);
  const space = head.indexOf(' ');
  const name = (space === -1 ? head : head.slice(0, space)).toLowerCase();
  if (!KNOWN.includes(name)) return undefined;
  const properties: Record<string, string> = {};
  for (const pair of space === -1 ? [] : head.slice(space + 1).split(',')) {
    const split = pair.indexOf('=');
    if (split > 0)
      properties[pair.slice(0, split).trim()] = unescapeData(
        pair
          .slice(split + 1)
          .replaceAll('%3A', ':')
          .replaceAll('%2C', ','),
      );
  }
  return { name, properties, data: unescapeData(trimmed.slice(end + 2)) };
}

/** `##[error]message`, anywhere in a line. */
function oldCommand(line: string): Command | undefined {
  const [, name = '', data = ''] = /##\[([a-z-]+)[^\]]*\](.*)$/i.exec(line) ?? [];
  return KNOWN.includes(name.toLowerCase()) ? { name: name.toLowerCase(), properties: {}, data } : undefined;
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function shown({ name, properties, data }: Command): Command {
  const { col: _col, endColumn: _end, ...lines } = properties;
  const severalLines = properties['endLine'] !== undefined && properties['endLine'] !== properties['line'];
  return { name, properties: severalLines ? lines : properties, data: data.slice(0, MESSAGE) };
}

function fileCommands(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^(.+?)<<(ghadelimiter_\S+)\n([\s\S]*?)\n\2$/gm)].map(([, name = '', , value = '']) => [name, value]),
  );
}
