import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { EVENTS } from '../support/github/host.ts';
import type { Fault } from '../support/github/memory.ts';
import { type RunSetting, runAction } from '../support/github/runner.ts';
import { type GitHubServer, startGitHub } from '../support/github/server.ts';
import { HEAD } from '../support/github/target.ts';
import { Repository } from '../support/repository.ts';
import { INSECURE, SECURE } from '../support/temporary.ts';

const TOKEN = 'ghs_0123456789';
const INPUTS = { 'github-token': TOKEN, annotations: 'checks', 'upload-sarif': 'true' };
const FILES = { 'openapi.yaml': INSECURE };
/** The whole document as this pull request adds it. */
const PATCH = `@@ -0,0 +1,11 @@\n${INSECURE.trimEnd().replaceAll(/^/gm, '+')}`;

async function start(...parts: Parameters<typeof startGitHub> extends [string, ...infer Rest] ? Rest : never): Promise<GitHubServer> {
  const server = await startGitHub(TOKEN, ...parts);
  server.memory.files = [{ filename: 'openapi.yaml', status: 'added', patch: PATCH }];
  return server;
}

async function run(server: GitHubServer, setting: Partial<RunSetting> = {}) {
  const result = await runAction({ files: FILES, event: 'pull_request', inputs: INPUTS, apiUrl: server.url, ...setting });
  expect(server.memory.problems).toEqual([]);
  expect(server.strangers).toEqual([]);
  expect(result.printed).not.toContain(TOKEN);
  return result;
}

test('a pull request gets a comment, a check run, a suggestion and an analysis; a re-run posts nothing twice', async () => {
  const server = await start();
  const { memory } = server;
  const first = await run(server);
  expect(first.code).toBe(1);
  expect(first.log).toEqual([]);
  expect(memory.comments).toHaveLength(1);
  expect(memory.checks).toMatchObject([{ headSha: HEAD, conclusion: 'failure', annotations: [{ path: 'openapi.yaml', start_line: 11 }] }]);
  expect(memory.reviewComments).toMatchObject([{ path: 'openapi.yaml', line: 11 }]);
  expect(memory.sarifs).toHaveLength(1);
  expect(first.outputs).toMatchObject({
    'comment-url': expect.stringContaining('#issuecomment'),
    'sarif-id': expect.stringMatching(/^[\w-]+$/),
  });

  const again = await run(server, { workspace: first.workspace });
  expect(again.code).toBe(1);
  expect(memory.comments).toHaveLength(1);
  expect(memory.checks).toHaveLength(1);
  expect(memory.checks[0]?.annotations).toHaveLength(1);
  expect(memory.reviewComments).toHaveLength(1);

  const mended = await run(server, { files: { 'openapi.yaml': SECURE }, runId: 11 });
  expect(mended.code).toBe(0);
  expect(memory.comments).toHaveLength(1);
  expect(memory.comments[0]?.body).toContain('all resolved');
});

test('two runs at once leave one comment, and each suggestion once', async () => {
  const server = await start();
  const codes = await Promise.all([run(server, { runId: 10 }), run(server, { runId: 11 })]);
  expect(codes.map(({ code }) => code)).toEqual([1, 1]);
  expect(server.memory.comments).toHaveLength(1);
  expect(server.memory.reviewComments).toHaveLength(1);
});

test.each([403, 500])('GitHub answers %i when asked what changed: the clone tells', async (status) => {
  const server = await start();
  server.memory.fault = (operation) =>
    operation === 'pulls/list-files' || operation === 'repos/compare-commits-with-basehead' ? { kind: 'status', status } : undefined;
  const secured = SECURE.replace("        '200'", "        '201'");
  const repository = await Repository.create({ 'openapi.yaml': secured });
  const base = repository.git('rev-parse', 'HEAD');
  // The only changed line is far from the finding, in the same operation.
  const worse = secured.replace('security: [{ login: [] }]\n', '').replace('    get:\n', '    post:\n      summary: Make one\n');
  const sha = repository.commit({ 'openapi.yaml': worse });
  const repo = { id: 1, full_name: 'o/r', fork: false };
  const payload = { pull_request: { number: 7, base: { sha: base, ref: 'main', repo }, head: { sha, ref: 'proposal', repo } } };
  const { code, annotations, log } = await run(server, {
    workspace: repository.folder,
    facts: { name: 'pull_request', payload, sha, ref: 'refs/pull/7/merge', actor: 'ada' },
    inputs: { ...INPUTS, annotations: 'commands' },
  });
  expect(code).toBe(1);
  expect(annotations.length).toBeGreaterThan(0);
  expect(log).toContain('Annotations are placed by what the clone says of the change.');
  expect(log.filter((line) => line.startsWith('Not posted'))).toEqual([expect.stringContaining('suggestions on the changed lines')]);
});

