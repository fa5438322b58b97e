import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { PUBLIC_API, WAIVERS } from '../support/policy.ts';
import { temporaryFolder } from '../support/temporary.ts';

const FILE = '.apiward-baseline.yml';

async function run(cwd: string, ...argv: string[]) {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY: false,
    columns: 200,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const clock = () => new Date('2026-06-30T12:00:00Z');
  const io: Io = { stdout: output('stdout'), stderr: output('stderr'), stdin: async () => new Uint8Array(), cwd, env: {}, clock };
  return { code: await main(argv, io), ...written };
}

const read = (cwd: string, file = FILE): Promise<string> => readFile(join(cwd, file), 'utf8');

describe('apiward baseline', () => {
  test('writes what is found, and the next check passes', async () => {
    const cwd = await temporaryFolder({ 'openapi.yaml': PUBLIC_API });
    expect(await run(cwd, 'lint')).toMatchObject({ code: 1 });
    const { code, stdout } = await run(cwd, 'baseline');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\.apiward-baseline\.yml: \d+ known findings of \d+ rules in 1 document\n$/);
    expect(await read(cwd)).toContain(
      'rule: "auth-read-secured", document: "openapi.yaml", place: "/paths/~1pets/get", since: "2026-06-30" }\n',
    );
    expect(await run(cwd, 'lint')).toMatchObject({ code: 0 });
  });

  test('keeps the day of what it knew, and what it knows of other documents', async () => {
    const cwd = await temporaryFolder({ 'a.yaml': PUBLIC_API, 'b.yaml': PUBLIC_API });
    await run(cwd, 'baseline');
    await writeFile(join(cwd, FILE), (await read(cwd)).replaceAll('2026-06-30', '2026-01-01'));
    const before = await read(cwd);
    await run(cwd, 'baseline', 'a.yaml');
    expect(await read(cwd)).toBe(before);
  });

  test('refuses to grow until it is told to', async () => {
    const cwd = await temporaryFolder({ 'openapi.yaml': PUBLIC_API });
    await run(cwd, 'baseline');
    const before = await read(cwd);
    await writeFile(join(cwd, 'openapi.yaml'), PUBLIC_API.replace('  /pets:', '  /cats:\n    get:\n      responses: {}\n  /pets:'));
    const refused = await run(cwd, 'baseline');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(
      /would grow \(auth-read-secured from 2 to 3, .*\): mend what is new, or take it in with `apiward baseline --grow`\n$/,
    );
    expect(await read(cwd)).toBe(before);
    expect((await run(cwd, 'baseline', '--grow')).stdout).toMatch(/\(0 taken out, [1-9]\d* added\)\n$/);
    expect(await run(cwd, 'lint')).toMatchObject({ code: 0 });
  });

  test('shrinks: --check tells, --prune takes out and adds nothing', async () => {
    const cwd = await temporaryFolder({ 'openapi.yaml': PUBLIC_API });
    await run(cwd, 'baseline');
    expect(await run(cwd, 'baseline', '--check')).toMatchObject({ code: 0 });
    const mended = PUBLIC_API.replace('operationId: getStatus', 'operationId: getStatus\n      security: [{ login: [] }]');
    await writeFile(join(cwd, 'openapi.yaml'), `${mended}tags: [{ name: x, description: <script>x</script> }]\n`);
    const check = await run(cwd, 'baseline', '--check');
    expect(check.code).toBe(1);
    expect(check.stdout).toMatch(/^\.apiward-baseline\.yml:\d+: auth-read-secured in openapi\.yaml at \/paths\/~1status\/get is mended\n/);
    expect((await run(cwd, 'baseline', '--prune')).stdout).toMatch(/\(1 taken out, 0 added\)\n$/);
    expect(await read(cwd)).not.toMatch(/status\/get", since|unsafe-markdown/);
    expect(await run(cwd, 'baseline', '--check')).toMatchObject({ code: 0 });
  });

  test('leaves out what is waived', async () => {
    const cwd = await temporaryFolder({
      'openapi.yaml': PUBLIC_API,
      [WAIVERS]: 'waivers:\n  - { rule: auth-read-secured, at: /**, reason: r, owner: o, expires: "2026-12-31" }\n',
    });
    await run(cwd, 'baseline');
    expect(await read(cwd)).not.toContain('auth-read-secured');
  });

  test.each([
    [
      'an unreadable document',
      { 'a.yaml': PUBLIC_API, 'b.yaml': 'openapi: [' },
      ['a.yaml', 'b.yaml'],
      4,
      'no baseline was written, for not everything could be judged: b.yaml:',
    ],
    ['nothing to prune', { 'a.yaml': PUBLIC_API }, ['--prune'], 2, 'there is no baseline `.apiward-baseline.yml` to prune'],
    ['nothing to check', { 'a.yaml': PUBLIC_API }, ['--check'], 2, 'there is no baseline `.apiward-baseline.yml` to check'],
    ['two wishes', { 'a.yaml': PUBLIC_API }, ['--prune', '--check'], 2, '`--prune` writes and `--check` does not'],
    ['growing less', { 'a.yaml': PUBLIC_API }, ['--prune', '--grow'], 2, '`--grow` goes with writing a baseline anew'],
    ['standard input', { 'a.yaml': PUBLIC_API }, ['-'], 2, 'standard input has none'],
    ['a broken file', { 'a.yaml': PUBLIC_API, [FILE]: '<<<<<<< ours\n' }, [], 2, '.apiward-baseline.yml:1: a merge conflict is left in it'],
  ] as const)('with %s', async (_, files, argv, code, message) => {
    const result = await run(await temporaryFolder(files), 'baseline', ...argv);
    expect(result.code).toBe(code);
    expect(result.stderr).toContain(message);
  });
});

