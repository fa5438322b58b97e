import { Worker } from 'node:worker_threads';
import { UserError } from '../errors.ts';
import type { Report } from '../findings/report.ts';
import type { RunRequest } from '../run.ts';
import type { WorkerData, WorkerMessage, WorkerRequest } from './protocol.ts';

interface WorkerOptions {
  /** The thread's program. */
  readonly program: URL;
  /** Longest time for one document, in seconds. */
  readonly seconds: number;
  readonly onProgress?: RunRequest['onProgress'];
}

/**
 * Runs with a user's ruleset in a thread that can be stopped, since a pattern or a JSONPath expression may never end.
 * @throws UserError likewise when time or memory runs out; it names the document and the rule that started last
 */
export async function runInWorker(request: WorkerRequest, { program, seconds, onProgress }: WorkerOptions): Promise<Report> {
  const rule = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const data: WorkerData = { request, rule };
  const worker = new Worker(program, { workerData: data });
  const names = new Map<number, string>();
  let file = request.rulesetFile ?? '';
  const culprit = (): string => {
    const number = Atomics.load(rule, 0);
    const name = names.get(Math.abs(number));
    if (number > 0) return `its rule \`${name}\` did not end`;
    const last = name === undefined ? 'none of its rules had started' : `its rule \`${name}\` ended last`;
    return `${last}, so that a JSONPath expression or the references of the document are to blame`;
  };
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Report>((resolve, reject) => {
      // Finding documents takes what it takes: the clock runs from the first of them.
      const restart = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          const advice = 'Mend the rule, or allow more with `ruleset-timeout`';
          reject(new UserError(`${file} took longer than ${seconds} s with your ruleset: ${culprit()}. ${advice}`));
        }, seconds * 1000);
      };
      worker.on('message', (message: WorkerMessage) => {
        switch (message.kind) {
          case 'document':
            file = message.file;
            restart();
            onProgress?.(message.done, message.total, file);
            break;
          case 'rule':
            names.set(message.number, message.id);
            break;
          case 'report':
            resolve(message.report);
            break;
          case 'user-error':
            reject(new UserError(message.message, message.exitCode));
        }
      });
      worker.on('error', (error: NodeJS.ErrnoException) => {
        const full = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        reject(full ? new UserError(`${file} needs more memory than there is with your ruleset: ${culprit()}`) : error);
      });
      worker.on('exit', (code) => reject(new Error(`the thread of the ruleset ended with ${code} and no report`)));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
