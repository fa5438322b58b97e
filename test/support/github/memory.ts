/**
 * GitHub's REST API in memory: it keeps state, checks every request and every answer of its own with GitHub's document, and adds what the
 * document lacks: permissions, lengths, lines of the diff, write limits.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { OpenAPIBackend } from 'openapi-backend';
import type { ApiAnswer, ApiRequest } from '../../../src/github/client.ts';
import {
  type Author,
  BOT,
  blob,
  type ChangedFile,
  checkRun,
  comparison,
  diffEntry,
  issueComment,
  objectName,
  review,
  reviewComment,
  type StoredCheck,
  type StoredComment,
  type StoredReviewComment,
  tree,
  user,
} from './answers.ts';

const definition = JSON.parse(readFileSync(new URL('../../fixtures/github-api.json', import.meta.url), 'utf8'));
const api = new OpenAPIBackend({
  definition,
  quick: true,
  strict: true,
  validate: true,
  ajvOpts: { strict: false, formats: { uri: true, email: true, repo: true, timestamp: true, 'date-time': true, int64: true } },
});
await api.init();

type Level = 'none' | 'read' | 'write';

export interface Permissions {
  readonly contents: Level;
  readonly 'pull-requests': Level;
  readonly checks: Level;
  readonly 'security-events': Level;
}

/** What goes wrong with a call. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
  | { readonly kind: 'timeout' }
  /** The connection ends before or after the call is carried out. */
  | { readonly kind: 'cut'; readonly done: boolean };

export interface Call {
  readonly operation: string;
  readonly request: ApiRequest;
}

interface Rule {
  readonly permission?: keyof Permissions;
  readonly level?: Level;
  readonly run: (state: MemoryGitHub, context: Context) => ApiAnswer;
}

interface Context {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  // biome-ignore lint/suspicious/noExplicitAny: checked against GitHub's document before.
  readonly body: any;
}

const MINUTE = 60_000;
const WRITES_A_MINUTE = 80;

export class MemoryGitHub {
  readonly calls: Call[] = [];
  readonly comments: StoredComment[] = [];
  readonly reviewComments: StoredReviewComment[] = [];
  readonly checks: StoredCheck[] = [];
  readonly sarifs: { readonly ref: string; readonly sha: string; readonly log: unknown }[] = [];
  files: readonly ChangedFile[] = [];
  /** Files of every commit that is asked for; undefined when GitHub has none of them. */
  base: Readonly<Record<string, string>> | undefined = {};
  token: Permissions | 'wrong' = { contents: 'read', 'pull-requests': 'write', checks: 'write', 'security-events': 'write' };
  author: Author = BOT;
  /** Asked before each call is carried out. */
  fault: (operation: string, nth: number) => Fault | undefined = () => undefined;
  /** Milliseconds. */
  now: () => number = () => 0;
  readonly problems: string[] = [];
  readonly #writes: number[] = [];
  #id = 100;

  nextId(): number {
    return this.#id++;
  }

  /** Answers a request; a fault that is no answer is for the caller to act out. */
  handle(request: ApiRequest): { answer?: ApiAnswer; fault?: Fault } {
    const url = new URL(request.path, 'https://api.github.test');
    const query = Object.fromEntries(url.searchParams);
    const parsed = {
      method: request.method,
      path: url.pathname,
      query,
      headers: { 'content-type': 'application/json' },
      body: request.body,
    };
    const operation = api.matchOperation(parsed);
    const name = operation?.operationId;
    if (operation === undefined || name === undefined) {
      this.problems.push(`no such route: ${request.method} ${request.path}`);
      return { answer: { status: 404, headers: {}, body: { message: 'Not Found' } } };
    }
    const nth = this.calls.filter((call) => call.operation === name).length;
    this.calls.push({ operation: name, request });
    const checked = api.validateRequest(parsed, operation);
    if (checked.errors) this.problems.push(`request ${name}: ${JSON.stringify(checked.errors)}`);

    const fault = this.fault(name, nth);
    if (fault?.kind === 'status') return { answer: refusal(fault.status, fault.retryAfter) };
    if (fault?.kind === 'timeout' || (fault?.kind === 'cut' && !fault.done)) return { fault };
    const refused = this.#refuse(name, request.method);
    if (refused !== undefined) return { answer: refused };
    const params = api.router.parseRequest(parsed, operation).params as Record<string, string>;
    const answer = (ROUTES[name] as Rule).run(this, { params, query: url.searchParams, body: request.body });
    const response = api.validateResponse(answer.body, operation, answer.status);
    if (response.errors && answer.status < 300 && answer.status !== 204)
      this.problems.push(`answer ${name}: ${JSON.stringify(response.errors)}`);
    return fault === undefined ? { answer } : { fault };
  }

