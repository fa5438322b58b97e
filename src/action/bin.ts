/** The only file of the action that touches the runner. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import process from 'node:process';
import { error, getInput, info, notice, setFailed, setOutput, summary, warning } from '@actions/core';
import { BUDGET, budgetWithin, createGitHub } from '../github/client.ts';
import { octokitSend, SYSTEM_CLOCK } from '../github/octokit.ts';
import { writeFileAtomically } from '../inputs/write-file.ts';
import { dayOf } from '../policy/day.ts';
import { TOOL } from '../tool.ts';
import { Threads } from '../worker/threads.ts';
import { main } from './main.ts';

const ANNOTATE = { error, warn: warning, info: notice };
/** How long the process may take to end once all is done, in milliseconds: an open connection must not keep it. */
const GRACE = 2000;

const started = SYSTEM_CLOCK.now();
const threads = new Threads(new URL('./worker.js', import.meta.url));
// It loads the pipeline while the base and the policy are fetched.
threads.startAhead();
const env = (name: string): string => process.env[name] ?? '';

function payload(): unknown {
  try {
    return JSON.parse(readFileSync(env('GITHUB_EVENT_PATH'), 'utf8'));
  } catch {
    // Judged like an event that tells nothing.
    return undefined;
  }
}

let settled: number | undefined;
// Whatever comes after the verdict cannot change it.
process.on('uncaughtException', (failure) => {
  const what = JSON.stringify(String(failure));
  if (settled === undefined) error(`A bug in apiward ${TOOL.version}, not in your document. Please report it: ${what}`);
  else info(`Stopped while posting (${what}). The verdict stands.`);
  process.exit(settled ?? 5);
});

const code = await main({
  workspace: env('GITHUB_WORKSPACE') || process.cwd(),
  temporary: env('RUNNER_TEMP') || tmpdir(),
  facts: {
    event: {
      name: env('GITHUB_EVENT_NAME'),
      payload: payload(),
      sha: env('GITHUB_SHA'),
      ref: env('GITHUB_REF'),
      actor: env('GITHUB_ACTOR'),
    },
    repository: env('GITHUB_REPOSITORY'),
    serverUrl: env('GITHUB_SERVER_URL') || 'https://github.com',
    workflow: env('GITHUB_WORKFLOW'),
    job: env('GITHUB_JOB'),
    runId: Number(/^\d{1,15}$/.exec(env('GITHUB_RUN_ID'))?.[0] ?? 0),
  },
  env: process.env,
  today: dayOf(new Date()),
  threads,
  input: (name) => getInput(name),
  github: (token, budget = BUDGET) =>
    createGitHub(octokitSend(token, `${TOOL.name}/${TOOL.version}`), SYSTEM_CLOCK, budgetWithin(budget, SYSTEM_CLOCK.now() - started)),
  settle: (final) => {
    settled = final;
    process.exitCode = final;
  },
  log: info,
  annotate: ({ severity, file, range, title, message }) => {
    const lines = range === undefined ? {} : { startLine: range.start.line, endLine: range.end.line };
    // GitHub drops columns when the lines differ.
    const oneLine = range !== undefined && range.start.line === range.end.line;
    const columns = oneLine ? { startColumn: range.start.column, endColumn: range.end.column } : {};
    ANNOTATE[severity](message, { title, file, ...lines, ...columns });
  },
  output: setOutput,
  summary: async (markdown) => {
    await summary.addRaw(markdown).write();
  },
  writeFile: (path, text) => writeFileAtomically('/', path, text),
  fail: setFailed,
});
// `setFailed` has set 1.
process.exitCode = code;
setTimeout(() => process.exit(code), GRACE).unref();
await threads.end();
