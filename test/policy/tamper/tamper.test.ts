/** Twelve ways in which a change could judge itself, and near-misses: what the run says, and that the base's policy still counts. */
import { describe, expect, test } from 'vitest';
import { lineIndex } from '../../../src/documents/lines.ts';
import { MemoryWorkspace } from '../../../src/inputs/memory.ts';
import type { Entry } from '../../../src/inputs/workspace.ts';
import { entryOf } from '../../../src/policy/baseline/baseline.ts';
import { formatBaseline } from '../../../src/policy/baseline/write.ts';
import { policyChanges } from '../../../src/policy/tamper/changes.ts';
import type { PolicyFileKind } from '../../../src/policy/tamper/files.ts';
import { judgePolicy, lines, PUBLIC_API, type Sources, WAIVERS } from '../../support/policy.ts';

/** A workspace in which some paths are links to others. */
class LinkedWorkspace extends MemoryWorkspace {
  readonly #links: ReadonlySet<string>;
  constructor(files: Sources, links: readonly string[] = []) {
    super(files);
    this.#links = new Set(links);
  }
  override async list(directory: string): Promise<readonly Entry[]> {
    const prefix = directory === '' ? '' : `${directory}/`;
    return (await super.list(directory)).map((entry) =>
      this.#links.has(prefix + entry.name) ? { name: entry.name, kind: 'other' } : entry,
    );
  }
}

const NAMED: ReadonlyMap<string, PolicyFileKind> = new Map([
  [WAIVERS, 'waivers'],
  ['.apiward-baseline.yml', 'baseline'],
  ['house.yaml', 'ruleset'],
  ['base.yml', 'extended policy'],
]);

interface Change {
  readonly base: Sources;
  readonly head: Sources;
  readonly links?: readonly string[];
  readonly gone?: readonly string[];
  readonly renamed?: ReadonlyMap<string, string>;
}

/** As `file:line message`, the ending that all share cut off. */
async function changes({ base, head, links = [], gone = [], renamed }: Change): Promise<string[]> {
  const found = await policyChanges({
    base: new MemoryWorkspace(base),
    head: new LinkedWorkspace(head, links),
    named: NAMED,
    gone,
    renamed,
  });
  return found.map(({ place, span, message }) => {
    const { document, path } = place;
    const [at] = document.locate([path]);
    const { line } = lineIndex(document.text).position(span?.start ?? at?.key?.start ?? at?.value.start ?? 0);
    return `${document.file}:${line} ${message.replace(': the base judges this change, and the new one counts once it is merged', ' (later)')}`;
  });
}

const CONFIG = 'preset: strict\nrules:\n  tls-server: error # important\n  auth-read-secured: error\nexclude: [vendor/**]\n';
const entry = (place: string) => entryOf({ ruleId: 'tls-server', document: 'a.yaml', place, nth: 0, shared: [], since: '2026-01-01' });
const WORKFLOW = `on: { pull_request: {} }
jobs:
  other: { runs-on: ubuntu-latest, steps: [{ run: make }] }
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: acme/apiward@v1
        with: { fail-on: error }
`;
const FLOW = '.github/workflows/api.yml';

