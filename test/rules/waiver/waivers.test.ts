/** All rules on waivers share their cases: one file of waivers, and what each rule says of it. */
import { describe, expect, test } from 'vitest';
import { checkPolicy } from '../../../src/engine/check-policy.ts';
import type { Rule } from '../../../src/engine/define-rule.ts';
import type { PolicyFacts } from '../../../src/model/policy.ts';
import { TextDocument } from '../../../src/policy/tamper/text-document.ts';
import waiverExpired from '../../../src/rules/waiver/waiver-expired.ts';
import waiverExpiring from '../../../src/rules/waiver/waiver-expiring.ts';
import waiverInvalid from '../../../src/rules/waiver/waiver-invalid.ts';
import waiverUnused from '../../../src/rules/waiver/waiver-unused.ts';
import { exampleFindings, judgePolicy, lines, PUBLIC_API, WAIVERS } from '../../support/policy.ts';

const RULES: readonly Rule[] = [waiverInvalid, waiverExpired, waiverExpiring, waiverUnused];
const isWaiver = (ruleId: string): boolean => ruleId.startsWith('waiver-');

interface Parts {
  readonly rule?: string;
  readonly at?: string;
  readonly expires?: string;
  readonly more?: string;
}

const waiver = ({ rule = 'auth-read-secured', at = 'GET /status', expires = '2026-12-31', more = '' }: Parts = {}): string =>
  `waivers:\n  - rule: ${rule}\n    at: "${at}"\n    reason: Public.\n    owner: status-team\n    expires: ${expires}\n${more}`;

const judge = (waivers: string, config = '') =>
  judgePolicy({ files: { 'openapi.yaml': PUBLIC_API, [WAIVERS]: waivers, ...(config !== '' && { '.apiward.yml': config }) } });

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  test('its examples behave as they say', async () => {
    expect(await exampleFindings(id, rule.examples.bad)).not.toEqual([]);
    expect(await exampleFindings(id, rule.examples.good)).toEqual([]);
  });

  test('has nothing to say without waivers', () => {
    const policy: PolicyFacts = { kind: 'policy', place: new TextDocument('').root, raw: {}, waivers: [], changes: [], noticeDays: 14 };
    expect(checkPolicy(rule, policy)).toEqual([]);
  });
});

