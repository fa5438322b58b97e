import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { json } from '../../src/reporters/json.ts';
import { finding, range, report } from '../support/reports.ts';

test('has the published shape, with null for what is unknown', () => {
  const bare = finding({ related: [{ message: 'here', file: 'b.yaml', range: range(4, 1, 2), pointer: '/x' }] });
  const { owasp: _owasp, cwe: _cwe, ...custom } = bare;
  const found = report([bare, custom], {
    documents: [
      { file: 'openapi.yaml', version: '3.1.0', operations: 2 },
      { file: 'broken.yaml', version: undefined, operations: 0 },
    ],
    diagnostics: [{ kind: 'unreadable', file: 'broken.yaml', message: 'The file is empty.' }],
  });
  const shared = {
    ruleId: 'tls-server',
    severity: 'error',
    status: 'new',
    message: '`http://a.test` is served in clear text: use `https`',
    file: 'openapi.yaml',
    range: { start: { line: 2, column: 3 }, end: { line: 2, column: 9 } },
    pointer: '/servers/0/url',
    fingerprint: '0123456789abcdef',
    fix: 'Write `https://`.',
    waiver: null,
    related: [{ message: 'here', file: 'b.yaml', range: { start: { line: 4, column: 1 }, end: { line: 4, column: 2 } }, pointer: '/x' }],
  };
  // Strict: no key more, none less.
  expect(JSON.parse(json(found))).toStrictEqual({
    tool: { name: 'apiward', version: '1.2.3' },
    verdict: 'fail',
    summary: { error: 2, warn: 0, info: 0, documents: 1, rules: 1 },
    statuses: { new: 2, existing: 0, waived: 0 },
    scope: 'all',
    policy: null,
    comparison: null,
    documents: [
      { file: 'openapi.yaml', version: '3.1.0', operations: 2, code: null },
      { file: 'broken.yaml', version: null, operations: 0, code: null },
    ],
    passedOver: {},
    findings: [
      { ...shared, owasp: 'API8:2023', cwe: 319 },
      { ...shared, owasp: null, cwe: null },
    ],
    diagnostics: [{ kind: 'unreadable', file: 'broken.yaml', message: 'The file is empty.', range: null, ruleId: null }],
  });
});

test('a comparison and a waiver are told', () => {
  const waiver = { reason: 'legacy', owner: 'team', expires: '2030-01-01', file: '.apiward.yml', line: 3 };
  const fixed = { ruleId: 'tls-server', severity: 'error', message: 'm', file: 'a.yaml', fingerprint: 'f' } as const;
  const comparison = { base: 'main (1a2b3c4)', fixed: [fixed], gone: ['b.yaml'], notes: ['a note'] };
  const found = JSON.parse(
    json(report([finding({ status: 'existing' }), finding({ status: 'waived', waiver })], { comparison, scope: 'new' })),
  );
  expect(found).toMatchObject({ scope: 'new', findings: [{ status: 'existing', waiver: null }, { status: 'waived' }] });
  expect(found.comparison).toStrictEqual(comparison);
  expect(found.findings[1].waiver).toStrictEqual(waiver);
});

test('gives the same bytes twice and ends with a line break', () => {
  const found = report([finding(), finding({ severity: 'warn' })]);
  expect(json(found)).toBe(json(structuredClone(found)));
  expect(json(found)).toMatch(/\}\n$/);
});

test('what the search passed over is told by reason', () => {
  const passedOver = { 'test-folder': 1, link: 2, 'not-openapi': 40 };
  const found = json(report([], { passedOver }));
  expect(JSON.parse(found).passedOver).toStrictEqual({ link: 2, 'not-openapi': 40, 'test-folder': 1 });
  expect(json(report([], { passedOver: Object.fromEntries(Object.entries(passedOver).reverse()) }))).toBe(found);
});

test('the page on the report names every key', async () => {
  const page = await readFile(new URL('../../docs/json-report.md', import.meta.url), 'utf8');
  const waiver = { reason: 'legacy', owner: 'team', expires: '2030-01-01', file: '.apiward.yml', line: 3 };
  const related = [{ message: 'here', file: 'b.yaml', range: range(4, 1, 2), pointer: '/x' }];
  const whole = report([finding({ status: 'waived', waiver, related })], {
    comparison: {
      base: 'main',
      fixed: [{ ruleId: 'a', severity: 'error', message: 'm', file: 'a.yaml', fingerprint: 'f' }],
      gone: [],
      notes: [],
    },
    policy: { digest: 'sha256:0', sources: [{ name: '.apiward.yml' }], notes: [] },
    diagnostics: [{ kind: 'unreadable', file: 'broken.yaml', message: 'The file is empty.' }],
  });
  const names = new Set<string>();
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) collect(item);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        names.add(key);
        collect(inner);
      }
    }
  };
  collect(JSON.parse(json(whole)));
  expect([...names].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
