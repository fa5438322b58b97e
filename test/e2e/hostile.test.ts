/**
 * A pull request that tries every row of docs/security.md at once, on the bundled action, a real clone and a GitHub that answers: it ends
 * red, calm and within a minute, and nothing of what it reaches for appears anywhere.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  aliasBomb,
  aliasBombInSchemas,
  allOfFan,
  chain,
  deepJson,
  deepYaml,
  denseGraph,
  head,
  json,
  mergeBomb,
} from '../hostile/documents.ts';
import { type Finished, runAction } from '../support/github/runner.ts';
import { startGitHub } from '../support/github/server.ts';
import { type Files, Repository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

const MINUTE = 60_000;
/** Stands in every file that must not be read. */
const CANARY = 'swordfish';
const TOKEN = 'ghs_0123456789';
const SECRET = ['gh', 'p_', 'k7Qw2ZxN9vR4tYb1LmC8sHd6JfGp3UaE0oTi'].join('');
const ESCAPE = String.fromCharCode(27);
const RIGHT_TO_LEFT = String.fromCharCode(0x202e);

const GOOD = `openapi: 3.1.0
info: { title: Shop, version: '1' }
servers: [{ url: https://api.shop.dev }]
security: [{ login: [] }]
paths:
  /orders:
    post:
      operationId: createOrder
      responses: { '201': { description: Created } }
components:
  securitySchemes:
    login: { type: openIdConnect, openIdConnectUrl: https://id.shop.dev/.well-known/openid-configuration }
`;
const WORSE = GOOD.replace('https://api', 'http://api').replace('security: [{ login: [] }]\n', '');

const BASE: Files = {
  'openapi.yaml': GOOD,
  'apis/hidden.yaml': GOOD,
  'apis/linked.yaml': GOOD,
  // So unlike all that is added that nothing passes for its new name.
  'apis/gone.yaml': json({ info: { title: 'Gone', version: '9', description: 'It was here. '.repeat(100) } }),
  '.apiward.yml': 'preset: strict\n',
  '.github/workflows/api.yml': 'on: pull_request\njobs:\n  api: { runs-on: ubuntu-latest, steps: [{ uses: apiward/apiward@v1 }] }\n',
  '.github/CODEOWNERS': '* @acme/security\n',
};

const INJECTIONS: readonly string[] = [
  '::error file=x::pwned',
  '%0A::error::pwned',
  '\n::add-mask::pwned',
  '\r::stop-commands::pwned',
  '##[error]pwned',
  '--><img src=x onerror=pwned>',
  '`````` suggestion',
  '@acme/team',
  '![pwned](https://evil.test/beacon.png)',
  '[pwned](javascript:pwned)',
  '</details></table><script>pwned</script>',
  '| a | b |\n|---|---|',
  '$' + '{{ secrets.PWNED }}',
  `${ESCAPE}[31mpwned`,
  `${ESCAPE}]8;;https://evil.test${ESCAPE}\\pwned`,
  `${RIGHT_TO_LEFT}pwned`,
];

/** A document with text in every name that messages repeat. */
function injected(text: string): string {
  const operation = {
    operationId: text,
    tags: [text],
    parameters: [{ name: text, in: 'query', schema: { type: 'string', pattern: text } }],
  };
  return json({
    info: { title: text, version: text },
    servers: [{ url: `http://evil.test/${text}`, description: text }],
    paths: { [`/${text}`]: { get: { ...operation, responses: { [text]: { description: text } } }, [text]: {} } },
    components: {
      schemas: { [text]: { type: text, properties: { [text]: { $ref: text } } } },
      securitySchemes: { [text]: { type: 'http', scheme: text } },
    },
  });
}

const toSchema = (ref: string): string => json({ components: { schemas: { A: { $ref: ref } } } });