describe('of a waiver, on 2026-06-30', () => {
  test.each([
    ['that is used', waiver(), []],
    ['of a whole path', waiver({ at: '/**' }), []],
    ['by operation id', waiver({ at: 'operation getStatus' }), []],
    [
      'on its last day',
      waiver({ expires: '2026-06-30' }),
      [
        'waiver-expiring w:6 new: The waiver of `auth-read-secured` at `GET /status` ends today (2026-06-30): 1 finding will count again; owner status-team',
      ],
    ],
    [
      'the day after',
      waiver({ expires: '2026-06-29' }),
      [
        'waiver-expired w:6 new: The waiver of `auth-read-secured` at `GET /status` ended on 2026-06-29, 1 day ago: 1 finding counts again: mend it or renew the waiver',
      ],
    ],
    [
      '14 days before',
      waiver({ at: '/**', expires: '2026-07-14' }),
      [
        'waiver-expiring w:6 new: The waiver of `auth-read-secured` at `/**` ends in 14 days (2026-07-14): 2 findings will count again; owner status-team',
      ],
    ],
    ['15 days before', waiver({ expires: '2026-07-15' }), []],
    [
      'that is over and needless',
      waiver({ at: 'GET /gone', expires: '2026-01-01' }),
      [
        'waiver-expired w:6 new: The waiver of `auth-read-secured` at `GET /gone` ended on 2026-01-01, 180 days ago: it lets nothing pass any more, so delete it',
      ],
    ],
    [
      'that matches nothing',
      waiver({ at: 'GET /gone' }),
      ['waiver-unused w:2 new: The waiver of `auth-read-secured` at `GET /gone` matches no finding any more: delete it'],
    ],
    [
      'that is about to end and matches nothing',
      waiver({ at: 'GET /gone', expires: '2026-07-01' }),
      ['waiver-unused w:2 new: The waiver of `auth-read-secured` at `GET /gone` matches no finding any more: delete it'],
    ],
    [
      'of another document',
      waiver({ more: '    file: other/*.yaml\n' }),
      ['waiver-unused w:2 new: The waiver of `auth-read-secured` at `GET /status` matches no finding any more: delete it'],
    ],
    ['of a rule that is off', waiver({ rule: 'auth-allowed-types' }), []],
    [
      'of a made-up rule',
      waiver({ rule: 'auth-raed-secured' }),
      [
        'waiver-invalid w:2 new: The waiver of `auth-raed-secured` at `GET /status` counts for nothing: there is no rule `auth-raed-secured`: did you mean `auth-read-secured`?',
      ],
    ],
    [
      'with two faults',
      waiver({ at: 'status', expires: 'never' }),
      [
        'waiver-invalid w:3 new: The waiver of `auth-read-secured` at `status` counts for nothing: `at: status` names no place: write `schema status` or `operation status`',
        'waiver-invalid w:6 new: The waiver of `auth-read-secured` at `status` counts for nothing: `expires: never` is no day: write its last day, such as `2026-12-31`',
      ],
    ],
    [
      'that is no mapping',
      'waivers: [5]\n',
      ['waiver-invalid w:1 new: This waiver counts for nothing: it is no mapping with `rule`, `at`, `reason`, `owner`, `expires`'],
    ],
    ['given twice', waiver() + waiver().replace('waivers:\n', ''), []],
  ] as const)('%s', async (_, waivers, expected) => {
    const report = await judge(waivers);
    expect(lines(report, isWaiver).map((line) => line.replace(` ${WAIVERS}:`, ' w:'))).toEqual(expected);
    expect(report.statuses.existing).toBe(0);
  });
});

describe('the policy', () => {
  test('bounds how long a waiver may run, by the severity of what it waives', async () => {
    const file = waiver({ at: '/**', expires: '2026-08-30' });
    const limited = await judge(file, 'rules: { auth-read-secured: error }\nwaiver-limits: { max-days: { error: 60 } }\n');
    expect(lines(limited, isWaiver)).toEqual([
      `waiver-invalid ${WAIVERS}:6 new: The waiver of \`auth-read-secured\` at \`/**\` counts for nothing: it runs 61 more days, and the policy allows 60 for findings of severity \`error\`: bring \`expires\` forward`,
    ]);
    expect(limited.statuses.waived).toBe(0);
    const other = await judge(file, 'waiver-limits: { max-days: { error: 60, warn: 61 } }\n');
    expect(lines(other, isWaiver)).toEqual([]);
    expect(other.statuses.waived).toBe(2);
  });

  test('sets from when on the end is near', async () => {
    const file = waiver({ expires: '2026-07-20' });
    expect(lines(await judge(file, 'waiver-limits: { notice-days: 19 }\n'), isWaiver)).toEqual([]);
    expect(lines(await judge(file, 'waiver-limits: { notice-days: 20 }\n'), isWaiver)).toHaveLength(1);
  });

  test('says nothing of use when only some documents are judged', async () => {
    const files = { 'openapi.yaml': PUBLIC_API, [WAIVERS]: waiver({ at: 'GET /gone' }) };
    expect(lines(await judgePolicy({ files, request: { patterns: ['openapi.yaml'] } }), isWaiver)).toEqual([]);
  });

  test('leaves its own rules on in every preset', async () => {
    for (const preset of ['recommended', 'strict', 'essential', 'owasp-api-2023'] as const) {
      const report = await judgePolicy({ files: { 'openapi.yaml': PUBLIC_API, [WAIVERS]: 'waivers: [5]\n' }, flags: { preset } });
      expect(lines(report, isWaiver)).toHaveLength(1);
      expect(report.verdict).toBe('fail');
    }
  });
});
