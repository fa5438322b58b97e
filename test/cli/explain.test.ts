import { describe, expect, test } from 'vitest';
import '../../src/cli/commands.ts';
import { command } from '../support/cli.ts';
import { temporaryFolder } from '../support/temporary.ts';

const DOCUMENT = `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /internal/a: { get: { responses: {} }, post: { tags: [beta], responses: {} } }
  /pets: { get: { responses: {} } }
`;

const POLICY = `extends: base.yml
rules:
  auth-read-secured: warn
  input-page-size: { maximum: 20 }
overrides:
  - paths: [/internal/**]
    rules: { auth/*: off }
    reason: Behind the gateway.
  - files: [legacy]
    rules: { auth/*: info }
public: { paths: [/health] }
`;

const FILES = {
  '.apiward.yml': POLICY,
  'base.yml': 'preset: strict\nrules: { auth-read-secured: error }\nfloor: { rules: [auth-read-secured], except: [public] }',
  'openapi.yaml': DOCUMENT,
  'legacy/openapi.yaml': DOCUMENT,
  'notes.txt': 'no document',
};

describe('explain RULE --for FILE', () => {
  test.each<[string, string[], string]>([
    [
      'preset, extended policy, config and floor',
      ['auth-read-secured', '--for', 'openapi.yaml'],
      `auth-read-secured  Read operation without security
error in openapi.yaml

  strict says error
  base.yml:2 says error
  .apiward.yml:3 says warn
  floor of base.yml keeps error

Options
  public: { paths: [/health], operationIds: [], tags: [] } (default { paths: [], operationIds: [],
    tags: [] })
`,
    ],
    [
      'operations that are off',
      ['auth-write-secured', '--for', 'openapi.yaml', '--rule', 'auth-optional-read=off'],
      `auth-write-secured  Unsafe operation without security
error in openapi.yaml

  strict says error

off in GET /internal/a, POST /internal/a
  strict says error
  .apiward.yml:7 says off here (Behind the gateway.)

Options
  public: { paths: [/health], operationIds: [], tags: [] } (default { paths: [], operationIds: [],
    tags: [] })
  openByNature: true
`,
    ],
    [
      'an override by file that comes after one by path',
      ['auth-scheme-unused', '--for', 'legacy/openapi.yaml'],
      `auth-scheme-unused  Security scheme that nothing uses
info in legacy/openapi.yaml

  strict says warn
  .apiward.yml:10 says info here
`,
    ],
    [
      'an option, a flag and another preset',
      ['input-page-size', '--for', 'openapi.yaml', '--preset', 'essential', '--rule', 'input-page-size=info'],
      `input-page-size  Page size without a maximum
info in openapi.yaml

  essential says off
  --rule says info

Options
  maximum: 20 (default 1000)
`,
    ],
    [
      'what is no document',
      ['tls-hsts', '--for', './notes.txt'],
      `tls-hsts  No Strict-Transport-Security documented
warn in notes.txt

  strict says warn
`,
    ],
  ])('%s', async (_, argv, expected) => {
    const { code, stdout, stderr } = await command(await temporaryFolder(FILES), 'explain', ...argv);
    expect(stderr).toBe('');
    // Titles belong to the rules.
    expect(stdout.replace(/^(\S+) {2}.*/, '$1')).toBe(expected.replace(/^(\S+) {2}.*/, '$1'));
    expect(code).toBe(0);
  });

  test('several rules', async () => {
    const { stdout } = await command(await temporaryFolder(FILES), 'explain', 'tls-hsts', 'tls-server', '--for', 'openapi.yaml');
    expect(stdout.match(/^tls-\S+/gm)).toEqual(['tls-hsts', 'tls-server']);
  });

  test.each([
    [['tls-hsts', '--for', 'gone.yaml'], '--for `gone.yaml` is no file below this folder: name a document by its relative path'],
    [['tls-hsts', '--for', '../x.yaml'], '--for `../x.yaml` is no file below this folder: name a document by its relative path'],
    [['tls-hsts', '--for', 'legacy'], '--for `legacy` is no file below this folder: name a document by its relative path'],
    [
      ['tls-hsts', '--config', 'base.yml'],
      "`apiward explain` takes --config with --for FILE alone: a rule's page is the same for every policy",
    ],
  ])('%j', async (argv, message) => {
    expect(await command(await temporaryFolder(FILES), 'explain', ...argv)).toEqual({
      code: 2,
      stdout: '',
      stderr: `apiward: ${message}\n`,
    });
  });

  test('text of the policy is inert', async () => {
    const policy = 'overrides:\n  - { paths: [/internal/**], rules: { tls-hsts: warn }, reason: "a\\n::error::x \\u001b[31m" }';
    const { stdout } = await command(
      await temporaryFolder({ ...FILES, '.apiward.yml': policy }),
      'explain',
      'tls-hsts',
      '--for',
      'openapi.yaml',
    );
    expect(stdout).toContain('a\\n::error::x \\u001b[31m');
    expect(stdout).not.toMatch(/^\s*::/m);
  });
});

test('every mistake of a policy is a line of its own', async () => {
  const cwd = await temporaryFolder({ ...FILES, '.apiward.yml': 'presett: strict\nfail-on: "\\n::error::x"\n' });
  const { code, stdout, stderr } = await command(cwd, 'rules');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.split('\n')).toEqual([
    'apiward: 2 mistakes in the policy',
    '.apiward.yml:1:1: unknown key `presett`: did you mean `preset`?',
    '.apiward.yml:2:1: `fail-on` must be one of error, warn, info, none, not `\\n::error::x`',
    '',
  ]);
});