describe('a change of the policy', () => {
  test.each([
    [
      '1. edits the config',
      {
        base: { '.apiward.yml': CONFIG },
        head: { '.apiward.yml': CONFIG.replace('tls-server: error', 'tls-server: off').replace('[vendor/**]', '[vendor/**, apis/**]') },
      },
      [
        '.apiward.yml:3 The config is edited, `rules.tls-server` was `error` and is `off` (later)',
        '.apiward.yml:5 The config is edited, `exclude` gains `apis/**` (later)',
      ],
    ],
    [
      'takes a setting out of the config and adds one',
      { base: { '.apiward.yml': CONFIG }, head: { '.apiward.yml': `${CONFIG.replace('preset: strict\n', '')}fail-on: none\n` } },
      [
        '.apiward.yml:1 The config is edited, `preset` is taken out: `strict` (later)',
        '.apiward.yml:5 The config is edited, `fail-on` is added: `none` (later)',
      ],
    ],
    [
      '2. adds a waiver',
      { base: { [WAIVERS]: 'waivers: []\n' }, head: { [WAIVERS]: 'waivers:\n  - { rule: tls-server, at: GET /pets }\n' } },
      [`${WAIVERS}:2 The waivers file is edited, \`waivers\` gains one of \`tls-server\` at \`GET /pets\` (later)`],
    ],
    [
      'adds a first waivers file',
      { base: {}, head: { [WAIVERS]: 'waivers:\n  - { rule: tls-server, at: GET /pets }\n' } },
      [`${WAIVERS}:1 A new waivers file \`${WAIVERS}\` is there (later)`],
    ],
    [
      '3. lets the baseline grow',
      {
        base: { '.apiward-baseline.yml': formatBaseline([entry('/a')]) },
        head: { '.apiward-baseline.yml': formatBaseline([entry('/a'), entry('/b'), entry('/c')]) },
      },
      ['.apiward-baseline.yml:6 The baseline `.apiward-baseline.yml` gains 2 entries (later)'],
    ],
    [
      '4. edits a ruleset',
      { base: { 'house.yaml': 'rules:\n  a: error\n' }, head: { 'house.yaml': 'rules:\n  a: "off"\n' } },
      ['house.yaml:2 The ruleset is edited, `rules.a` was `error` and is `off` (later)'],
    ],
    [
      '5. edits a policy that the config extends, or the list of them',
      {
        base: { 'base.yml': 'fail-on: error\n', '.apiward.yml': 'extends: [base.yml, acme/policy/a.yml@v1]\n' },
        head: { 'base.yml': 'fail-on: none\n', '.apiward.yml': 'extends: [base.yml, evil/policy/a.yml@v1]\n' },
      },
      [
        '.apiward.yml:1 The config is edited, `extends` gains `evil/policy/a.yml@v1` (later)',
        '.apiward.yml:1 The config is edited, `extends` loses `acme/policy/a.yml@v1` (later)',
        'base.yml:1 The extended policy is edited, `fail-on` was `error` and is `none` (later)',
      ],
    ],
    [
      '6. edits an ignore file',
      {
        base: { '.gitignore': '*.log\n', 'apis/a.yaml': 'x' },
        head: { '.gitignore': '*.log\nother/\n/apis/\n', 'apis/a.yaml': 'x' },
        gone: ['apis/a.yaml'],
      },
      ['.gitignore:3 `apis/a.yaml` was judged at the base and is not any more: `.gitignore` takes it out here'],
    ],
    [
      'adds an ignore file in a folder',
      { base: { 'apis/a.yaml': 'x' }, head: { 'apis/.gitignore': 'a.*\r\n', 'apis/a.yaml': 'x' }, gone: ['apis/a.yaml'] },
      ['apis/.gitignore:1 `apis/a.yaml` was judged at the base and is not any more: `apis/.gitignore` takes it out here'],
    ],
    [
      '7. renames the config',
      { base: { '.apiward.yml': CONFIG }, head: { 'old.yml': CONFIG }, renamed: new Map([['old.yml', '.apiward.yml']]) },
      ['old.yml:1 The config `.apiward.yml` is renamed to `old.yml` (later)'],
    ],
    ['deletes the config', { base: { '.apiward.yml': CONFIG }, head: {} }, ['.apiward.yml:1 The config `.apiward.yml` is deleted (later)']],
    [
      '8. puts a link in the place of a file',
      {
        base: { '.apiward.yml': CONFIG, 'a.yaml': 'x' },
        head: { '.apiward.yml': CONFIG, 'a.yaml': 'x' },
        links: ['.apiward.yml', 'a.yaml'],
        gone: ['a.yaml'],
      },
      [
        '.apiward.yml:1 The config `.apiward.yml` is replaced by a link (later)',
        'a.yaml:1 `a.yaml` was judged at the base and is not any more: it is a link now, and links are not followed',
      ],
    ],
    [
      '9. adds a second config',
      { base: { '.apiward.yml': CONFIG }, head: { '.apiward.yml': CONFIG, '.apiward.yaml': 'preset: essential\n' } },
      ['.apiward.yaml:1 A second config `.apiward.yaml` is there (later)'],
    ],
    [
      '10. deletes the document',
      { base: { 'a.yaml': 'x' }, head: {}, gone: ['a.yaml'] },
      ['a.yaml:1 `a.yaml` was judged at the base and is not any more: it is deleted or renamed'],
    ],
    [
      'makes the document something else',
      { base: { 'a.yaml': 'openapi: 3.1.0\n' }, head: { 'a.yaml': 'hello: world\n' }, gone: ['a.yaml'] },
      ['a.yaml:1 `a.yaml` was judged at the base and is not any more: it is no OpenAPI document now, or it is left out of this run'],
    ],
    [
      '11. edits how the workflow runs the check',
      {
        base: { [FLOW]: WORKFLOW },
        head: {
          [FLOW]: WORKFLOW.replace('fail-on: error', 'fail-on: error, if-no-documents: warn').replace(
            '  check:\n',
            '  check:\n    if: false\n',
          ),
        },
      },
      [
        `${FLOW}:9 The workflow is edited, \`jobs.check.steps\` gains \`{"uses":"acme/apiward@v1","with":{"fail-on":"error","if-no-d…\` (later)`,
        `${FLOW}:7 The workflow is edited, \`jobs.check.steps\` loses \`{"uses":"acme/apiward@v1","with":{"fail-on":"error"}}\` (later)`,
        `${FLOW}:5 The workflow is edited, \`jobs.check.if\` is added: \`false\` (later)`,
      ],
    ],
    [
      'takes the check out of the workflow',
      { base: { [FLOW]: WORKFLOW }, head: { [FLOW]: 'on: push\njobs: {}\n' } },
      [`${FLOW}:1 The workflow \`${FLOW}\` is deleted (later)`],
    ],
    [
      'breaks a file of the policy',
      { base: { '.apiward.yml': CONFIG }, head: { '.apiward.yml': CONFIG.replace('rules:', 'rules: [') } },
      ['.apiward.yml:2 The config `.apiward.yml` is edited (later)'],
    ],
  ] as const)('that %s is shown', async (_, change: Change, expected) => {
    expect(await changes(change)).toEqual(expected);
  });

  test('12. adds a waiver to a document: it is shown, and lets nothing pass', async () => {
    const waiving = PUBLIC_API.replace(
      'info:',
      'x-apiward-waive: { rule: auth-read-secured, reason: r, owner: o, expires: "2026-12-31" }\ninfo:',
    );
    const report = await judgePolicy({ files: { 'openapi.yaml': waiving }, base: { 'openapi.yaml': PUBLIC_API } });
    expect(report.statuses.waived).toBe(0);
    expect(lines(report, (id) => id === 'policy-tampered')).toHaveLength(1);
  });
});

