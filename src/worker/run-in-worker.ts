import { defaultLimits, raise } from '../documents/limits.ts';
import { UserError } from '../errors.ts';
import type { Report } from '../findings/report.ts';
import type { FileFormat } from '../reporters/formats.ts';
import type { RunRequest } from '../run.ts';
import type { Rendered, WorkerData, WorkerMessage, WorkerRequest } from './protocol.ts';
import type { Threads } from './threads.ts';

export interface WorkerOptions {
  readonly threads: Threads;
  /** Longest time for one document with the user's own ruleset, in seconds. Without one, the limit of the request counts. */
  readonly seconds: number;
  readonly onProgress?: RunRequest['onProgress'];
}

/** So many documents are stopped before the run is; each costs the time of the limit. */
const MOST_STOPPED = 3;

/** A document took more than it may. */
class Stopped extends Error {
  readonly file: string;

  constructor(file: string, message: string) {
    super(message);
    this.file = file;
  }
}

/**
 * Runs in a thread that can be stopped, since nothing else ends a pattern or a JSONPath expression that never ends. A document that takes
 * more time or memory than the limits allow is told as unreadable, and the others are judged all the same.
 * @throws UserError with a user's ruleset when time or memory runs out; it names the document and the rule that started last
 */
export function runInWorker(request: WorkerRequest, options: WorkerOptions): Promise<Report> {
  return withoutStopped(request, options, undefined) as Promise<Report>;
}

/** The same with the report as text, in a format that needs nothing but the report. */
export function renderInWorker(request: WorkerRequest, format: FileFormat, options: WorkerOptions): Promise<Rendered> {
  return withoutStopped(request, options, format) as Promise<Rendered>;
}

async function withoutStopped(request: WorkerRequest, options: WorkerOptions, format: FileFormat | undefined): Promise<Report | Rendered> {
  const stopped = new Map<string, string>();
  for (;;) {
    try {
      return await attempt({ ...request, stopped }, options, format);
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      const { file, message } = error;
      if (request.policy.settings.rulesets.length > 0) throw new UserError(`${file} ${message}`);
      if (file === '') throw new UserError(`the search for documents ${message}`, 4);
      if (stopped.has(file) || stopped.size >= MOST_STOPPED) {
        throw new UserError(`${file} ${message} (${stopped.size} documents before it too, so the run was ended)`, 4);
      }
      stopped.set(file, message);
    }
  }
}

async function attempt(
  request: WorkerRequest,
  { threads, seconds, onProgress }: WorkerOptions,
  format: FileFormat | undefined,
): Promise<Report | Rendered> {
  const { policy } = request;
  const { limits } = policy.settings;
  const [rulesetFile] = policy.settings.rulesets;
  const rule = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const data: WorkerData = { request, format, rule };
  const memory = limits.memory ?? defaultLimits.memory;
  const time = rulesetFile === undefined ? (limits.seconds ?? defaultLimits.seconds) : seconds;
  const worker = await threads.take(memory);
  const names = new Map<number, string>();
  let file = rulesetFile ?? '';
  const culprit = (): string => {
    const number = Atomics.load(rule, 0);
    const name = names.get(Math.abs(number));
    if (number > 0) return `its rule \`${name}\` did not end`;
    const last = name === undefined ? 'none of its rules had started' : `its rule \`${name}\` ended last`;
    return `${last}, so that a JSONPath expression or the references of the document are to blame`;
  };
  const slow = (): string =>
    rulesetFile === undefined
      ? `took longer than ${time} s and was not judged; ${raise('seconds')}`
      : `took longer than ${time} s with your ruleset: ${culprit()}. Mend the rule, or allow more with \`ruleset-timeout\``;
  const large = (): string =>
    rulesetFile === undefined
      ? `needs more than ${memory} MB of memory and was not judged; ${raise('memory')}`
      : `needs more memory than there is with your ruleset: ${culprit()}`;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Report | Rendered>((resolve, reject) => {
      // Finding documents takes what it takes: the clock runs from the first of them.
      const restart = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => reject(new Stopped(file, slow())), time * 1000);
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
          case 'rendered':
            resolve(message.rendered);
            break;
          case 'user-error':
            reject(new UserError(message.message, message.exitCode));
        }
      });
      worker.on('error', (error: NodeJS.ErrnoException) => {
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Stopped(file, large()) : error);
      });
      worker.postMessage(data);
      worker.on('exit', (code) => reject(new Error(`the thread that judges ended with ${code} and no report`)));
    });
  } finally {
    clearTimeout(timer);
    // Taking its memory back takes a while, which nobody has to wait for.
    worker.unref();
    void worker.terminate();
  }
}
