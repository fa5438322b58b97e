import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/findings/report.ts';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';
import { flagPolicy } from '../../src/ruleset.ts';
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

async function judge(ruleset: string, files: Record<string, string> = {}, severities = {}): Promise<Report> {
  const workspace = new MemoryWorkspace({ ...FILES, 'rules/custom.yaml': ruleset, ...files });
  return run({
    workspace,
    patterns: ['api/openapi.yaml'],
    policy: await flagPolicy({ preset: 'essential', rulesets: ['rules/custom.yaml'], severities }),
  });
}

/** Rule, place and severity of what a ruleset finds. */
async function lint(ruleset: string, files: Record<string, string> = {}, severities = {}): Promise<string[]> {
  const { findings } = await judge(ruleset, files, severities);
  return findings.map(({ ruleId, severity, file, range }) => `${severity} ${ruleId} ${file}:${range.start.line}`);
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

describe('the command line wins over everything', () => {
  const override = (files: string, severity: string): string => `
extends: [[apiward:essential, all]]
overrides: [{files: ['${files}'], rules: {tls-server: ${severity}}}]
`;
  const LINE = 'tls-server api/openapi.yaml:4';
  test.each([
    ['off in an override', override('*', 'off'), 'error', [`error ${LINE}`]],
    ['off at a pointer', override('openapi.yaml#/servers', 'off'), 'warn', [`warn ${LINE}`]],
    ['error in an override', override('*', 'error'), 'off', []],
    ['error at a pointer', override('openapi.yaml#/servers', 'error'), 'off', []],
  ])('%s', async (_, ruleset, severity, expected) => {
    expect((await lint(ruleset, {}, { 'tls-server': severity })).filter((line) => line.includes('tls-server'))).toEqual(expected);
  });

  test('over a rule that only an override has, and not where it has none', async () => {
    const ruleset = (files: string): string => `
extends: [[apiward:essential, off]]
overrides: [{files: ['${files}'], rules: {title: {given: $.info, then: {field: contact, function: truthy}}}}]
`;
    expect(await lint(ruleset('openapi.yaml'), {}, { title: 'info' })).toEqual(['info title api/openapi.yaml:3']);
    expect(await lint(ruleset('other.yaml'), {}, { title: 'info' })).toEqual([]);
    await expect(lint(ruleset('openapi.yaml'), {}, { titel: 'info' })).rejects.toThrow(
      'no rule `titel` in rules/custom.yaml: did you mean `title`?',
    );
  });
});

describe('overrides', () => {
  const none = 'extends: [[apiward:essential, off]]\n';

  test('bring rules, which see the resolved document and use the aliases of the ruleset', async () => {
    const ruleset = `${none}
aliases: {Properties: ['$..properties']}
overrides:
  - files: ['openapi.yaml']
    rules: {pet-casing: {given: '#Properties', severity: warn, then: {field: '@key', function: casing, functionOptions: {type: camel}}}}
`;
    expect(await lint(ruleset)).toEqual(['warn pet-casing api/parts.yaml:1']);
  });

  test('extend files and presets for their own files, beside the preset of all the others', async () => {
    const ruleset = (files: string, more = ''): string => `
rules: {tls-server: warn}
overrides:
  - files: ['${files}']
    extends: [base.yaml, [apiward:strict, all]]
${more}`;
    const base = { 'rules/base.yaml': CASING };
    const strict = await lint(ruleset('openapi.yaml'), base);
    // What the ruleset itself says of a rule stands, whichever preset brings it.
    expect(strict).toContain('warn tls-server api/openapi.yaml:4');
    expect(strict).toContain('warn pet-casing api/parts.yaml:1');
    expect(strict).toContain('warn inventory-operation-id api/openapi.yaml:7');
    expect(await lint(ruleset('openapi.yaml', '    rules: {pet-casing: info}'), base)).toContain('info pet-casing api/parts.yaml:1');
    expect(await lint(ruleset('other.yaml'), base)).toEqual(['warn tls-server api/openapi.yaml:4']);
  });

  test('of several that match, each goes over the one before', async () => {
    const ruleset = (...severities: string[]): string =>
      `${none}overrides:\n${severities.map((severity) => `  - {files: ['*'], extends: base.yaml, rules: {pet-casing: ${severity}}}\n`).join('')}`;
    const base = { 'rules/base.yaml': CASING };
    expect(await lint(ruleset('error', 'info'), base)).toEqual(['info pet-casing api/parts.yaml:1']);
    expect(await lint(ruleset('error', 'off'), base)).toEqual([]);
  });

  test.each([
    ['extends nothing there', "extends: none.yaml, files: ['*']", 'cannot read the ruleset rules/none.yaml'],
    ['tunes a rule that is nowhere', "files: ['*'], rules: {nowhere: off}", 'nowhere'],
  ])('%s', async (_, override, message) => {
    await expect(lint(`${none}overrides: [{${override}}]`)).rejects.toThrow(message);
  });

  describe('judge a finding in a file that is referred to', () => {
    const NAME = { 'api/parts.yaml': 'Pet: {type: object, properties: {password: {type: string}}}\nCat: {type: string}\n' };
    const BODY = {
      'api/openapi.yaml': API.replace(
        'responses:',
        "requestBody: {content: {application/json: {schema: {$ref: 'parts.yaml#/Pet'}}}}\n      responses:",
      ),
    };
    const found = async (overrides: string, first = 'warn'): Promise<string[]> => {
      const ruleset = `extends: [[apiward:recommended, off]]\nrules: {input-string-length: ${first}}\noverrides:\n${overrides}`;
      return (await lint(ruleset, { ...NAME, ...BODY })).filter((line) => line.includes('input-string-length'));
    };
    test.each([
      ['by its file', "  - {files: ['parts.yaml'], rules: {input-string-length: off}}", 'warn', []],
      ['by its file, as an error', "  - {files: ['parts.yaml'], rules: {input-string-length: error}}", 'off', ['error']],
      ['by a pointer in it', "  - {files: ['parts.yaml#/Pet'], rules: {input-string-length: error}}", 'warn', ['error']],
      ['by a pointer in it, where it is off', "  - {files: ['parts.yaml#/Pet'], rules: {input-string-length: error}}", 'off', ['error']],
      ['not by another pointer', "  - {files: ['parts.yaml#/Cat'], rules: {input-string-length: error}}", 'warn', ['warn']],
      ['not by another file', "  - {files: ['other.yaml'], rules: {input-string-length: off}}", 'warn', ['warn']],
      ['by the document that refers to it', "  - {files: ['openapi.yaml'], rules: {input-string-length: error}}", 'off', ['error']],
    ])('%s', async (_, overrides, first, severities) => {
      expect(await found(overrides, first)).toEqual(severities.map((severity) => `${severity} input-string-length api/parts.yaml:1`));
    });
  });
});

describe('the message of a rule of ours', () => {
  test.each([
    ['"House: secure it"', 'House: secure it'],
    ['"{{error}} (house rule)"', /^`http:\/\/api\.shop\.test` .* \(house rule\)$/],
    ['"{{description}}: {{path}} {{property}} {{value}} {{nothing}}."', 'TLS: #/servers/0/url url http://api.shop.test .'],
  ])('%s', async (message, expected) => {
    const ruleset = (more: string): string => `
extends: [[apiward:essential, off]]
rules:
  house-tls: {description: TLS, message: ${message}, severity: error, given: $, then: {function: apiward, functionOptions: {rule: tls-server}}}
${more}`;
    const expectation = expected instanceof RegExp ? expect.stringMatching(expected) : expected;
    expect((await judge(ruleset(''))).findings).toMatchObject([{ ruleId: 'house-tls', message: expectation, file: 'api/openapi.yaml' }]);
    const off = "overrides: [{files: ['openapi.yaml#/servers'], rules: {house-tls: off}}]";
    expect((await judge(ruleset(off))).findings).toEqual([]);
  });
});

describe('a rule that throws is named, fails the run, and costs no other finding', () => {
  test.each([
    [
      'in its function',
      "{given: $.info, then: {field: title, function: pattern, functionOptions: {match: '['}}}",
      'Invalid regular expression',
    ],
    ['in a JSONPath filter', "{given: '$..[?(@.no.such.thing === 1)]', then: {function: truthy}}", "reading 'such'"],
    ['in a JSONPath field', "{given: $.info, then: {field: '$[?(@.no.such.thing)]', function: truthy}}", 'such'],
  ])('%s', async (_, rule, message) => {
    const report = await judge(`extends: [[apiward:essential, all]]${CASING}  broken: ${rule}\n`);
    expect(report.exitCode).toBe(2);
    expect(report.diagnostics).toEqual([
      { kind: 'ruleset-error', file: 'api/openapi.yaml', ruleId: 'broken', message: expect.stringContaining(message) },
    ]);
    const found = report.findings.map(({ ruleId }) => ruleId);
    expect(found).toContain('pet-casing');
    expect(found).toContain('tls-server');
  });

  test('each of several, once', async () => {
    const broken = (name: string): string => `  ${name}: {given: '$..[?(@.no.such.thing === 1)]', then: {function: truthy}}\n`;
    const thrower = "  thrower: {given: '$..title', then: {function: pattern, functionOptions: {match: '['}}}\n";
    const report = await judge(`rules:\n${broken('one')}${broken('two')}${thrower}`);
    expect(report.diagnostics.map(({ ruleId }) => ruleId).sort()).toEqual(['one', 'thrower', 'two']);
    expect(report.findings.map(({ ruleId }) => ruleId)).toContain('tls-server');
  });
});

describe('a pattern that a document could make hang', () => {
  const rule = (options: string): string =>
    `rules: {slug: {given: $.info, then: {field: title, function: pattern, functionOptions: ${options}}}}`;
  test.each([
    ["{match: '^(a+)+$'}", 'rule `slug`: `match: ^(a+)+$` takes exponential time on text such as `aaaaaaaa!`'],
    ["{notMatch: '/^([a-z]+ ?)+$/i'}", 'rule `slug`: `notMatch: /^([a-z]+ ?)+$/i` takes exponential time'],
  ])('%s is refused', async (options, message) => {
    await expect(lint(rule(options))).rejects.toThrow(message);
    await expect(lint(`overrides: [{files: ['*'], ${rule(options)}}]`)).rejects.toThrow(message);
  });

  test.each(["{match: '^[a-z]+(-[a-z]+)*$'}", "{notMatch: '.*foo.*bar'}", "{match: '^(/[a-z0-9-{}.]+)+$'}"])(
    '%s is not',
    async (options) => {
      expect((await judge(rule(options))).diagnostics).toEqual([]);
    },
  );
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
    [
      'one of our rules below the root',
      'rules: {a: {given: $.paths, then: {function: apiward, functionOptions: {rule: tls-server}}}}',
      'write `given: $`',
    ],
    ['unknown format', 'rules: {a: {given: $, formats: [oas9], then: {function: truthy}}}', 'there is no format `oas9`'],
  ])('%s', async (_, ruleset, expected) => {
    await expect(lint(ruleset)).rejects.toThrow(expected);
  });
});

