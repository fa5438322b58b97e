import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';

/** What a command line gave. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in a folder, without a process of its own. */
export async function command(cwd: string, ...argv: readonly string[]): Promise<Outcome> {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY: false,
    columns: 120,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const io: Io = { stdout: output('stdout'), stderr: output('stderr'), stdin: async () => new Uint8Array(), cwd, env: {} };
  return { code: await main(argv, io), ...written };
}
