/** The resolution of a policy: preset, extends, floor, overrides and flags, by file and place, with the reason for each severity. */
import { describe, expect, test } from 'vitest';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';
import type { PolicyFlags } from '../../src/policy/config/flags.ts';
import { loadPolicy } from '../../src/policy/config/load.ts';
import type { Policy } from '../../src/policy/config/policy.ts';
import { fileKey, highestFor, optionsFor, reasonText, resolveRule, severityFor } from '../../src/policy/resolve.ts';
import type { Subject } from '../../src/policy/selectors.ts';
import { rulesByConcern } from '../../src/rules/index.ts';

const SHA = '0123456789abcdef0123456789abcdef01234567';

/** The organisation's policy that the cases extend. */
const ORGANISATION = `preset: recommended
rules:
  tls-server: error
  auth-read-secured: error
  input-page-size: { severity: error, maximum: 500 }
  tls-hsts: info
overrides:
  - files: [sandbox/**]
    rules: { tls-server: warn }
    reason: Nothing real runs there.
  - paths: [/partner/**]
    rules: { tls-hsts: error }
floor:
  rules: [tls/*, input-page-size, auth-read-secured]
  options: [fail-on, exclude]
  except: [public]
`;

const BY = 'acme/policy/base.yml@0123456789ab';

function load(config: string | undefined, flags: PolicyFlags = {}, more: Readonly<Record<string, string>> = {}): Promise<Policy> {
  return loadPolicy({
    workspace: new MemoryWorkspace(config === undefined ? more : { '.apiward.yml': config, ...more }),
    rulesByConcern,
    flags,
    fetchPolicy: async () => ({ text: ORGANISATION, sha: SHA }),
  });
}

interface Case {
  readonly name: string;
  readonly config?: string;
  readonly flags?: PolicyFlags;
  readonly more?: Readonly<Record<string, string>>;
  readonly rule: string;
  readonly at?: Partial<Subject>;
  readonly why: string;
}

const EXTENDS = `extends: acme/policy/base.yml@${SHA}\n`;

