import { describe, expect, test } from 'vitest';
import { type ApiAnswer, type ApiRequest, createGitHub } from '../../src/github/client.ts';
import { apiPath, GitHubError, type Reason } from '../../src/github/port.ts';
import { FakeClock } from '../support/github/clock.ts';

type Step = ApiAnswer | 'timeout' | 'cut';

const OK: ApiAnswer = { status: 200, headers: {}, body: { done: true } };

function answer(status: number, headers: Record<string, string> = {}, message = 'no'): ApiAnswer {
  return { status, headers, body: { message } };
}

/** A GitHub that gives these answers in order, and the last one ever after. */
function scripted(...steps: readonly Step[]) {
  const clock = new FakeClock();
  const start = clock.now();
  const requests: ApiRequest[] = [];
  const github = createGitHub(async (request) => {
    const step = steps[Math.min(requests.length, steps.length - 1)] ?? OK;
    requests.push(request);
    if (step === 'cut') throw new Error('socket hang up');
    if (step !== 'timeout') return step;
    clock.expire();
    return new Promise(() => undefined);
  }, clock);
  return { github, requests, elapsed: () => (clock.now() - start) / 1000 };
}

async function failure(promise: Promise<unknown>): Promise<GitHubError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof GitHubError)) throw new Error(`no GitHubError: ${String(error)}`);
  return error;
}

describe('reading', () => {
  test.each<[string, Step[], number]>([
    ['at once', [OK], 1],
    ['after one server error', [answer(502), OK], 2],
    ['after two', [answer(500), answer(503), OK], 3],
    ['after a cut connection', ['cut', OK], 2],
    ['after a silence', ['timeout', OK], 2],
    ['after a limit that ends', [answer(429, { 'retry-after': '5' }), OK], 2],
    ['after a secondary limit', [answer(403, { 'retry-after': '5' }, 'You have exceeded a secondary rate limit.'), OK], 2],
  ])('succeeds %s', async (_, steps, calls) => {
    const { github, requests } = scripted(...steps);
    expect(await github.get('/x')).toEqual({ done: true });
    expect(requests).toHaveLength(calls);
  });

  test.each<[Step, Reason, number]>([
    [answer(401), 'token', 1],
    [answer(403, {}, 'Resource not accessible by integration'), 'permission', 1],
    [answer(404), 'not-found', 1],
    [answer(409), 'refused', 1],
    [answer(410), 'refused', 1],
    [answer(413), 'too-large', 1],
    [answer(422), 'refused', 1],
    [answer(429, { 'retry-after': '3600' }), 'rate-limit', 1],
    [answer(429, { 'retry-after': '1' }), 'rate-limit', 3],
    [answer(403, {}, 'API rate limit exceeded for installation'), 'rate-limit', 1],
    [answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '99999999999' }), 'rate-limit', 1],
    [answer(301, { location: 'https://evil.test' }), 'answer', 1],
    [answer(500), 'server', 3],
    ['timeout', 'timeout', 2],
    ['cut', 'connection', 3],
  ])('%j is %s', async (step, reason, calls) => {
    const { github, requests, elapsed } = scripted(step);
    expect((await failure(github.get('/x'))).reason).toBe(reason);
    expect(requests).toHaveLength(calls);
    expect(elapsed()).toBeLessThan(46);
  });
});

describe('writing', () => {
  test.each<[Step, number]>([
    [answer(500), 1],
    ['timeout', 1],
    ['cut', 1],
    // What GitHub put off it has not done.
    [answer(429, { 'retry-after': '2' }), 3],
  ])('%j: a post is not sent again unless it was put off', async (step, calls) => {
    const { github, requests } = scripted(step);
    await failure(github.post('/x', {}));
    expect(requests).toHaveLength(calls);
  });

  test('a change that can be repeated is, one that adds is not', async () => {
    const first = scripted('cut', OK);
    await first.github.patch('/x', {});
    expect(first.requests).toHaveLength(2);
    const second = scripted('cut', OK);
    await failure(second.github.patch('/x', {}, { repeatable: false }));
    expect(second.requests).toHaveLength(1);
  });
});

describe('time', () => {
  test('everything that one client does ends after 45 s', async () => {
    const { github, requests, elapsed } = scripted('timeout');
    const reasons = [];
    for (let call = 0; call < 20; call++) reasons.push((await failure(github.post('/x', {}))).reason);
    expect(reasons.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'timeout'));
    expect(new Set(reasons.slice(5))).toEqual(new Set(['budget']));
    expect(requests).toHaveLength(5);
    expect(elapsed()).toBe(45);
  });

  test('a limit is waited out as GitHub asks', async () => {
    const { github, elapsed } = scripted(answer(429, { 'retry-after': '30' }), OK);
    await github.post('/x', {});
    expect(elapsed()).toBe(30);
  });

  test('a reset is waited for', async () => {
    const clock = new FakeClock();
    const reset = String(Math.floor(clock.now() / 1000) + 7);
    const { github, elapsed } = scripted(answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }), OK);
    await github.get('/x');
    expect(elapsed()).toBe(7);
  });

  test.each(['-1', 'soon', '1e9', '99999999999999999999'])('a wait of %s is no wait', async (wait) => {
    const { github, elapsed } = scripted(answer(429, { 'retry-after': wait }));
    expect((await failure(github.get('/x'))).reason).toBe('rate-limit');
    expect(elapsed()).toBe(0);
  });
});

describe('lists', () => {
  const page = (length: number): ApiAnswer => ({ status: 200, headers: {}, body: Array.from({ length }, (_, id) => ({ id })) });

  test('pages are read by number until one is not full', async () => {
    const { github, requests } = scripted(page(100), page(100), page(3));
    const { items, complete } = await github.list('/x?a=b', { pages: 9 });
    expect([items.length, complete]).toEqual([203, true]);
    expect(requests.map(({ path }) => path)).toEqual([1, 2, 3].map((number) => `/x?a=b&per_page=100&page=${number}`));
  });

  test('a list without end is left after its pages', async () => {
    const { github, requests } = scripted(page(100));
    expect(await github.list('/x', { pages: 4 })).toMatchObject({ complete: false });
    expect(requests).toHaveLength(4);
  });

  test.each<[string, unknown]>([
    ['an object', {}],
    ['nothing', undefined],
    ['text', 'hello'],
    ['a page of a million', new Array(1_000_000).fill(0)],
  ])('%s is no list', async (_, body) => {
    const { github } = scripted({ status: 200, headers: {}, body });
    expect((await failure(github.list('/x', { pages: 2 }))).reason).toBe('answer');
  });

  test('a list inside an object has a key of its own, never an inherited one', async () => {
    const { github } = scripted({ status: 200, headers: {}, body: { files: [1] } });
    expect((await github.list('/x', { pages: 1, key: 'files' })).items).toEqual([1]);
    expect((await failure(github.list('/x', { pages: 1, key: 'constructor' }))).reason).toBe('answer');
  });
});

describe('paths', () => {
  test('values are one segment each', () => {
    expect(apiPath`/repos/${'a/b'}/${'c?d#e'}/pulls/${7}`).toBe('/repos/a%2Fb/c%3Fd%23e/pulls/7');
  });

  test.each(['.', '..'])('%s would climb', (value) => {
    expect(() => apiPath`/repos/${value}/x`).toThrow(GitHubError);
  });
});