describe('is silent', () => {
  test.each([
    [
      'about comments, order and style',
      { '.apiward.yml': CONFIG },
      { '.apiward.yml': '# moved\n{ exclude: [vendor/**], rules: { auth-read-secured: error, tls-server: error }, preset: strict }\n' },
    ],
    ['about a waiver that is taken out', { [WAIVERS]: 'waivers: [{ rule: a }, { rule: b }]\n' }, { [WAIVERS]: 'waivers: [{ rule: b }]\n' }],
    [
      'about a baseline that shrinks',
      { '.apiward-baseline.yml': formatBaseline([entry('/a'), entry('/b')]) },
      { '.apiward-baseline.yml': formatBaseline([entry('/b')]) },
    ],
    ['about an ignore file that hides no document', { '.gitignore': 'a\n' }, { '.gitignore': 'a\nb\n' }],
    [
      'about other jobs of the workflow',
      { [FLOW]: WORKFLOW },
      {
        [FLOW]: WORKFLOW.replace('run: make', 'run: make test').replace(
          '    runs-on: ubuntu-latest\n    steps',
          '    runs-on: ubuntu-24.04\n    steps',
        ),
      },
    ],
    [
      'about workflows that do not run it',
      { '.github/workflows/x.yml': 'on: push\n' },
      { '.github/workflows/x.yml': 'on: pull_request\n' },
    ],
    ['about a config in a folder', {}, { 'sub/.apiward.yml': CONFIG }],
    ['about other files', { 'a.txt': '1' }, { 'a.txt': '2' }],
  ] as const)('%s', async (_, base: Sources, head: Sources) => expect(await changes({ base, head })).toEqual([]));
});

test.each(['\n', '\r\n', '\r'])('the line of a broken file ends before its break %j', async (end) => {
  const before = ['preset: strict', 'rules:', '  a: error', ''].join(end);
  const after = before.replace('rules:', 'rules: [');
  const [change] = await policyChanges({
    base: new MemoryWorkspace({ '.apiward.yml': before }),
    head: new MemoryWorkspace({ '.apiward.yml': after }),
    named: NAMED,
    gone: [],
  });
  const lines = lineIndex(after);
  expect(change?.span && lines.range(change.span)).toEqual({ start: { line: 2, column: 1 }, end: { line: 2, column: 9 } });
});

test('many changes of one file are counted', async () => {
  const rules = (severity: string) => `rules:\n${Array.from({ length: 30 }, (_, n) => `  a${n}: ${severity}\n`).join('')}`;
  const found = await changes({ base: { '.apiward.yml': rules('error') }, head: { '.apiward.yml': rules('info') } });
  expect(found).toHaveLength(21);
  expect(found.at(-1)).toBe('.apiward.yml:1 The config `.apiward.yml` has 10 more changes (later)');
});

test('the policy of the base judges, whatever the change says', async () => {
  const strict = 'rules: { auth-read-secured: error }\n';
  const lax = 'rules: { auth-read-secured: off }\nexclude: ["**"]\nfail-on: none\n';
  const files = {
    'openapi.yaml': PUBLIC_API.replace('  /pets:', '  /cats:\n    get:\n      responses: {}\n  /pets:'),
    '.apiward.yml': lax,
  };
  const report = await judgePolicy({ files, base: { 'openapi.yaml': PUBLIC_API, '.apiward.yml': strict } });
  expect(report.verdict).toBe('fail');
  expect(lines(report, (id) => id === 'policy-tampered').map((line) => line.split(' ')[1])).toEqual([
    '.apiward.yml:1',
    '.apiward.yml:2',
    '.apiward.yml:3',
  ]);
});
