/**
 * Spectral's tree makes or evaluates code in four places: AJV (schemas), nimma and jsonpath-plus (JSONPath), expr-eval (messages). Here
 * is tried to reach each of them, from a ruleset and from a document. Whatever runs would leave its mark.
 */
import { afterEach, describe, expect, test } from 'vitest';
import { command } from '../support/cli.ts';
import { temporaryFolder } from '../support/temporary.ts';

const MARK = 'apiwardWasHere';
const CODE = `globalThis.${MARK}=1`;
const marked = (): boolean => Object.hasOwn(globalThis, MARK) || Object.hasOwn(Object.prototype, MARK);

const names = [
  `"]);${CODE};//`,
  `'];${CODE};['`,
  `\`+(${CODE})+\``,
  `$\{${CODE}}`,
  `\u2028${CODE}//`,
  `*/${CODE}/*`,
  `#{{ ${CODE} }}`,
  '#{{ random(1) }}',
  '#{{ process \r::error::owned }}',
  '__proto__',
  'constructor',
];

const document = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'T', version: '1', ...Object.fromEntries(names.map((name, index) => [name, index])) },
  paths: {},
});

/** A ruleset of one rule, as text. */
function ruleset(given: unknown, step: object, more = ''): string {
  return `{"rules": {"a": {"given": ${JSON.stringify(given)}, ${more} "then": ${JSON.stringify(step)}}}}`;
}

async function judge(text: string): Promise<{ code: number; output: string }> {
  const cwd = await temporaryFolder({
    'openapi.json': document,
    'rules.yaml': text,
  });
  const { code, stdout, stderr } = await command(
    cwd,
    'openapi.json',
    '--ruleset',
    'rules.yaml',
    '--preset',
    'essential',
    '--format',
    'json',
  );
  return { code, output: stdout + stderr };
}

afterEach(() => expect(marked()).toBe(false));

describe('the mark would be seen', () => {
  test('by code that is made as those libraries make it', () => {
    new Function(CODE)();
    expect(marked()).toBe(true);
    Reflect.deleteProperty(globalThis, MARK);
  });
});

describe('AJV makes code of the schema of a rule', { timeout: 60_000 }, () => {
  test.each(names)('a schema with %j as a name, a pattern, a value and a reference', async (name) => {
    const schema = {
      type: 'object',
      additionalProperties: false,
      properties: { [name]: { enum: [name], title: name }, title: true },
      patternProperties: { '^x-': { const: name } },
      required: [name],
      dependentRequired: { [name]: [name] },
      $defs: { [name]: { $comment: name, default: name } },
    };
    const then = { function: 'schema', functionOptions: { schema } };
    const { output } = await judge(ruleset('$.info', then));
    expect(output).not.toContain('a bug in apiward');
  });

  test.each(['format', 'pattern', '$ref', '$id', '$anchor', '$schema', 'type'])('%s that is code', async (keyword) => {
    for (const name of names) {
      const then = { function: 'schema', functionOptions: { schema: { [keyword]: name } } };
      const { code, output } = await judge(ruleset('$.info', then));
      // Refused by Spectral, or a rule that finds something or nothing.
      expect([0, 2]).toContain(code);
      expect(output).not.toContain('a bug in apiward');
    }
  });
});

describe('JSONPath becomes code', { timeout: 60_000 }, () => {
  test.each(['given', 'field'])('%s that runs something is refused before it does', async (where) => {
    const evil = `$..[?(@.constructor.constructor('${CODE}')())]`;
    const then = where === 'field' ? { function: 'truthy', field: evil } : { function: 'truthy' };
    const { code, output } = await judge(ruleset(where === 'given' ? evil : '$', then));
    expect(code).toBe(2);
    expect(output).toContain('is refused, since it reads `constructor`');
  });

  test.each(names)('%j as a key only names one', async (name) => {
    const given = `$.info[${JSON.stringify(name)}]`;
    await judge(ruleset(given, { function: 'falsy' }));
  });

  test('what a document holds is data to it', async () => {
    const given = ['$..[?(@property.match(/global/))]', '$..*~', "$.info[?(@ > 0 && @property != 'x')]"];
    const { code, output } = await judge(ruleset(given, { function: 'pattern', functionOptions: { match: '^z' } }));
    expect(code).toBe(0);
    expect(output).toContain('"ruleId": "a"');
  });
});

describe('expr-eval evaluates messages', { timeout: 60_000 }, () => {
  test('a message with an expression is refused', async () => {
    const { code, output } = await judge(ruleset('$', { function: 'falsy' }, '"message": "#{{ 1 + 2 }}",'));
    expect(code).toBe(2);
    expect(output).toContain('`message` holds an expression');
  });

  test('what a document brings into a message stays text', async () => {
    const schema = { type: 'object', additionalProperties: false, properties: { title: true, version: true } };
    const then = { function: 'schema', functionOptions: { schema, allErrors: true } };
    const { output } = await judge(ruleset('$.info', then).replace('{', '{"extends": [["spectral:oas", "all"]],'));
    expect(output).toContain('Property \\"#{ { random(1) }}\\" is not expected to be here');
    expect(output).not.toMatch(/Property \\"0\.\d/);
    expect(output).not.toMatch(/^\s*::|\r/m);
  });
});

describe('what loads JavaScript', { timeout: 60_000 }, () => {
  test.each([
    ['functions', '{"functions": ["evil"], "rules": {}}'],
    ['functionsDir', '{"functionsDir": "./x", "rules": {}}'],
    ['extends of a module', '{"extends": ["./evil.js"], "rules": {}}'],
    ['extends of a package', '{"extends": ["evil-package"], "rules": {}}'],
    ['extends of an address', '{"extends": ["https://evil.test/rules.yaml"], "rules": {}}'],
    ['a function of a name that is none', ruleset('$', { function: 'constructor' })],
    ['a YAML tag', `rules: !!js/function "function(){${CODE}}"\n`],
  ])('%s', async (_, text) => {
    expect(await judge(text)).toMatchObject({ code: 2 });
  });
});
