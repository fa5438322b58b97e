import { describe, expect, test } from 'vitest';
import { planUpload, upload } from '../../src/github/code-scanning.ts';
import type { GitHubEvent } from '../../src/github/event.ts';
import { gitHubOver } from '../support/github/in-process.ts';
import { MemoryGitHub } from '../support/github/memory.ts';
import { HEAD, MERGE, PULL_REQUEST, TARGET } from '../support/github/target.ts';
import { finding, report } from '../support/reports.ts';

// biome-ignore lint/suspicious/noExplicitAny: a test reads where it likes.
async function posted(of = report([finding()]), event: GitHubEvent = PULL_REQUEST): Promise<any> {
  const memory = new MemoryGitHub();
  const target = { ...TARGET, event, category: 'apiward/a' };
  const id = await upload(gitHubOver(memory), planUpload(of, target), target);
  expect(memory.problems).toEqual([]);
  expect(id).toMatch(/^47177e22-/);
  return memory.sarifs[0];
}

test('the report arrives whole, with its category', async () => {
  const { ref, sha, log } = await posted();
  expect([ref, sha]).toEqual(['refs/pull/7/merge', MERGE]);
  expect(log.runs[0]).toMatchObject({ automationDetails: { id: 'apiward/a/' }, results: [{ ruleId: 'tls-server' }] });
});

test('existing findings are reported, since code scanning compares by itself; waived ones are not', async () => {
  const findings = (['new', 'existing', 'waived'] as const).map((status) => finding({ status, ruleId: status }));
  const { log } = await posted(report(findings, { scope: 'new' }));
  expect(log.runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(['new', 'existing']);
});

test('on pull_request_target it is the head that is reported, not the branch it goes to', async () => {
  const event: GitHubEvent = { ...PULL_REQUEST, kind: 'pull_request_target', ref: 'refs/heads/main' };
  expect(await posted(undefined, event)).toMatchObject({ ref: 'refs/pull/7/head', sha: HEAD });
});

describe('refused before anything is sent', () => {
  test.each<[string, Partial<GitHubEvent>, string]>([
    ['a merge group', { kind: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-7' }, 'merge queue'],
    ['a push to a merge queue', { kind: 'push', ref: 'refs/heads/gh-readonly-queue/main/pr-7' }, 'merge queue'],
    ['no ref', { ref: '' }, 'no commit and ref'],
    ['no commit', { sha: '' }, 'no commit and ref'],
    ['a ref that is none', { ref: 'main' }, 'no commit and ref'],
  ])('%s', (_, parts, message) => {
    expect(() => planUpload(report([]), { ...TARGET, event: { ...PULL_REQUEST, ...parts } })).toThrow(message);
  });
});

test('what is too large is cut to what fits, worst first', () => {
  // Nothing that gzip could make small: a generator with a fixed seed (mulberry32).
  let seed = 1;
  const random = (): number => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  // It repeats itself farther off than gzip looks back.
  const noise = String.fromCharCode(...Array.from({ length: 100_000 }, () => 33 + (random() % 90)));
  const many = Array.from({ length: 1_500 }, (_, index) => {
    const start = (index * 9_000) % 90_000;
    return finding({ severity: index === 1_499 ? 'error' : 'info', message: noise.slice(start, start + 9_000) });
  });
  const body = planUpload(report(many), TARGET);
  expect(String(body['sarif']).length).toBeLessThan(14_000_000);
  expect(String(body['sarif']).length).toBeGreaterThan(10_000_000);
}, 60_000);
