/** The program of a thread that judges. */
import { parentPort } from 'node:worker_threads';
import { withFiles, withStdin } from '../cli/stdin.ts';
import { UserError } from '../errors.ts';
import { openSides } from '../inputs/base-source.ts';
import { DiskWorkspace } from '../inputs/disk.ts';
import { openCache } from '../inputs/open-cache.ts';
import { renderFile } from '../reporters/formats.ts';
import { run } from '../run.ts';
import type { WorkerData, WorkerMessage } from './protocol.ts';

const say = (message: WorkerMessage, handed: readonly ArrayBuffer[] = []): void => parentPort?.postMessage(message, handed);

async function judge({ request, format, rule }: WorkerData): Promise<void> {
  const { directory, stdin, files, head, base, cache, ...rest } = request;
  const numbers = new Map<string, number>();
  const sides = openSides(new DiskWorkspace(directory), head, base);
  const report = await run({
    ...rest,
    workspace: withStdin(withFiles(sides.workspace, files), stdin),
    base: sides.base,
    cache: openCache(cache, directory),
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
  if (format === undefined) {
    say({ kind: 'report', report });
    return;
  }
  const text = new TextEncoder().encode(renderFile(format, report, () => undefined));
  say({ kind: 'rendered', rendered: { text, exitCode: report.exitCode } }, [text.buffer]);
}

// Its starter may still be reading the policy.
parentPort?.once('message', (data: WorkerData) => {
  judge(data).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    say({ kind: 'user-error', message: error.message, exitCode: error.exitCode });
  });
});
