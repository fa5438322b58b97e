#!/usr/bin/env node
/** The only file of the CLI that touches the process. */
import process from 'node:process';
import { buffer } from 'node:stream/consumers';
import type { Output } from './io.ts';
import { main } from './main.ts';

function output(stream: NodeJS.WriteStream): Output {
  // A reader that has seen enough (`| head`) is no error; the verdict stays the exit code.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
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
process.exitCode = await main(process.argv.slice(2), {
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  stdin: () => buffer(process.stdin),
  cwd: process.cwd(),
  env: process.env,
});
