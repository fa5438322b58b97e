import { describe, expect, test } from 'vitest';
import { convertDefinition } from '../../src/engine/custom-definition.ts';
import { refuseJsonPath } from '../../src/engine/json-path-guard.ts';

const run = '.constructor.constructor("return process")().exit(77)';

describe('what rulesets write', () => {
  test.each([
    '$',
    '$.paths[*][get,post].responses',
    "$.paths['/users({id})'].get",
    '$.paths./a/{b}[?(@.x)]',
    "$..[?(@property === 'get' || @property === 'put')]",
    '$.paths[?(!@property.match(/well-known/))]',
    '$..[?(@property.match(/^x-[a-z\\/]+$/i))]',
    "$..[?(@ && @['x-a'] && @.b.indexOf('c') >= 0)]~",
    "$..[?(@.length > 3 && @.type != 'a')]^",
    '$.components.messages[?(@.schemaFormat === void 0)].payload.default^',
    "$..[?(@property !== 'properties' && @ != null && @.enum && @.enum.constructor.name === 'Array')]",
    '$[(@.length-1)]',
    '$..*@string()',
    '#Describable[?(@.a)]',
  ])('%s', (expression) => {
    expect(refuseJsonPath(expression)).toBeUndefined();
  });
});

describe('what would run, in all the spellings', () => {
  test.each<[expression: string, reason: string]>([
    [`$..[?(@${run})]`, 'it reads `constructor`'],
    [`$..[?@${run}]`, 'it calls a value'],
    [`$.a${run}[?(1)]`, 'it calls a value'],
    [`$..[(@${run})]`, 'it reads `constructor`'],
    [`$..[?(this${run})]`, 'it names `this`'],
    [`$..[?(@property${run})]`, 'it reads `constructor`'],
    [`$..[?(@.name.name${run})]`, 'it reads `constructor`'],
    [`$..[?(@.constructor.name${run})]`, 'it reads `constructor`'],
    ['$..[?(@.constructor.name("x"))]', 'it reads `constructor`'],
    ['$..[?(@.constructor.names)]', 'it reads `constructor`'],
    ["$..[?(@['constructor'])]", "it reads 'constructor'"],
    ['$..[?(@["\\u0063onstructor"])]', 'it reads a key that it puts together'],
    ['$..[?(@["const"+"ructor"])]', 'it reads a key that it puts together'],
    ['$..[?(@[@.a])]', 'it reads a key that it puts together'],
    ['$..[?(@.\\u0063onstructor)]', 'cannot stand in it'],
    ['$..[?(@.__proto__.polluted)]', 'it reads `__proto__`'],
    ['$..[?(@.__defineGetter__("a"))]', 'it reads `__defineGetter__`'],
    ['$..[?(process.exit(77))]', 'it names `process`'],
    ['$..[?(Object.keys(@))]', 'it names `Object`'],
    ['$..[?(function(){process.exit(77)}())]', 'it names `function`'],
    ['$..[?((()=>process.exit(77))())]', 'cannot stand in it'],
    ['$..[?(@.a = 1)]', 'cannot stand in it'],
    ['$..[?(@ ~= "a/;process.exit(77);/")]', 'cannot stand in it'],
    ['$..[?(@.a.replace(/a/, @.b))]', 'it calls `replace`'],
    ['$..[?(@.match.call(@.a))]', 'it calls `call`'],
    ['$..[?(@.match["call"](@.a))]', 'it calls a value'],
    ['$..[?(@.a.match("x")("y"))]', 'it calls a value'],
    ['$..[?(@("y"))]', 'it calls a value'],
    ['$..`[?(1)]', 'it holds a backtick'],
    [`$.it's[?(@${run})].a'b`, 'looks like a filter'],
    ["$.it's.a'b[?(@.a)]", 'a quote stands in a key'],
    [`$.it's[?(@${run})]`, 'a quote in it is not closed'],
    [`$[?(@.a == ')] [?(@${run.replaceAll('"', '')}')]`, 'looks like a filter'],
    [`$['[?(@${run.replaceAll('"', '')})]']`, 'looks like a filter'],
    ['$[?(@.a.match(/[/].constructor/))]', 'it reads `constructor`'],
    ['$[?(@.a.match(/)]/))]', 'looks like the end of a filter'],
    ['$[?(@.a.match(/a))]', 'does not end'],
    ['$[?(@.a /*x*/ .constructor)]', 'it divides'],
    ['$[?(@.', 'its parentheses do not match'],
    ['$[?(@.a))]', 'its parentheses do not match'],
  ])('%s', (expression, reason) => {
    expect(refuseJsonPath(expression)).toContain(reason);
  });

  test('a long one is judged all the same', () => {
    expect(refuseJsonPath(`$[?(${'@.a && '.repeat(200_000)}@${run})]`)).toContain('constructor');
    for (const piece of ["'", '(', '[', '/', '@', '\\', 'a.', '"a'])
      expect(typeof refuseJsonPath(`$[?(${piece.repeat(100_000)}`)).toBe('string');
  });
});

describe('wherever a ruleset may write JSONPath', () => {
  test.each([
    ['given', '{"rules": {"a": {"given": EVIL, "then": {"function": "truthy"}}}}'],
    ['given, in a list', '{"rules": {"a": {"given": ["$", EVIL], "then": {"function": "truthy"}}}}'],
    ['field', '{"rules": {"a": {"given": "$", "then": {"function": "truthy", "field": EVIL}}}}'],
    [
      'field, in a list of steps',
      '{"rules": {"a": {"given": "$", "then": [{"function": "truthy"}, {"function": "truthy", "field": EVIL}]}}}',
    ],
    ['alias', '{"aliases": {"A": EVIL}}'],
    ['alias, in a list', '{"aliases": {"A": ["$", EVIL]}}'],
    ['alias with targets', '{"aliases": {"A": {"targets": [{"formats": ["oas3"], "given": EVIL}]}}}'],
    ['alias with targets, in a list', '{"aliases": {"A": {"targets": [{"formats": ["oas3"], "given": ["$", EVIL]}]}}}'],
    ['override', '{"overrides": [{"files": ["*"], "rules": {"a": {"given": EVIL, "then": {"function": "truthy"}}}}]}'],
    ['alias in an override', '{"overrides": [{"files": ["*"], "aliases": {"A": [EVIL]}}]}'],
  ])('%s', (_, definition) => {
    const value = JSON.parse(definition.replace('EVIL', JSON.stringify(`$..[?(@${run})]`)));
    expect(() => convertDefinition(value, 'rules.yaml', new Map())).toThrow('is refused, since it reads `constructor`');
  });
});
