import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { allRules } from '../../src/rules/index.ts';
import { INSECURE, SECURE, temporaryFolder } from '../support/temporary.ts';

interface Setting {
  readonly cwd?: string;
  readonly stdin?: string;
  readonly env?: Record<string, string>;
  readonly isTTY?: boolean;
}

async function run(argv: readonly string[], { cwd = '/', stdin = '', env = {}, isTTY = false }: Setting = {}) {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY,
    columns: 100,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const io: Io = { stdout: output('stdout'), stderr: output('stderr'), stdin: async () => new TextEncoder().encode(stdin), cwd, env };
  return { code: await main(argv, io), ...written };
}

const essential = ['--preset', 'essential'];

describe('exit codes', () => {
  test.each([
    ['0 clean', SECURE, essential, 0],
    ['1 violations', INSECURE, essential, 1],
    ['0 when only reported', INSECURE, [...essential, '--fail-on', 'none'], 0],
    ['0 when the rule is off', INSECURE, [...essential, '--rule', 'oauth-url-https=off'], 0],
    ['0 when the rule is below --fail-on', INSECURE, [...essential, '--rule', 'oauth-url-https=warn'], 0],
    ['1 when --fail-on is lower', INSECURE, [...essential, '--rule', 'oauth-url-https=info', '--fail-on', 'info'], 1],
    ['2 usage', SECURE, ['--nope'], 2],
    ['4 unreadable', 'openapi: [', essential, 4],
    ['4 not OpenAPI', 'hello: world', essential, 4],
  ])('%s', async (_, document, argv, code) => {
    const cwd = await temporaryFolder({ 'openapi.yaml': document });
    expect(await run(['openapi.yaml', ...argv], { cwd })).toMatchObject({ code });
  });

  test('3 nothing found', async () => {
    const result = await run([], { cwd: await temporaryFolder({ 'readme.md': 'hello' }) });
    expect(result).toMatchObject({ code: 3, stdout: '' });
    expect(result.stderr).toMatch(/^apiward: no OpenAPI document found.*\n$/);
  });

  test('an unreadable document hides no violation of another', async () => {
    const cwd = await temporaryFolder({ 'a.yaml': INSECURE, 'b.yaml': 'openapi: [' });
    const { code, stdout } = await run(['a.yaml', 'b.yaml', ...essential], { cwd });
    expect(code).toBe(4);
    expect(stdout).toContain('oauth-url-https');
    expect(stdout).toContain('stopped  b.yaml');
  });
});

