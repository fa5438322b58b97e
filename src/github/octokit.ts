/** The real way to GitHub: Octokit with the runner's proxy, loaded at the first request. */
import type { ApiAnswer, ApiRequest, Clock, Send } from './client.ts';
import { GitHubError } from './port.ts';

/** Largest answer that is read, in bytes. */
const ANSWER_BYTES = 160 * 1024 * 1024;
const VERSION = '2022-11-28';

/** Sends with the token to `GITHUB_API_URL`, and to nowhere else: a redirect is an answer like any other. */
export function octokitSend(token: string, userAgent: string): Send {
  let ready: Promise<(request: ApiRequest, signal: AbortSignal) => Promise<ApiAnswer>> | undefined;
  const connect = async (): Promise<(request: ApiRequest, signal: AbortSignal) => Promise<ApiAnswer>> => {
    const [{ getOctokit }, { defaults }] = await Promise.all([import('@actions/github'), import('@actions/github/lib/utils')]);
    const silent = (): undefined => undefined;
    const fetch = bounded(defaults.request?.['fetch'] as Fetch);
    const octokit = getOctokit(token, {
      userAgent,
      request: { fetch },
      // What a server says in a header must not reach the log, where a line can be a command.
      log: { debug: silent, info: silent, warn: silent, error: silent },
    });
    return async ({ method, path, body }, signal) => {
      try {
        const answer = await octokit.request({
          method,
          url: path,
          headers: { 'x-github-api-version': VERSION },
          request: { signal },
          ...(body === undefined ? {} : { data: body }),
        });
        return { status: answer.status, headers: texts(answer.headers), body: answer.data };
      } catch (error) {
        const response = (error as { response?: { status: number; headers: object; data: unknown } }).response;
        if (response !== undefined) return { status: response.status, headers: texts(response.headers), body: response.data };
        throw causeOf(error);
      }
    };
  };
  return async (request, signal) => {
    ready ??= connect();
    return (await ready)(request, signal);
  };
}

/** The clock of this process. */
export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

interface Answered {
  readonly status: number;
  readonly url: string;
  readonly statusText: string;
  readonly headers: Iterable<[string, string]> & { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}

type Fetch = (url: string, options: object) => Promise<Answered>;

/** The same fetch without redirects, whose answers end at a size. */
function bounded(fetch: Fetch) {
  return async (url: string, options: object) => {
    const { status, url: address, statusText, headers, body } = await fetch(url, { ...options, redirect: 'manual' });
    const bytes = async (): Promise<Uint8Array> => {
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of body ?? []) {
        size += chunk.length;
        if (size > ANSWER_BYTES) throw new GitHubError('answer', 'the answer is larger than apiward reads');
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    };
    // Octokit swallows what fails while it reads a body; so it is read before.
    const content = status === 204 || status === 304 ? new Uint8Array() : await bytes();
    return {
      status,
      url: address,
      statusText,
      headers,
      text: async () => new TextDecoder().decode(content),
      arrayBuffer: async () => content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength),
    };
  };
}

function texts(headers: object): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value === undefined ? undefined : String(value)]),
  );
}

/** Octokit wraps what fetch threw, and fetch what the connection did. */
function causeOf(error: unknown): unknown {
  let inner = error;
  for (let depth = 0; depth < 5; depth++) {
    if (inner instanceof GitHubError || !(inner instanceof Error) || inner.cause === undefined) break;
    inner = inner.cause;
  }
  return inner;
}
