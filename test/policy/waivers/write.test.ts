import { describe, expect, test } from 'vitest';
import { parseWaivers } from '../../../src/policy/waivers/read.ts';
import { withWaiver } from '../../../src/policy/waivers/write.ts';

const NEW = { rule: 'tls-server', at: 'GET /pets/{id}', reason: 'Old', owner: 'pets', expires: '2026-12-31' };
const LINES = ['rule: tls-server', 'at: GET /pets/{id}', 'reason: Old', 'owner: pets', 'expires: "2026-12-31"'];
const block = (indent = '  ', eol = '\n') => `${indent}- ${LINES.join(`${eol}${indent}  `)}${eol}`;

describe('adds one and changes nothing else', () => {
  test.each([
    ['an empty list', '# a\nwaivers: [] # b\n', `# a\nwaivers:\n${block().slice(0, -1)} # b\n`],
    ['an empty key', 'waivers:\n', `waivers:\n${block()}`],
    ['no line break at the end', 'waivers:', `waivers:\n${block()}`],
    ['no key', 'x-a: 1\n', `x-a: 1\nwaivers:\n${block()}`],
    [
      'a list without indentation',
      'waivers:\n- rule: a # c\n  at: b # last\n# tail\n',
      `waivers:\n- rule: a # c\n  at: b # last\n${block('')}# tail\n`,
    ],
    [
      'a block of text at its end',
      'waivers:\n   - reason: |\n       long\n       text\n\nx-b: 1\n',
      `waivers:\n   - reason: |\n       long\n       text\n${block('   ')}\nx-b: 1\n`,
    ],
    ['entries in braces', 'waivers:\n  - { rule: a }\n', `waivers:\n  - { rule: a }\n${block()}`],
    ['CRLF', 'waivers:\r\n  - rule: a\r\n', `waivers:\r\n  - rule: a\r\n${block('  ', '\r\n')}`],
    ['a list in brackets', 'waivers: [{ rule: a }]\n', `waivers: [{ rule: a }, ${JSON.stringify(NEW)}]\n`],
  ])('%s', (_, before, after) => expect(withWaiver('w.yml', before, NEW)).toBe(after));

  test('JSON', () => {
    expect(withWaiver('w.json', '{\n  "waivers": [\n    { "rule": "a" }\n  ]\n}\n', NEW)).toBe(
      `{\n  "waivers": [\n    { "rule": "a" },\n    ${JSON.stringify(NEW)}\n  ]\n}\n`,
    );
    expect(withWaiver('w.json', '{ "waivers": [] }', NEW)).toBe(`{ "waivers": [${JSON.stringify(NEW)}] }`);
    expect(withWaiver('w.json', undefined, NEW)).toBe(`${JSON.stringify({ waivers: [NEW] }, null, 2)}\n`);
  });

  test.each(['- a\n', 'waivers:\n  -\n    rule: a\n', 'waivers: &a [] # b\nx: *a\n', 'waivers: [\n', 'waivers: 5\n'])(
    'refuses %j, where the edit is not certain',
    (text) => {
      expect(() => withWaiver('w.yml', text, NEW)).toThrowError(/add this to its `waivers` yourself: \{"rule":"tls-server"/);
    },
  );

  test('a new file', () => expect(withWaiver('w.yml', undefined, NEW)).toMatch(/^# .*\nwaivers:\n {2}- rule: tls-server\n/));
});

test.each([
  'no',
  'null',
  '5',
  '# x',
  'a: b',
  '*',
  '@x',
  '"',
  "it's",
  'ends.',
  'new\nline',
  '😀\u2028',
  '- a',
  'a #b',
  '{x}',
  '',
  'a,b',
  '0x1f',
  '!tag',
  '%a',
  '2026-01-01',
  'x '.repeat(300),
])('a reason of any text comes back as it was: %j', (reason) => {
  const text = withWaiver('w.yml', 'waivers:\n', { ...NEW, reason });
  const value = (parseWaivers('w.yml', text, new Set(['tls-server'])).document.value as { waivers: { reason: string }[] }).waivers[0];
  expect(value?.reason).toBe(reason);
});