describe('of several rulesets, globs and files are relative to the one they stand in', () => {
  const LINE = 'tls-server api/openapi.yaml:4';
  const FIRST = 'extends: [[apiward:essential, all]]\nrules: {}\n';
  const override = (files: string): string => `overrides: [{files: ['${files}'], rules: {tls-server: info}}]\n`;

  /** Severity of one finding under `rules/custom.yaml` and a second ruleset. */
  async function severity(second: string, text: string, first = FIRST): Promise<string | undefined> {
    const workspace = new MemoryWorkspace({ ...FILES, 'rules/custom.yaml': first, [second]: text });
    const policy = await flagPolicy({ preset: 'essential', rulesets: ['rules/custom.yaml', second] });
    const { findings } = await run({ workspace, patterns: ['api/openapi.yaml'], policy });
    return findings.find(({ ruleId, file, range }) => `${ruleId} ${file}:${range.start.line}` === LINE)?.severity;
  }

  test.each([
    ['house.yaml', 'api/*.yaml', 'info'],
    ['house.yaml', '../api/*.yaml', 'error'],
    ['house.yaml', '*.yaml', 'info'],
    ['api/house.yaml', './openapi.yaml', 'error'],
    ['api/house.yaml', 'openapi.yaml', 'info'],
    ['api/deep/house.yaml', '../*.yaml', 'info'],
    ['api/deep/house.yaml', '../../*.yaml', 'error'],
    ['api/deep/house.yaml', '../api/*.yaml', 'error'],
    ['house.yaml', 'api/openapi.yaml#/servers', 'info'],
    ['house.yaml', 'api/openapi.yaml#/paths', 'error'],
    ['house.yaml', '../api/openapi.yaml#/servers', 'error'],
    ['house.yaml', 'openapi.yaml#/servers', 'info'],
    ['api/deep/house.yaml', '../*.yaml#/servers', 'info'],
    ['api/deep/house.yaml', '../../*.yaml#/servers', 'error'],
  ])('%s with %s: %s', async (second, files, expected) => {
    expect(await severity(second, override(files))).toBe(expected);
  });

  test('the first one keeps its own, and the later one wins', async () => {
    const first = `${FIRST}overrides: [{files: ['../api/*.yaml#/servers'], rules: {tls-server: warn}}]\n`;
    expect(await severity('house.yaml', 'rules: {}\n', first)).toBe('warn');
    expect(await severity('house.yaml', override('api/*.yaml#/servers'), first)).toBe('info');
    expect(await severity('house.yaml', override('other/*.yaml#/servers'), first)).toBe('warn');
  });

  test('so is what an override extends', async () => {
    const workspace = new MemoryWorkspace({
      ...FILES,
      'rules/custom.yaml': FIRST,
      'api/house.yaml': "overrides: [{files: ['*.yaml'], extends: [more.yaml]}]\n",
      'api/more.yaml': CASING.replace('severity: warn', 'severity: info'),
      'rules/more.yaml': CASING,
    });
    const policy = await flagPolicy({ preset: 'essential', rulesets: ['rules/custom.yaml', 'api/house.yaml'] });
    const { findings } = await run({ workspace, patterns: ['api/openapi.yaml'], policy });
    expect(findings.filter(({ ruleId }) => ruleId === 'pet-casing').map(({ severity: level }) => level)).toEqual(['info']);
  });

  test('what is wrong with one of them names both', async () => {
    await expect(severity('house.yaml', 'rules: {x: {given: $, then: 5}}\n')).rejects.toThrow(
      'rules/custom.yaml with house.yaml is not a valid Spectral ruleset',
    );
  });
});
