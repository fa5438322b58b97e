import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { type Files, GIT_ENV, Repository } from '../support/repository.ts';
import { INSECURE, SECURE, temporaryFolder } from '../support/temporary.ts';

// Each starts many processes.
vi.setConfig({ testTimeout: 60_000 });

/** One more error than {@link INSECURE}, `tls-server` in line 4, and with that a protection less: `regress-tls`. */
const WORSE = INSECURE.replace('https://api', 'http://api');

interface Setting {
  readonly stdin?: string;
  readonly env?: Record<string, string>;
}

async function run(cwd: string, argv: readonly string[], { stdin = '', env = {} }: Setting = {}) {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY: false,
    columns: 120,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const io: Io = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    stdin: async () => new TextEncoder().encode(stdin),
    cwd,
    env: { ...GIT_ENV, ...env },
  };
  const code = await main(['diff', ...argv, '--preset', 'essential'], io);
  return { code, ...written };
}

/** Findings as `status rule file:line`, then what is fixed and gone. */
async function outcome(cwd: string, argv: readonly string[], setting?: Setting) {
  const { code, stdout, stderr } = await run(cwd, [...argv, '--format', 'json'], setting);
  if (stdout === '') return { code, found: [stderr] };
  const { findings, comparison } = JSON.parse(stdout);
  type Found = { status: string; ruleId: string; file: string; range: { start: { line: number } } };
  // What is gone is told by a rule too, which has tests of its own.
  const others = findings.filter(({ ruleId }: Found) => ruleId !== 'policy-tampered');
  const found = others.map(({ status, ruleId, file, range }: Found) => `${status} ${ruleId} ${file}:${range.start.line}`);
  const fixed = comparison.fixed.map(({ ruleId, file }: Found) => `fixed ${ruleId} ${file}`);
  const gone = comparison.gone.map((file: string) => `gone ${file}`);
  return { code, base: comparison.base, found: [...found, ...fixed, ...gone, ...comparison.notes.map((note: string) => `note ${note}`)] };
}

const KNOWN = 'existing oauth-url-https api.yaml:11';
const NEW = ['new regress-tls api.yaml:4', 'new tls-server api.yaml:4'];