describe('output', () => {
  test('the report goes to stdout, nothing else does', async () => {
    const cwd = await temporaryFolder({ 'openapi.yaml': INSECURE });
    const { stdout, stderr } = await run(['--format', 'json', ...essential], { cwd });
    expect(JSON.parse(stdout).findings).toMatchObject([{ ruleId: 'oauth-url-https', range: { start: { line: 11 } } }]);
    expect(stderr).toBe('');
  });

  test('--output writes the report, and the verdict is still said', async () => {
    const cwd = await temporaryFolder({ 'openapi.yaml': INSECURE });
    const { code, stdout, stderr } = await run(['-f', 'sarif', '-o', 'x.sarif', ...essential], { cwd });
    const { readFile, readdir } = await import('node:fs/promises');
    expect(JSON.parse(await readFile(`${cwd}/x.sarif`, 'utf8')).version).toBe('2.1.0');
    expect(await readdir(cwd)).toEqual(['openapi.yaml', 'x.sarif']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^FAIL: 1 error /);
  });

  test.each([
    ['no/such/x.json', 'its folder does not exist'],
    ['folder', 'it is a folder'],
  ])('--output %s is refused', async (file, reason) => {
    const cwd = await temporaryFolder({ 'openapi.yaml': SECURE, 'folder/x': '' });
    const { code, stderr } = await run(['-o', file, 'openapi.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(`cannot write \`${file}\`: ${reason}`);
  });

  test('a document on standard input has frames and a name', async () => {
    const { code, stdout } = await run(['-', ...essential], { cwd: await temporaryFolder(), stdin: INSECURE });
    expect(code).toBe(1);
    expect(stdout).toContain('<stdin>:11:');
    expect(stdout).toMatch(/11 │.*openIdConnectUrl: http:\/\/id\.pets\.dev/);
  });

  test.each([
    [true, {}, [], true],
    [false, {}, [], false],
    [true, { NO_COLOR: '1' }, [], false],
    [false, { FORCE_COLOR: '1' }, [], true],
    [true, { FORCE_COLOR: '0' }, [], false],
    [true, { TERM: 'dumb' }, [], false],
    [false, {}, ['--color', 'always'], true],
    [true, { FORCE_COLOR: '1' }, ['--color', 'never'], false],
  ])('terminal %s, %j, %j: colour %s', async (isTTY, env, argv, colored) => {
    const cwd = await temporaryFolder({ 'openapi.yaml': INSECURE });
    const { stdout } = await run([...argv, ...essential], { cwd, env: env as unknown as Record<string, string>, isTTY });
    expect(stdout.includes('\u001b[')).toBe(colored);
  });
});

describe('mistakes are one line with a remedy', () => {
  test.each([
    [['--rule', 'tls-servr=off'], 'no rule `tls-servr`: did you mean `tls-server`?'],
    [['explian', 'tls-server'], 'no file `explian` and no such command: did you mean `apiward explain`?'],
    [['gone.yaml'], '`gone.yaml` does not exist: correct the path, or run `apiward` without one to find every OpenAPI document'],
    [[''], 'an empty path: name a file, a folder or a glob (a shell variable may be unset)'],
    [['https://acme.io/a.yaml'], '`https://acme.io/a.yaml` is a URL: fetch it yourself, `curl -s https://acme.io/a.yaml | apiward -`'],
    [['/dev/null'], '`/dev/null` is not a regular file: name a file or a folder, or pipe it to `apiward -`'],
    [['-x.yaml'], 'unknown option `-x.yaml`: for a file of that name write `./-x.yaml`'],
    [['explain'], '`apiward explain` needs a rule: `apiward rules` lists them'],
    [['explain', 'tls-servr'], 'no rule `tls-servr`: did you mean `tls-server`?'],
    [['rules', 'zzz'], `no rule matches \`zzz\`: \`apiward rules\` lists all ${allRules.length}`],
    [['rules', '-f', 'sarif'], '`apiward rules` is written as text or json, not sarif'],
  ])('%j', async (argv, message) => {
    const result = await run(argv, { cwd: await temporaryFolder({ 'openapi.yaml': SECURE }) });
    expect(result).toEqual({ code: 2, stdout: '', stderr: `apiward: ${message}\n` });
  });

  test('a link out of the folder', async () => {
    const elsewhere = await temporaryFolder({ 'openapi.yaml': SECURE });
    const cwd = await temporaryFolder();
    await symlink(join(elsewhere, 'openapi.yaml'), join(cwd, 'link.yaml'));
    const stderr = 'apiward: `link.yaml` is a link that leads out of the folder: name the file that it leads to\n';
    expect(await run(['link.yaml'], { cwd })).toEqual({ code: 2, stdout: '', stderr });
  });

  test('their text is inert', async () => {
    const { stderr } = await run(['--rule', '\n::error::x\u001b[31m=bad'], { cwd: await temporaryFolder() });
    expect(stderr.split('\n')).toHaveLength(2);
    expect(stderr).toContain('\\n::error::x\\u001b[31m');
  });
});

describe('a failure of ours', () => {
  test('is exit 5, says whose fault it is and asks for a report', async () => {
    const io = {
      stdout: { isTTY: false, write: () => undefined },
      stderr: { isTTY: false, write: () => undefined },
      stdin: () => Promise.reject(new TypeError('boom\n::error::x')),
      cwd: await temporaryFolder(),
      env: {},
    };
    let stderr = '';
    io.stderr.write = ((text: string) => {
      stderr += text;
    }) as never;
    expect(await main(['-'], io)).toBe(5);
    expect(stderr).toMatch(/^apiward: a bug in apiward \d+\.\d+\.\d+, not in your document\. Please report it/);
    expect(stderr).toContain('TypeError: boom');
    expect(stderr).not.toMatch(/^\s*::/m);
  });
});

describe('help and metadata', () => {
  test('--help teaches: examples before options, every option, every exit code', async () => {
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    expect(stdout.indexOf('Examples')).toBeLessThan(stdout.indexOf('Options'));
    for (const flag of [
      '--format',
      '--output',
      '--preset',
      '--ruleset',
      '--fail-on',
      '--rule',
      '--quiet',
      '--color',
      '--help',
      '--version',
    ]) {
      expect(stdout).toContain(flag);
    }
    for (let exit = 0; exit <= 5; exit++) expect(stdout).toMatch(new RegExp(`^ {2}${exit} {2}\\w`, 'm'));
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test('--version', async () =>
    expect(await run(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) }));

  test('rules lists every rule, sorted', async () => {
    const ids = JSON.parse((await run(['rules', '-f', 'json'])).stdout).map(({ id }: { id: string }) => id);
    expect(ids).toEqual(allRules.map(({ id }) => id).sort());
    const { stdout } = await run(['rules']);
    expect(stdout.split('\n').filter((line) => /^(?:error|warn |info |off ) /.test(line))).toHaveLength(allRules.length);
  });

  test.each(allRules.map(({ id }) => id))('explain %s', async (id) => {
    const { code, stdout } = await run(['explain', id]);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${id} {2}`));
    for (const part of ['why', 'fix', 'Bad', 'Good', `${id}.md`]) expect(stdout).toContain(part);
  });
});
