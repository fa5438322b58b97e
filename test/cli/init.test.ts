import '../../src/cli/commands.ts';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { checkWorkflow } from '../../src/cli/doctor-workflows.ts';
import { configText, ownerLines, ownerOfAll, unowned, workflowText } from '../../src/cli/init-files.ts';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';
import { loadPolicy } from '../../src/policy/config/load.ts';
import { rulesByConcern } from '../../src/rules/index.ts';
import { TOOL } from '../../src/tool.ts';
import { INSECURE, temporaryFolder } from '../support/temporary.ts';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const GIT = { '.git/HEAD': 'ref: refs/heads/main\n' };
const ALL = ['.apiward-baseline.yml', '.apiward.yml', '.github/CODEOWNERS', '.github/workflows/apiward.yml'];

async function init(cwd: string, argv: readonly string[] = [], more: Partial<Io> = {}) {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY: false,
    columns: 120,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const commitOf = async () => SHA;
  const io: Io = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    stdin: async () => new Uint8Array(),
    cwd,
    env: {},
    commitOf,
    ...more,
  };
  return { code: await main(['init', ...argv], io), ...written };
}

/** Files of a folder but those of git and the given ones, by path. */
async function added(cwd: string, given: Readonly<Record<string, string>>): Promise<string[]> {
  const entries = await readdir(cwd, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(cwd.length + 1));
  return files.filter((file) => !Object.hasOwn(given, file)).sort();
}

const read = (cwd: string, file: string) => readFile(join(cwd, file), 'utf8');

