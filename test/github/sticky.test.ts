import { describe, expect, test } from 'vitest';
import { type CommentMode, planComment, postComment } from '../../src/github/sticky.ts';
import { gitHubOver } from '../support/github/in-process.ts';
import { MemoryGitHub } from '../support/github/memory.ts';
import { PULL_REQUEST, TARGET } from '../support/github/target.ts';
import { finding, report } from '../support/reports.ts';

const DIRTY = report([finding()]);
const CLEAN = report([]);

function plan(of = DIRTY, mode: CommentMode = 'auto', target = TARGET) {
  const made = planComment(of, mode, target, undefined);
  if (made === undefined) throw new Error('no plan');
  return made;
}

async function post(memory: MemoryGitHub, of = DIRTY, mode: CommentMode = 'auto', target = TARGET) {
  const result = await postComment(gitHubOver(memory), plan(of, mode, target), target);
  expect(memory.problems).toEqual([]);
  return result;
}

describe('when it is made', () => {
  const WARNING = report([finding({ severity: 'warn' })]);
  test.each([
    ['auto', DIRTY, 1],
    ['auto', WARNING, 1],
    ['auto', CLEAN, 0],
    ['always', CLEAN, 1],
    ['on-failure', DIRTY, 1],
    ['on-failure', WARNING, 0],
    ['on-failure', CLEAN, 0],
  ] as const)('%s', async (mode, of, expected) => {
    const memory = new MemoryGitHub();
    await post(memory, of, mode);
    expect(memory.comments).toHaveLength(expected);
  });

  test('never, and without a pull request', () => {
    expect(planComment(DIRTY, 'never', TARGET, undefined)).toBeUndefined();
    const { number: _, ...event } = PULL_REQUEST;
    expect(planComment(DIRTY, 'always', { ...TARGET, event }, undefined)).toBeUndefined();
  });
});

test('one comment follows the pull request, and ends with all resolved', async () => {
  const memory = new MemoryGitHub();
  expect(await post(memory)).toEqual({ done: 'created', url: 'https://github.test/o/r/pull/7#issuecomment-100' });
  expect(await post(memory)).toMatchObject({ done: 'unchanged' });
  expect(await post(memory, CLEAN, 'on-failure', { ...TARGET, runId: 11 })).toMatchObject({ done: 'updated' });
  expect(memory.comments).toHaveLength(1);
  expect(memory.comments[0]?.body).toContain('### ✅ API security: all resolved');
});

test('a re-run on the same commit sends no write', async () => {
  const memory = new MemoryGitHub();
  await post(memory);
  const before = memory.calls.length;
  await post(memory);
  expect(memory.calls.slice(before).map(({ request }) => request.method)).toEqual(['GET']);
});

test('other jobs and categories have their own', async () => {
  const memory = new MemoryGitHub();
  await post(memory);
  await post(memory, DIRTY, 'auto', { ...TARGET, job: 'other' });
  await post(memory, DIRTY, 'auto', { ...TARGET, category: 'apiward/b' });
  await post(memory, DIRTY, 'auto', { ...TARGET, workflow: 'Nightly' });
  expect(memory.comments).toHaveLength(4);
});

test('an earlier run does not overwrite what a later one wrote', async () => {
  const memory = new MemoryGitHub();
  await post(memory, DIRTY, 'auto', { ...TARGET, runId: 12 });
  const body = memory.comments[0]?.body;
  expect(await post(memory, CLEAN)).toMatchObject({ done: 'newer' });
  expect(memory.comments[0]?.body).toBe(body);
});