test('a clean request gets nothing but its check run', async () => {
  const server = await start();
  await run(server, { files: { 'openapi.yaml': SECURE } });
  expect(server.memory.comments).toEqual([]);
  expect(server.memory.checks).toMatchObject([{ conclusion: 'success' }]);
});

const FAULTS: readonly [string, Fault][] = [
  ...[401, 403, 404, 409, 422, 500].map((status): [string, Fault] => [String(status), { kind: 'status', status }]),
  ['429', { kind: 'status', status: 429, retryAfter: 3600 }],
  ['a cut connection', { kind: 'cut', done: false }],
  ['a connection cut afterwards', { kind: 'cut', done: true }],
];

describe('whatever GitHub answers, the exit code is what was found', () => {
  test.each(FAULTS)('%s', async (_, fault) => {
    const server = await start();
    server.memory.fault = () => fault;
    const { code, summary, outputs } = await run(server);
    expect(code).toBe(1);
    expect(outputs['exit-code']).toBe('1');
    expect(summary).toContain('### Notes');
  });

  test.each(FAULTS.filter(([name]) => name === '403' || name === 'a cut connection'))('%s, and nothing was found', async (_, fault) => {
    const server = await start();
    server.memory.fault = () => fault;
    expect(await run(server, { files: { 'openapi.yaml': SECURE } })).toMatchObject({ code: 0 });
  });

  test.each(Object.keys(EVENTS))('a token that may only read, on %s', async (event) => {
    const server = await start();
    server.memory.token = { contents: 'read', 'pull-requests': 'none', checks: 'none', 'security-events': 'none' };
    expect(await run(server, { event })).toMatchObject({ code: 1 });
  });
});

test('a GitHub that does not answer is waited for ten seconds', async () => {
  const server = await start();
  server.memory.fault = (operation) => (operation === 'code-scanning/upload-sarif' ? { kind: 'timeout' } : undefined);
  const { code, log } = await run(server);
  expect(code).toBe(1);
  expect(log).toEqual([
    'Not posted: SARIF report to code scanning: GitHub did not answer in time (no answer within 10 s). The verdict stands.',
  ]);
});

describe('hostile answers', () => {
  const answer =
    (send: (response: ServerResponse, request: IncomingMessage) => void) => (request: IncomingMessage, response: ServerResponse) => {
      send(response, request);
      return true;
    };

  test('a redirect is followed nowhere', async () => {
    const elsewhere = await startGitHub(TOKEN);
    const server = await start(answer((response) => response.writeHead(302, { location: `${elsewhere.url}/user` }).end()));
    const { code, log } = await run(server);
    expect(code).toBe(1);
    expect(elsewhere.memory.calls).toEqual([]);
    expect(log[0]).toContain('a redirect (HTTP 302), which apiward does not follow');
  });

  test.each<[string, string, string]>([
    ['commands in a header and a message', 'application/json', '{"message":"a\\n::error::pwned ##[error]x"}'],
    ['text', 'text/plain', '::error::pwned'],
    ['broken JSON', 'application/json', '[{"id":'],
    ['the wrong type', 'application/json', '[[[]],null,{"id":"x","body":{}},{"id":1e400}]'],
    ['nothing', 'application/json', ''],
  ])('%s', async (_, type, body) => {
    const headers = { 'content-type': type, deprecation: 'x', link: '<x>; rel="deprecation"', sunset: '::error::pwned' };
    const server = await start(answer((response, { method }) => response.writeHead(method === 'GET' ? 200 : 403, headers).end(body)));
    const { code, commands } = await run(server);
    expect(code).toBe(1);
    expect(commands.map(({ data }) => data)).toEqual([expect.stringMatching(/^FAIL: /)]);
  });

  test('an endless answer is left', async () => {
    const server = await start(
      answer((response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const chunk = Buffer.alloc(4 * 1024 * 1024, ' ');
        const more = (): void => {
          while (!response.destroyed && response.write(chunk));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      }),
    );
    const { code, summary } = await run(server, { inputs: { 'github-token': TOKEN, suggestions: 'false' } });
    expect(code).toBe(1);
    expect(summary).toContain('### Notes');
  });
});
