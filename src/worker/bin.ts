/** The thread that a user's ruleset runs in. */
import { parentPort, workerData } from 'node:worker_threads';
import { withFiles, withStdin } from '../cli/stdin.ts';
import { UserError } from '../errors.ts';
import { openSides } from '../inputs/base-source.ts';
import { DiskWorkspace } from '../inputs/disk.ts';
import { run } from '../run.ts';
import type { WorkerData, WorkerMessage } from './protocol.ts';

const { request, rule } = workerData as WorkerData;
const { directory, stdin, files, head, base, ...rest } = request;
const say = (message: WorkerMessage): void => parentPort?.postMessage(message);
const numbers = new Map<string, number>();

try {
  const sides = openSides(new DiskWorkspace(directory), head, base);
  const report = await run({
    ...rest,
    workspace: withStdin(withFiles(sides.workspace, files), stdin),
    base: sides.base,
    onProgress: (done, total, file) => {
      Atomics.store(rule, 0, 0);
      say({ kind: 'document', done, total, file });
    },
    onRule: (id, runs) => {
      let number = numbers.get(id);
      if (number === undefined) {
        number = numbers.size + 1;
        numbers.set(id, number);
        say({ kind: 'rule', number, id });
      }
      Atomics.store(rule, 0, runs ? number : -number);
    },
  });
  say({ kind: 'report', report });
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  say({ kind: 'user-error', message: error.message, exitCode: error.exitCode });
}