const CASES: readonly Case[] = [
  { name: 'no config', rule: 'tls-server', why: 'recommended says error' },
  { name: 'a preset', config: 'preset: strict', rule: 'auth-read-secured', why: 'strict says error' },
  { name: 'a preset by extends', config: 'extends: strict', rule: 'auth-read-secured', why: 'strict says error' },
  {
    name: 'its own preset wins over an extended one',
    config: 'extends: strict\npreset: essential',
    rule: 'tls-hsts',
    why: 'essential says off',
  },
  { name: 'the last of two presets wins', config: 'extends: [strict, apiward:essential]', rule: 'tls-hsts', why: 'essential says off' },
  { name: 'a preset flag wins', config: 'preset: strict', flags: { preset: 'essential' }, rule: 'tls-hsts', why: 'essential says off' },
  {
    name: 'a rule',
    config: 'preset: strict\nrules:\n  tls-hsts: info',
    rule: 'tls-hsts',
    why: 'strict says warn; .apiward.yml:3 says info',
  },
  {
    name: 'a rule with a mapping',
    config: 'rules:\n  input-page-size:\n    maximum: 5\n    severity: warn',
    rule: 'input-page-size',
    why: 'recommended says error; .apiward.yml:2 says warn',
  },
  {
    name: 'options alone leave the severity',
    config: 'rules:\n  input-page-size: { maximum: 5 }',
    rule: 'input-page-size',
    why: 'recommended says error',
  },
  { name: 'a concern', config: 'rules:\n  tls/*: info', rule: 'tls-hsts', why: 'recommended says off; .apiward.yml:2 says info' },
  {
    name: 'a concern whose rules have another first word',
    config: 'rules: { ratelimit/*: info }',
    rule: 'throttle-503',
    why: 'recommended says info; .apiward.yml:1 says info',
  },
  { name: 'every rule', config: "rules:\n  '*': off", rule: 'tls-server', why: 'recommended says error; .apiward.yml:2 says off' },
  {
    name: 'the narrower name wins, before',
    config: 'rules:\n  tls-server: warn\n  tls/*: off',
    rule: 'tls-server',
    why: 'recommended says error; .apiward.yml:2 says warn',
  },
  {
    name: 'the narrower name wins, after',
    config: 'rules:\n  tls/*: off\n  tls-server: warn',
    rule: 'tls-server',
    why: 'recommended says error; .apiward.yml:3 says warn',
  },
  {
    name: 'narrower options keep the wider severity',
    config: 'rules:\n  tls/*: info\n  tls-server: { loopback: deny }',
    rule: 'tls-server',
    why: 'recommended says error; .apiward.yml:3 says info',
  },
  {
    name: 'a flag',
    config: 'rules: { tls-server: warn }',
    flags: { severities: { 'tls-server': 'info' } },
    rule: 'tls-server',
    why: 'recommended says error; .apiward.yml:1 says warn; --rule says info',
  },
  {
    name: 'an input',
    flags: { severities: { 'tls-server': 'info' }, asInputs: true },
    rule: 'tls-server',
    why: 'recommended says error; input rules says info',
  },

  {
    name: 'an extended file',
    config: 'extends: ./team.yml',
    more: { 'team.yml': '\n\nrules: { tls-server: warn }' },
    rule: 'tls-server',
    why: 'recommended says error; team.yml:3 says warn',
  },
  {
    name: 'this file wins over it',
    config: 'extends: ./team.yml\nrules: { tls-server: info }',
    more: { 'team.yml': 'rules: { tls-server: warn }' },
    rule: 'tls-server',
    why: 'recommended says error; team.yml:1 says warn; .apiward.yml:2 says info',
  },
  {
    name: 'later ones win',
    config: 'extends: [a.yml, b.yml]',
    more: { 'a.yml': 'rules: { tls-server: warn }', 'b.yml': 'rules: { tls-server: info }' },
    rule: 'tls-server',
    why: 'recommended says error; a.yml:1 says warn; b.yml:1 says info',
  },
  {
    name: 'what two extend counts once, at its first place',
    config: 'extends: [a.yml, b.yml]',
    more: { 'a.yml': 'extends: c.yml\nrules: { tls-server: info }', 'b.yml': 'extends: c.yml', 'c.yml': 'rules: { tls-server: warn }' },
    rule: 'tls-server',
    why: 'recommended says error; c.yml:1 says warn; a.yml:2 says info',
  },
  { name: 'an organisation', config: EXTENDS, rule: 'tls-hsts', why: `recommended says off; ${BY}:6 says info` },

  {
    name: 'a floor keeps what a repository loosens',
    config: `${EXTENDS}rules: { tls-server: warn }`,
    rule: 'tls-server',
    why: `recommended says error; ${BY}:3 says error; .apiward.yml:2 says warn; floor of ${BY} keeps error`,
  },
  {
    name: 'a floor lets it tighten',
    config: `${EXTENDS}rules: { tls-hsts: error }`,
    rule: 'tls-hsts',
    why: `recommended says off; ${BY}:6 says info; .apiward.yml:2 says error`,
  },
  {
    name: 'a floor covers what the organisation leaves to the preset',
    config: `${EXTENDS}rules: { tls-server-missing: off }`,
    rule: 'tls-server-missing',
    why: `recommended says warn; .apiward.yml:2 says off; floor of ${BY} keeps warn`,
  },
  {
    name: 'under another preset too',
    config: `${EXTENDS}preset: essential`,
    rule: 'tls-server-missing',
    why: `essential says off; floor of ${BY} keeps warn`,
  },
  {
    name: 'under a preset flag too',
    config: EXTENDS,
    flags: { preset: 'essential' },
    rule: 'tls-server-missing',
    why: `essential says off; floor of ${BY} keeps warn`,
  },
  { name: 'a stricter preset may tighten', config: `${EXTENDS}preset: strict`, rule: 'tls-server-missing', why: 'strict says error' },
  {
    name: 'no floor, no limit',
    config: `${EXTENDS}rules: { token-basic: off }`,
    rule: 'token-basic',
    why: 'recommended says error; .apiward.yml:2 says off',
  },
  {
    name: 'a floor against an override',
    config: `${EXTENDS}overrides:\n  - { files: [legacy], rules: { tls/*: off } }`,
    rule: 'tls-server',
    at: { file: 'legacy/a.yaml' },
    why: `recommended says error; ${BY}:3 says error; .apiward.yml:3 says off here; floor of ${BY} keeps error`,
  },
  {
    name: "an organisation's own override lowers its floor there",
    config: EXTENDS,
    rule: 'tls-server',
    at: { file: 'sandbox/a.yaml' },
    why: `recommended says error; ${BY}:3 says error; ${BY}:9 says warn here (Nothing real runs there.)`,
  },
  {
    name: 'and no lower',
    config: `${EXTENDS}rules: { tls-server: off }`,
    rule: 'tls-server',
    at: { file: 'sandbox/a.yaml' },
    why: `recommended says error; ${BY}:3 says error; ${BY}:9 says warn here (Nothing real runs there.); .apiward.yml:2 says off; floor of ${BY} keeps warn`,
  },
  {
    name: "an organisation's override by path is part of its floor",
    config: `${EXTENDS}rules: { tls-hsts: warn }`,
    rule: 'tls-hsts',
    at: { path: '/partner/x', method: 'GET' },
    why: `recommended says off; ${BY}:6 says info; ${BY}:12 says error here; .apiward.yml:2 says warn; floor of ${BY} keeps error`,
  },
  {
    name: 'a team cannot loosen it for a repository either',
    config: 'extends: team.yml',
    more: { 'team.yml': `${EXTENDS}rules: { tls-server: off }` },
    rule: 'tls-server',
    why: `recommended says error; ${BY}:3 says error; team.yml:2 says off; floor of ${BY} keeps error`,
  },
  {
    name: 'the higher of two floors counts',
    config: 'extends: team.yml\nrules: { tls-hsts: off }',
    more: { 'team.yml': `${EXTENDS}rules: { tls-hsts: warn }\nfloor: { rules: [tls-hsts] }` },
    rule: 'tls-hsts',
    why: `recommended says off; ${BY}:6 says info; team.yml:2 says warn; .apiward.yml:2 says off; floor of team.yml keeps warn`,
  },
  {
    name: 'a flag may tighten',
    config: EXTENDS,
    flags: { severities: { 'tls-hsts': 'error' } },
    rule: 'tls-hsts',
    why: `recommended says off; ${BY}:6 says info; --rule says error`,
  },

  {
    name: 'an override by file',
    config: 'overrides:\n  - { files: ["legacy/**/*.yaml"], rules: { tls-server: off } }',
    rule: 'tls-server',
    at: { file: 'legacy/x/a.yaml' },
    why: 'recommended says error; .apiward.yml:2 says off here',
  },
  {
    name: 'elsewhere it says nothing',
    config: 'overrides:\n  - { files: ["legacy/**/*.yaml"], rules: { tls-server: off } }',
    rule: 'tls-server',
    at: { file: 'new/a.yaml' },
    why: 'recommended says error',
  },
  {
    name: 'a folder stands for what is below it',
    config: 'overrides:\n  - { files: [./legacy/], rules: { tls-server: off } }',
    rule: 'tls-server',
    at: { file: 'legacy/x/a.yaml' },
    why: 'recommended says error; .apiward.yml:2 says off here',
  },
  {
    name: 'a folder is no prefix',
    config: 'overrides:\n  - { files: [legacy], rules: { tls-server: off } }',
    rule: 'tls-server',
    at: { file: 'legacy-free/a.yaml' },
    why: 'recommended says error',
  },
  {
    name: 'a part counts as the document that it is reached from',
    config: 'overrides:\n  - { files: [legacy.yaml], rules: { tls-server: off } }',
    rule: 'tls-server',
    at: { file: 'parts/a.yaml', root: 'legacy.yaml' },
    why: 'recommended says error; .apiward.yml:2 says off here',
  },
  {
    name: 'an override by path',
    config: 'overrides:\n  - { paths: ["/internal/**"], rules: { auth/*: off } }',
    rule: 'auth-read-secured',
    at: { path: '/internal/a/{id}', method: 'GET' },
    why: 'recommended says warn; .apiward.yml:2 says off here',
  },
  {
    name: 'a path with a template',
    config: 'overrides:\n  - { paths: ["/a/{id}/*"], rules: { auth/*: off } }',
    rule: 'auth-read-secured',
    at: { path: '/a/{id}/b' },
    why: 'recommended says warn; .apiward.yml:2 says off here',
  },
  {
    name: 'another path',
    config: 'overrides:\n  - { paths: ["/internal/*"], rules: { auth/*: off } }',
    rule: 'auth-read-secured',
    at: { path: '/internal/a/b' },
    why: 'recommended says warn',
  },
  {
    name: 'a finding without a path',
    config: 'overrides:\n  - { paths: ["/**"], rules: { tls-server: off } }',
    rule: 'tls-server',
    why: 'recommended says error',
  },
  {
    name: 'an override by method',
    config: 'overrides:\n  - { methods: [GET], rules: { auth/*: off } }',
    rule: 'auth-read-secured',
    at: { path: '/a', method: 'GET' },
    why: 'recommended says warn; .apiward.yml:2 says off here',
  },
  {
    name: 'an override by tag',
    config: 'overrides:\n  - { tags: [beta], rules: { auth/*: info } }',
    rule: 'auth-read-secured',
    at: { path: '/a', method: 'GET', tags: ['x', 'beta'] },
    why: 'recommended says warn; .apiward.yml:2 says info here',
  },
  {
    name: 'an override by operation id',
    config: 'overrides:\n  - { operations: [list], rules: { auth/*: info } }',
    rule: 'auth-read-secured',
    at: { path: '/a', method: 'GET', operationId: 'list' },
    why: 'recommended says warn; .apiward.yml:2 says info here',
  },
  {
    name: 'an override by method and path',
    config: 'overrides:\n  - { operations: ["GET /a/{id}"], rules: { auth/*: info } }',
    rule: 'auth-read-secured',
    at: { path: '/a/{id}', method: 'GET' },
    why: 'recommended says warn; .apiward.yml:2 says info here',
  },
  {
    name: 'every kind of selector must match',
    config: 'overrides:\n  - { files: [a.yaml], paths: [/x], rules: { auth/*: off } }',
    rule: 'auth-read-secured',
    at: { file: 'b.yaml', path: '/x' },
    why: 'recommended says warn',
  },
  {
    name: 'a later override wins',
    config: 'overrides:\n  - { files: [a.yaml], rules: { tls-server: off } }\n  - { files: ["*.yaml"], rules: { tls-server: info } }',
    rule: 'tls-server',
    at: { file: 'a.yaml' },
    why: 'recommended says error; .apiward.yml:2 says off here; .apiward.yml:3 says info here',
  },
  {
    name: 'a flag wins over overrides',
    config: 'overrides:\n  - { files: [a.yaml], rules: { tls-server: off } }',
    flags: { severities: { 'tls-server': 'warn' } },
    rule: 'tls-server',
    at: { file: 'a.yaml' },
    why: 'recommended says error; .apiward.yml:2 says off here; --rule says warn',
  },
  {
    name: "this file's rules win over an extended file's overrides",
    config: 'extends: a.yml\nrules: { tls-server: info }',
    more: { 'a.yml': 'overrides: [{ files: [a.yaml], rules: { tls-server: off } }]' },
    rule: 'tls-server',
    at: { file: 'a.yaml' },
    why: 'recommended says error; a.yml:1 says off here; .apiward.yml:2 says info',
  },
  { name: 'a name of every object', config: 'preset: strict', rule: 'constructor', why: '' },
];