describe('a revision against the working tree', () => {
  test.each([
    ['worse', { 'api.yaml': WORSE }, 1, [...NEW, KNOWN]],
    ['the same', {}, 0, [KNOWN]],
    ['moved and commented', { 'api.yaml': `# more\n\n${INSECURE}` }, 0, ['existing oauth-url-https api.yaml:13']],
    ['fixed', { 'api.yaml': SECURE }, 0, ['fixed oauth-url-https api.yaml']],
    ['a new document, untracked', { 'new.yaml': INSECURE }, 1, [KNOWN, 'new oauth-url-https new.yaml:11']],
    ['a document is gone', { 'api.yaml': null, 'new.yaml': SECURE }, 0, ['gone api.yaml']],
    ['a document is hidden', { '.gitignore': 'api.yaml', 'new.yaml': SECURE }, 0, ['gone api.yaml']],
  ] as readonly (readonly [string, Files, number, readonly string[]])[])('%s', async (_, files, code, found) => {
    const repository = await Repository.create({ 'api.yaml': INSECURE });
    repository.write(files);
    const base = `main (${repository.git('rev-parse', '--short=7', 'main')})`;
    expect(await outcome(repository.folder, ['main'])).toEqual({ code, base, found });
  });

  test('in a folder of the repository, and limited to paths', async () => {
    const repository = await Repository.create({ 'apps/one/api.yaml': INSECURE, 'apps/two/api.yaml': INSECURE, 'api.yaml': INSECURE });
    repository.write({ 'apps/one/api.yaml': WORSE, 'apps/two/api.yaml': WORSE, 'api.yaml': WORSE });
    expect(await outcome(join(repository.folder, 'apps/one'), ['main'])).toMatchObject({ code: 1, found: [...NEW, KNOWN] });
    const { found } = await outcome(repository.folder, ['main', 'apps/two', '!apps/one']);
    expect(found).toEqual([
      'new regress-tls apps/two/api.yaml:4',
      'new tls-server apps/two/api.yaml:4',
      'existing oauth-url-https apps/two/api.yaml:11',
    ]);
    expect((await outcome(repository.folder, ['main', '*.yaml'])).found).toEqual([...NEW, KNOWN]);
  });

  test('a part of the document that changed or is gone', async () => {
    const whole = INSECURE.replace(/\{ login: \{.*\} \}/, "{ login: { $ref: 'parts/login.yaml' } }");
    const login = 'type: openIdConnect\nopenIdConnectUrl: https://id.pets.dev/.well-known/openid-configuration\n';
    const repository = await Repository.create({ 'api.yaml': whole, 'parts/login.yaml': login });
    expect((await outcome(repository.folder, ['main'])).found).toEqual([]);
    repository.write({ 'parts/login.yaml': login.replace('https', 'http') });
    expect((await outcome(repository.folder, ['main'])).found).toEqual(['new oauth-url-https parts/login.yaml:2']);
    // The document itself is the same, and what it says is not.
    repository.write({ 'parts/login.yaml': null });
    const { code, found } = await outcome(repository.folder, ['main', '--rule', 'auth-scheme-valid=error']);
    expect(code).toBe(1);
    expect(found).toContain('new auth-scheme-valid api.yaml:11');
  });

  test('of several documents in one file, the one whose part changed', async () => {
    const login = 'type: openIdConnect\nopenIdConnectUrl: https://id.pets.dev/.well-known/openid-configuration\n';
    const second = SECURE.replace(/\{ login: \{.*\} \}/, "{ login: { $ref: 'login.yaml' } }");
    const repository = await Repository.create({ 'api.yaml': `${SECURE}---\n${second}`, 'login.yaml': login });
    repository.write({ 'login.yaml': login.replace('https', 'http') });
    expect(await outcome(repository.folder, ['main'])).toMatchObject({ code: 1, found: ['new oauth-url-https login.yaml:2'] });
  });

  test('an error that fails nothing', async () => {
    const repository = await Repository.create({ 'api.yaml': INSECURE });
    repository.write({ 'api.yaml': WORSE });
    expect(await outcome(repository.folder, ['main', '--fail-on', 'none'])).toMatchObject({ code: 0, found: [...NEW, KNOWN] });
    expect(await outcome(repository.folder, ['main', '--rule', 'tls-server=warn', '--rule', 'regress-tls=warn'])).toMatchObject({
      code: 0,
    });
  });

  test('an unreadable document fails whatever it was', async () => {
    const repository = await Repository.create({ 'api.yaml': 'openapi: [' });
    expect(await outcome(repository.folder, ['main', 'api.yaml'])).toMatchObject({ code: 4 });
  });

  test('a base that cannot be read makes all findings new', async () => {
    const repository = await Repository.create({ 'api.yaml': 'openapi: 3.1.0\npaths: [' });
    repository.write({ 'api.yaml': INSECURE });
    const { code, found } = await outcome(repository.folder, ['main']);
    expect(code).toBe(1);
    expect(found[0]).toBe('new oauth-url-https api.yaml:11');
    expect(found[1]).toMatch(/^note api\.yaml: its base .*so all its findings count as new$/);
  });
});

