#!/usr/bin/env node
/** The only file of the CLI that touches the process. */
import process from 'node:process';
import { buffer } from 'node:stream/consumers';
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

// The exit code is set and the process left to end by itself, so that a slow pipe gets every byte.
const exitCode = await main(process.argv.slice(2), {
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  stdin: () => buffer(process.stdin),
  cwd: process.cwd(),
  env: process.env,
  worker: new URL('./worker.js', import.meta.url),
});
// A report that was lost is no pass.
if (!broken) process.exitCode = exitCode;
