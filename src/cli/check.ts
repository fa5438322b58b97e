/** One thing that `apiward doctor` looked at. */
export interface Check {
  /**
   * `ok`: as it should be. `off`: something that could be turned on. `warn`: weaker than it looks. `fail`: the gate does not hold, or
   * nothing runs at all.
   */
  readonly status: 'ok' | 'off' | 'warn' | 'fail';
  readonly area: 'tool' | 'policy' | 'rules' | 'files' | 'workflow' | 'owners';
  /** `file` or `file:line`. */
  readonly where?: string;
  /** What is so, and what to do. Text is raw: the printer escapes. */
  readonly message: string;
}