/** What the pull request changes. @param beacon address of a server that nobody may ask */
function attack(beacon: string, outside: string): Record<string, Files[string]> {
  const references = [
    `${beacon}/schema.yaml`,
    'http://169.254.169.254/latest/meta-data/iam',
    '/etc/passwd',
    '../../../../../../../../etc/passwd',
    '..%2f..%2f..%2f..%2fetc%2fpasswd',
    'file:///etc/passwd',
    '\\\\evil.test\\share\\a.yaml',
    '.git/config',
    '../.git/config',
    'link-out.yaml',
    'folder-out/secret.yaml',
    '../notes.txt',
    'self.yaml',
  ];
  const patterns = ['^(a+)+$', '^(a|aa)+$', '([a-zA-Z]+)*$', '(x+x+)+y', `^${'(a?){50}'.repeat(20)}$`];
  const poison = '__proto__ constructor toString hasOwnProperty then'.split(' ');
  return {
    // Itself.
    'openapi.yaml': WORSE,
    '.apiward.yml': "preset: strict\nrules: { '*': off }\nexclude: ['**']\nfail-on: none\nrulesets: [endless.yaml]\n",
    '.apiward-waivers.yml': "waivers: [{ rule: tls-server, at: '/**', reason: No., owner: me, expires: '2099-01-01' }]\n",
    '.apiward-baseline.yml': 'findings: []\n',
    'endless.yaml': "rules: { endless: { given: '$..[?(@.a)]..[?(@.b)]..[?(@.c)]', severity: off, then: { function: truthy } } }\n",
    'evil-ruleset.js': `require('fs').writeFileSync('${CANARY}-ran', '')`,
    '.spectral.js': `require('fs').writeFileSync('${CANARY}-ran', '')`,
    '.github/workflows/api.yml': null,
    '.github/CODEOWNERS': '* @mallory\n',
    '.gitignore': 'apis/hidden.yaml\n',
    'apis/hidden.yaml': WORSE,
    'apis/linked.yaml': { link: '/etc/passwd' },
    'apis/gone.yaml': null,
    'waived.yaml': `${WORSE}x-apiward-waive: { rule: '*', at: '/**', reason: No., owner: me, expires: '2099-01-01' }\n`,
    // What must not be read.
    'refs/link-out.yaml': { link: `${outside}/secret.yaml` },
    'refs/folder-out': { link: outside },
    'refs/self.yaml': { link: 'self.yaml' },
    'refs/device.yaml': { link: '/dev/zero' },
    'notes.txt': `a: [the passphrase is ${CANARY}`,
    ...Object.fromEntries(references.map((ref, index) => [`refs/r${index}.json`, toSchema(ref)])),
    // Size and shape.
    'shapes/aliases.yaml': aliasBomb(9),
    'shapes/schemas.yaml': aliasBombInSchemas(9),
    'shapes/merges.yaml': mergeBomb(9),
    'shapes/deep.json': deepJson(5000),
    'shapes/deep.yaml': deepYaml(100_000),
    'shapes/fan.json': allOfFan(25),
    'shapes/chain.json': chain(5000),
    'shapes/dense.json': denseGraph(100),
    'shapes/long.json': json({ info: { title: 'T', version: '1', description: 'x'.repeat(5_000_000) } }),
    'shapes/many.yaml': Array.from({ length: 1500 }, () => `${head}paths: {}\n`).join('---\n'),
    // Patterns.
    'patterns.json': json({
      components: {
        schemas: Object.fromEntries(
          patterns.map((pattern, index) => [`S${index}`, { type: 'string', pattern, example: `${'a'.repeat(60)}!` }]),
        ),
      },
    }),
    // Keys and values.
    'keys.json': JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: Object.fromEntries(poison.map((key) => [`/${key}`, { get: { operationId: key, responses: { 200: { $ref: key } } } }])),
      components: {
        schemas: Object.fromEntries(poison.map((key) => [key, { properties: { a: { $ref: `#/components/schemas/${key}` } } }])),
      },
    }).replace('"components":{', '"components":{"__proto__":{"polluted":true},'),
    'values.json': json({
      paths: [],
      servers: 5,
      security: { a: 1 },
      tags: 'x',
      components: { schemas: { A: { $ref: 5, allOf: 'x', type: {} } } },
    }),
    // Encodings.
    'encoding/utf16.json': Buffer.from(`\ufeff${injected('utf16')}`, 'utf16le'),
    'encoding/nul.yaml': `${head}paths: {}\nx-nul: "a\0b"\n`,
    'encoding/bytes.yaml': Buffer.concat([
      Buffer.from(`${head}paths: {}\nx-bytes: "`),
      Buffer.from([0xff, 0xfe, 0x80]),
      Buffer.from('"\n'),
    ]),
    'encoding/surrogate.json': json({ info: { title: 'T', version: '1' } }).replace('"T"', '"\\ud800"'),
    'encoding/duplicate.yaml': `${head}paths: {}\npaths: { /a: {} }\n`,
    'encoding/broken.yaml': 'openapi: 3.1.0\npaths: [\n',
    // Text.
    ...Object.fromEntries(INJECTIONS.map((text, index) => [`texts/t${index}.json`, injected(text)])),
    ...Object.fromEntries(
      INJECTIONS.filter((text) => !text.includes('/')).map((text) => [
        `names/${text}.json`,
        json({ servers: [{ url: 'http://api.shop.dev' }] }),
      ]),
    ),
    'secret.yaml': `${WORSE}x-note: "${SECRET}"\n`.replace('http://api.shop.dev', `http://api.shop.dev/?token=${SECRET}`),
    'flood.json': json({
      paths: Object.fromEntries(
        Array.from({ length: 1500 }, (_, index) => [`/${'long'.repeat(300)}/${index}`, { post: { responses: {} } }]),
      ),
    }),
  };
}

