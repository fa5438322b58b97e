import { describe, expect, test } from 'vitest';
import { parseWaivers } from '../../../src/policy/waivers/read.ts';

const RULES = new Set(['tls-server', 'auth-read-secured']);
const GOOD = '  - { rule: tls-server, at: GET /pets, reason: r, owner: o, expires: 2026-12-31 }\n';

const faults = (item: string): string[] =>
  parseWaivers('w.yml', `waivers:\n${item}`, RULES).waivers.flatMap((waiver) =>
    waiver.faults.map(({ place, message }) => `${place.pointer} ${message}`),
  );

test('a good one has no fault', () => expect(faults(GOOD)).toEqual([]));

describe('one waiver: each fault at its place', () => {
  test.each([
    ['no mapping', '  - 5\n', ['/waivers/0 it is no mapping with `rule`, `at`, `reason`, `owner`, `expires`']],
    [
      'nothing in it',
      '  - {}\n',
      [
        '/waivers/0 `rule` is missing: name the rule that is waived',
        '/waivers/0 `at` is missing: name the place: `GET /pets`, `/pets/**`, `schema Pet`, `operation listPets` or `#/components/schemas/Pet`',
        '/waivers/0 `reason` is missing: say why the finding may pass',
        '/waivers/0 `owner` is missing: name who answers for it',
        '/waivers/0 `expires` is missing: write its last day, such as `2026-12-31`',
      ],
    ],
    ['an empty reason', GOOD.replace('reason: r', 'reason: " "'), ['/waivers/0/reason `reason` is no text: say why the finding may pass']],
    ['a number for a name', GOOD.replace('owner: o', 'owner: 5'), ['/waivers/0/owner `owner` is no text: name who answers for it']],
    [
      'a rule that does not exist',
      GOOD.replace('tls-server', 'tls-sever'),
      ['/waivers/0/rule there is no rule `tls-sever`: did you mean `tls-server`?'],
    ],
    [
      'a rule on the policy',
      GOOD.replace('tls-server', 'waiver-expired'),
      ['/waivers/0/rule `waiver-expired` judges the policy itself and cannot be waived'],
    ],
    [
      'a day that is none',
      GOOD.replace('2026-12-31', '2026-02-30'),
      ['/waivers/0/expires `expires: 2026-02-30` is no day: write its last day, such as `2026-12-31`'],
    ],
    [
      'a place that is none',
      GOOD.replace('GET /pets', 'Pet'),
      ['/waivers/0/at `at: Pet` names no place: write `schema Pet` or `operation Pet`'],
    ],
    [
      'a key too many',
      GOOD.replace('owner: o', 'owner: o, expiry: x'),
      ['/waivers/0/expiry a waiver has no `expiry`: did you mean `expires`?'],
    ],
    [
      'files that are none',
      GOOD.replace('owner: o', 'owner: o, file: [a]'),
      ['/waivers/0/file `file` is no text: write a path or a glob, such as `apis/**`'],
    ],
    ['a key of theirs', GOOD.replace('owner: o', 'owner: o, x-ticket: 1'), []],
  ] as const)('%s', (_, item, expected) => expect(faults(item)).toEqual(expected));
});

describe('a whole file that is no list of waivers is refused, with its line', () => {
  test.each([
    ['', 'w.yml:1: the file is empty: write `waivers: []`, or delete it'],
    ['# nothing\n', 'w.yml:1: the file is empty: write `waivers: []`, or delete it'],
    ['- a\n', 'w.yml:1: it is no mapping: write `waivers:` and a list below it'],
    ['x-a: 1\nwaiver: []\n', 'w.yml:2: unknown key `waiver`: did you mean `waivers`'],
    ['waivers: 5\n', 'w.yml:1: `waivers` is no list'],
    ['waivers: []\n---\nwaivers: []\n', 'w.yml:3: a second YAML document begins here: keep all waivers in one'],
    ['waivers: [\n', /^w\.yml:\d: Not valid YAML/],
    ['waivers: []\nwaivers: []\n', /^w\.yml:2: /],
  ] as const)('%j', (text, message) => expect(() => parseWaivers('w.yml', text, RULES)).toThrowError(message));

  test.each(['waivers:\n', 'waivers: []\n', 'x-note: none\n'])('%j is none', (text) =>
    expect(parseWaivers('w.yml', text, RULES).waivers).toEqual([]),
  );
});
