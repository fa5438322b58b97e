import '../../src/cli/commands.ts';
import { describe, expect, test } from 'vitest';
import { checkWorkflow } from '../../src/cli/doctor-workflows.ts';
import { workflowText } from '../../src/cli/init-files.ts';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import type { FetchPolicy } from '../../src/policy/config/sources.ts';
import { TOOL } from '../../src/tool.ts';
import { INSECURE, temporaryFolder } from '../support/temporary.ts';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const WORKFLOW = workflowText({ tag: 'v1.0.0', commit: SHA }, 'main');

async function doctor(files: Readonly<Record<string, string>>, argv: readonly string[] = [], more: Partial<Io> = {}) {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY: false,
    columns: 400,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const cwd = await temporaryFolder(files);
  const io: Io = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    stdin: async () => new Uint8Array(),
    cwd,
    env: {},
    nodeVersion: 'v24.1.0',
    ...more,
  };
  return { code: await main(['doctor', ...argv], io), ...written };
}

const HEALTHY = {
  'openapi.yaml': INSECURE,
  '.apiward.yml': 'preset: recommended\n',
  '.apiward-baseline.yml': 'version: 1\nfindings: []\n',
  '.apiward-waivers.yml': 'waivers: []\n',
  '.github/workflows/apiward.yml': WORKFLOW,
  '.github/CODEOWNERS': '/.apiward.yml @a\n/.apiward-baseline.yml @a\n/.apiward-waivers.yml @a\n/.github/workflows/apiward.yml @a\n',
};

/** Checks of the page as `status message`, without the line breaks of a narrow page. */
const linesOf = (text: string): string[] =>
  text
    .replace(/\n {8}(?=\S)/g, ' ')
    .split('\n')
    .flatMap((line) => /^ {2}(ok|off|warn|fail) +(.*)$/.exec(line)?.slice(1, 3).join(' ') ?? []);