test.each(CASES)('$name', async ({ config, flags, more, rule, at, why }) => {
  const policy = await load(config, flags, more);
  const subject = { file: 'openapi.yaml', ...at };
  const resolution = resolveRule(policy, rule, subject);
  expect(reasonText(resolution)).toBe(why);
  expect(resolution.severity).toBe(/ (?:says|keeps) (\w+)[^;]*$/.exec(why)?.[1] ?? 'off');
  expect(severityFor(policy, rule, subject)).toBe(resolution.severity);
});

describe("a user's ruleset", () => {
  const config =
    'rulesets: [house.yaml]\nrules: { house-rule: warn, tls-hsts: error }\noverrides: [{ files: [a.yaml], rules: { other-rule: off } }]';
  test.each([
    ['house-rule', 'a.yaml', 'error', 'the ruleset says error; .apiward.yml:2 says warn'],
    ['other-rule', 'b.yaml', 'info', 'the ruleset says info'],
    ['other-rule', 'a.yaml', 'info', 'the ruleset says info; .apiward.yml:3 says off here'],
    ['tls-hsts', 'a.yaml', 'off', 'the ruleset says off; .apiward.yml:2 says error'],
    ['tls-server', 'a.yaml', 'off', 'the ruleset says off'],
  ] as const)('%s in %s', async (rule, file, severity, why) => {
    const policy = await load(config, {}, { 'house.yaml': 'rules: {}' });
    expect(reasonText(resolveRule(policy, rule, { file }, severity))).toBe(why);
  });

  test('cannot turn off what a floor keeps', async () => {
    const policy = await load(EXTENDS);
    expect(reasonText(resolveRule(policy, 'tls-server-missing', { file: 'a.yaml' }, 'off'))).toBe(
      `the ruleset says off; floor of ${BY} keeps warn`,
    );
  });
});

