import { describe, expect, test } from 'vitest';
import type { Severity } from '../../src/findings/finding.ts';
import { github } from '../../src/reporters/github.ts';
import { finding, range, report } from '../support/reports.ts';

test('a command carries file, lines, columns, title and what to do', () => {
  expect(github(report([finding({ file: 'a,b:c.yaml', message: '100% `x`' })]))).toBe(
    '::error file=a%2Cb%3Ac.yaml,line=2,endLine=2,col=3,endColumn=9,title=tls-server::' +
      '100%25 `x`%0AWhy: Anyone on the way can read it.%0AFix: Write `https://`.\n' +
      'FAIL: 1 error (1 document, 2 operations, 1 rule)\n',
  );
});

test.each([
  ['error', 'error'],
  ['warn', 'warning'],
  ['info', 'notice'],
] as const)('%s is ::%s', (severity, command) => {
  expect(github(report([finding({ severity })]))).toMatch(new RegExp(`^::${command} `));
});

test('a range over lines has no columns, which GitHub would drop', () => {
  const [command] = github(report([finding({ range: range(2, 3, 4, 5) })])).split('\n');
  expect(command).toContain('line=2,endLine=5,title=');
});

describe('more than ten of a kind', () => {
  const many = (severity: Severity, length: number, ruleId = 'a-b') =>
    Array.from({ length }, (_, index) => finding({ severity, ruleId, range: range(index + 1, 1) }));

  test('ten are shown and the rest is counted', () => {
    const lines = github(report([...many('error', 12), ...many('warn', 10), ...many('info', 1_011)])).split('\n');
    expect(lines.filter((line) => line.startsWith('::error'))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith('::warning'))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith('::notice'))).toHaveLength(10);
    expect(lines).toContain('Not annotated, since GitHub shows ten of each kind: 2 errors, 1,001 notices. The JSON report has them all.');
  });

  test('every rule has its first finding shown before any has its second', () => {
    const output = github(report([...many('error', 20), ...many('error', 1, 'late-one')]));
    expect(output).toContain('title=late-one');
  });

  test('what stopped the run comes first', () => {
    const diagnostics = [{ kind: 'unreadable', file: 'x.yaml', message: 'Empty.' } as const];
    const lines = github(report(many('error', 10), { diagnostics })).split('\n');
    expect(lines[0]).toBe('::error file=x.yaml,title=cannot be read::Empty.');
    expect(lines.filter((line) => line.startsWith('::error'))).toHaveLength(10);
    expect(lines).toContain('Not annotated, since GitHub shows ten of each kind: 1 error. The JSON report has them all.');
  });
});

test('a message is cut where the runner would cut it, between characters', () => {
  const [command = ''] = github(report([finding({ message: '😀'.repeat(3000) })])).split('\n');
  const message = command.slice(command.lastIndexOf('::') + 2);
  expect(message.length).toBeLessThanOrEqual(4096);
  expect(message).toMatch(/^(?:😀)+…$/u);
});

test('quiet shows only what fails the run', () => {
  expect(github(report([finding({ severity: 'warn' })]), { quiet: true })).toBe('PASS: 1 warning (1 document, 2 operations, 1 rule)\n');
});