interface Played extends Finished {
  /** Everything that anybody can read of the run, by what it is. */
  readonly shown: ReadonlyMap<string, string>;
  readonly asked: readonly string[];
  readonly folder: string;
}

const REPORTS = { json: 'r.json', junit: 'r.xml', markdown: 'r.md', html: 'r.html', gitlab: 'r.gitlab.json', rdjson: 'r.rd.json' };

async function play(change: (beacon: string, outside: string) => Files, inputs: Readonly<Record<string, string>> = {}): Promise<Played> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(String(request.url));
    response.end(`type: string\ndescription: ${CANARY}\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const outside = await temporaryFolder({ 'secret.yaml': `type: string\ndescription: ${CANARY}\n` });
  const files = change(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, outside);

  const repository = await Repository.create(BASE);
  repository.git('config', 'http.extraheader', `AUTHORIZATION: basic ${CANARY}`);
  const base = repository.git('rev-parse', 'HEAD');
  repository.git('checkout', '--quiet', '-b', 'proposal');
  repository.write(files);
  repository.git('add', '--all', '--force');
  repository.git('commit', '--quiet', '-m', 'harmless');
  const sha = repository.git('rev-parse', 'HEAD');
  const repo = { id: 1, full_name: 'o/r', fork: false };
  const payload = { pull_request: { number: 7, base: { sha: base, ref: 'main', repo }, head: { sha, ref: 'proposal', repo } } };

  const github = await startGitHub(TOKEN);
  github.memory.files = [
    { filename: 'openapi.yaml', status: 'modified', patch: `@@ -1 +1,11 @@\n${WORSE.trimEnd().replaceAll(/^/gm, '+')}` },
  ];
  const result = await runAction({
    files: {},
    workspace: repository.folder,
    facts: { name: 'pull_request', payload, sha, ref: 'refs/pull/7/merge', actor: 'mallory' },
    apiUrl: github.url,
    inputs: {
      preset: '',
      'github-token': TOKEN,
      'upload-sarif': 'true',
      'sarif-file': 'r.sarif',
      reports: Object.entries(REPORTS)
        .map(([format, file]) => `${format}=${file}`)
        .join('\n'),
      ...inputs,
    },
  });
  expect(github.memory.problems).toEqual([]);
  expect(github.strangers).toEqual([]);
  const shown = new Map([
    ['the log', result.printed],
    ['the summary', result.summary],
    ['the comment', github.memory.comments.map(({ body }) => body).join('\n')],
    ['suggestions', github.memory.reviewComments.map(({ body }) => body).join('\n')],
    ['code scanning', JSON.stringify(github.memory.sarifs)],
    ['outputs', JSON.stringify(result.outputs)],
  ]);
  for (const file of [...Object.values(REPORTS), 'r.sarif']) {
    const text = await readFile(join(repository.folder, file), 'utf8').catch(() => undefined);
    if (text !== undefined) shown.set(file, text);
  }
  return { ...result, shown, asked, folder: repository.folder };
}

/** What holds of every hostile pull request. */
function expectCalm({ code, printed, commands, log, shown, asked, folder, summary }: Played): void {
  expect([1, 2, 4]).toContain(code);
  expect(asked).toEqual([]);
  expect(existsSync(join(folder, `${CANARY}-ran`))).toBe(false);
  expect(printed).not.toMatch(/a bug in apiward|report this bug|report it with these lines|\n {4}at /i);
  for (const [what, text] of shown) {
    for (const hidden of [CANARY, 'root:x:', SECRET, TOKEN]) expect(text.includes(hidden), `${hidden} in ${what}`).toBe(false);
  }
  // The runner obeys our annotations and nothing else.
  expect(commands.filter(({ name }) => !['error', 'warning', 'notice'].includes(name))).toEqual([]);
  for (const { name, properties } of commands)
    expect(
      Object.keys(properties).filter((key) => !/^(?:file|title|line|endLine|col|endColumn)$/.test(key)),
      name,
    ).toEqual([]);
  expect(log.filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
  expect(printed).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]/);
  for (const what of ['the summary', 'the comment', 'r.md', 'r.html']) {
    const text = shown.get(what) ?? '';
    for (const tag of [/<(?:img|script)\b/i, /onerror=pwned>/i, /href="(?:javascript:|https?:\/\/evil)/i])
      expect(tag.test(text), `${tag} in ${what}`).toBe(false);
    // Text of a page is no Markdown.
    for (const link of what === 'r.html' ? [] : [/(?<!\\)!\[pwned\]\(/, /(?<!\\)\]\(javascript:/])
      expect(link.test(text), `${link} in ${what}`).toBe(false);
  }
  expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
  for (const body of (shown.get('the comment') ?? '').split('<!-- apiward comment')) expect(body.length).toBeLessThan(65_536);
}

describe('a hostile pull request', () => {
  test('that tries everything at once: red, calm, and each attempt is told', { timeout: MINUTE }, async () => {
    const played = await play(attack);
    expectCalm(played);
    const { code, shown, outputs } = played;
    // Documents that cannot be read outweigh violations.
    expect(code).toBe(4);
    expect(outputs['verdict']).toBe('fail');
    const { findings, diagnostics, comparison } = JSON.parse(shown.get('r.json') ?? '') as {
      findings: { ruleId: string; file: string; status: string; range: { start: { line: number } } }[];
      diagnostics: { file: string; message: string }[];
      comparison: { gone: string[] };
    };
    const rulesOf = (file: string): string[] => findings.filter((finding) => finding.file === file).map(({ ruleId }) => ruleId);
    const told = (file: string): string =>
      diagnostics
        .filter((item) => item.file === file)
        .map(({ message }) => message)
        .join(' ');
    // What it does to its own judgement counts for nothing, and is shown.
    expect(findings.filter(({ status }) => status === 'waived')).toEqual([]);
    expect(rulesOf('openapi.yaml')).toEqual(expect.arrayContaining(['tls-server', 'auth-write-secured', 'regress-tls']));
    expect(rulesOf('waived.yaml')).toContain('tls-server');
    for (const file of [
      '.apiward.yml',
      '.apiward-waivers.yml',
      '.apiward-baseline.yml',
      '.github/workflows/api.yml',
      '.github/CODEOWNERS',
      'apis/gone.yaml',
      'apis/linked.yaml',
      'waived.yaml',
    ])
      expect(rulesOf(file), file).toContain('policy-tampered');
    expect(comparison.gone.sort()).toEqual(['apis/gone.yaml', 'apis/hidden.yaml', 'apis/linked.yaml']);
    // Where its references lead.
    for (const index of [0, 1]) expect(rulesOf(`refs/r${index}.json`), `${index}`).toContain('inventory-external-ref');
    for (let index = 2; index < 13; index++) {
      const file = `refs/r${index}.json`;
      expect(rulesOf(file).length + told(file).length, file).toBeGreaterThan(0);
    }
    // What is too much of something.
    expect(told('shapes/aliases.yaml')).toContain('limits.aliased-nodes');
    expect(told('shapes/schemas.yaml')).toContain('limits.aliased-nodes');
    expect(told('shapes/merges.yaml')).toMatch(/limits\.(?:merged-keys|aliased-nodes)/);
    expect(told('shapes/deep.json')).toContain('limits.depth');
    expect(told('shapes/deep.yaml')).toContain('limits.depth');
    expect(told('shapes/many.yaml')).toContain('limits.stream-documents');
    expect(told('encoding/broken.yaml')).not.toBe('');
    expect(rulesOf('patterns.json')).toContain('input-pattern-redos');
    for (const file of ['keys.json', 'values.json']) expect(rulesOf(file), file).toContain('structure-valid');
    // A secret is named and covered.
    expect(rulesOf('secret.yaml')).toContain('data-secret-in-text');
    // And the others are judged all the same.
    for (const [index, text] of INJECTIONS.entries()) expect(rulesOf(`texts/t${index}.json`), text).toContain('tls-server');
  });

  test.each<[string, Files, string]>([
    ['an alias bomb as its config', { '.apiward.yml': aliasBomb(9) }, '.apiward.yml'],
    ['a config nested too deep', { '.apiward.yml': `rules: ${'['.repeat(50_000)}` }, '.apiward.yml'],
    ['a config that is a link', { '.apiward.yml': { link: '/etc/passwd' } }, '.apiward.yml'],
    ['a config that extends a file outside', { '.apiward.yml': 'extends: ../../../../etc/passwd\n' }, 'extends'],
    ['a config that extends another repository', { '.apiward.yml': 'extends: mallory/evil/policy.yml@main\n' }, 'policy-tampered'],
    ['a config with injections in it', { '.apiward.yml': `"::error::pwned\\n%0A::add-mask::x": 1\n` }, '.apiward.yml'],
    [
      'a JavaScript ruleset',
      { '.apiward.yml': 'rulesets: [evil.js]\n', 'evil.js': `require('fs').writeFileSync('${CANARY}-ran', '')` },
      'policy-tampered',
    ],
  ])('%s is red or shown', { timeout: MINUTE }, async (_, change, expected) => {
    const played = await play(() => ({ 'openapi.yaml': WORSE, ...change }));
    expectCalm(played);
    expect(played.printed).toContain(expected);
  });

  test.each<[string, string, string]>([
    [
      'runs code in a JSONPath',
      'rules: { evil: { given: "$[?(@.constructor.constructor(\'return process\')().exit(0))]", then: { function: truthy } } }\n',
      'run nothing else',
    ],
    [
      'has a pattern without an end',
      "rules: { evil: { given: $.info.title, then: { function: pattern, functionOptions: { match: '^(a+)+$' } } } }\n",
      'exponential time',
    ],
    ['evaluates a message', "rules: { evil: { given: $, message: '#{{ 1 + 1 }}', then: { function: truthy } } }\n", 'holds an expression'],
    ['extends what would be fetched', 'extends: https://evil.test/ruleset.yaml\n', 'would be fetched'],
    ['does not end', "rules: { endless: { given: '$..[?(@.a)]..[?(@.b)]..[?(@.c)]..[?(@.d)]', then: { function: truthy } } }\n", 'endless'],
  ])('a ruleset that %s, where the job lets the change judge itself', { timeout: MINUTE }, async (_, ruleset, expected) => {
    let nested: unknown = { a: 1, b: 1, c: 1, d: 1 };
    for (let depth = 0; depth < 60; depth++) nested = { a: nested, b: 1, c: 1, d: { a: 1, b: 1, c: 1 } };
    const played = await play(
      () => ({ 'openapi.json': json({ 'x-tree': nested, info: { title: `${'a'.repeat(40)}!`, version: '1' } }), 'house.yaml': ruleset }),
      {
        'policy-source': 'head',
        ruleset: 'house.yaml',
        'ruleset-timeout': '5',
      },
    );
    expectCalm(played);
    expect(played.code).toBe(2);
    expect(played.printed).toContain(expected);
  });
});