describe('options', () => {
  test.each<[string, string, string, string, string, unknown]>([
    ["the rule's own", 'preset: recommended', 'input-page-size', 'maximum', 'a.yaml', 1000],
    ["a preset's", 'preset: strict', 'input-object-open', 'absent', 'a.yaml', true],
    ['set', 'rules: { input-page-size: { maximum: 5 } }', 'input-page-size', 'maximum', 'a.yaml', 5],
    [
      'by file',
      'overrides: [{ files: [pub], rules: { inventory-internal-host: { public: true } } }]',
      'inventory-internal-host',
      'public',
      'pub/a.yaml',
      true,
    ],
    [
      'in other files',
      'overrides: [{ files: [pub], rules: { inventory-internal-host: { public: true } } }]',
      'inventory-internal-host',
      'public',
      'a.yaml',
      false,
    ],
    ["an organisation's", EXTENDS, 'input-page-size', 'maximum', 'a.yaml', 500],
    ['tightened', `${EXTENDS}rules: { input-page-size: { maximum: 50 } }`, 'input-page-size', 'maximum', 'a.yaml', 50],
    ['loosened, kept by a floor', `${EXTENDS}rules: { input-page-size: { maximum: 5000 } }`, 'input-page-size', 'maximum', 'a.yaml', 500],
    ['loosened by a setting, kept by a floor', `${EXTENDS}limits: { page-size: 5000 }`, 'input-page-size', 'maximum', 'a.yaml', 500],
    [
      'loosened in a file, kept by a floor',
      `${EXTENDS}overrides: [{ files: [a.yaml], rules: { input-page-size: { maximum: 5000 } } }]`,
      'input-page-size',
      'maximum',
      'a.yaml',
      500,
    ],
    [
      'a list that grows where fewer is tighter',
      `${EXTENDS}allowed: { schemes: [https, http] }`,
      'tls-server',
      'schemes',
      'a.yaml',
      ['https'],
    ],
    ['a word', `${EXTENDS}rules: { tls-server: { loopback: deny } }`, 'tls-server', 'loopback', 'a.yaml', 'deny'],
    [
      'what the floor leaves free',
      `${EXTENDS}public: { paths: [/health] }`,
      'auth-read-secured',
      'public',
      'a.yaml',
      { paths: ['/health'], operationIds: [], tags: [] },
    ],
  ])('%s', async (_, config, rule, option, file, value) => {
    expect(optionsFor(await load(config), rule, { file })[option]).toEqual(value);
  });
});