describe('two revisions', () => {
  async function history() {
    const repository = await Repository.create({ 'old/name.yaml': INSECURE });
    repository.git('tag', 'v1');
    repository.commit({ 'old/name.yaml': null, 'new/api.yaml': WORSE });
    repository.git('tag', 'v2');
    repository.git('checkout', '--quiet', '-b', 'side', 'v1');
    repository.commit({ 'other.yaml': WORSE });
    repository.git('checkout', '--quiet', 'main');
    repository.write({ 'new/api.yaml': SECURE, 'untracked.yaml': WORSE });
    return repository;
  }
  const RENAMED = ['new regress-tls new/api.yaml:4', 'new tls-server new/api.yaml:4', 'existing oauth-url-https new/api.yaml:11'];

  test.each([
    [['v1', 'v2'], RENAMED],
    [['v1..v2'], RENAMED],
    [['v1..'], RENAMED],
    [['HEAD~1', 'HEAD'], RENAMED],
    [['v1', 'v2', 'new'], RENAMED],
    [
      ['v2', 'v2'],
      ['existing tls-server new/api.yaml:4', 'existing oauth-url-https new/api.yaml:11'],
    ],
    [['v2...side'], ['existing oauth-url-https old/name.yaml:11', 'new tls-server other.yaml:4', 'new oauth-url-https other.yaml:11']],
    [['v1', 'side', 'old/name.yaml'], ['existing oauth-url-https old/name.yaml:11']],
    [
      ['v2', 'v1'],
      ['existing oauth-url-https old/name.yaml:11', 'fixed tls-server new/api.yaml'],
    ],
  ])('%j, whatever the working tree holds', async (argv, found) => {
    const repository = await history();
    const { found: actual } = await outcome(repository.folder, argv);
    // A fixed finding is named by the path that its base has.
    expect(actual.map((line: string) => line.replace('fixed tls-server old/name.yaml', 'fixed tls-server new/api.yaml'))).toEqual(found);
  });

  test('what is compared is named', async () => {
    const { folder, git } = await history().then((repository) => ({ folder: repository.folder, git: repository.git.bind(repository) }));
    const [v1 = '', short] = [git('rev-parse', 'v1'), git('rev-parse', '--short=7', 'v1')];
    expect(await outcome(folder, ['v1', 'v2'])).toMatchObject({ base: `v1 (${short})` });
    expect(await outcome(folder, [v1, 'v2'])).toMatchObject({ base: short });
    expect(await outcome(folder, ['v2...side'])).toMatchObject({ base: `where v2 and side parted (${short})` });
  });
});

describe('files and folders', () => {
  async function tree(files: Readonly<Record<string, string>>): Promise<string> {
    return temporaryFolder(files);
  }

  test('two files of other names are one document', async () => {
    const cwd = await tree({ 'v1.yaml': INSECURE, 'v2.yaml': WORSE });
    const found = ['new regress-tls v2.yaml:4', 'new tls-server v2.yaml:4', 'existing oauth-url-https v2.yaml:11'];
    expect(await outcome(cwd, ['v1.yaml', 'v2.yaml'])).toEqual({ code: 1, base: 'v1.yaml', found });
    expect((await outcome(cwd, ['v2.yaml', 'v1.yaml'])).code).toBe(0);
    expect((await outcome(cwd, ['v1.yaml', 'v1.yaml'])).found).toEqual(['existing oauth-url-https v1.yaml:11']);
    expect((await outcome(dirname(cwd), [join(cwd, 'v1.yaml'), join(cwd, 'v2.yaml')])).code).toBe(1);
  });

  test('their references are relative to each', async () => {
    const whole = INSECURE.replace(/\{ login: \{.*\} \}/, "{ login: { $ref: './login.yaml' } }");
    const login = 'type: openIdConnect\nopenIdConnectUrl: http://id.pets.dev/.well-known/openid-configuration\n';
    const safe = login.replace('http:', 'https:');
    const cwd = await tree({ 'old/v1.yaml': whole, 'old/login.yaml': login, 'new/v2.yaml': whole, 'new/login.yaml': login });
    const known = ['existing oauth-url-https new/login.yaml:2'];
    expect((await outcome(cwd, ['old/v1.yaml', 'new/v2.yaml'])).found).toEqual(known);
    await writeFile(join(cwd, 'old/v2.yaml'), whole);
    expect((await outcome(cwd, ['old', 'new'])).found).toEqual([...known, 'gone new/v1.yaml']);
    await writeFile(join(cwd, 'old/login.yaml'), safe);
    expect((await outcome(cwd, ['old/v1.yaml', 'new/v2.yaml'])).found).toEqual(['new oauth-url-https new/login.yaml:2']);
    // From one to the root, where its folder is the whole workspace.
    const root = await tree({ 'v2.yaml': whole, 'login.yaml': login, 'old/v1.yaml': whole, 'old/login.yaml': safe });
    expect((await outcome(root, ['old/v1.yaml', 'v2.yaml'])).found).toEqual(['new oauth-url-https login.yaml:2']);
  });

  test('folders, beside each other or far apart', async () => {
    const files = { 'api.yaml': INSECURE, 'deep/b.yaml': SECURE, 'gone.yaml': SECURE };
    const cwd = await tree(Object.fromEntries(Object.entries(files).map(([file, text]) => [`old/${file}`, text])));
    await mkdir(join(cwd, 'new/deep'), { recursive: true });
    await writeFile(join(cwd, 'new/api.yaml'), WORSE);
    await writeFile(join(cwd, 'new/deep/b.yaml'), INSECURE);
    const found = [
      'new regress-tls new/api.yaml:4',
      'new tls-server new/api.yaml:4',
      'existing oauth-url-https new/api.yaml:11',
      'new oauth-url-https new/deep/b.yaml:11',
      'gone new/gone.yaml',
    ];
    expect(await outcome(cwd, ['old/', 'new/'])).toEqual({ code: 1, base: 'old/', found });
    const far = await tree(files);
    expect((await outcome(cwd, [far, 'new'])).found).toEqual(found);
    expect((await outcome(join(cwd, 'new'), ['../old', '.'])).found).toEqual(found.map((line) => line.replace('new/', '')));
  });

  test('standard input as the new one', async () => {
    const cwd = await tree({ 'v1.yaml': INSECURE });
    const { code, found } = await outcome(cwd, ['v1.yaml', '-'], { stdin: WORSE });
    expect({ code, found }).toEqual({
      code: 1,
      found: ['new regress-tls <stdin>:4', 'new tls-server <stdin>:4', 'existing oauth-url-https <stdin>:11'],
    });
  });

  test('a path in a repository needs no revision, and the other way round', async () => {
    const repository = await Repository.create({ 'v1.yaml': INSECURE, 'v2.yaml': WORSE });
    expect((await outcome(repository.folder, ['v1.yaml', 'v2.yaml'])).code).toBe(1);
    repository.git('branch', 'v1.json');
    expect((await outcome(repository.folder, ['v1.json', 'v2.yaml'])).found).toEqual([
      'existing tls-server v2.yaml:4',
      'existing oauth-url-https v2.yaml:11',
    ]);
  });
});

