import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EventFacts, readEvent } from '../../src/github/event.ts';

const SHA = '1'.repeat(40);
const [A, B] = ['a'.repeat(40), 'b'.repeat(40)];

function event(name: string, payload: unknown, parts: Partial<EventFacts> = {}) {
  return readEvent({ name, payload, sha: SHA, ref: 'refs/heads/main', actor: 'ada', ...parts });
}

/** GitHub's own examples; the package's types do not fit what it holds. */
const examples: readonly { readonly name: string; readonly examples: readonly unknown[] }[] = createRequire(import.meta.url)(
  '@octokit/webhooks-examples',
);
const all = (name: string): unknown[] => examples.filter((group) => group.name === name).flatMap((group) => group.examples);

describe('real payloads', () => {
  test.each(all('pull_request').map((payload, index) => [index, payload] as const))('pull_request %i', (_, payload) => {
    const { pull_request: pull } = payload as { pull_request: { number: number; head: Ref; base: Ref } };
    type Ref = { sha: string; ref: string; repo: { id: number } };
    for (const name of ['pull_request', 'pull_request_target'] as const) {
      expect(event(name, payload)).toEqual({
        kind: name,
        number: pull.number,
        base: pull.base.sha,
        baseBranch: pull.base.ref,
        head: pull.head.sha,
        sha: SHA,
        ref: 'refs/heads/main',
        fork: pull.head.repo.id !== pull.base.repo.id,
        dependabot: false,
      });
    }
  });

  test.each(all('merge_group').map((payload, index) => [index, payload] as const))('merge_group %i', (_, payload) => {
    const { merge_group: group } = payload as { merge_group: { head_sha: string; base_sha: string; base_ref: string } };
    expect(event('merge_group', payload)).toMatchObject({
      kind: 'merge_group',
      base: group.base_sha,
      baseBranch: group.base_ref.replace('refs/heads/', ''),
      head: group.head_sha,
      fork: false,
    });
  });

  test.each(all('push').map((payload, index) => [index, payload] as const))('push %i', (_, payload) => {
    const { before, after } = payload as { before: string; after: string };
    const zero = '0'.repeat(40);
    const found = event('push', payload);
    expect(found.base).toBe(before === zero ? undefined : before);
    expect(found.head).toBe(after === zero ? SHA : after);
    expect(found.note).toBeUndefined();
  });

  test.each(all('workflow_dispatch').map((payload, index) => [index, payload] as const))('workflow_dispatch %i', (_, payload) => {
    expect(event('workflow_dispatch', payload)).toEqual({
      kind: 'workflow_dispatch',
      head: SHA,
      sha: SHA,
      ref: 'refs/heads/main',
      fork: false,
      dependabot: false,
    });
  });
});

describe('who may write', () => {
  const pull = (head: unknown, base: unknown, login = 'ada') => ({
    pull_request: { number: 7, user: { login }, head: { sha: A, repo: head }, base: { sha: B, ref: 'main', repo: base } },
  });
  test.each([
    ['a branch of the repository', pull({ id: 1 }, { id: 1 }), 'ada', false, false],
    ['a fork', pull({ id: 2 }, { id: 1 }), 'ada', true, false],
    ['a fork that was deleted', pull(null, { id: 1 }), 'ada', true, false],
    ['Dependabot, whose branch is no fork', pull({ id: 1 }, { id: 1 }, 'dependabot[bot]'), 'ada', false, true],
    ['a run that Dependabot started', pull({ id: 1 }, { id: 1 }), 'dependabot[bot]', false, true],
    ['a person of a similar name', pull({ id: 1 }, { id: 1 }, 'dependabot'), 'dependabot', false, false],
  ])('%s', (_, payload, actor, fork, dependabot) => {
    expect(event('pull_request', payload, { actor })).toMatchObject({ fork, dependabot });
  });
});

describe('payloads that lack or lie', () => {
  const none = "the event's payload names no number and no head commit and no base commit";
  test.each<[string, string, unknown, object]>([
    ['nothing', 'pull_request', undefined, { head: SHA, note: none }],
    ['a list', 'pull_request', [], { head: SHA, note: none }],
    ['wrong types', 'pull_request', { pull_request: { number: '7', head: [], base: { sha: 5 } } }, { head: SHA, note: none }],
    [
      'a revision that is no commit',
      'pull_request',
      { pull_request: { number: 7, head: { sha: '--upload-pack=x' }, base: { sha: 'main' } } },
      { number: 7, head: SHA, note: "the event's payload names no head commit and no base commit" },
    ],
    ['a negative number', 'pull_request', { pull_request: { number: -1, head: { sha: A }, base: { sha: B } } }, { head: A, base: B }],
    ['an empty merge group', 'merge_group', {}, { head: SHA, note: "the event's payload names no head commit and no base commit" }],
    ['a push without a before', 'push', {}, { head: SHA, note: "the event's payload names no commit before the push" }],
    ['a new branch', 'push', { before: '0'.repeat(40), after: A }, { head: A }],
    ['another event', 'issue_comment', { pull_request: { number: 7 } }, { kind: 'other', head: SHA }],
    ['no event', '', {}, { kind: 'other', head: SHA }],
  ])('%s', (_, name, payload, expected) => {
    const found = event(name, payload);
    expect(found).toMatchObject(expected);
    if (!('note' in expected) && !('number' in expected) && name !== 'pull_request') expect(found.note).toBeUndefined();
  });

  test('nothing throws, and a commit is a commit', () => {
    const name = fc.constantFrom('pull_request', 'pull_request_target', 'merge_group', 'push', 'schedule', 'x');
    const key = fc.constantFrom('pull_request', 'merge_group', 'head', 'base', 'sha', 'before', 'after', 'repo', 'number', '__proto__');
    const payload = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 5 }, fc.jsonValue(), fc.dictionary(key, tie('value'))),
    })).value;
    fc.assert(
      fc.property(name, payload, fc.string(), (eventName, value, sha) => {
        const found = readEvent({ name: eventName, payload: value, sha, ref: '', actor: '' });
        for (const commit of [found.base, found.head, found.sha]) expect(commit ?? '').toMatch(/^(?:[0-9a-f]{40}|[0-9a-f]{64}|)$/);
        if (found.number !== undefined) expect(found.number).toBeGreaterThan(0);
      }),
    );
  });
});
