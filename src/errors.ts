/** A mistake of the user's: what was wrong, where, and what to do. Printed as it is, without a stack. */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** Process exit code: 2 usage or config, 3 nothing found, 4 unreadable document. */
  readonly exitCode: 2 | 3 | 4;

  constructor(message: string, exitCode: 2 | 3 | 4 = 2) {
    super(message);
    this.exitCode = exitCode;
  }
}
