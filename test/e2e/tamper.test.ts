/** Ways in which a pull request could judge itself, through the bundled action on a real clone: none of them ends green and silent. */
import { describe, expect, test } from 'vitest';
import { propose as proposeTo } from '../support/proposal.ts';
import type { Files } from '../support/repository.ts';

const API = `openapi: 3.1.0
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
const WORSE = API.replace('https://api', 'http://api');
const BASE: Files = { 'openapi.yaml': API, '.apiward.yml': 'extends: policy/base.yml\n', 'policy/base.yml': 'preset: essential\n' };

const propose = (change: Files, inputs: Readonly<Record<string, string>> = {}, before: Files = BASE) => proposeTo(before, change, inputs);

const SHOWN = 'policy-tampered';
const waivers = "waivers: [{ rule: tls-server, at: '/**', reason: Later., owner: team, expires: '2099-01-01' }]\n";

describe('a change that makes the document worse fails, whatever it does to the policy', () => {
  test.each<[string, Files, Readonly<Record<string, string>>, string]>([
    ['nothing else', {}, {}, 'tls-server'],
    ['the config', { '.apiward.yml': "extends: policy/base.yml\nrules: { '*': off }\n" }, {}, SHOWN],
    ['what the config extends', { 'policy/base.yml': "preset: essential\nrules: { '*': off }\n" }, {}, SHOWN],
    ['a second config', { '.apiward.yaml': "rules: { '*': off }\n" }, {}, 'there are two configs'],
    ['no config any more', { '.apiward.yml': null }, {}, SHOWN],
    ['the waivers', { '.apiward-waivers.yml': waivers }, {}, SHOWN],
    ['the baseline', { '.apiward-baseline.yml': 'findings: []\n' }, {}, SHOWN],
    [
      'a waiver in the document',
      { 'openapi.yaml': `${WORSE}x-apiward-waive:\n  - { rule: tls-server, reason: Later., owner: team, expires: '2099-01-01' }\n` },
      {},
      SHOWN,
    ],
    [
      'a ruleset',
      { '.apiward.yml': 'extends: policy/base.yml\nrulesets: [off.yaml]\n', 'off.yaml': 'rules: {tls-server: off}\n' },
      {},
      SHOWN,
    ],
    ['another name', { 'openapi.yaml': null, 'api.yaml': WORSE }, {}, 'tls-server'],
    ['fail-on', { '.apiward.yml': 'extends: policy/base.yml\nfail-on: none\n' }, {}, SHOWN],
  ])('%s', async (_, change, inputs, expected) => {
    const { code, printed } = await propose({ 'openapi.yaml': WORSE, ...change }, inputs);
    expect(code).not.toBe(0);
    expect(printed).toContain(expected);
  });
});

describe('a change that takes the document away is never green and silent', () => {
  const allowed = { 'if-no-documents': 'warn' };
  test.each<[string, Files, Readonly<Record<string, string>>, string]>([
    ['deleted', { 'openapi.yaml': null }, allowed, 'no OpenAPI document is left to judge'],
    ['ignored', { 'openapi.yaml': WORSE, '.gitignore': '*.yaml\n' }, allowed, 'no OpenAPI document is left to judge'],
    ['excluded', { 'openapi.yaml': WORSE, '.apiward.yml': 'extends: policy/base.yml\nexclude: ["*.yaml"]\n' }, allowed, 'tls-server'],
    ['another extension', { 'openapi.yaml': null, 'openapi.txt': WORSE }, allowed, 'no OpenAPI document is left to judge'],
    ['a link', { 'openapi.yaml': { link: '/etc/hostname' } }, allowed, 'no OpenAPI document is left to judge'],
    [
      'beside another',
      { 'openapi.yaml': null, 'other.yaml': "openapi: 3.1.0\ninfo: { title: Other, version: '1' }\npaths: {}\n" },
      {},
      'policy-tampered',
    ],
  ])('%s', async (_, change, inputs, expected) => {
    const { code, printed } = await propose(change, inputs);
    if (code === 0) expect(printed).toContain('policy-tampered');
    expect(printed).toContain(expected);
  });
});

test('a harmless change of both passes, and the policy is shown', async () => {
  const change = {
    'openapi.yaml': API.replace('Shop', 'Shop of books'),
    '.apiward.yml': 'extends: policy/base.yml\nrules: { tls-server: error }\n',
  };
  const { code, printed } = await propose(change);
  expect(code).toBe(0);
  expect(printed).toContain(SHOWN);
});

describe('in a folder of the repository, what decides at the root is shown', () => {
  const folder = 'services/shop';
  const workflow = (apiward: string) => `on: pull_request\njobs:\n  api:\n    runs-on: ubuntu-latest\n    steps:\n${apiward}`;
  const step = '      - uses: apiward/apiward@v1\n        with: { working-directory: services/shop }\n';
  const base: Files = {
    [`${folder}/openapi.yaml`]: API,
    [`${folder}/.apiward.yml`]: 'preset: essential\n',
    '.github/workflows/api.yml': workflow(step),
    '.github/workflows/other.yml': workflow('      - run: make\n'),
    '.github/CODEOWNERS': '* @acme/shop\n/services/shop/.apiward.yml @acme/security\n',
    '.apiward.yml': 'preset: strict\n',
  };
  const inputs = { 'working-directory': folder };

  test.each<[string, Files, string, string, string]>([
    [
      'the workflow',
      { '.github/workflows/api.yml': workflow(step.replace('shop }', 'shop, mode: warn }')) },
      '.github/workflows/api.yml',
      '6',
      'The workflow is edited, `jobs.api.steps` gains',
    ],
    [
      'a workflow that is deleted',
      { '.github/workflows/api.yml': null },
      '.github/workflows/api.yml',
      '1',
      'The workflow `.github/workflows/api.yml` is deleted',
    ],
    [
      'code owners',
      { '.github/CODEOWNERS': '* @acme/shop\n/services/ @mallory\n' },
      '.github/CODEOWNERS',
      '2',
      '`services/shop/.apiward.yml` was owned by `@acme/security` and is by `@mallory`',
    ],
    ['the config there', { '.apiward.yml': 'preset: essential\n' }, '.apiward.yml', '1', '`preset` was `strict` and is `essential`'],
    [
      'the config here',
      { [`${folder}/.apiward.yml`]: 'preset: strict\n' },
      `${folder}/.apiward.yml`,
      '1',
      '`preset` was `essential` and is `strict`',
    ],
  ])('%s', async (_, change, file, line, message) => {
    const { code, annotations } = await propose(change, inputs, base);
    expect(code).toBe(0);
    expect(annotations).toContainEqual(
      expect.objectContaining({ properties: expect.objectContaining({ file, line }), data: expect.stringContaining(message) }),
    );
  });

  test('and nothing else of it', async () => {
    const change = {
      '.github/workflows/other.yml': workflow('      - run: make test\n'),
      'README.md': 'Hello',
      'other/.apiward.yml': 'preset: strict\n',
    };
    const { code, annotations, printed } = await propose(change, inputs, base);
    expect(code).toBe(0);
    expect(annotations).toEqual([]);
    expect(printed).not.toContain(SHOWN);
  });
});
