import { expect, test } from 'vitest';
import { INPUTS, run, start } from '../support/github/started.ts';
import { HEAD } from '../support/github/target.ts';
import { Repository } from '../support/repository.ts';
import { SECURE } from '../support/temporary.ts';

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
