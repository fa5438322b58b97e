import { describe, expect, test } from 'vitest';
import { EVENTS } from '../support/github/host.ts';
import type { Fault } from '../support/github/memory.ts';
import { run, start } from '../support/github/started.ts';
import { SECURE } from '../support/temporary.ts';

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