describe('what it writes', () => {
  test('config, baseline, workflow and code owners, after which a check is green', async () => {
    const files = { ...GIT, 'openapi.yaml': INSECURE };
    const cwd = await temporaryFolder(files);
    const { code, stdout } = await init(cwd, ['--yes', '--owner', '@acme/security']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/new +\.apiward\.yml +preset recommended for 1 document\n/);
    expect(stdout).toMatch(/new +\.apiward-baseline\.yml +\d+ known findings, so that day one is green\n/);
    expect(stdout).toContain('Wrote 4 files. Commit them, then make the check apiward required for merging.');
    expect(await added(cwd, files)).toEqual(ALL);
    expect(await read(cwd, '.apiward-baseline.yml')).toContain('rule: "oauth-url-https"');
    expect(await read(cwd, '.github/workflows/apiward.yml')).toContain(`- uses: apiward/apiward@${SHA} # v${TOOL.version}\n`);
    expect(await read(cwd, '.github/CODEOWNERS')).toBe(
      `# Who decides what passes the API security check\n${['.apiward.yml', '.apiward-waivers.yml', '.apiward-baseline.yml', '.github/workflows/apiward.yml', '.github/CODEOWNERS'].map((file) => `/${file} @acme/security\n`).join('')}`,
    );
    expect(
      await loadPolicy({ workspace: new MemoryWorkspace({ '.apiward.yml': await read(cwd, '.apiward.yml') }), rulesByConcern }),
    ).toMatchObject({
      preset: 'recommended',
      settings: { waiverDays: { error: 90 } },
    });
  });

  test('nothing without word, and says how', async () => {
    const files = { ...GIT, 'openapi.yaml': INSECURE };
    const cwd = await temporaryFolder(files);
    const { code, stdout, stderr } = await init(cwd);
    expect(code).toBe(2);
    expect(stdout).toMatch(/^apiward init\n\n {2}new /);
    expect(stderr).toBe('apiward: nothing was written: `apiward init --yes` writes these files, `--dry-run` prints them\n');
    expect(await added(cwd, files)).toEqual([]);
  });

  test('nothing in a dry run, which shows the files', async () => {
    const files = { ...GIT, 'openapi.yaml': INSECURE };
    const cwd = await temporaryFolder(files);
    const { code, stdout } = await init(cwd, ['--dry-run', '--owner', '@acme/security']);
    expect(code).toBe(0);
    for (const file of ALL) expect(stdout).toContain(`\n--- ${file}\n`);
    expect(await added(cwd, files)).toEqual([]);
  });

  test.each([
    ['y\n', 'Wrote 3 files.', 3],
    ['YES', 'Wrote 3 files.', 3],
    ['', 'Nothing was written.', 0],
    ['n', 'Nothing was written.', 0],
    ['maybe y', 'Nothing was written.', 0],
  ])('what a person answers with %j', async (answer, said, count) => {
    const files = { ...GIT, 'openapi.yaml': INSECURE };
    const cwd = await temporaryFolder(files);
    const asked: string[] = [];
    const ask = async (question: string) => {
      asked.push(question);
      return answer;
    };
    const { code, stdout } = await init(cwd, [], { ask });
    expect({ code, asked }).toEqual({ code: 0, asked: ['Write 3 files? [y/N] '] });
    expect(stdout).toContain(said);
    expect(await added(cwd, files)).toHaveLength(count);
  });

  test('nothing over what is there, unless forced', async () => {
    const mine = {
      '.apiward.yml': 'preset: strict',
      '.github/workflows/apiward.yml': 'mine',
      '.apiward-baseline.yml': 'version: 1\nfindings: []\n',
    };
    const cwd = await temporaryFolder({ ...GIT, 'openapi.yaml': INSECURE, ...mine });
    const first = await init(cwd, ['--yes']);
    expect(first.stdout.match(/keep/g)).toHaveLength(3);
    expect(first.stdout).toContain('Nothing to write.');
    for (const [file, text] of Object.entries(mine)) expect(await read(cwd, file)).toBe(text);
    const second = await init(cwd, ['--yes', '--force', '--preset', 'essential']);
    expect(second.stdout.match(/replace/g)).toHaveLength(3);
    expect(await read(cwd, '.apiward.yml')).toContain('\npreset: essential\n');
    expect(await read(cwd, '.apiward-baseline.yml')).toContain('oauth-url-https');
  });

  test('a baseline that fits the policy which replaces another', async () => {
    const cwd = await temporaryFolder({ ...GIT, 'openapi.yaml': INSECURE, '.apiward.yml': "rules: { '*': off }" });
    expect((await init(cwd, ['--yes'])).stdout).not.toContain('known finding');
    await init(cwd, ['--yes', '--force']);
    expect(await read(cwd, '.apiward-baseline.yml')).toContain('oauth-url-https');
  });

  test('no baseline for what is clean', async () => {
    const files = { ...GIT, 'openapi.yaml': 'openapi: 3.1.0\ninfo: { title: a, version: "1" }\npaths: {}\n' };
    const cwd = await temporaryFolder(files);
    expect((await init(cwd, ['--yes', '--preset', 'essential'])).code).toBe(0);
    expect(await added(cwd, files)).toEqual(['.apiward.yml', '.github/workflows/apiward.yml']);
  });

  test('no baseline of what cannot be read, and says so', async () => {
    const files = { ...GIT, 'a.yaml': INSECURE, 'b.yaml': 'openapi: 3.1.0\npaths: [' };
    const cwd = await temporaryFolder(files);
    const { stdout } = await init(cwd, ['--yes']);
    expect(stdout).toMatch(/note: no baseline, for not everything could be judged \(b\.yaml: .*\): mend it, then run `apiward baseline`/);
    expect(await added(cwd, files)).not.toContain('.apiward-baseline.yml');
  });

  test('the documents that were named', async () => {
    const cwd = await temporaryFolder({ ...GIT, 'api/openapi.yaml': INSECURE, 'other.yaml': INSECURE });
    await init(cwd, ['--yes', 'api/*.yaml']);
    expect(load(await read(cwd, '.apiward.yml'))).toMatchObject({ include: ['api/*.yaml'] });
    expect(await read(cwd, '.apiward-baseline.yml')).not.toContain('other.yaml');
  });

  test('the tag and a note when GitHub cannot be asked', async () => {
    const cwd = await temporaryFolder({ ...GIT, 'openapi.yaml': INSECURE });
    const { stdout } = await init(cwd, ['--yes'], { commitOf: async () => undefined });
    expect(stdout).toContain(
      `note: GitHub could not be asked for the commit of apiward v${TOOL.version}: replace the tag in .github/workflows/apiward.yml by its SHA`,
    );
    expect(await read(cwd, '.github/workflows/apiward.yml')).toContain(`apiward/apiward@v${TOOL.version} # pin this by commit SHA`);
  });
});

