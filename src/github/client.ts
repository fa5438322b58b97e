import { getString, isObject } from '../documents/tree.ts';
import { type Body, type GitHub, GitHubError, type Listed, type Reason } from './port.ts';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly body?: Body;
}

export interface ApiAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

/**
 * Sends one request and gives any answer, whatever its status. Rejects with a GitHubError for an answer that cannot be used, and with
 * anything else when there was none.
 */
export type Send = (request: ApiRequest, signal: AbortSignal) => Promise<ApiAnswer>;

/** Time, so that tests need not wait. Milliseconds. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Calls back after a while; the function returned takes that back. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** Longest time for one request. */
const REQUEST_TIME = 10_000;
/** Longest time for everything that one client does. */
export const BUDGET = 45_000;
/** What GitHub asks to wait after a secondary limit that names no time. */
const UNNAMED_WAIT = 60_000;
/** Waits before repeating what failed on GitHub's side or on the way. */
const PAUSES: readonly number[] = [500, 2_000];
const PAGE = 100;

/** Milliseconds after its start by which a run is done with GitHub, whatever GitHub does. */
const RUN = 55_000;

/** What one of several clients may take: its own share, and no more than is left of the run. Milliseconds. */
export function budgetWithin(share: number, elapsed: number): number {
  return Math.max(0, Math.min(share, RUN - elapsed));
}

/** The port over a way of sending; `budget` in milliseconds counts from the first request. */
export function createGitHub(send: Send, clock: Clock, budget = BUDGET): GitHub {
  let end: number | undefined;
  const left = (): number => {
    end ??= clock.now() + budget;
    return end - clock.now();
  };

  const once = async (request: ApiRequest): Promise<ApiAnswer> => {
    const time = Math.min(REQUEST_TIME, left());
    if (time <= 0) throw new GitHubError('budget', `the ${Math.round(budget / 1000)} s for talking to GitHub are used up`);
    const controller = new AbortController();
    let forget = (): void => undefined;
    const expired = new Promise<never>((_, reject) => {
      forget = clock.after(time, () => {
        reject(new GitHubError('timeout', `no answer within ${Math.round(time / 1000)} s`));
        controller.abort();
      });
    });
    try {
      return await Promise.race([send(request, controller.signal), expired]);
    } catch (error) {
      if (error instanceof GitHubError) throw error;
      throw new GitHubError('connection', error instanceof Error ? error.message : String(error));
    } finally {
      forget();
    }
  };

  const call = async (request: ApiRequest, repeatable: boolean): Promise<unknown> => {
    for (let attempt = 0; ; attempt++) {
      let failure: GitHubError;
      let pause = PAUSES[attempt];
      try {
        const answer = await once(request);
        if (answer.status >= 200 && answer.status < 300) return answer.body;
        failure = errorOf(answer);
        if (failure.reason === 'rate-limit') {
          // Nothing was done, so that anything may be repeated.
          const wait = waitOf(answer, clock.now());
          if (attempt >= PAUSES.length || wait >= left()) throw failure;
          await clock.sleep(wait);
          continue;
        }
      } catch (error) {
        if (!(error instanceof GitHubError) || error.reason === 'rate-limit') throw error;
        failure = error;
        // Who was silent for ten seconds is asked once more, no oftener.
        if (error.reason === 'timeout' && attempt > 0) pause = undefined;
      }
      const passing = failure.reason === 'server' || failure.reason === 'timeout' || failure.reason === 'connection';
      if (!repeatable || !passing || pause === undefined || pause >= left()) throw failure;
      await clock.sleep(pause);
    }
  };

  return {
    get: (path) => call({ method: 'GET', path }, true),
    list: (path, options) => readPages((page) => call({ method: 'GET', path: page }, true), path, options),
    post: (path, body) => call({ method: 'POST', path, body }, false),
    patch: (path, body, { repeatable = true } = {}) => call({ method: 'PATCH', path, body }, repeatable),
    delete: async (path) => {
      await call({ method: 'DELETE', path }, true);
    },
  };
}

/** By number, never by the links that an answer names: a server cannot send us round in circles or elsewhere. */
async function readPages(
  read: (path: string) => Promise<unknown>,
  path: string,
  { pages, key }: { readonly pages: number; readonly key?: string },
): Promise<Listed> {
  const items: unknown[] = [];
  for (let page = 1; page <= pages; page++) {
    const answer = await read(`${path}${path.includes('?') ? '&' : '?'}per_page=${PAGE}&page=${page}`);
    const list = key === undefined ? answer : isObject(answer) && Object.hasOwn(answer, key) ? answer[key] : undefined;
    if (!Array.isArray(list)) throw new GitHubError('answer', 'GitHub answered with something else than a list');
    if (list.length > PAGE)
      throw new GitHubError('answer', `GitHub answered with a page of ${list.length} entries, where ${PAGE} were asked`);
    items.push(...list);
    if (list.length < PAGE) return { items, complete: true };
  }
  return { items, complete: false };
}

const REASONS: Readonly<Record<number, Reason>> = {
  401: 'token',
  403: 'permission',
  404: 'not-found',
  413: 'too-large',
  429: 'rate-limit',
};

function errorOf(answer: ApiAnswer): GitHubError {
  const { status, body } = answer;
  const said = getString(body, 'message') ?? '';
  const message = said === '' ? `HTTP ${status}` : said.slice(0, 300);
  if (status === 403 && isRateLimit(answer, said)) return new GitHubError('rate-limit', message, status);
  if (status >= 500) return new GitHubError('server', message, status);
  if (status >= 300 && status < 400) return new GitHubError('answer', `a redirect (HTTP ${status}), which apiward does not follow`, status);
  return new GitHubError(REASONS[status] ?? 'refused', message, status);
}

function isRateLimit({ headers }: ApiAnswer, said: string): boolean {
  return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || /\brate limit\b/i.test(said);
}

/** Milliseconds that a rate limit asks to wait. */
function waitOf({ headers }: ApiAnswer, now: number): number {
  const after = seconds(headers['retry-after']);
  if (after !== undefined) return Math.max(after, 1) * 1000;
  const reset = headers['x-ratelimit-remaining'] === '0' ? seconds(headers['x-ratelimit-reset']) : undefined;
  return reset === undefined ? UNNAMED_WAIT : Math.max(reset * 1000 - now, 1000);
}

function seconds(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,12}$/.test(header) ? Number(header) : undefined;
}