  #refuse(name: string, method: string): ApiAnswer | undefined {
    if (this.token === 'wrong') return { status: 401, headers: {}, body: { message: 'Bad credentials' } };
    const { permission, level = 'read' } = ROUTES[name] as Rule;
    if (permission !== undefined) {
      const has = this.token[permission];
      if (has === 'none' || (level === 'write' && has === 'read')) return refusal(403);
    } else if (name === 'users/get-authenticated' && this.author.type === 'Bot') return refusal(403);
    if (method === 'GET') return undefined;
    const now = this.now();
    while (this.#writes.length > 0 && now - (this.#writes[0] ?? 0) >= MINUTE) this.#writes.shift();
    if (this.#writes.length >= WRITES_A_MINUTE) {
      const headers = { 'retry-after': String(Math.ceil((MINUTE - (now - (this.#writes[0] ?? 0))) / 1000)) };
      return { status: 403, headers, body: { message: 'You have exceeded a secondary rate limit.' } };
    }
    this.#writes.push(now);
    return undefined;
  }

  /** Whether a comment may stand on these lines of the new side. */
  inDiff(path: string, start: number, end: number): boolean {
    const hunks = (this.files.find((file) => file.filename === path)?.patch ?? '').matchAll(/^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/gm);
    return [...hunks].some(([, from, length]) => {
      const first = Number(from);
      return start >= first && end < first + Number(length ?? 1) && start <= end;
    });
  }
}

const MESSAGES: Readonly<Record<number, string>> = {
  401: 'Bad credentials',
  403: 'Resource not accessible by integration',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Payload Too Large',
  422: 'Validation Failed',
  429: 'Too Many Requests',
  500: 'Server Error',
};

function refusal(status: number, retryAfter?: number): ApiAnswer {
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return { status, headers, body: { message: MESSAGES[status] ?? '', documentation_url: 'https://docs.github.test' } };
}

function ok(body: unknown, status = 200): ApiAnswer {
  return { status, headers: {}, body };
}

function page<Item>(items: readonly Item[], query: URLSearchParams): Item[] {
  const size = Math.min(100, Number(query.get('per_page') ?? 30));
  const start = (Number(query.get('page') ?? 1) - 1) * size;
  return items.slice(start, start + size);
}

/** GitHub's limit on a comment, in characters. */
const COMMENT = 65_536;

const ROUTES: Readonly<Record<string, Rule>> = {
  'users/get-authenticated': {
    run: ({ author }) =>
      ok({
        ...user(author),
        public_repos: 0,
        public_gists: 0,
        followers: 0,
        following: 0,
        created_at: '',
        updated_at: '',
        name: null,
        company: null,
        blog: null,
        location: null,
        email: null,
        hireable: null,
        bio: null,
      }),
  },
  'git/get-tree': {
    permission: 'contents',
    run: ({ base }, { params, query }) => {
      if (base === undefined) return refusal(404);
      const folders = Object.keys(base).flatMap((path) =>
        path
          .split('/')
          .slice(0, -1)
          .map((_, depth, names) => names.slice(0, depth + 1).join('/')),
      );
      const folder = folders.find((path) => objectName('tree', path) === params['tree_sha']) ?? '';
      return ok(tree(base, folder, query.has('recursive')));
    },
  },
  'git/get-blob': {
    permission: 'contents',
    run: ({ base = {} }, { params }) => {
      const content = Object.values(base).find((text) => objectName('blob', text) === params['file_sha']);
      return content === undefined ? refusal(404) : ok(blob(content));
    },
  },
  'pulls/list-files': { permission: 'pull-requests', run: ({ files }, { query }) => ok(page(files, query).map(diffEntry)) },
  'repos/compare-commits-with-basehead': {
    permission: 'contents',
    run: ({ files }, { params }) => ok(comparison(files, params['basehead']?.split('...')[0] ?? '')),
  },
  'issues/list-comments': {
    permission: 'pull-requests',
    run: ({ comments }, { query }) => ok(page(comments, query).map((item) => issueComment(item))),
  },
  'issues/create-comment': {
    permission: 'pull-requests',
    level: 'write',
    run: (state, { body }) => {
      if (body.body.length > COMMENT) return refusal(422);
      const comment = { id: state.nextId(), author: state.author, body: body.body };
      state.comments.push(comment);
      return ok(issueComment(comment), 201);
    },
  },
  'issues/update-comment': {
    permission: 'pull-requests',
    level: 'write',
    run: (state, { params, body }) => {
      const comment = state.comments.find(({ id }) => id === Number(params['comment_id']));
      if (comment === undefined) return refusal(404);
      if (body.body.length > COMMENT) return refusal(422);
      comment.body = body.body;
      return ok(issueComment(comment));
    },
  },
  'issues/delete-comment': {
    permission: 'pull-requests',
    level: 'write',
    run: (state, { params }) => {
      const index = state.comments.findIndex(({ id }) => id === Number(params['comment_id']));
      if (index === -1) return refusal(404);
      state.comments.splice(index, 1);
      return { status: 204, headers: {}, body: undefined };
    },
  },
  'pulls/list-review-comments': {
    permission: 'pull-requests',
    run: ({ reviewComments }, { query }) => ok(page(reviewComments, query).map(reviewComment)),
  },
  'pulls/create-review': {
    permission: 'pull-requests',
    level: 'write',
    run: (state, { body }) => {
      // One comment that cannot stand loses the whole review.
      for (const { path, line, start_line: start, side, start_side: startSide = side, body: text } of body.comments) {
        const backwards = start !== undefined && start >= line;
        const wrongSide = side !== 'RIGHT' || startSide !== 'RIGHT';
        if (backwards || wrongSide || text.length > COMMENT || !state.inDiff(path, start ?? line, line)) return refusal(422);
      }
      for (const { path, line, body: text } of body.comments) {
        state.reviewComments.push({ id: state.nextId(), author: state.author, path, line, body: text });
      }
      return ok(review(state.nextId(), body.body, body.commit_id));
    },
  },
  'pulls/delete-review-comment': {
    permission: 'pull-requests',
    level: 'write',
    run: (state, { params }) => {
      const index = state.reviewComments.findIndex(({ id }) => id === Number(params['comment_id']));
      if (index === -1) return refusal(404);
      state.reviewComments.splice(index, 1);
      return { status: 204, headers: {}, body: undefined };
    },
  },
  'checks/list-for-ref': {
    permission: 'checks',
    run: (state, { params, query }) => {
      const found = state.checks.filter(({ headSha, name }) => headSha === params['ref'] && name === query.get('check_name'));
      // `latest`: one of each name.
      return ok({ total_count: Math.min(found.length, 1), check_runs: found.slice(-1).map(checkRun) });
    },
  },
  'checks/create': {
    permission: 'checks',
    level: 'write',
    run: (state, { body }) => {
      const { name, head_sha: headSha, external_id: externalId, conclusion, output } = body;
      if (badAnnotations(output.annotations) || output.title.length > 255) return refusal(422);
      const { title, summary, annotations } = output;
      const check = { id: state.nextId(), name, headSha, externalId, conclusion, title, summary, annotations: [...annotations] };
      state.checks.push(check);
      return ok(checkRun(check), 201);
    },
  },
  'checks/update': {
    permission: 'checks',
    level: 'write',
    run: (state, { params, body }) => {
      const check = state.checks.find(({ id }) => id === Number(params['check_run_id']));
      if (check === undefined) return refusal(404);
      if (badAnnotations(body.output.annotations)) return refusal(422);
      check.annotations.push(...body.output.annotations);
      return ok(checkRun(check));
    },
  },
  'code-scanning/upload-sarif': {
    permission: 'security-events',
    level: 'write',
    run: (state, { body }) => {
      const bytes = Buffer.from(body.sarif, 'base64');
      if (bytes.length > 10 * 1024 * 1024) return refusal(413);
      if (body.ref.startsWith('refs/heads/gh-readonly-queue/')) return refusal(400);
      const log = JSON.parse(gunzipSync(bytes).toString());
      if (log.runs.length > 20 || log.runs.some((run: { results: unknown[] }) => run.results.length > 25_000)) return refusal(400);
      state.sarifs.push({ ref: body.ref, sha: body.commit_sha, log });
      return ok({ id: `47177e22-5596-11eb-80a1-${String(state.nextId()).padStart(12, '0')}`, url: 'https://api.github.test/sarifs' }, 202);
    },
  },
};

/** What GitHub refuses and its document does not tell. */
function badAnnotations(annotations: readonly Record<string, number | string>[]): boolean {
  return annotations.some(({ path, start_line: start, end_line: end, start_column: column, message, title }) => {
    const backwards = Number(start) < 1 || Number(end) < Number(start) || (column !== undefined && start !== end);
    return backwards || path === '' || String(path).startsWith('/') || String(message).length > 65_536 || String(title).length > 255;
  });
}
