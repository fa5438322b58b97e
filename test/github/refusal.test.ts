import { expect, test } from 'vitest';
import { GitHubError } from '../../src/github/port.ts';
import { refusal } from '../../src/github/refusal.ts';
import { PULL_REQUEST } from '../support/github/target.ts';

const denied = new GitHubError('permission', 'Resource not accessible by integration', 403);

test.each<[string, unknown, object, string]>([
  [
    'a permission is named',
    denied,
    {},
    'the token may not (HTTP 403: Resource not accessible by integration). `permissions: { checks: write }` of the job allows it. The verdict stands.',
  ],
  [
    'on a fork it would have no effect',
    denied,
    { fork: true },
    'the token may not (HTTP 403: Resource not accessible by integration). The token of a pull request from a fork can only read; `checks: write` has no effect there. The verdict stands.',
  ],
  [
    'nor for Dependabot',
    denied,
    { dependabot: true },
    'the token may not (HTTP 403: Resource not accessible by integration). The token of a pull request from Dependabot can only read; `checks: write` has no effect there. The verdict stands.',
  ],
  [
    'silence',
    new GitHubError('timeout', 'no answer within 10 s'),
    {},
    'GitHub did not answer in time (no answer within 10 s). The verdict stands.',
  ],
  ['no time left', new GitHubError('budget', 'x'), {}, 'the time for talking to GitHub is used up. The verdict stands.'],
  [
    'a hostile message',
    new GitHubError('refused', 'a\n::error::b\u001b[31m', 422),
    {},
    'GitHub refused it (HTTP 422: a\\n::error::b\\u001b[31m). The verdict stands.',
  ],
  [
    'a long message',
    new GitHubError('server', 'x'.repeat(9999), 500),
    {},
    `GitHub failed (HTTP 500: ${'x'.repeat(160)}). The verdict stands.`,
  ],
  ['anything else', new Error('disk full'), {}, 'disk full. The verdict stands.'],
])('%s', (_, error, event, expected) => {
  expect(refusal('check run', error, 'checks: write', { ...PULL_REQUEST, ...event })).toBe(`Not posted: check run: ${expected}`);
});
