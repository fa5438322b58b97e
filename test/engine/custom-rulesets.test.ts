import { describe, expect, test } from 'vitest';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';
import { run } from '../../src/run.ts';

const API = `
openapi: 3.0.3
info: {title: shop, version: '1'}
servers: [{url: http://api.shop.test}]
paths:
  /pets:
    get:
      parameters: [{name: limit, in: query, schema: {type: integer, maximum: 60}}]
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: 'parts.yaml#/Pet'}}}}
`;

const FILES = {
  'api/openapi.yaml': API,
  'api/parts.yaml': 'Pet: {type: object, properties: {Name: {type: string}}}\n',
};

/** Rule, place and severity of what a ruleset finds. */
async function lint(ruleset: string, files: Record<string, string> = {}, severities = {}): Promise<string[]> {
  const workspace = new MemoryWorkspace({ ...FILES, 'rules/custom.yaml': ruleset, ...files });
  const report = await run({
    workspace,
    patterns: ['api/openapi.yaml'],
    preset: 'essential',
    rulesetFile: 'rules/custom.yaml',
    severities,
    failOn: 'error',
  });
  return report.findings.map(({ ruleId, severity, file, range }) => `${severity} ${ruleId} ${file}:${range.start.line}`);
}

const CASING = `
rules:
  pet-casing:
    description: properties are camelCase
    message: '{{property}} {{error}}'
    severity: warn
    given: $..properties
    then: {field: '@key', function: casing, functionOptions: {type: camel}}
`;

describe('a Spectral ruleset', () => {
  test('its rules see the resolved document and report in the right file', async () => {
    expect(await lint(`extends: [[apiward:essential, off]]${CASING}`)).toEqual(['warn pet-casing api/parts.yaml:1']);
  });

  test('runs beside the preset when it extends none of ours', async () => {
    const found = await lint(CASING);
    expect(found).toContain('warn pet-casing api/parts.yaml:1');
    expect(found).toContain('error tls-server api/openapi.yaml:4');
  });

  test('changes severities, turns rules off, extends files and spectral:oas', async () => {
    const found = await lint(
      `extends: [base.yaml, 'spectral:oas']\nrules: {tls-server: warn, pet-casing: info, oas3-api-servers: off, info-contact: error}`,
      {
        'rules/base.yaml': `extends: ['apiward:recommended']${CASING}`,
      },
    );
    expect(found).toContain('warn tls-server api/openapi.yaml:4');
    expect(found).toContain('info pet-casing api/parts.yaml:1');
    expect(found).toContain('error info-contact api/openapi.yaml:3');
  });

  test('the command line wins', async () => {
    expect(await lint('extends: ["apiward:recommended"]', {}, { 'tls-server': 'off' })).not.toContain(
      'error tls-server api/openapi.yaml:4',
    );
  });

  test('gives one of our rules options through the function `apiward`', async () => {
    const ruleset = (maximum: number): string => `
extends: [[apiward:recommended, off]]
rules:
  small-pages:
    given: $
    severity: error
    then: {function: apiward, functionOptions: {rule: input-page-size, maximum: ${maximum}}}
`;
    expect(await lint(ruleset(50))).toEqual(['error small-pages api/openapi.yaml:8']);
    expect(await lint(ruleset(100))).toEqual([]);
  });

  test('overrides by file and by pointer reach our rules', async () => {
    const override = (file: string): string => `
extends: [[apiward:essential, all]]
overrides:
  - files: ['${file}']
    rules: {tls-server: info}
`;
    expect(await lint(override('../api/*.yaml'))).toContain('info tls-server api/openapi.yaml:4');
    expect(await lint(override('../other/*.yaml'))).toContain('error tls-server api/openapi.yaml:4');
    expect(await lint(override('../api/openapi.yaml#/servers'))).toContain('info tls-server api/openapi.yaml:4');
    expect(await lint(override('../api/openapi.yaml#/paths'))).toContain('error tls-server api/openapi.yaml:4');
  });
});

describe('what is wrong with a ruleset is said', () => {
  test.each([
    ['not YAML', 'rules: [', /^rules\/custom\.yaml:1:\d+: /],
    ['no mapping', '- a', 'rules/custom.yaml is not a ruleset'],
    [
      'unknown function',
      'rules: {a: {given: $, then: {function: shout}}}',
      'rule `a`: there is no function `shout`: use one of alphabetical, apiward',
    ],
    ['custom functions', 'functions: [mine]\nrules: {}', '`functions` loads JavaScript, which apiward does not run'],
    ['JavaScript parent', 'extends: ./evil.js', 'evil.js is a JavaScript ruleset'],
    ['npm parent', 'extends: "@scope/pkg"', 'names an npm package'],
    ['remote parent', 'extends: https://x.test/r.yaml', 'would be fetched'],
    ['missing parent', 'extends: ./none.yaml', 'cannot read the ruleset rules/none.yaml'],
    ['itself', 'extends: ./custom.yaml', 'extends itself'],
    ['outside', 'extends: ../../x.yaml', 'cannot read the ruleset'],
    ['unknown preset', 'extends: apiward:best', 'there is no preset `apiward:best`'],
    ['unknown rule id', 'rules: {no-such-rule: error}', 'no-such-rule'],
    ['no given', 'rules: {a: {then: {function: truthy}}}', 'given'],
    ['options for no rule', 'rules: {a: {given: $, then: {function: apiward, functionOptions: {rule: x}}}}', 'not `x`'],
    ['unknown format', 'rules: {a: {given: $, formats: [oas9], then: {function: truthy}}}', 'there is no format `oas9`'],
  ])('%s', async (_, ruleset, expected) => {
    await expect(lint(ruleset)).rejects.toThrow(expected);
  });
});
