import { expect, test } from 'vitest';
import { type GuardKind, securityOf } from '../../src/extractors/security.ts';

const place = { file: 'a.ts', span: { start: 0, end: 1 } };
const of = (...kinds: GuardKind[]): string =>
  securityOf(kinds.map((kind) => ({ kind, note: kind, place, schemes: kind === 'required' ? ['jwt'] : [] }))).enforced;

test.each<[expected: string, ...GuardKind[]]>([
  ['none'],
  ['none', 'harmless'],
  ['none', 'harmless', 'harmless'],
  ['unknown', 'unknown'],
  ['unknown', 'harmless', 'unknown'],
  ['unknown', 'unknown', 'optional'],
  ['required', 'required'],
  ['required', 'unknown', 'required'],
  ['required', 'optional', 'required'],
  ['required', 'authorizes'],
  ['optional', 'optional', 'harmless'],
  ['public', 'public'],
  // What is said inside overrules what is said outside, and is overruled by what is further inside.
  ['public', 'required', 'public'],
  ['required', 'public', 'required'],
  ['unknown', 'public', 'unknown'],
])('%s: %j', (expected, ...kinds) => {
  expect(of(...kinds)).toBe(expected);
});

test('documentation protects nothing', () => {
  const security = securityOf([{ kind: 'harmless', note: 'cors', place }], { level: 'required', schemes: ['bearer'], scopes: ['read'] });
  expect(security).toEqual({ enforced: 'none', documented: 'required', schemes: ['bearer'], scopes: ['read'], evidence: [] });
});

test('the evidence is what decided', () => {
  const security = securityOf([
    { kind: 'harmless', note: 'cors', place },
    { kind: 'unknown', note: 'company middleware', place },
    { kind: 'required', note: 'jwt', place, schemes: ['jwt'] },
    { kind: 'authorizes', note: 'role', place, scopes: ['admin'] },
  ]);
  expect(security.evidence.map(({ note }) => note)).toEqual(['jwt', 'role']);
  expect([security.schemes, security.scopes]).toEqual([['jwt'], ['admin']]);
});
