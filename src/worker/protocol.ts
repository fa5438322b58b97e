import type { Report } from '../findings/report.ts';
import type { BaseSource } from '../inputs/base-source.ts';
import type { CachePlace } from '../inputs/open-cache.ts';
import type { Snapshot } from '../inputs/snapshot.ts';
import type { FileFormat } from '../reporters/formats.ts';
import type { RunRequest } from '../run.ts';

/** A run as it crosses to the thread: the workspace is a folder, and what the CLI read from standard input. */
export type WorkerRequest = Omit<RunRequest, 'workspace' | 'base' | 'cache' | 'onProgress' | 'onRule'> & {
  /** Absolute path. */
  readonly directory: string;
  readonly stdin: Uint8Array | undefined;
  /** Contents that stand in for those on disk, by path in the workspace. */
  readonly files?: ReadonlyMap<string, Uint8Array> | undefined;
  /** A commit that is judged instead of the folder's files. */
  readonly head?: Snapshot | undefined;
  /** What it is compared with. */
  readonly base?: BaseSource | undefined;
  readonly cache?: CachePlace | undefined;
};

/** What the thread is given once it runs. */
export interface WorkerData {
  readonly request: WorkerRequest;
  /** Asks for the report in this format, which is much less to hand over than the report itself. */
  readonly format?: FileFormat | undefined;
  /** Holds the number of the user's rule that runs, or of the last one, negated; 0 before any. A thread that hangs can still be asked. */
  readonly rule: Int32Array;
}

/** A report as text. */
export interface Rendered {
  /** From a thread as UTF-8: bytes are handed over, a string would be copied twice. */
  readonly text: string | Uint8Array<ArrayBuffer>;
  /** Of the process. */
  readonly exitCode: Report['exitCode'];
}

/** What the thread says. */
export type WorkerMessage =
  | { readonly kind: 'document'; readonly done: number; readonly total: number; readonly file: string }
  /** Numbers a rule, before its first start. */
  | { readonly kind: 'rule'; readonly number: number; readonly id: string }
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'rendered'; readonly rendered: Rendered }
  | { readonly kind: 'user-error'; readonly message: string; readonly exitCode: 2 | 3 | 4 };
