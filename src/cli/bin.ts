#!/usr/bin/env node
/** The only file of the CLI that touches the process. */
import { existsSync } from 'node:fs';
import process from 'node:process';
import { Threads } from '../worker/threads.ts';
import { commitOf } from './commit-of.ts';
import type { Output } from './io.ts';
import { main } from './main.ts';

/** Nothing more can be written to one of the streams. */
let broken = false;

function output(stream: NodeJS.WriteStream): Output {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`| head`) is no error; the verdict stays the exit code.
    if (error.code === 'EPIPE' || broken) return;
    broken = true;
    process.exitCode = 2;
    if (stream !== process.stderr) process.stderr.write(`apiward: cannot write the report to standard output: ${error.message}\n`);
  });
  return {
    write: (text) => {
      stream.write(text);
    },
    isTTY: stream.isTTY === true,
    columns: stream.columns,
  };
}

/** Ctrl-D is no answer. */
async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const closed = new Promise<string>((resolve) => lines.on('close', () => resolve('')));
  return Promise.race([lines.question(question), closed]).finally(() => lines.close());
}

/** Reads policies of other repositories. */
const token = process.env['GITHUB_TOKEN'] || process.env['GH_TOKEN'] || undefined;
const worker = new URL('./worker.js', import.meta.url);

const exitCode = await main(process.argv.slice(2), {
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  stdin: async () => (await import('node:stream/consumers')).buffer(process.stdin),
  cwd: process.cwd(),
  env: process.env,
  nodeVersion: process.version,
  commitOf: (repository, tag) => commitOf(repository, tag, process.env),
  ...(token !== undefined && { fetchPolicy: async (...file) => (await import('./fetch-policy.ts')).fetchPolicyWith(token)(...file) }),
  ...(process.stdin.isTTY && process.stdout.isTTY && { ask }),
  // Beside the source there is none.
  ...(existsSync(worker) && { threads: new Threads(worker) }),
});
// A report that was lost is no pass.
if (!broken) process.exitCode = exitCode;
// A slow pipe gets every byte; then there is nothing to wait for, and taking the memory apart piece by piece costs time.
process.stdout.write('', () => {
  // What failed is told first.
  setImmediate(() => process.stderr.write('', () => process.exit()));
});
