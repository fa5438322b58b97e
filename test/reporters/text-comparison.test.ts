import { expect, test } from 'vitest';
import { paint } from '../../src/reporters/paint.ts';
import { comparisonLines } from '../../src/reporters/text-comparison.ts';
import { finding, HOSTILE, range, report } from '../support/reports.ts';

const lines = (found: Parameters<typeof comparisonLines>[0], width = 200): string[] => comparisonLines(found, paint(false), width);
const comparison = { base: 'main (1a2b3c4)', fixed: [], gone: [], notes: [] };
const short = { ruleId: 'tls-server', message: 'no TLS', file: 'a.yaml', range: range(7, 1) };

test('nothing where nothing was compared, the base alone where all is new', () => {
  expect(lines(report([finding()]))).toEqual([]);
  expect(lines(report([finding()], { comparison, scope: 'new' }))).toEqual(['Compared with main (1a2b3c4)', '']);
});

test('a line for each that the verdict does not count', () => {
  const waiver = { reason: 'legacy', owner: 'team-pets', expires: '2030-01-01', file: '.apiward.yml', line: 3 };
  const fixed = { ruleId: 'auth-x', severity: 'warn', message: 'open', file: 'b.yaml', fingerprint: 'f' } as const;
  const found = report([finding(), finding({ ...short, status: 'existing' }), finding({ ...short, status: 'waived', waiver })], {
    comparison: { ...comparison, fixed: [fixed], gone: ['gone.yaml'], notes: ['1 file of the base is not readable'] },
    scope: 'new',
  });
  expect(lines(found)).toEqual([
    'Compared with main (1a2b3c4)',
    '  existing  tls-server a.yaml:7 no TLS',
    '  waived    tls-server a.yaml:7 no TLS (team-pets until 2030-01-01: legacy)',
    '  fixed     auth-x b.yaml open',
    '  gone      gone.yaml is in the base and not judged any more',
    '  note      1 file of the base is not readable',
    '',
  ]);
  // With all in scope, existing findings are shown whole elsewhere.
  expect(lines({ ...found, scope: 'all' })).not.toContain('  existing  tls-server a.yaml:7 no TLS');
});

test('many are counted', () => {
  const found = report(
    Array.from({ length: 25 }, () => finding({ ...short, status: 'existing' })),
    { comparison, scope: 'new' },
  );
  expect(lines(found)).toHaveLength(1 + 3 + 1 + 1);
  expect(lines(found).at(-2)).toBe('            22 more: --format json');
});

test.each(Object.entries(HOSTILE))('inert: %s', (_, text) => {
  const waiver = { reason: text, owner: text, expires: text, file: text, line: 3 };
  const found = report([finding({ ruleId: text, message: text, file: text, status: 'waived', waiver })], {
    comparison: {
      base: text,
      fixed: [{ ruleId: text, severity: 'warn', message: text, file: text, fingerprint: 'f' }],
      gone: [text],
      notes: [text],
    },
    scope: 'new',
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there.
  for (const line of lines(found)) expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
});