test('a floor keeps the rule that tells of attempts', async () => {
  const policy = await load(`${EXTENDS}rules: { '*': off }`);
  expect(reasonText(resolveRule(policy, 'policy-tampered', { file: '.apiward.yml' }))).toBe(
    `recommended says info; .apiward.yml:2 says off; floor of ${BY} keeps info`,
  );
  expect(severityFor(await load("rules: { '*': off }"), 'policy-tampered', { file: '.apiward.yml' })).toBe('off');
});

describe('attempts to loosen a floor are told at their line', () => {
  const loosenings = async (config: string, more = {}) =>
    (await load(`${EXTENDS}${config}`, {}, more)).loosenings.map(
      ({ file, range, subject, message }) => `${file}:${range.start.line} ${subject} | ${message}`,
    );

  test.each<[string, string, string[]]>([
    [
      'a severity',
      'rules:\n  tls-server: warn',
      [
        `.apiward.yml:3 tls-server | \`tls-server: warn\` would loosen \`tls-server\`, which ${BY} keeps at error: it stays error, so delete the line or ask the owners of that policy`,
      ],
    ],
    [
      'a concern',
      'rules:\n  auth/*: warn',
      [
        `.apiward.yml:3 auth/* | \`auth/*: warn\` would loosen \`auth-read-secured\`, which ${BY} keeps at error: it stays error, so delete the line or ask the owners of that policy`,
      ],
    ],
    [
      'an override',
      'overrides:\n  - files: [legacy]\n    rules:\n      tls-server: off',
      [
        `.apiward.yml:5 tls-server | \`tls-server: off\` would loosen \`tls-server\`, which ${BY} keeps at error: it stays error, so delete the line or ask the owners of that policy`,
      ],
    ],
    [
      'an option',
      'rules:\n  input-page-size: { maximum: 501 }',
      [
        `.apiward.yml:3 input-page-size.maximum | \`input-page-size.maximum\` would loosen \`input-page-size\`, which ${BY} keeps: it stays 500, so change the line or ask the owners of that policy`,
      ],
    ],
    [
      'a setting',
      'limits:\n  page-size: 501',
      [
        `.apiward.yml:3 limits.page-size | \`limits.page-size\` would loosen \`input-page-size\`, which ${BY} keeps: it stays 500, so change the line or ask the owners of that policy`,
      ],
    ],
    [
      'a setting of many rules',
      'allowed:\n  schemes: [https, wss, http]',
      [
        `.apiward.yml:3 allowed.schemes | \`allowed.schemes\` would loosen \`tls-callback\`, \`tls-nested-server\`, \`tls-server-variable\` and 2 more, which ${BY} keeps: only what it allows counts, so change the line or ask the owners of that policy`,
      ],
    ],
    [
      'a setting of the run',
      'fail-on: none',
      [
        `.apiward.yml:2 fail-on | \`fail-on\` would loosen what ${BY} keeps: it stays error, so delete the line or ask the owners of that policy`,
      ],
    ],
    [
      'a list of the run',
      'exclude: [legacy]',
      [
        `.apiward.yml:2 exclude | \`exclude\` would loosen what ${BY} keeps: only what it allows counts, so delete the line or ask the owners of that policy`,
      ],
    ],
    ['the same severity is none', 'rules: { tls-server: error, auth-read-secured: error }', []],
    [
      'a wide name with a narrow one that keeps it is none',
      'rules: { tls/*: warn, tls-server: error, tls-nested-server: error, tls-server-variable: error, auth/*: error }',
      [],
    ],
    [
      'tighter is none',
      'rules: { tls-server: { severity: error, loopback: deny }, tls/*: error, input-page-size: { maximum: 100 } }\nfail-on: warn',
      [],
    ],
    ['what is left free is none', 'public: { paths: [/health] }', []],
    ['the same exception as its own, in its words, is none', 'overrides: [{ files: [sandbox/**], rules: { tls-server: warn } }]', []],
    [
      'a lower one is',
      'overrides: [{ files: [sandbox/**], rules: { tls-server: info } }]',
      [
        `.apiward.yml:2 tls-server | \`tls-server: info\` would loosen \`tls-server\`, which ${BY} keeps at warn: it stays warn, so delete the line or ask the owners of that policy`,
      ],
    ],
  ])('%s', async (_, config, expected) => expect(await loosenings(config)).toEqual(expected));

  test('in a policy between, at the line that extends it', async () => {
    const policy = await load('preset: recommended\nextends:\n  - team.yml', {}, { 'team.yml': `${EXTENDS}rules: { tls-server: warn }` });
    expect(policy.loosenings).toMatchObject([
      {
        file: '.apiward.yml',
        range: { start: { line: 3 } },
        message: expect.stringMatching(/^team\.yml:2: `tls-server: warn` would loosen/),
      },
    ]);
  });

  test.each<[PolicyFlags, string]>([
    [{ severities: { 'tls-server': 'warn' } }, `--rule \`tls-server=warn\` would loosen what ${BY} keeps at error: leave it out`],
    [
      { severities: { 'tls-server': 'off' }, asInputs: true },
      `input rules \`tls-server=off\` would loosen what ${BY} keeps at error: leave it out`,
    ],
    [{ failOn: 'none' }, `--fail-on \`none\` would loosen what ${BY} keeps at error: leave it out`],
    [{ severities: { 'tls-servr': 'off' } }, 'no rule `tls-servr`: did you mean `tls-server`?'],
  ])('on the command line they are refused: %j', async (flags, message) => expect(load(EXTENDS, flags)).rejects.toThrow(message));
});

