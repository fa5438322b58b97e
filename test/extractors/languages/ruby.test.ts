import { beforeAll, describe, expect, test } from 'vitest';
import { readRuby } from '../../../src/extractors/languages/ruby.ts';
import { BLOCK } from '../../../src/extractors/languages/ruby-expressions.ts';
import { rubySuspects } from '../../../src/extractors/languages/ruby-suspects.ts';
import { dotted } from '../../../src/extractors/syntax/build.ts';
import { Parsers } from '../../../src/extractors/syntax/parser.ts';
import type { Expression, Statement, TypeDeclaration, Unit } from '../../../src/extractors/syntax/unit.ts';
import { typesOf } from '../../../src/extractors/syntax/walk.ts';
import { PackedGrammars } from '../../../src/inputs/grammars.ts';

const parsers = new Parsers(new PackedGrammars());
beforeAll(() => parsers.load(['ruby']));

function unitOf(text: string): Unit {
  const parsed = parsers.parse('ruby', text);
  if (!parsed.ok) throw new Error(parsed.message);
  return readRuby('a.rb', 'ruby', parsed.root, parsed.broken);
}

/** An expression in one line, as tables name it. */
function written(of: Expression): string {
  switch (of.kind) {
    case 'string':
      return `'${of.value}'`;
    case 'number':
    case 'boolean':
      return String(of.value);
    case 'null':
      return 'nil';
    case 'regex':
      return `/${of.value}/`;
    case 'list':
      return `[${of.items.map(written).join(', ')}]`;
    case 'map':
      return `{${of.entries.map(({ key, value }) => `${key ?? '?'}: ${written(value)}`).join(', ')}}`;
    case 'call':
      return `${written(of.callee)}(${of.arguments.map(({ name, value }) => (name === undefined ? '' : `${name}: `) + written(value)).join(', ')})`;
    case 'spread':
      return `*${written(of.value)}`;
    case 'choice':
      return `${of.condition === undefined ? of.operator : written(of.condition)}<${of.items.map(written).join(', ')}>`;
    case 'concat':
      return of.parts.map(written).join('~');
    case 'index':
      return `${written(of.object)}[${written(of.index)}]`;
    case 'assign':
      return `${written(of.target)} = ${written(of.value)}`;
    case 'function':
      return `{|${of.function.parameters.map(({ name }) => name).join(',')}| ${statements(of.function.body ?? [])}}`;
    case 'other':
      return `${of.operator ?? '?'}<${of.parts.map(written).join(', ')}>`;
    default:
      return dotted(of) ?? of.kind;
  }
}

function statements(list: readonly Statement[]): string {
  return list
    .map((each): string => {
      if (each.kind === 'expression') return written(each.value);
      if (each.kind === 'declare') return `${written(each.target)} := ${each.value === undefined ? '' : written(each.value)}`;
      if (each.kind === 'return' || each.kind === 'throw')
        return `${each.kind} ${each.value === undefined ? '' : written(each.value)}`.trim();
      if (each.kind === 'function') return `def ${each.function.name}`;
      if (each.kind === 'type') return `type ${each.type.name}`;
      return `${each.of}${each.condition === undefined ? '' : `(${written(each.condition)})`}{${statements(each.body)}}`;
    })
    .join('; ');
}

describe('expressions', () => {
  test.each<[code: string, expected: string]>([
    ['a.b.c', 'a.b.c'],
    ['A::B.c(1, :x, k: 2)', "A::B.c(1, 'x', k: 2)"],
    ["get 'a/:b' => 'c#d', :as => :x", "get({a/:b: 'c#d'}, as: 'x')"],
    ['f *args, **opts, &:to_s', `f(*args, *opts, ${BLOCK}: 'to_s')`],
    ['f(x) { |a, b| a }', `f(x, ${BLOCK}: {|a,b| a})`],
    ['f do |x| y end', `f(${BLOCK}: {|x| y})`],
    ['-> (x) { x }', '{|x| x}'],
    ['%i[a b]', "['a', 'b']"],
    ['{ a: 1, "b" => 2, c: }', '{a: 1, b: 2, c: c}'],
    ['"a#{b}c"', "'a'~b~'c'"],
    ["'a' \\\n 'b'", "'a'~'b'"],
    ['/a\\d+/', '/a\\d+/'],
    ['params[:id]', "params['id']"],
    ['a || b && !c', 'or<a, and<b, !<c>>>'],
    ['a and b', 'and<a, b>'],
    ['a ? b : c', 'a<b, c>'],
    ['@a ||= b', '@a = or<@a, b>'],
    ['self.a', 'this.a'],
    ['a&.b', 'a.b'],
    ['nil', 'nil'],
    ['a == b', '==<a, b>'],
    ['a.(1)', 'a.call(1)'],
    ['super', 'super'],
    ['yield a', 'yield(a)'],
  ])('%s', (code, expected) => {
    expect(statements(unitOf(code).statements)).toBe(expected);
  });

  test('what stands where a value is asked for keeps its statements', () => {
    expect(statements(unitOf('x = if a then head :unauthorized end').statements)).toBe("x := inline<{|| if(a){head('unauthorized')}}>");
  });
});