describe('two runs at once leave one comment', () => {
  // Every order in which the calls of two runs can follow each other: each bit says whose turn it is.
  test.each(Array.from({ length: 64 }, (_, order) => [order.toString(2).padStart(6, '0')]))('in the order %s', async (order) => {
    const memory = new MemoryGitHub();
    const waiting: (() => void)[][] = [[], []];
    const turns = [...order].map(Number);
    const runs = [0, 1].map((who) => {
      const github = gitHubOver(memory);
      const turn = () => new Promise<void>((resolve) => waiting[who]?.push(resolve));
      const target = { ...TARGET, runId: 10 + who };
      return postComment(
        {
          get: (path) => turn().then(() => github.get(path)),
          list: (path, options) => turn().then(() => github.list(path, options)),
          post: (path, body) => turn().then(() => github.post(path, body)),
          patch: (path, body) => turn().then(() => github.patch(path, body)),
          delete: (path) => turn().then(() => github.delete(path)),
        },
        plan(DIRTY, 'auto', target),
        target,
      );
    });
    let finished = false;
    const all = Promise.all(runs).finally(() => {
      finished = true;
    });
    while (!finished) {
      const who = turns.shift() ?? ((waiting[0]?.length ?? 0) > 0 ? 0 : 1);
      (waiting[who]?.shift() ?? waiting[1 - who]?.shift())?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await all;
    expect(memory.comments).toHaveLength(1);
    expect(memory.problems).toEqual([]);
  });
});

describe('whose comment it is', () => {
  test("a person's comment with our marker is left alone, and ours is made", async () => {
    const memory = new MemoryGitHub();
    memory.comments.push({ id: 1, author: { login: 'mallory', type: 'User' }, body: `${plan().body}\nApproved!` });
    expect(await post(memory)).toMatchObject({ done: 'created' });
    expect(memory.comments.map(({ body }) => body.includes('Approved!'))).toEqual([true, false]);
  });

  test("with a person's token their own comment is ours", async () => {
    const memory = new MemoryGitHub();
    memory.author = { login: 'ada', type: 'User' };
    await post(memory);
    expect(await post(memory, CLEAN)).toMatchObject({ done: 'updated' });
    expect(memory.comments).toHaveLength(1);
  });

  test('the marker counts at the start alone', async () => {
    const memory = new MemoryGitHub();
    memory.comments.push({ id: 1, author: { login: 'quoting[bot]', type: 'Bot' }, body: `> ${plan().body}` });
    expect(await post(memory)).toMatchObject({ done: 'created' });
  });
});

test('an answer that is cut off after the comment was made does not make a second one', async () => {
  const memory = new MemoryGitHub();
  memory.fault = (operation) => (operation === 'issues/create-comment' ? { kind: 'cut', done: true } : undefined);
  expect(await post(memory)).toMatchObject({ done: 'created' });
  expect(memory.comments).toHaveLength(1);
});

test('duplicates of an earlier race are taken away', async () => {
  const memory = new MemoryGitHub();
  for (const id of [3, 1, 2])
    memory.comments.push({ id, author: { login: 'github-actions[bot]', type: 'Bot' }, body: plan(CLEAN, 'always').body });
  await post(memory);
  expect(memory.comments.map(({ id }) => id)).toEqual([1]);
});

test('a comment on the fourth page is found; where there is no end, none is made', async () => {
  const memory = new MemoryGitHub();
  const other = (id: number) => ({ id, author: { login: 'ada', type: 'User' } as const, body: 'hello' });
  memory.comments.push(...Array.from({ length: 350 }, (_, id) => other(id)));
  await post(memory);
  expect(await post(memory)).toMatchObject({ done: 'unchanged' });
  memory.comments.splice(350, 1, ...Array.from({ length: 3000 }, (_, id) => other(1000 + id)));
  await expect(post(memory)).rejects.toThrow('more than 3000 comments');
});

test('70 kB of findings fit, whatever they hold', async () => {
  const memory = new MemoryGitHub();
  const long = `${'😀\u202e&<'.repeat(400)}`;
  await post(
    memory,
    report(Array.from({ length: 6000 }, (_, index) => finding({ message: long, file: `${index}${long}`, ruleId: `r${index % 300}` }))),
  );
  expect(memory.comments[0]?.body.length).toBeLessThan(65_536);
  expect(memory.comments[0]?.body).toContain('more findings in the job summary');
});