describe('whole files', () => {
  const config = `rules: { tls-hsts: off }
overrides:
  - { files: [a], rules: { tls-hsts: warn } }
  - { files: [b], paths: [/x], rules: { tls-hsts: error } }
  - { tags: [t], rules: { token-basic: off, log-audit: error } }
`;
  test.each([
    ['tls-hsts', 'c.yaml', 'off'],
    ['tls-hsts', 'a/x.yaml', 'warn'],
    ['tls-hsts', 'b/x.yaml', 'error'],
    ['token-basic', 'c.yaml', 'error'],
    ['log-audit', 'c.yaml', 'error'],
  ])('%s may be found in %s', async (rule, file, severity) => {
    expect(highestFor(await load(config), rule, { file })).toBe(severity);
  });

  test('have the same key when nothing tells them apart', async () => {
    const policy = await load(config);
    const keys = ['c.yaml', 'd/e.yaml', 'a/x.yaml', 'a/y.yaml', 'b/x.yaml'].map((file) => fileKey(policy, { file }));
    expect(new Set(keys).size).toBe(3);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).toBe(keys[3]);
  });
});

test('a policy is plain data', async () => {
  const policy = await load(`${EXTENDS}rules: { tls-server: warn }`);
  expect(structuredClone(policy)).toEqual(policy);
  expect(JSON.parse(JSON.stringify(policy))).toEqual(policy);
});
