/** What the CLI knows of its process; tests hand in their own. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Everything on standard input. */
  readonly stdin: () => Promise<Uint8Array>;
  /** Absolute path. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The program of the thread that a user's ruleset runs in; without it the ruleset runs here, as long as it likes. */
  readonly worker?: URL;
}

export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Width of a terminal. */
  readonly columns?: number;
}

/** Whether to colour what goes to `output` (no-color.org, force-color.org). */
export function wantsColor(when: string, output: Output, env: Io['env']): boolean {
  if (when !== 'auto') return when === 'always';
  const force = env['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  return output.isTTY && env['TERM'] !== 'dumb';
}