describe('a repository', () => {
  test('that is well', async () => {
    const { code, stdout } = await doctor(HEALTHY);
    expect(code).toBe(0);
    expect(stdout.match(/^\S.*$/gm)).toEqual(['Tool', 'Policy', 'Rules', 'Files', 'Workflows', 'Code owners']);
    const lines = linesOf(stdout);
    expect(lines).toContain(`ok apiward ${TOOL.version} on Node.js 24.1.0`);
    expect(lines).toContain('ok .apiward.yml: read and valid');
    expect(lines.some((line) => /^ok digest sha256:[0-9a-f]{64}$/.test(line))).toBe(true);
    expect(lines).toContain('ok 1 document found: openapi.yaml');
    expect(lines).toContain('ok .github/CODEOWNERS: everything that decides what passes has an owner');
    expect(lines.filter((line) => /^(?:warn|fail)/.test(line))).toEqual([]);
  });

  test('without anything', async () => {
    const { code, stdout } = await doctor({ 'readme.md': '' });
    expect(code).toBe(1);
    expect(linesOf(stdout).filter((line) => !line.startsWith('ok'))).toEqual([
      'off no .apiward.yml, so the preset recommended holds as it is: `apiward init` writes one',
      expect.stringMatching(/^off off in the preset recommended: auth-allowed-types, /),
      'off no baseline: `apiward baseline` writes one',
      'off no waivers: `apiward waive` writes them',
      'fail no OpenAPI document and no annotated code is found, so that nothing is judged',
      'fail no workflow runs apiward, so that no pull request is checked: `apiward init` writes one',
      'off no CODEOWNERS: `apiward init --owner @org/team` writes lines for the policy',
    ]);
  });

  test.each<[string, Record<string, string>, number, string[]]>([
    [
      'mistakes in the policy',
      { '.apiward.yml': 'presett: x\nfail-on: y' },
      2,
      [
        'fail .apiward.yml:1: unknown key `presett`: did you mean `preset`?',
        'fail .apiward.yml:2: `fail-on` must be one of error, warn, info, none, not `y`',
      ],
    ],
    [
      'two configs',
      { '.apiward.yaml': 'preset: strict' },
      2,
      ['fail there are two configs, .apiward.yml and .apiward.yaml: only .apiward.yml counts, so delete the other or move what it says'],
    ],
    ['a gate that is open', { '.apiward.yml': 'fail-on: none' }, 0, ['off violations fail nothing: `fail-on: error` turns the gate on']],
    [
      'documents left out',
      { '.apiward.yml': 'exclude: [x]\ninclude: ["*.yaml"]' },
      0,
      ['off only documents that match *.yaml are judged', 'off nothing below x is judged'],
    ],
    [
      'all documents left out',
      { '.apiward.yml': 'exclude: [openapi.yaml]' },
      1,
      ['off nothing below openapi.yaml is judged', 'fail no OpenAPI document and no annotated code is found, so that nothing is judged'],
    ],
    [
      'rules turned off',
      { '.apiward.yml': 'rules:\n  tls-server: off\n  tls-hsts: off' },
      0,
      ['off tls-server: recommended says error; .apiward.yml:2 says off', 'off tls-hsts: recommended says off; .apiward.yml:3 says off'],
    ],
    [
      'files that are not there',
      { '.apiward.yml': 'baseline: b.yml\nwaivers: w.yml' },
      1,
      [
        'fail b.yml: the policy names it for `baseline` and it is not there: `apiward baseline` writes one, or correct the name',
        'fail w.yml: the policy names it for `waivers` and it is not there: `apiward waive` writes them, or correct the name',
      ],
    ],
    [
      'a file without owner',
      { '.github/CODEOWNERS': '/.apiward.yml @a' },
      0,
      [
        'warn .github/CODEOWNERS: no line names .apiward-waivers.yml, .apiward-baseline.yml, .github/workflows/apiward.yml: whoever may merge may change what is judged; `apiward init --owner` adds them',
      ],
    ],
    [
      'a workflow that is no gate',
      { '.github/workflows/apiward.yml': WORKFLOW.replace('    timeout', '    continue-on-error: true\n    timeout') },
      1,
      ['fail .github/workflows/apiward.yml:12: `continue-on-error` lets the job pass whatever is found: remove it'],
    ],
  ])('with %s', async (_, files, code, expected) => {
    const result = await doctor({ ...HEALTHY, ...files });
    const lines = linesOf(result.stdout);
    for (const line of expected) expect(lines).toContain(line);
    expect(result.code).toBe(code);
  });

  test('that extends another policy', async () => {
    const fetchPolicy: FetchPolicy = async () => ({ text: 'rules: { tls-server: error }\nfloor: { rules: [tls-server] }', sha: SHA });
    const files = { ...HEALTHY, '.apiward.yml': 'extends: acme/policy/p.yml@main\nrules: { tls-server: warn }' };
    const { code, stdout } = await doctor(files, [], { fetchPolicy });
    expect(code).toBe(0);
    const lines = linesOf(stdout);
    expect(lines).toContain(`ok acme/policy/p.yml@main: read at commit ${SHA}, by a name that may move`);
    expect(lines).toContain(
      `warn .apiward.yml:1: \`acme/policy/p.yml@main\` is not pinned, so that it may change unseen: write \`acme/policy/p.yml@${SHA}\``,
    );
    expect(
      lines.some((line) =>
        line.startsWith('warn .apiward.yml:2: `tls-server: warn` would loosen `tls-server`, which acme/policy/p.yml@main keeps at error'),
      ),
    ).toBe(true);
  });

  test('as JSON', async () => {
    const { code, stdout } = await doctor(HEALTHY, ['-f', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      node: 'v24.1.0',
      policy: { digest: expect.stringMatching(/^sha256:/), preset: 'recommended', sources: [{ name: '.apiward.yml' }] },
      checks: expect.arrayContaining([
        { status: 'ok', area: 'workflow', where: '.github/workflows/apiward.yml:4', message: 'runs on pull requests' },
      ]),
    });
  });

  test('under an old Node.js', async () => {
    const { code, stdout } = await doctor(HEALTHY, [], { nodeVersion: 'v18.20.0' });
    expect(code).toBe(1);
    expect(linesOf(stdout)[0]).toBe(`fail apiward ${TOOL.version} on Node.js 18.20.0: it needs Node.js 20 or newer`);
  });

  test.each([
    [['x'], '`apiward doctor` takes no path: run it in the root of the repository'],
    [['-f', 'sarif'], '`apiward doctor` is written as text or json, not sarif'],
  ])('%j is refused', async (argv, message) =>
    expect(await doctor(HEALTHY, argv)).toEqual({ code: 2, stdout: '', stderr: `apiward: ${message}\n` }),
  );
});