describe('the text', () => {
  test('new findings are shown whole, the others in a line', async () => {
    const cwd = await temporaryFolder({ 'old/api.yaml': INSECURE, 'old/b.yaml': INSECURE, 'old/gone.yaml': SECURE });
    await mkdir(join(cwd, 'new'));
    await writeFile(join(cwd, 'new/api.yaml'), WORSE);
    await writeFile(join(cwd, 'new/b.yaml'), SECURE);
    const { code, stdout } = await run(cwd, ['old', 'new']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ {2}error {2}tls-server {2}new\/api\.yaml:4:/m);
    expect(stdout).not.toMatch(/error {2}oauth-url-https/);
    expect(stdout).toMatch(/^Compared with old$/m);
    expect(stdout).toMatch(/^ {2}existing {2}oauth-url-https new\/api\.yaml:11 /m);
    expect(stdout).toMatch(/^ {2}fixed {5}oauth-url-https new\/b\.yaml /m);
    expect(stdout).toMatch(/^ {2}gone {6}new\/gone\.yaml is in the base and not judged any more$/m);
    expect(stdout).toMatch(/^Clean: new\/b\.yaml$/m);
    expect(stdout).toMatch(/^FAIL: 2 new errors, 1 existing, 1 fixed \(/m);
    const summary = stdout.split('\n').filter((line) => /^ {2}(?:tls|oauth|regress|waiver) /.test(line));
    expect(summary.map((line) => line.trim().split(' ')[0])).toEqual(['regress', 'tls']);
  });

  test('names from outside are inert', async () => {
    const repository = await Repository.create({ 'a\n::error::x.yaml': SECURE, 'b.yaml': SECURE });
    repository.write({ 'a\n::error::x.yaml': null });
    const { stdout } = await run(repository.folder, ['main']);
    expect(stdout).toContain('gone      a\\n::error::x.yaml');
    expect(stdout).not.toMatch(/^\s*::/m);
  });
});

describe('a user’s ruleset judges both', () => {
  test('in this thread', async () => {
    const ruleset = 'rules: { title: { given: $.info, severity: error, then: { field: contact, function: truthy } } }';
    const cwd = await temporaryFolder({ 'v1.yaml': INSECURE, 'v2.yaml': WORSE, 'rules.yaml': ruleset });
    const { found } = await outcome(cwd, ['v1.yaml', 'v2.yaml', '--ruleset', 'rules.yaml']);
    expect(found).toEqual([
      'existing title v2.yaml:2',
      'new regress-tls v2.yaml:4',
      'new tls-server v2.yaml:4',
      'existing oauth-url-https v2.yaml:11',
    ]);
  });
});

describe('mistakes are one line with a remedy', () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [
      [],
      'nothing to compare with: write `apiward diff BASE`, `apiward diff BASE HEAD` or `apiward diff OLD NEW`, with revisions, files or folders',
    ],
    [['nope'], '`nope` is no file, folder or revision: correct it, or `git fetch` the revision'],
    [['main', 'nope'], '`nope` is no file, folder or revision: correct it, or `git fetch` the revision'],
    [['main..nope'], '`nope` is no revision: `git fetch` it, or correct its name'],
    [['api.yaml'], '`api.yaml` is compared with nothing: name the new one too, `apiward diff api.yaml NEW`'],
    [['api.yaml', 'main'], '`api.yaml` is a path and `main` a revision: name the base first, `apiward diff main api.yaml`'],
    [['api.yaml', 'folder'], '`folder` is a folder and `api.yaml` a file: compare two files or two folders'],
    [['folder', 'api.yaml'], '`folder` is a folder and `api.yaml` a file: compare two files or two folders'],
    [['both'], '`both` is a revision and a path: write `./both` for the path or `both^0` for the revision'],
    [['-', 'api.yaml'], 'standard input can only be the new one: `apiward diff OLD -`'],
    [['orphan...main'], '`orphan` and `main` have no common commit in this clone: fetch more of its history'],
    [['main', '--upload-pack=touch x'], 'unknown option `--upload-pack`: `apiward --help` lists them'],
    [['--', '--output=pwned'], '`--output=pwned` is no file, folder or revision: correct it, or `git fetch` the revision'],
    [['main', '--edits'], 'unknown option `--edits`: `apiward --help` lists them'],
  ];

  test('in a repository', async () => {
    const repository = await Repository.create({ 'api.yaml': SECURE, 'folder/x': '1', 'both/x': '1' });
    repository.git('branch', 'both');
    repository.git('checkout', '--quiet', '--orphan', 'orphan');
    repository.commit({ 'other.yaml': SECURE });
    repository.git('checkout', '--quiet', 'main');
    const said = [];
    for (const [argv] of cases) said.push([argv, await run(repository.folder, argv)]);
    expect(said).toEqual(cases.map(([argv, message]) => [argv, { code: 2, stdout: '', stderr: `apiward: ${message}\n` }]));
  });

  test('outside of one', async () => {
    const cwd = await temporaryFolder({ 'api.yaml': SECURE });
    const { code, stderr } = await run(cwd, ['main'], { env: { GIT_CEILING_DIRECTORIES: dirname(cwd) } });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^apiward: `main` is no file, folder or revision \(.* is not in a git repository\): correct it/);
    const without = await run(cwd, ['main'], { env: { PATH: cwd } });
    expect(without.stderr).toContain('is no file, folder or revision (the program `git` is not installed)');
  });

  test('no documents', async () => {
    const repository = await Repository.create({ 'readme.md': 'x' });
    expect(await run(repository.folder, ['main'])).toMatchObject({ code: 3 });
  });

  test('a link that leads out, in the folder and in the commit', async () => {
    const elsewhere = await temporaryFolder({ 'openapi.yaml': SECURE });
    const repository = await Repository.create({ 'api.yaml': SECURE });
    await symlink(join(elsewhere, 'openapi.yaml'), join(repository.folder, 'link.yaml'));
    repository.commit({});
    expect((await run(repository.folder, ['HEAD~1', 'link.yaml'])).stderr).toContain('`link.yaml` is a link that leads out of the folder');
    expect(await run(repository.folder, ['HEAD~1', 'HEAD', 'link.yaml'])).toMatchObject({ code: 2 });
    expect(await run(repository.folder, ['HEAD~1', 'HEAD'])).toMatchObject({ code: 0 });
  });
});
