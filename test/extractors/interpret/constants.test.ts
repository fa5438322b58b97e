// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code under examination is meant as text.
import { beforeAll, describe, expect, test } from 'vitest';
import { Interpreter } from '../../../src/extractors/interpret/interpreter.ts';
import type { Value } from '../../../src/extractors/interpret/value.ts';
import { Program } from '../../../src/extractors/program.ts';
import { Parsers } from '../../../src/extractors/syntax/parser.ts';
import { PackedGrammars } from '../../../src/inputs/grammars.ts';

const parsers = new Parsers(new PackedGrammars());
beforeAll(() => parsers.load(['javascript', 'typescript', 'python', 'java']));

/** The value of a name in the first file, in short. */
function valueIn(files: Readonly<Record<string, string>>, name: string): unknown {
  const program = new Program(new Map(Object.entries(files)), parsers);
  const unit = program.unit(Object.keys(files)[0] ?? '');
  if (unit === undefined) throw new Error('no unit');
  return short(new Interpreter(program).lookup(unit, name));
}

function short(value: Value | undefined): unknown {
  switch (value?.kind) {
    case 'literal':
      return value.value;
    case 'text':
      return value.parts.map((part) => part ?? '?').join('');
    case 'list':
      return value.items.map(short);
    case 'object':
      return value.type === undefined
        ? Object.fromEntries([...value.fields].map(([key, each]) => [key, short(each)]))
        : `a ${value.type.type.name}`;
    case 'choice':
      return { oneOf: value.options.map(short) };
    case 'external':
      return `${value.module}:${value.name}`;
    case 'closure':
      return `${value.function.name}()`;
    case 'class':
      return `class ${value.type.name}`;
    default:
      return value?.kind;
  }
}

describe('JavaScript and TypeScript', () => {
  test.each<[name: string, files: Record<string, string>, expected: unknown]>([
    ['strings', { 'a.ts': "const x = 'a' + \"b\" + `c${'d'}`;" }, 'abcd'],
    ['escapes', { 'a.ts': "const x = '\\u0041\\x42\\n\\u{43}';" }, 'AB\nC'],
    ['a part that is not known', { 'a.ts': 'const x = `/v${process.env.V}/a`;' }, '/v?/a'],
    ['objects and spreads', { 'a.ts': 'const o = { a: 1, ...{ b: [2, ...[3]] } }; const x = o.b;' }, [2, 3]],
    ['destructuring', { 'a.ts': "const { a: { b: x } } = { a: { b: 'c' } };" }, 'c'],
    ['a function', { 'a.ts': "function f(a: string, b = '2') { return a + b; } const x = f('1');" }, '12'],
    ['a choice', { 'a.ts': "const x = process.env.X ? 'a' : 'b';" }, { oneOf: ['a', 'b'] }],
    ['a choice that is decided', { 'a.ts': "const f = (on: boolean) => on ? 'a' : 'b'; const x = f(false);" }, 'b'],
    [
      'a class',
      {
        'a.ts':
          "class A { static P = '/p'; q = '/q'; constructor(readonly r: string) {} all() { return A.P + this.q + this.r; } } const x = new A('/r').all();",
      },
      '/p/q/r',
    ],
    [
      'inheritance',
      { 'a.ts': "class A { p() { return 'a'; } } class B extends A { p() { return super.p() + 'b'; } } const x = new B().p();" },
      'ab',
    ],
    ['an enum', { 'a.ts': "enum E { A = 'a' } const x = E;" }, 'class E'],
    ['imports', { 'a.ts': "import { c as d } from './b'; const x = d;", 'b.ts': "export const c = 'from b';" }, 'from b'],
    ['a default export', { 'a.ts': "import d from './b'; const x = d;", 'b.ts': "export default 'from b';" }, 'from b'],
    [
      'exports passed on',
      { 'a.ts': "import { c } from './b'; const x = c;", 'b/index.ts': "export * from './c';", 'b/c.ts': "export const c = 'deep';" },
      'deep',
    ],
    ['require', { 'a.js': "const { c } = require('./b'); const x = c;", 'b.js': "module.exports = { c: 'from b' };" }, 'from b'],
    ['exports one by one', { 'a.js': "const b = require('./b'); const x = b.c;", 'b.js': "exports.c = 'from b';" }, 'from b'],
    [
      'paths of tsconfig.json',
      {
        'src/a.ts': "import { c } from '@lib/c'; const x = c;",
        'lib/c.ts': "export const c = 'mapped';",
        'tsconfig.json': '{ "compilerOptions": { /* where */ "baseUrl": ".", "paths": { "@lib/*": ["lib/*"], } } }',
      },
      'mapped',
    ],
    [
      'a package of the workspace',
      {
        'apps/a.ts': "import { c } from '@me/c'; const x = c;",
        'packages/c/package.json': '{ "name": "@me/c" }',
        'packages/c/src/index.ts': "export const c = 'package';",
      },
      'package',
    ],
    ['a package', { 'a.ts': "import { c } from 'pkg/sub'; const x = c;" }, 'pkg/sub:c'],
    [
      'a cycle ends',
      { 'a.ts': "import { c } from './b'; export const x = c;", 'b.ts': "import { x } from './a'; export const c = x;" },
      'unknown',
    ],
    ['a function that calls itself ends', { 'a.ts': 'function f(): string { return f(); } const x = f();' }, 'unknown'],
    [
      'names of prototypes are names',
      { 'a.ts': "const o = { constructor: 'c', __proto__: 'p', toString: 't' }; const x = o.toString;" },
      't',
    ],
  ])('%s', (_, files, expected) => {
    expect(valueIn(files, 'x')).toEqual(expected);
  });
});

