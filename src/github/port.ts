/** Why GitHub did not do what it was asked. */
export type Reason =
  /** 401: the token is missing, wrong or expired. */
  | 'token'
  /** 403: the token may not do this. */
  | 'permission'
  /** 404, which GitHub also answers instead of 403 for what a token may not see. */
  | 'not-found'
  /** 409, 410, 422 and other answers of the kind: asked for something that cannot be. */
  | 'refused'
  /** 413. */
  | 'too-large'
  /** A primary or secondary rate limit that does not end in time. */
  | 'rate-limit'
  /** 5xx. */
  | 'server'
  | 'timeout'
  /** The connection could not be made or was cut. */
  | 'connection'
  /** An answer that is not what GitHub documents: too large, a redirect, no JSON, a wrong type. */
  | 'answer'
  /** All the time there is for talking to GitHub is used up; nothing was sent. */
  | 'budget';

/** A call that failed. The message is GitHub's own where it gave one: raw text from outside. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError';
  readonly reason: Reason;
  /** HTTP status, undefined when there was no answer. */
  readonly status: number | undefined;

  constructor(reason: Reason, message: string, status?: number) {
    super(message);
    this.reason = reason;
    this.status = status;
  }

  /** True when the request may have been carried out all the same. */
  get uncertain(): boolean {
    return this.reason === 'server' || this.reason === 'timeout' || this.reason === 'connection' || this.reason === 'answer';
  }
}

/** What a list gave: `complete` is false when there is more than was read. */
export interface Listed {
  readonly items: readonly unknown[];
  readonly complete: boolean;
}

/** Values of a request's body: JSON. */
export type Body = Readonly<Record<string, unknown>>;

/**
 * GitHub's REST API, as little of it as apiward needs. Paths begin with `/` and hold encoded segments (see {@link apiPath}). Answers are
 * untrusted JSON values. Every method rejects with a {@link GitHubError}, waits out rate limits, and is bounded in time and size.
 */
export interface GitHub {
  get(path: string): Promise<unknown>;
  /** Reads pages of 100 by number; `key` names the list when the answer is an object that holds it. */
  list(path: string, options: { readonly pages: number; readonly key?: string }): Promise<Listed>;
  post(path: string, body: Body): Promise<unknown>;
  /** `repeatable` (the default) says that sending the same twice does what sending it once does. */
  patch(path: string, body: Body, options?: { readonly repeatable?: boolean }): Promise<unknown>;
  delete(path: string): Promise<void>;
}

/**
 * A path of the API with each value encoded: apiPath`/repos/${owner}/${name}/pulls/${1}`.
 * @throws GitHubError for `.` and `..`, which a URL cannot hold as segments in any spelling
 */
export function apiPath(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return parts.reduce((path, part, index) => {
    const value = String(values[index - 1]);
    if (value === '.' || value === '..') throw new GitHubError('refused', `\`${value}\` is no name of a repository`);
    return `${path}${encodeURIComponent(value)}${part}`;
  });
}