describe('code owners', () => {
  test('are those of everything, and lines are added at the end of the file that is there', async () => {
    const before = '* @acme/all # everybody\n*.md @acme/docs';
    const cwd = await temporaryFolder({ ...GIT, 'openapi.yaml': INSECURE, CODEOWNERS: before });
    const { stdout } = await init(cwd, ['--yes']);
    expect(stdout).toMatch(/add +CODEOWNERS +5 lines for @acme\/all\n/);
    const after = await read(cwd, 'CODEOWNERS');
    expect(after.startsWith(`${before}\n\n# Who decides`)).toBe(true);
    expect(after).toContain('/.apiward.yml @acme/all\n');
    await init(cwd, ['--yes']);
    expect(await read(cwd, 'CODEOWNERS')).toBe(after);
  });

  test('nobody is guessed', async () => {
    const { stdout } = await init(await temporaryFolder({ ...GIT, 'openapi.yaml': INSECURE }), ['--dry-run']);
    expect(stdout).toContain('note: nobody owns the policy: `--owner @org/team` writes .github/CODEOWNERS for .apiward.yml,');
  });

  test.each([
    ['* @a', '@a'],
    ['* @a @b/c\n/x @d', '@a @b/c'],
    ['* @a\n* @b', '@b'],
    ['* @a\n*', undefined],
    ['# * @a\n*.js @b', undefined],
    ['', undefined],
  ])('of everything in %j', (text, owner) => expect(ownerOfAll(text)).toBe(owner));

  test.each([
    ['/a.yml @x\nb.yml @y', ['a.yml', 'b.yml', 'c.yml'], ['c.yml']],
    ['/a\\ b.yml @x', ['a b.yml'], []],
    ['/dir/ @x', ['dir/a.yml'], ['dir/a.yml']],
  ])('not yet named in %j', (text, files, missing) => expect(unowned(text, files)).toEqual(missing));

  test('a line for each file', () => expect(ownerLines(['a.yml', 'b c.yml'], '@x')).toEqual(['/a.yml @x', '/b\\ c.yml @x']));
});

describe('the proposed files', () => {
  test.each([[[]], [['a/**/openapi.yaml']], [["it's.yaml"]]])('a config that includes %j is valid', async (include) => {
    const { settings } = await loadPolicy({
      workspace: new MemoryWorkspace({ '.apiward.yml': configText('strict', include) }),
      rulesByConcern,
    });
    expect(settings.include).toEqual(include);
  });

  test('nothing is wrong with the workflow, by the doctor', () => {
    const checks = checkWorkflow('w.yml', workflowText({ tag: 'v1.0.0', commit: SHA }, 'main'));
    expect(checks?.filter(({ status }) => status === 'warn' || status === 'fail')).toEqual([]);
  });

  test.each(['main', 'release/1.x', 'no', '1.0', "it's"])('a branch named %s stays one text', (branch) => {
    expect(load(workflowText({ tag: 'v1.0.0', commit: SHA }, branch))).toMatchObject({ on: { push: { branches: [branch] } } });
  });
});

describe('mistakes', () => {
  test.each([
    [['--dry-run', '--yes'], '`--dry-run` writes nothing and `--yes` writes: give one of them'],
    [['-'], '`apiward init` sets up a repository, and standard input is none: name files or globs'],
    [['--owner', 'acme'], '--owner `acme` is no code owner: write `@user`, `@org/team` or an email address'],
    [['--owner', '@a\n* @evil'], '--owner `@a\\n* @evil` is no code owner: write `@user`, `@org/team` or an email address'],
  ])('%j', async (argv, message) => {
    const cwd = await temporaryFolder({ ...GIT, 'openapi.yaml': INSECURE });
    expect(await init(cwd, argv)).toMatchObject({ code: 2, stderr: `apiward: ${message}\n` });
  });

  test('a folder below the root', async () => {
    const cwd = await temporaryFolder({ ...GIT, 'api/openapi.yaml': INSECURE });
    const { code, stderr } = await init(join(cwd, 'api'), ['--yes']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `apiward: this folder is not the root of its repository: run \`apiward init\` in ${cwd}\n`,
    });
  });

  test('settings for a config that would stay', async () => {
    const cwd = await temporaryFolder({ ...GIT, 'openapi.yaml': INSECURE, '.apiward.yaml': 'preset: strict' });
    const { stderr } = await init(cwd, ['--preset', 'essential']);
    expect(stderr).toBe('apiward: .apiward.yaml is there already and would stay as it is: add `--force` to replace it\n');
  });

  test('nothing to judge', async () => expect((await init(await temporaryFolder(GIT), ['--yes'])).code).toBe(3));
});