describe('a workflow', () => {
  const PERMISSIONS = 'permissions: { contents: read, pull-requests: write, security-events: write }';
  const workflow = ({ on = '[pull_request, merge_group]', top = PERMISSIONS, job = '', step = '', uses = `acme/apiward@${SHA}` } = {}) =>
    `on: ${on}\n${top}\njobs:\n  gate:\n    runs-on: x\n${job}    steps:\n      - uses: ${uses}\n${step}`;

  test.each<[string, string, string[]]>([
    ['nothing', workflow(), []],
    ['no pull requests', workflow({ on: 'push' }), ['fail 1: no pull request is checked', 'off 1: a merge queue would wait']],
    ['pull requests alone', workflow({ on: 'pull_request' }), ['off 1: a merge queue would wait']],
    ['a mapping', workflow({ on: '{ pull_request: , merge_group: { branches: [main] } }' }), []],
    ['paths', workflow({ on: '{ pull_request: { paths: [api/**] }, merge_group: }' }), ['warn 1: `paths` skips the workflow']],
    [
      'paths-ignore',
      workflow({ on: '{ pull_request: { paths-ignore: [docs/**] }, merge_group: }' }),
      ['warn 1: `paths-ignore` skips the workflow'],
    ],
    ['types', workflow({ on: '{ pull_request: { types: [opened] }, merge_group: }' }), ['fail 1: `types` leaves out `synchronize`']],
    ['types that do', workflow({ on: '{ pull_request: { types: [opened, synchronize] }, merge_group: }' }), []],
    ['secrets for strangers', workflow({ on: '[pull_request_target, merge_group]' }), ['warn 1: `pull_request_target` runs with secrets']],
    ['a condition', workflow({ job: "    if: github.actor != 'x'\n" }), ['warn 6: `if` may skip job `gate`']],
    ['a step with a condition', workflow({ step: '        if: always()\n' }), ['warn 8: `if` may skip the check']],
    ['a job that always passes', workflow({ job: '    continue-on-error: true\n' }), ['fail 6: `continue-on-error` lets the job pass']],
    [
      'a step that always passes',
      workflow({ step: '        continue-on-error: true\n' }),
      ['fail 8: `continue-on-error` lets the job pass'],
    ],
    ['a command that always passes', workflow({ step: '      - run: npx apiward || true\n' }), ['fail 8: `|| true` lets the job pass']],
    ['no permissions', workflow({ top: '' }), ['warn 4: no `permissions`']],
    ['all permissions', workflow({ top: 'permissions: write-all' }), ['warn 2: `write-all` gives the token everything']],
    [
      'reading alone',
      workflow({ top: 'permissions: read-all' }),
      ['off 2: no comment and no suggestions', 'off 2: nothing goes to code scanning'],
    ],
    [
      'none for the job',
      workflow({ job: '    permissions: {}\n' }),
      ['fail 6: the token may not read the repository', 'off 6: no comment', 'off 6: nothing goes to code scanning'],
    ],
    [
      'SARIF without permission',
      workflow({ top: 'permissions: { contents: read, pull-requests: write }', step: '        with: { upload-sarif: true }\n' }),
      ['warn 2: `upload-sarif` needs `security-events: write`'],
    ],
    [
      'check runs without permission',
      workflow({ step: '        with: { annotations: checks }\n' }),
      ['warn 2: `annotations: checks` needs `checks: write`'],
    ],
    ['a tag', workflow({ uses: 'acme/apiward@v1' }), ['warn 7: `acme/apiward@v1` is not pinned']],
    [
      'half a commit',
      workflow({ uses: `acme/apiward@${SHA.slice(0, 12)}` }),
      [`warn 7: \`acme/apiward@${SHA.slice(0, 12)}\` is not pinned`],
    ],
    ['a neighbour by tag', workflow({ step: '      - uses: actions/cache@v4\n' }), ['warn 8: `actions/cache@v4` is not pinned']],
    ['what stands in the repository', workflow({ step: '      - uses: ./local\n' }), []],
    [
      'a checkout that keeps the token',
      workflow({ step: `      - uses: actions/checkout@${SHA}\n` }),
      ['warn 8: the checkout leaves the token on disk'],
    ],
    [
      'a checkout that does not',
      workflow({ step: `      - uses: actions/checkout@${SHA}\n        with: { persist-credentials: false }\n` }),
      [],
    ],
    ['mode: warn', workflow({ step: '        with: { mode: warn }\n' }), ['off 8: violations fail nothing: `mode: enforce`']],
    ['fail-on: none', workflow({ step: '        with: { fail-on: none }\n' }), ['off 8: violations fail nothing: `fail-on: error`']],
    [
      'its own policy',
      workflow({ step: '        with: { policy-source: head }\n' }),
      ['warn 8: a pull request is judged by its own policy'],
    ],
  ])('with %s', (_, text, expected) => {
    const found = checkWorkflow('w.yml', text)
      ?.filter(({ status }) => status !== 'ok')
      .map(({ status, where, message }) => `${status} ${where?.replace('w.yml:', '')}: ${message}`);
    expect(found).toHaveLength(expected.length);
    for (const [index, start] of expected.entries()) expect(found?.[index]?.slice(0, start.length)).toBe(start);
  });

  test.each([
    ['the command line', 'run: npx apiward@1 --format github', true],
    ['a path to it', 'run: ./node_modules/.bin/apiward', true],
    ['another program', 'run: echo apiward-like', false],
    ['another action', `uses: acme/other@${SHA}`, false],
  ])('runs apiward or not: %s', (_, step, runs) => {
    expect(
      checkWorkflow('w.yml', `on: pull_request\njobs: { a: { steps: [{ ${step.replace(/: (.*)/, ": '$1'")} }] } }`) !== undefined,
    ).toBe(runs);
  });

  test.each([
    '',
    'jobs: 5',
    'on: 5\njobs: { a: { steps: [{ uses: x/apiward@v1 }, 5, null], permissions: 5 } }',
    'jobs: { a: { steps: { uses: x } } }',
    '- a',
    'a: [',
    'on: { pull_request: { paths: 5, types: {} } }\njobs: { a: { steps: [{ uses: x/apiward@v1, with: 5, if: {} }] } }',
  ])('of any shape is survived: %j', (text) => expect(() => checkWorkflow('w.yml', text)).not.toThrow());
});