describe('statements', () => {
  test.each<[code: string, expected: string]>([
    ['a if b', 'if(b){a}'],
    ['a unless b', 'if(!<b>){a}'],
    ['if a then b elsif c then d else e end', 'if(a){b}; else(a){if(c){d}; else(c){e}}'],
    ['unless a then b else c end', 'if(!<a>){b}; else(!<a>){c}'],
    ['case a when 1 then b else c end', 'plain{case(case<a, 1>){b}; case{c}}'],
    ['begin; a; rescue E => e; b; ensure; c; end', 'plain{try{a}; catch{b}; plain{c}}'],
    ['raise E, "x"', "throw raise(E, 'x')"],
    ['return a if b', 'if(b){return a}'],
    ['while a do b end', 'loop(a){b}'],
    ['a, b = c', '[a, b] = c'],
    ['X = 1', 'X := 1'],
  ])('%s', (code, expected) => {
    expect(statements(unitOf(code).statements)).toBe(expected);
  });
});

describe('types', () => {
  const typeOf = (code: string): TypeDeclaration => [...typesOf(unitOf(code))].at(-1) as TypeDeclaration;

  test('name, owners and superclass as they are written', () => {
    const type = typeOf('module Api\n  class V1::Users < Base::Controller\n  end\nend');
    expect([type.owners, type.name, type.supertypes.map(({ name }) => name), type.abstract]).toEqual([
      ['Api'],
      'V1::Users',
      ['Base::Controller'],
      false,
    ]);
    expect(typeOf('module A\nend').abstract).toBe(true);
  });

  test('what a class body calls are its statements, constants its fields', () => {
    const type = typeOf('class A\n  include B\n  X = %w[a].freeze\n  before_action :c, only: [:d]\n  def d; end\nend');
    expect(statements(type.statements)).toBe("include(B); before_action('c', only: ['d'])");
    expect(type.fields.map(({ name }) => name)).toEqual(['X']);
  });

  test('visibility of methods', () => {
    const type = typeOf(
      'class A\n def a; end\n private def b; end\n def c; end\n def self.d; end\n class << self\n def e; end\n end\n protected\n def f; end\n public\n def g; end\n def h; end\n private :h\nend',
    );
    expect(type.methods.map(({ name, modifiers }) => `${name} ${modifiers.join(' ')}`)).toEqual([
      'a public',
      'b private',
      'c public',
      'd static',
      'e static',
      'f protected',
      'g public',
      'h private',
    ]);
  });

  test('parameters', () => {
    const [method] = typeOf('class A\n def a(b, c = 1, *d, e:, f: 2, **g, &h) = b\nend').methods;
    expect(method?.parameters.map(({ name, optional, rest }) => [name, optional, rest])).toEqual([
      ['b', false, false],
      ['c', true, false],
      ['d', false, true],
      ['e', false, false],
      ['f', true, false],
      ['g', false, true],
      ['h', true, false],
    ]);
  });
});

test('what is required', () => {
  expect(unitOf("require 'a'\nrequire_relative 'b'").imports.map(({ from }) => from)).toEqual(['a', './b']);
});

test.each<[code: string, suspect: boolean]>([
  ['head :unauthorized', true],
  ['current_user.admin?', true],
  ['authorize! :read', true],
  ['params[:reset_token]', true],
  ['Book.find(params[:id])', false],
  ['current_page', false],
  ['# authenticate first', false],
  ['render :show # who is not authenticated sees less', false],
  ['"#{current_user}"', true],
])('suspect words of %s', (code, suspect) => {
  expect(rubySuspects(code).length > 0).toBe(suspect);
});
