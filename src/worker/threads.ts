import { Worker } from 'node:worker_threads';
import { defaultLimits } from '../documents/limits.ts';

/** The threads that judge. One may be started ahead: it loads the pipeline while this thread finds out what is to be judged by which policy. */
export class Threads {
  readonly #program: URL;
  #spare: Worker | undefined;

  /** @param program of the threads, which wait for their `WorkerData` */
  constructor(program: URL) {
    this.#program = program;
  }

  /** Starts a thread for the next {@link take}. It keeps no process alive. */
  startAhead(): void {
    if (this.#spare !== undefined) return;
    this.#spare = this.#start(defaultLimits.memory);
    this.#spare.unref();
    // What ends before it is taken is not given to anybody.
    this.#spare.on('error', () => undefined);
  }

  /** A thread that waits for its data. @param memory the most that it may use, in MB */
  async take(memory: number): Promise<Worker> {
    const spare = this.#spare;
    this.#spare = undefined;
    const fits = spare !== undefined && spare.threadId !== -1 && memory === defaultLimits.memory;
    if (!fits) await spare?.terminate();
    const worker = fits ? spare : this.#start(memory);
    worker.ref();
    // Only now: a stream that is read keeps the process alive.
    worker.stdout.resume();
    worker.stderr.resume();
    return worker;
  }

  /** Ends a thread that nobody took. */
  async end(): Promise<void> {
    await this.#spare?.terminate();
    this.#spare = undefined;
  }

  #start(memory: number): Worker {
    const worker = new Worker(this.#program, {
      resourceLimits: { maxOldGenerationSizeMb: memory },
      // What libraries print in there is not ours to show: it may be a document's text.
      stdout: true,
      stderr: true,
    });
    return worker;
  }
}
