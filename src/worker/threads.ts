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
    if (spare === undefined || spare.threadId === -1) return this.#start(memory);
    if (memory === defaultLimits.memory) {
      spare.ref();
      return spare;
    }
    await spare.terminate();
    return this.#start(memory);
  }

  #start(memory: number): Worker {
    const worker = new Worker(this.#program, {
      resourceLimits: { maxOldGenerationSizeMb: memory },
      // What libraries print in there is not ours to show: it may be a document's text.
      stdout: true,
      stderr: true,
    });
    worker.stdout.resume();
    worker.stderr.resume();
    return worker;
  }
}
