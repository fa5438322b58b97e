/** The only file of the action that touches the runner. */
import { tmpdir } from 'node:os';
import process from 'node:process';
import { error, getInput, info, notice, setFailed, setOutput, summary, warning } from '@actions/core';
import { context } from '@actions/github';
import { writeFileAtomically } from '../inputs/write-file.ts';
import { main } from './main.ts';

const ANNOTATE = { error, warn: warning, info: notice };

function blobUrl(): string | undefined {
  try {
    const { owner, repo } = context.repo;
    return context.sha === undefined ? undefined : `${context.serverUrl}/${owner}/${repo}/blob/${context.sha}`;
  } catch {
    return undefined;
  }
}

const code = await main({
  workspace: process.env['GITHUB_WORKSPACE'] ?? process.cwd(),
  temporary: process.env['RUNNER_TEMP'] ?? tmpdir(),
  blobUrl: blobUrl(),
  worker: new URL('./worker.js', import.meta.url),
  input: (name) => getInput(name),
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
process.exitCode = code;
