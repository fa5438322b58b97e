import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import type { Report, RuleInfo } from '../../src/findings/report.ts';
import { score } from '../../src/policy/score.ts';
import { finding, report } from '../support/reports.ts';

const info = (id: string, severity: RuleInfo['severity'] = 'error'): RuleInfo => ({
  id,
  title: id,
  why: '',
  fix: '',
  concern: id.split('-')[0] ?? '',
  severity,
});

const RULES = [info('auth-a'), info('auth-b'), info('tls-a'), info('data-a'), info('waiver-unused'), info('regress-tls')];
const of = (findings: readonly Finding[], parts: Partial<Report> = {}): Report =>
  report(findings, { rules: RULES, documents: [{ file: 'a.yaml', version: '3.1.0', operations: 10 }], ...parts });
const found = (ruleId: string, times: number, parts: Partial<Finding> = {}): Finding[] =>
  Array.from({ length: times }, () => finding({ ruleId, ...parts }));

describe('the score', () => {
  test('is 100 without findings', () => {
    expect(score(of([]))).toMatchObject({ score: 100, letter: 'A', gains: [] });
    expect(score(of([]))?.concerns.map(({ concern }) => concern)).toEqual(['auth', 'data', 'tls']);
  });

  test.each([
    ['one error of ten operations', found('auth-a', 1), { auth: 78, data: 100, tls: 100 }, 85, 'B'],
    ['errors everywhere', found('auth-a', 10), { auth: 60, data: 100, tls: 100 }, 73, 'C'],
    ['more places than operations are no worse', found('auth-a', 90), { auth: 60, data: 100, tls: 100 }, 73, 'C'],
    ['two rules of one concern', [...found('auth-a', 10), ...found('auth-b', 10)], { auth: 36, data: 100, tls: 100 }, 57, 'D'],
    ['a warning', found('tls-a', 1, { severity: 'warn' }), { auth: 100, data: 100, tls: 92 }, 95, 'A'],
    ['a note is no 100', found('tls-a', 1, { severity: 'info' }), { auth: 100, data: 100, tls: 98 }, 99, 'A'],
    [
      'a gathered finding counts for its places',
      found('auth-a', 1, { members: Array.from({ length: 10 }, String) }),
      { auth: 60, data: 100, tls: 100 },
      73,
      'C',
    ],
    [
      'known and waived findings count',
      [...found('auth-a', 5, { status: 'existing' }), ...found('auth-a', 5, { status: 'waived' })],
      { auth: 60, data: 100, tls: 100 },
      73,
      'C',
    ],
    [
      'the policy and the change are none of the API',
      [...found('waiver-unused', 9), ...found('regress-tls', 9)],
      { auth: 100, data: 100, tls: 100 },
      100,
      'A',
    ],
  ] as const)('of %s', (_, findings, concerns, whole, letter) => {
    const result = score(of(findings));
    expect(Object.fromEntries((result?.concerns ?? []).map((each) => [each.concern, each.score]))).toEqual(concerns);
    expect(result).toMatchObject({ score: whole, letter });
  });

  test('with an error is no A, however many concerns are clean', () => {
    const many = Array.from({ length: 30 }, (_, n) => info(`c${n}-a`));
    expect(score(of(found('c0-a', 1), { rules: many, documents: [{ file: 'a', version: '3.1.0', operations: 10_000 }] }))).toMatchObject({
      score: 89,
      letter: 'B',
    });
  });

  test('rises with everything that is mended, and never falls below 0', () => {
    const rules = Array.from({ length: 40 }, (_, n) => info(`auth-r${n}`));
    let before = -1;
    for (let left = 40; left >= 0; left--) {
      const findings = rules.slice(0, left).flatMap(({ id }) => found(id, 10));
      const now = score(of(findings, { rules }))?.score ?? -1;
      expect(now).toBeGreaterThanOrEqual(Math.max(0, before));
      before = now;
    }
    expect(before).toBe(100);
  });

  test('says what would raise it most', () => {
    const findings = [
      ...found('auth-a', 10),
      ...found('auth-b', 1),
      ...found('tls-a', 3, { severity: 'warn' }),
      ...found('data-a', 1, { severity: 'info' }),
    ];
    expect(score(of(findings))?.gains).toEqual([
      { ruleId: 'auth-a', findings: 10, points: 20 },
      { ruleId: 'auth-b', findings: 1, points: 8 },
      { ruleId: 'tls-a', findings: 3, points: 1 },
    ]);
  });

  test('is none where not everything was judged', () => {
    expect(score(of([], { diagnostics: [{ kind: 'unreadable', file: 'a.yaml', message: 'x' }] }))).toBeUndefined();
    expect(score(of([], { documents: [] }))).toBeUndefined();
    expect(score(of([], { rules: [] }))).toBeUndefined();
  });
});
