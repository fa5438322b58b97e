/** Every mistake in a config names its line, what was expected and the remedy. */
import { describe, expect, test } from 'vitest';
import { MemoryWorkspace } from '../../../src/inputs/memory.ts';
import { loadPolicy } from '../../../src/policy/config/load.ts';
import { ConfigError, problemLine } from '../../../src/policy/config/problems.ts';
import { rulesByConcern } from '../../../src/rules/index.ts';

/** What loading a policy fails with, a line a mistake. */
async function mistakes(files: Readonly<Record<string, string>>): Promise<string[]> {
  try {
    await loadPolicy({ workspace: new MemoryWorkspace(files), rulesByConcern });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(problemLine);
    if (error instanceof Error && error.name === 'UserError') return [error.message];
    throw error;
  }
}

/** Config, and its mistakes as `line:column: message`. */
const WRONG: readonly (readonly [config: string, lines: readonly string[]])[] = [
  ['presett: strict', ['1:1: unknown key `presett`: did you mean `preset`?']],
  [
    'preset: recomended',
    ['1:1: `preset` must be one of recommended, strict, essential, owasp-api-2023, not `recomended`: did you mean `recommended`?'],
  ],
  ['preset: [strict]', ['1:1: `preset` must be one of recommended, strict, essential, owasp-api-2023, not a list']],
  ['preset:', ['1:1: `preset` must be one of recommended, strict, essential, owasp-api-2023, not an empty value']],
  ['fail-on: eror', ['1:1: `fail-on` must be one of error, warn, info, none, not `eror`: did you mean `error`?']],
  ['fail-on: true', ['1:1: `fail-on` must be one of error, warn, info, none, not `true`']],
  ['scope: changed', ['1:1: `scope` must be one of auto, new, all, not `changed`']],
  [
    'rules: [tls-server]',
    [
      '1:1: `rules` must be a mapping such as `rules: { tls-server: error, input-page-size: { severity: warn, maximum: 200 } }`, not a list',
    ],
  ],
  ['rules:\n  tls-servr: error', ['2:3: no rule `tls-servr`: did you mean `tls-server`?']],
  [
    'rules:\n  tls-server: warning',
    [
      '2:3: `rules.tls-server` must be error, warn, info, off, or a mapping with `severity` and options of the rule, not `warning`: did you mean `warn`?',
    ],
  ],
  [
    'rules:\n  tls-server: false',
    [
      '2:3: `rules.tls-server` must be error, warn, info, off, or a mapping with `severity` and options of the rule, not `false`: did you mean `off`?',
    ],
  ],
  [
    'rules:\n  tls-server: 2',
    ['2:3: `rules.tls-server` must be error, warn, info, off, or a mapping with `severity` and options of the rule, not `2`'],
  ],
  [
    'rules:\n  tls-server:',
    ['2:3: `rules.tls-server` must be error, warn, info, off, or a mapping with `severity` and options of the rule, not an empty value'],
  ],
  ['rules:\n  tls: error', ['2:3: no rule `tls`: did you mean `tls/*`?']],
  [
    'rules:\n  foo/*: error',
    [
      `2:3: no concern \`foo/*\`: write one of ${Object.keys(rulesByConcern)
        .map((concern) => `${concern}/*`)
        .join(', ')}`,
    ],
  ],
  ['rules:\n  tls-server: {}', ['2:3: `tls-server` says nothing: write a severity, or an option of the rule']],
  ['rules:\n  tls-hsts: { maximum: 3 }', ['2:15: rule `tls-hsts` has no option `maximum`: it has none, so write its severity alone']],
  [
    'rules:\n  input-page-size: { max: 50 }',
    ['2:22: rule `input-page-size` has no option `max`: did you mean `maximum`? The largest page that the policy allows, in results.'],
  ],
  [
    'rules:\n  input-page-size: { maximum: many }',
    [
      '2:22: option `maximum` of `input-page-size` must be a whole number above 0, not `many`. The largest page that the policy allows, in results.',
    ],
  ],
  [
    'rules:\n  tls-server: { severity: error, loopback: never }',
    [
      '2:34: option `loopback` of `tls-server` must be one of allow, deny, not `never`. `allow` lets servers on `localhost`, `127.0.0.0/8` and `[::1]` do without TLS, `deny` does not.',
    ],
  ],
  ['rules:\n  tls-server: { severty: error }', ['2:17: rule `tls-server` has no option `severty`: did you mean `severity`?']],
  [
    'rules:\n  tls/*: { severity: error, loopback: deny }',
    ['2:29: `tls/*` can only have a severity: set options at the rule that has them'],
  ],
  [
    'rules:\n  auth-read-secured: { public: [/health] }',
    [
      '2:24: option `public` of `auth-read-secured` must be a mapping with `paths`, `operationIds`, `tags`, each a list of texts, not a list. Operations that anybody may call: `paths` (globs such as `/catalogue/**` or `GET /catalogue/**`), `operationIds` and `tags`.',
    ],
  ],
  [
    'rules:\n  data-no-store: { classes: [passwords] }',
    [
      '2:20: option `classes` of `data-no-store` must be a list of password, secret, token, pin, government, financial, account, health, biometric, personal, contact, name, address, not a list. Classes of fields that count; `account`, `personal`, `contact`, `name` and `address` are the others.',
    ],
  ],
  [
    'rules:\n  input-object-open: { absent: yes }',
    [
      '2:24: option `absent` of `input-object-open` must be true or false, not `yes`. Also report objects that say nothing of unknown properties, which JSON Schema lets in.',
    ],
  ],
  ['public: /health', ['1:1: `public` must be a mapping such as `public: { paths: [/health] }`, not `/health`']],
  ['public:\n  paths: /health', ["2:3: `public.paths` must be a list such as `paths: [/health, 'GET /catalogue/**']`, not `/health`"]],
  [
    'public:\n  paths: [health]',
    ['2:11: `health` in `public.paths[0]` does not begin with `/`: write it as in the document, `/catalogue/**`'],
  ],
  ['public:\n  path: [/health]', ['2:3: unknown key `path` in `public`: did you mean `paths`?']],
  [
    'public:\n  methods: [FETCH]',
    [
      "2:3: `public.methods` narrows `public.paths`, which is not there: add it, `paths: ['/**']` for all",
      '2:13: `public.methods[0]` must be one of GET, PUT, POST, DELETE, OPTIONS, HEAD, PATCH, TRACE, QUERY, not `FETCH`',
    ],
  ],
  ['public:\n  methods: [GET]', ["2:3: `public.methods` narrows `public.paths`, which is not there: add it, `paths: ['/**']` for all"]],
  ['public:\n  operations: [GET pets]', ['2:16: `GET pets` in `public.operations[0]` is no operation id and no `GET /pets/{petId}`']],
  [
    'sensitive-words: [employee]',
    ['1:1: `sensitive-words` must be a mapping such as `sensitive-words: { add: [employee number] }`, not a list'],
  ],
  ['sensitive-words:\n  add: ["--"]', ['2:9: `--` in `sensitive-words.add[0]` holds no word']],
  ['evidence:\n  audit: [audited]', ['2:11: `audited` in `evidence.audit[0]` is no extension key: they begin with `x-`']],
  ['evidence:\n  auditing: [x-a]', ['2:3: unknown key `auditing` in `evidence`: did you mean `audit`?']],
  [
    'allowed:\n  schemes: ["https://"]',
    ['2:13: `https://` in `allowed.schemes[0]` is no URL scheme: write it in lower case and without `://`'],
  ],
  ['allowed:\n  hosts: ["https://acme.io"]', ['2:11: `https://acme.io` in `allowed.hosts[0]` has a scheme: write the host alone']],
  [
    'allowed:\n  host-suffixes: [acme.io]',
    ['2:19: `acme.io` in `allowed.host-suffixes[0]` does not begin with `.`, so that it would match other domains too'],
  ],
  [
    'allowed:\n  auth-types: [oauth]',
    [
      '2:16: `oauth` in `allowed.auth-types[0]` is none of oauth2, openIdConnect, mutualTLS, basic, apiKey and http, with a scheme or place as in `http:bearer`',
    ],
  ],
  [
    'allowed:\n  auth-types: []',
    ['2:3: `allowed.auth-types` is empty, so that every type would be allowed: name some, or delete the line'],
  ],
  [
    'allowed:\n  headers: [X-A]',
    ['2:3: `allowed.headers` must be a mapping such as `headers: { request-id: [X-Acme-Request] }`, not a list'],
  ],
  [
    'allowed:\n  headers:\n    request-id: ["X A"]',
    ['3:18: `X A` in `allowed.headers.request-id[0]` is no header name (RFC 9110 section 5.1)'],
  ],
  ['external-refs: ["acme.io/x"]', ['1:17: `acme.io/x` in `external-refs[0]` is no host name: leave out port, path and user']],
  ['limits:\n  page-size: 0', ['2:3: `limits.page-size` must be a whole number from 1 to 1000000000, not `0`']],
  [
    'limits:\n  page-size: "50"',
    ['2:3: `limits.page-size` must be a whole number from 1 to 1000000000, not `50`: did you mean `50` without quotes, `page-size: 50`?'],
  ],
  ['limits:\n  pagesize: 50', ['2:3: unknown key `pagesize` in `limits`: did you mean `page-size`?']],
  [
    'overrides:\n  rules: {}',
    [
      "1:1: `overrides` must be a list such as `overrides: [{ paths: ['/internal/**'], rules: { auth-read-secured: off }, reason: Behind the gateway. }]`, not a mapping",
    ],
  ],
  [
    'overrides:\n  - rules: { tls-server: off }',
    ['2:5: this override names no `files`, `paths`, `methods`, `tags` or `operations`: name some, or move its rules to `rules`'],
  ],
  ['overrides:\n  - files: [a.yaml]', ['2:5: `overrides[0]` has no `rules`, so that it says nothing: add it']],
  [
    'overrides:\n  - files: []\n    rules: { tls-server: off }',
    ['2:5: `files` is an empty list, so that nothing is chosen by it: name some, or delete the line'],
  ],
  [
    'overrides:\n  - paths: [/a]\n    rules: { input-page-size: { maximum: 5 } }',
    ['3:33: `input-page-size.maximum` is an option, which holds for whole documents: set it in an override with `files` alone'],
  ],
  [
    'overrides:\n  - files: [a]\n    rule: { tls-server: off }',
    [
      '2:5: `overrides[0]` has no `rules`, so that it says nothing: add it',
      '3:5: unknown key `rule` in `overrides[0]`: did you mean `rules`?',
    ],
  ],
  ['exclude: [/etc]', ['1:11: `/etc` in `exclude[0]` is absolute: write it relative to the repository']],
  ['exclude: ["../x"]', ['1:11: `../x` in `exclude[0]` leads out of the repository']],
  ['include: ["a/[b"]', ['1:11: `a/[b` in `include[0]` has a `[` without its `]`']],
  ['include: ["a/{b,c"]', ['1:11: `a/{b,c` in `include[0]` has a `{` without its `}`']],
  ['include: ["**.yaml"]', ['1:11: `**.yaml` in `include[0]` has `**` beside other characters: it stands for whole folders, `a/**/b`']],
  ['exclude: ["!a"]', ['1:11: `!a` in `exclude[0]` begins with `!`: name what is left out in `exclude`']],
  ['exclude: ["a\\\\b"]', ['1:11: `a\\b` in `exclude[0]` has a backslash: write `/` between folders']],
  [
    'include: ["{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}"]',
    [
      '1:11: `{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}` in `include[0]` has too many alternatives in braces: write several globs',
    ],
  ],
  ['rulesets: [house.yaml]', ['1:12: there is no file `house.yaml` for `rulesets`: correct the path, which is relative to the repository']],
  ['waivers: "*.yml"', ['1:1: `*.yml` in `waivers` is a glob: name one file']],
  ['baseline: 5', ['1:1: `baseline` must be a file of the repository such as `.apiward-baseline.yml`, not `5`']],
  ['thresholds:\n  warn: -1', ['2:3: `thresholds.warn` must be a whole number from 0 to 1000000, not `-1`']],
  ['thresholds:\n  high: 1', ['2:3: unknown key `high` in `thresholds`: the keys are error, warn, info']],
  ['waiver-limits:\n  max-days: 90', ['2:3: `waiver-limits.max-days` must be a mapping such as `max-days: { error: 90 }`, not `90`']],
  ['waiver-limits:\n  notice-days: soon', ['2:3: `waiver-limits.notice-days` must be a whole number from 0 to 3650, not `soon`']],
  ['floor:\n  rules: [tls]', ['2:11: no rule `tls`: did you mean `tls/*`?']],
  ['floor:\n  options: [failon]', ['2:13: `failon` is no setting that a floor can keep: did you mean `fail-on`?']],
  ['floor:\n  options: [tls-hsts.x]', ['2:13: rule `tls-hsts` has no options: name it in `floor.rules`']],
  ['floor:\n  options: [tls-server.scheme]', ['2:13: `tls-server.scheme` is no option: did you mean `tls-server.schemes`?']],
  [
    'floor:\n  except: [everything]',
    [
      '2:12: `everything` is no setting that a floor can keep: it can keep public, sensitive-words, evidence, allowed, external-refs, limits, include, exclude, code, waivers, baseline, rulesets, fail-on, scope, thresholds, waiver-limits, and options as `rule.option`',
    ],
  ],
  [
    'floor:\n  rules: [tls-hsts]',
    ['2:11: the floor keeps nothing of `tls-hsts`, which is off in this policy: give it a severity in `rules`'],
  ],
  ['', ['1:1: the file is empty: write a setting such as `preset: recommended`, or delete it']],
  ['# nothing\n', ['1:1: the file is empty: write a setting such as `preset: recommended`, or delete it']],
  ['- preset: strict', ['1:1: the file holds a list: write settings such as `preset: recommended`']],
  ['just text', ['1:1: the file holds a text: write settings such as `preset: recommended`']],
  ['preset: strict\n---\npreset: recommended', ['3:1: a second YAML document begins here: a policy is one, so delete the `---`']],
  [
    'preset: strict\npreset: recommended',
    ['2:1: Key `preset` is repeated in this object; the last one wins and the others are silently lost. Keep one.'],
  ],
  ['preset: "strict', ['1:16: Not valid YAML: unexpected end of the stream within a double quoted scalar.']],
  ['preset: strict\n\trules: {}', ['2:1: Not valid YAML: tab characters must not be used in indentation.']],
  [
    'rules: {tls-server: error, tls-server: off}',
    ['1:28: Key `tls-server` is repeated in this object; the last one wins and the others are silently lost. Keep one.'],
  ],
  ['a: &a [*a]', ['1:8: Alias `*a` stands inside its own anchor: the value would contain itself.']],
  ['extends: recomended', ['1:1: `recomended` in `extends` is no preset, file or repository: did you mean `recommended`?']],
  [
    'extends: acme/policy/base.yml',
    [
      '1:1: `acme/policy/base.yml` in `extends` cannot be read: acme/policy/base.yml does not exist; for a policy of another repository write `acme/policy/base.yml@<commit SHA>`',
    ],
  ],
  [
    'extends: https://github.com/acme/policy/blob/main/base.yml',
    ['1:1: `https://github.com/acme/policy/blob/main/base.yml` in `extends` is a URL: write `acme/policy/base.yml@main`'],
  ],
  [
    'extends: https://example.com/x.yml',
    ['1:1: `https://example.com/x.yml` in `extends` is a URL: a policy comes from this repository or from GitHub, `owner/repo/path@ref`'],
  ],
  ['extends: ./missing.yml', ['1:1: `./missing.yml` in `extends` cannot be read: missing.yml does not exist']],
  ['extends: ../x.yml', ['1:1: `../x.yml` in `extends` leads out of the repository']],
  ['extends: /x.yml', ['1:1: `/x.yml` in `extends` is absolute: write it relative to this file']],
  [
    'extends: acme/policy/../x.yml@main',
    [
      '1:1: `acme/policy/../x.yml@main` in `extends` names no plain path in the repository: write `owner/repo/path@ref` without `.` and `..`',
    ],
  ],
  [
    'extends: acme/policy/base.yml@',
    ['1:1: `acme/policy/base.yml@` in `extends` has no version behind `@`: write a commit SHA, a tag or a branch'],
  ],
  [
    'extends: acme/policy/base.yml@..',
    ['1:1: `acme/policy/base.yml@..` in `extends` has no version behind `@`: write a commit SHA, a tag or a branch'],
  ],
  [
    'extends: acme/policy/base.yml@v1',
    ['1:1: `acme/policy/base.yml@v1` in `extends` cannot be read: this run has no access to the GitHub API, which it is fetched through'],
  ],
  [
    'extends: 5',
    ['1:1: `extends` must be a list such as `extends: [acme/policy/apiward.yml@0123456789abcdef0123456789abcdef01234567]`, not `5`'],
  ],
];

describe('one file', () => {
  test.each(WRONG)('%j', async (config, lines) => {
    const found = await mistakes({ '.apiward.yml': config });
    expect(found).toEqual(lines.map((line) => `.apiward.yml:${line}`));
  });
});

describe('several files', () => {
  const chain = Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e'].map((name, index, all) => [`${name}.yml`, `extends: ${all[index + 1] ?? 'f'}.yml`]),
  );
  test.each<[string, Record<string, string>, string[]]>([
    [
      'a cycle',
      { '.apiward.yml': 'extends: a.yml', 'a.yml': 'extends: .apiward.yml' },
      ['a.yml:1:1: `.apiward.yml` in `extends` extends itself through .apiward.yml -> a.yml -> .apiward.yml'],
    ],
    [
      'a longer cycle, entered from outside',
      { '.apiward.yml': 'extends: x/a.yml', 'x/a.yml': 'extends: [./b.yml]', 'x/b.yml': 'extends: ../x/a.yml' },
      ['x/b.yml:1:1: `../x/a.yml` in `extends` extends itself through x/a.yml -> x/b.yml -> x/a.yml'],
    ],
    [
      'too deep',
      { '.apiward.yml': 'extends: [a.yml]', ...chain, 'f.yml': 'preset: strict' },
      ['e.yml:1:1: `f.yml` in `extends` is more than 5 policies deep: extend its parents here'],
    ],
    [
      'mistakes of all files at once, in their order',
      { '.apiward.yml': 'fail-on: x\nextends:\n  - a.yml\n  - gone.yml\nrules: { x: off }', 'a.yml': '\npresett: strict' },
      [
        '.apiward.yml:1:1: `fail-on` must be one of error, warn, info, none, not `x`',
        '.apiward.yml:4:5: `gone.yml` in `extends` cannot be read: gone.yml does not exist',
        '.apiward.yml:5:10: no rule `x`: `apiward rules` lists them',
        'a.yml:2:1: unknown key `presett`: did you mean `preset`?',
      ],
    ],
    [
      'two configs',
      { '.apiward.yml': 'preset: strict', '.apiward.yaml': 'preset: strict' },
      ['there are two configs, .apiward.yml and .apiward.yaml: only .apiward.yml counts, so delete the other or move what it says'],
    ],
    [
      'a folder of that name',
      { '.apiward.yml/x': '' },
      ['.apiward.yml is no regular file in the repository: replace the folder or link by the config itself'],
    ],
  ])('%s', async (_, files, lines) => expect(await mistakes(files)).toEqual(lines));

  test('a policy of another repository may extend files beside it, and none above', async () => {
    const sha = 'a'.repeat(40);
    const texts: Record<string, string> = {
      'policies/base.yml': 'extends: [./parts/tls.yml, ../../outside.yml]',
      'policies/parts/tls.yml': 'rules: { tls-hsts: wrong }',
    };
    const asked: string[] = [];
    const loading = loadPolicy({
      workspace: new MemoryWorkspace({ '.apiward.yml': `extends: acme/policy/policies/base.yml@${sha}` }),
      rulesByConcern,
      fetchPolicy: async (owner, repo, path, ref) => {
        asked.push(`${owner}/${repo}/${path}@${ref}`);
        return { text: texts[path] ?? '', sha };
      },
    });
    const error = await loading.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).problems.map(problemLine)).toEqual([
      'acme/policy/policies/base.yml@aaaaaaaaaaaa:1:28: `../../outside.yml` in `extends` leads out of the repository',
      'acme/policy/policies/parts/tls.yml@aaaaaaaaaaaa:1:10: `rules.tls-hsts` must be error, warn, info, off, or a mapping with `severity` and options of the rule, not `wrong`',
    ]);
    expect(asked).toEqual([`acme/policy/policies/base.yml@${sha}`, `acme/policy/policies/parts/tls.yml@${sha}`]);
  });
});

describe('a named config', () => {
  const load = (configPath: string) => loadPolicy({ workspace: new MemoryWorkspace({}), rulesByConcern, configPath });
  test.each([
    ['gone.yml', 'the config `gone.yml` cannot be read: gone.yml does not exist'],
    ['../x.yml', 'the config `../x.yml` cannot be read: ../x.yml is outside the workspace'],
    [
      'acme/x/y.yml@v1',
      'the config `acme/x/y.yml@v1` cannot be read: this run has no access to the GitHub API, which it is fetched through',
    ],
    [
      'acme/x/../y.yml@v1',
      'the config `acme/x/../y.yml@v1` cannot be read: it names no plain path in the repository: write `owner/repo/path@ref` without `.` and `..`',
    ],
  ])('%s', async (path, message) => expect(load(path)).rejects.toThrow(message));
});

test('the error alone says the first mistake and how many there are', async () => {
  const load = loadPolicy({ workspace: new MemoryWorkspace({ '.apiward.yml': 'a: 1\nb: 2\nc: 3' }), rulesByConcern });
  await expect(load).rejects.toThrow(/^\.apiward\.yml:1:1: unknown key `a`.* \(and 2 more mistakes\)$/);
});

test('a config with hundreds of mistakes is told in a hundred lines', async () => {
  const config = Array.from({ length: 500 }, (_, index) => `wrong-${index}: x`).join('\n');
  expect(await mistakes({ '.apiward.yml': config })).toHaveLength(100);
});

test.each([
  ['exclude', 1000, 1001, Array.from({ length: 1001 }, (_, index) => `a${index}`)],
  ['overrides', 200, 201, Array.from({ length: 201 }, () => ({ files: ['a'], rules: { 'tls-server': 'off' } }))],
])('%s has at most %i items', async (name, most, count, list) => {
  const message = `.apiward.yml:1:2: \`${name}\` has ${count} items, of which ${most} can be read: put some of them together`;
  expect(await mistakes({ '.apiward.yml': JSON.stringify({ [name]: list }) })).toEqual([message]);
  expect(await mistakes({ '.apiward.yml': JSON.stringify({ [name]: list.slice(1) }) })).toEqual([]);
});

describe('hostile configs end in a message', () => {
  test.each([
    ['deep', `rules: ${'['.repeat(5000)}`],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'.replace(/./g, (name) => `${name}: &${name} [${`*${String.fromCharCode(name.charCodeAt(0) - 1)},`.repeat(9)}]\n`)}`,
    ],
    ['large', `rules: { tls-server: error }\n#${'x'.repeat(300_000)}`],
    ['odd keys', '__proto__: 1\nconstructor: 2\nrules: { __proto__: error, toString: off }\npublic: { constructor: [] }'],
    ['a long glob', `exclude: ["${'*a'.repeat(50_000)}b"]\nx: 1`],
  ])('%s', async (_, config) => {
    const found = await mistakes({ '.apiward.yml': config });
    expect(found.length).toBeGreaterThan(0);
    for (const line of found) expect(line).toMatch(/^\.apiward\.yml(:\d+:\d+: | is larger|.*cannot be read)/);
  });
});