describe('apiward waive', () => {
  const GOOD = [
    '--rule',
    'auth-read-secured',
    '--at',
    'GET /status',
    '--until',
    '2026-12-31',
    '--owner',
    'status team',
    '--reason',
    'Public: on purpose',
  ];

  test('writes a waiver that counts', async () => {
    const cwd = await temporaryFolder({ 'openapi.yaml': PUBLIC_API });
    expect(await run(cwd, 'waive', ...GOOD)).toEqual({
      code: 0,
      stdout: `${WAIVERS}: auth-read-secured at GET /status is waived until 2026-12-31, 184 days from today\n`,
      stderr: '',
    });
    await run(
      cwd,
      'waive',
      ...GOOD.map((value) => value.replace('GET /status', '#/paths/~1pets/get').replace('2026-12-31', '30d')),
      '--file',
      './*.yaml',
    );
    expect((await read(cwd, WAIVERS)).split('\n').slice(1)).toEqual([
      'waivers:',
      '  - rule: auth-read-secured',
      '    at: GET /status',
      '    reason: "Public: on purpose"',
      '    owner: status team',
      '    expires: "2026-12-31"',
      '  - rule: auth-read-secured',
      '    at: "#/paths/~1pets/get"',
      '    file: "*.yaml"',
      '    reason: "Public: on purpose"',
      '    owner: status team',
      '    expires: "2026-07-30"',
      '',
    ]);
    const { stdout } = await run(cwd, 'lint', '--format', 'json');
    const { findings } = JSON.parse(stdout) as { findings: { ruleId: string; status: string }[] };
    expect(findings.filter(({ ruleId }) => ruleId === 'auth-read-secured').map(({ status }) => status)).toEqual(['waived', 'waived']);
  });

  test('writes where the policy says, and tells what the policy will not heed', async () => {
    const cwd = await temporaryFolder({
      '.apiward.yml': 'waivers: w.yml\nwaiver-limits: { max-days: { error: 90 } }\n',
      'w.yml': '# ours\nwaivers:\n',
    });
    const { code, stderr } = await run(cwd, 'waive', ...GOOD);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'apiward: the policy allows fewer days (90 for `error`): findings of auth-read-secured with such a severity are not waived\n',
    });
    expect(await read(cwd, 'w.yml')).toMatch(/^# ours\nwaivers:\n {2}- rule: auth-read-secured\n/);
  });

  const but = (name: string, value: string): string[] => GOOD.map((each, index) => (GOOD[index - 1] === name ? value : each));
  test.each([
    ['nothing', [], '`apiward waive` needs --rule, --at, --until, --owner, --reason: apiward waive --rule'],
    ['no reason', GOOD.slice(0, -2), '`apiward waive` needs --reason'],
    ['a blank owner', but('--owner', ' '), '`apiward waive` needs --owner'],
    [
      'a made-up rule',
      but('--rule', 'auth-raed-secured'),
      '--rule: there is no rule `auth-raed-secured`: did you mean `auth-read-secured`?',
    ],
    ['a rule on the policy', but('--rule', 'policy-tampered'), '--rule: `policy-tampered` judges the policy itself and cannot be waived'],
    ['no place', but('--at', 'Pet'), '--at `Pet` names no place: write `schema Pet` or `operation Pet`'],
    ['a day that is over', but('--until', '2026-06-29'), '--until cannot be `2026-06-29`, which is over: today is 2026-06-30'],
    ['no day', but('--until', 'tomorrow'), '--until cannot be `tomorrow`: write the last day, such as `2026-12-31`, or `30d`'],
    ['a path', [...GOOD, 'a.yaml'], '`apiward waive` takes no paths: name documents with `--file`'],
    ['an option of another command', [...GOOD, '--prune'], 'takes no --prune'],
  ] as const)('with %s writes nothing', async (_, argv, message) => {
    const cwd = await temporaryFolder({ 'openapi.yaml': PUBLIC_API });
    const result = await run(cwd, 'waive', ...argv);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(message);
    await expect(read(cwd, WAIVERS)).rejects.toThrow();
  });

  test('leaves a file alone that it cannot read', async () => {
    const cwd = await temporaryFolder({ [WAIVERS]: 'waivers: 5\n' });
    expect((await run(cwd, 'waive', ...GOOD)).stderr).toContain(`${WAIVERS}:1: \`waivers\` is no list`);
    expect(await read(cwd, WAIVERS)).toBe('waivers: 5\n');
  });
});

describe('the score', () => {
  test('is shown below the report when asked for, and written as a badge', async () => {
    const cwd = await temporaryFolder({ 'openapi.yaml': PUBLIC_API });
    const { stdout } = await run(cwd, 'lint', '--score', '--badge', 'badge.svg');
    expect(stdout).toMatch(
      /\nScore: [B-F] \(\d+ of 100\)\n(?: {2}\w+ +[A-F] +\d+\n)+What would raise it most:\n(?: {2}\+\d+ {2}mend .*\n){1,3}$/,
    );
    expect(await read(cwd, 'badge.svg')).toMatch(/^<svg /);
    await run(cwd, 'lint', '--badge', 'badge.json');
    expect(JSON.parse(await read(cwd, 'badge.json'))).toMatchObject({ schemaVersion: 1, label: 'API security' });
    expect(await run(cwd, 'lint')).not.toMatchObject({ stdout: expect.stringContaining('Score:') });
    expect((await run(cwd, 'lint', '--badge', 'badge.png')).stderr).toContain(
      '--badge cannot be `badge.png`: its name ends with `.svg` or `.json`',
    );
  });
});