describe('Python', () => {
  test.each<[name: string, files: Record<string, string>, expected: unknown]>([
    ['strings', { 'a.py': 'x = "a" "b" + f"{\'c\'}d" + r"\\d"' }, 'abcd\\d'],
    ['a part that is not known', { 'a.py': 'import os\nx = f"/v{os.environ[\'V\']}/a"' }, '/v?/a'],
    [
      'a dictionary with computed keys',
      { 'a.py': 'from enum import Enum\nclass E(str, Enum):\n  A = "a"\nd = {E.A: "one", "b": "two"}\nx = d[E.A]' },
      'one',
    ],
    ['a function', { 'a.py': 'def f(a, *, b="2"):\n  return a + b\nx = f("1", b="3")' }, '13'],
    [
      'a settings object',
      { 'a.py': 'class S:\n  p: str = "/p"\n  @property\n  def q(self):\n    return self.p + "/q"\nx = S().q' },
      '/p/q',
    ],
    [
      'super()',
      {
        'a.py':
          'class A:\n  def __init__(self, p):\n    self.p = p\nclass B(A):\n  def __init__(self):\n    super().__init__("up")\nx = B().p',
      },
      'up',
    ],
    [
      'absolute imports',
      { 'pkg/app/a.py': 'from app.b import c as x', 'pkg/app/b.py': 'c = "from b"', 'pkg/app/__init__.py': '' },
      'from b',
    ],
    ['relative imports', { 'app/api/a.py': 'from ..b import c\nx = c', 'app/b.py': 'c = "up"' }, 'up'],
    ['a module as a name', { 'app/a.py': 'from app import b\nx = b.c', 'app/b.py': 'c = "in b"' }, 'in b'],
    ['everything of a module', { 'a.py': 'from b import *\nx = c', 'b.py': 'c = "star"' }, 'star'],
    ['a package', { 'a.py': 'from fastapi import Depends as x' }, 'fastapi:Depends'],
    ['modules that pass a name on to each other end', { 'a.py': 'from b import x', 'b.py': 'from a import x' }, 'unknown'],
    ['a loop', { 'a.py': 'x = []\nfor i in ["a", "b"]:\n  x.append(i)' }, ['a', 'b']],
  ])('%s', (_, files, expected) => {
    expect(valueIn(files, 'x')).toEqual(expected);
  });
});

describe('Java', () => {
  const at = (name: string) => `src/${name}.java`;
  test.each<[name: string, files: Record<string, string>, name2: string, expected: unknown]>([
    ['a constant', { [at('a/C')]: 'package a; class C { static final String X = "a" + C.Y; static final String Y = "b"; }' }, 'C.X', 'ab'],
    [
      'a constant of another package',
      {
        [at('a/C')]: 'package a; import b.D; class C { static final String X = D.Y; }',
        [at('b/D')]: 'package b; public class D { public static final String Y = "d"; }',
      },
      'C.X',
      'd',
    ],
    [
      'a static import',
      {
        [at('a/C')]: 'package a; import static b.D.Y; class C { static final String X = Y; }',
        [at('b/D')]: 'package b; public class D { public static final String Y = "d"; }',
      },
      'C.X',
      'd',
    ],
    [
      'of the same package',
      {
        [at('a/C')]: 'package a; class C { static final String X = D.Y; }',
        [at('a/D')]: 'package a; class D { static final String Y = "d"; }',
      },
      'C.X',
      'd',
    ],
    [
      'of a nested type',
      { [at('a/C')]: 'package a; class C { static final String X = In.Y; static class In { static final String Y = "in"; } }' },
      'C.X',
      'in',
    ],
    [
      'inherited',
      {
        [at('a/C')]: 'package a; class C extends D { static final String X = Y; }',
        [at('a/D')]: 'package a; class D { static final String Y = "d"; }',
      },
      'C.X',
      'd',
    ],
    [
      'by name alone nothing is found',
      {
        [at('a/C')]: 'package a; class C { static final String X = D.Y; }',
        [at('b/D')]: 'package b; class D { static final String Y = "d"; }',
      },
      'C.X',
      ':D.Y',
    ],
    ['a text block', { [at('a/C')]: 'package a; class C { static final String X = """\n    a\n      b\n    """; }' }, 'C.X', 'a\n  b\n'],
    ['a list', { [at('a/C')]: 'package a; class C { static final String[] X = {"a", "b"}; }' }, 'C.X', ['a', 'b']],
    ['a constant of itself ends', { [at('a/C')]: 'package a; class C { static final String X = X + "a"; }' }, 'C.X', '?a'],
  ])('%s', (_, files, name, expected) => {
    expect(valueIn(files, name)).toEqual(expected);
  });
});
