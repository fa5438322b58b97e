import { beforeAll, describe, expect, test } from 'vitest';
import { readKotlin } from '../../../src/extractors/languages/kotlin.ts';
import { Parsers } from '../../../src/extractors/syntax/parser.ts';
import type {
  Expression,
  FunctionDeclaration,
  Statement,
  TypeDeclaration,
  TypeReference,
  Unit,
} from '../../../src/extractors/syntax/unit.ts';
import { PackedGrammars } from '../../../src/inputs/grammars.ts';

const parsers = new Parsers(new PackedGrammars());
beforeAll(() => parsers.load(['kotlin']));

function unitOf(text: string): Unit {
  const parsed = parsers.parse('kotlin', text);
  if (!parsed.ok) throw new Error(parsed.message);
  return readKotlin('a.kt', 'kotlin', parsed.root, parsed.broken);
}

function typeOf(text: string): TypeDeclaration {
  const [first] = unitOf(text).statements;
  if (first?.kind !== 'type') throw new Error('no type');
  return first.type;
}

function functionOf(text: string): FunctionDeclaration {
  const [first] = unitOf(text).statements;
  if (first?.kind !== 'function') throw new Error('no function');
  return first.function;
}

/** A value as it would be written: `f(a, b = "c")`, `"a" + b`, `a ? b : c`. */
function written(value: Expression | undefined): string {
  if (value === undefined) return '';
  switch (value.kind) {
    case 'string':
      return JSON.stringify(value.value);
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'name':
      return value.name;
    case 'member':
      return `${written(value.object)}.${value.name}`;
    case 'call':
      return `${written(value.callee)}(${value.arguments.map((each) => (each.name === undefined ? '' : `${each.name} = `) + written(each.value)).join(', ')})`;
    case 'list':
      return `[${value.items.map(written).join(', ')}]`;
    case 'concat':
      return value.parts.map(written).join(' + ');
    case 'spread':
      return `*${written(value.value)}`;
    case 'type':
      return `type ${value.type.name}`;
    case 'choice':
      return value.items.map(written).join(' | ');
    case 'decorator':
      return `@${value.decorator.name}(${value.decorator.arguments.map((each) => (each.name === undefined ? '' : `${each.name} = `) + written(each.value)).join(', ')})`;
    case 'function':
      return `{${value.function.parameters.map(({ name }) => name).join(', ')} -> ${statements(value.function.body)}}`;
    default:
      return value.kind;
  }
}

function statements(list: readonly Statement[] = []): string {
  return list
    .map((each) => {
      if (each.kind === 'block') return `${each.of} { ${statements(each.body)} }`;
      if (each.kind === 'declare') return `${written(each.target)} := ${written(each.value)}`;
      return each.kind === 'expression' || each.kind === 'return' || each.kind === 'throw'
        ? `${each.kind} ${written(each.value)}`
        : each.kind;
    })
    .join('; ');
}

function type({ name, args, nullable }: TypeReference): string {
  return `${name}${args.length === 0 ? '' : `<${args.map(type).join(', ')}>`}${nullable === true ? '?' : ''}`;
}

describe('head of a file', () => {
  test('package and imports, whatever words their names are', () => {
    const unit = unitOf(
      'package a.data.`in`\n\nimport b.annotation.C\nimport b.value.*\nimport b.D as E // other\nimport b.F.Companion.MAX;\nclass X',
    );
    expect(unit.package).toBe('a.data.in');
    expect(unit.imports.map(({ name, from, imported }) => `${name} ${from} ${imported}`)).toEqual([
      'C b.annotation.C *',
      ' b.value **',
      'E b.D *',
      'MAX b.F.MAX *',
    ]);
    expect(unit.broken).toBe(false);
  });
});

describe('types', () => {
  test.each<[declared: string, expected: string]>([
    ['class A', 'class'],
    ['data class A(val x: Int)', 'class'],
    ['interface A', 'interface abstract'],
    ['fun interface A { fun f() }', 'interface abstract'],
    ['abstract class A', 'class abstract'],
    ['sealed class A', 'class abstract'],
    ['open class A', 'class'],
    ['enum class A { X }', 'enum'],
    ['@JvmInline value class A(val x: String)', 'alias'],
    ['typealias A = List<String>', 'alias'],
    ['object A', 'class'],
    ['annotation class A(val x: Array<String> = [])', 'class'],
  ])('%s', (text, expected) => {
    const { kind, abstract, name } = typeOf(text);
    expect([kind, ...(abstract ? ['abstract'] : [])].join(' ')).toBe(expected);
    expect(name).toBe('A');
  });

  test('entries of an enumeration', () => {
    expect(typeOf('enum class A(val v: Int) { X(1), Y(2) { override fun f() = 1 }; abstract fun f(): Int }').values).toEqual(['X', 'Y']);
  });

  test('supertypes, superclass with its arguments, interface by delegation', () => {
    expect(typeOf('class A(x: X) : B<Int>(x), C, D by x').supertypes.map(type)).toEqual(['B<int>', 'C', 'D']);
  });

  test.each<[written: string, expected: string]>([
    ['String', 'String'],
    ['String?', 'String?'],
    ['Int', 'int'],
    ['Int?', 'Integer?'],
    ['Any', 'Object'],
    ['Unit', 'void'],
    ['MutableList<out Foo?>', 'List<Foo?>'],
    ['Map<String, List<Long>>', 'Map<String, List<long>>'],
    ['ByteArray', 'Array<byte>'],
    ['Array<String>', 'Array<String>'],
    ['kotlin.collections.Set<*>', 'Set<?>'],
    ['a.b.Foo.Bar', 'a.b.Foo.Bar'],
    ['(Int) -> String', ''],
  ])('type %s is %s', (text, expected) => {
    const [parameter] = functionOf(`fun f(x: ${text}) {}`).parameters;
    expect(parameter?.type === undefined ? undefined : type(parameter.type)).toBe(expected);
  });
});

describe('properties', () => {
  const fields = (text: string) =>
    typeOf(text).fields.map(({ name, optional, modifiers }) => [name, optional ? 'optional' : 'needed', ...modifiers].join(' '));

  test('of the constructor: only those with val or var', () => {
    expect(fields('class A(val a: String, private var b: String?, c: Int, val d: Int = 1)')).toEqual([
      'a needed val component',
      'b optional private var component',
      'd optional val component',
    ]);
  });

  test('of the body: values, late and computed ones; an extension is none', () => {
    expect(
      fields(
        'class A {\n  val a = 1\n  lateinit var b: B\n  val c: Int get() = 1\n  val d by lazy { 1 }\n  val String.e get() = 1\n  var f: String? = null\n    private set\n}',
      ),
    ).toEqual(['a optional', 'b optional lateinit', 'c optional computed', 'd optional', 'f optional']);
  });

  test('of companions and objects belong to the type', () => {
    expect(fields('class A { companion object { const val X = "x" } }')).toEqual(['X optional const static']);
    expect(fields('object A { val X = "x" }')).toEqual(['X optional static']);
  });

  test('targets of annotations', () => {
    const [field] = typeOf('class A(@field:Size(max = 3) @get:JsonProperty("b") @param:X @[Y Z] val a: String)').fields;
    expect(field?.decorators.map(({ name, target }) => [target, name].join(' '))).toEqual([
      'field Size',
      'get JsonProperty',
      'param X',
      ' Y',
      ' Z',
    ]);
  });
});

describe('annotations', () => {
  test.each<[annotation: string, expected: string]>([
    ['@A', ''],
    ['@A("x")', '"x"'],
    ['@A("x", "y")', '["x", "y"]'],
    ['@A(["x", "y"])', '["x", "y"]'],
    ['@A(*arrayOf("x"))', '*["x"]'],
    ['@A(path = arrayOf("x"), n = 1)', 'path = ["x"], n = 1'],
    [`@A("$B/x/\${C.D}")`, 'B + "/x/" + C.D'],
    ['@A("a\\$b\\u0041\\n")', '"a$bA\\n"'],
    ['@A("""a\\b""")', '"a\\\\b"'],
    ['@A(X + "y")', 'X + "y"'],
    ['@A(type = Foo::class)', 'type = type Foo'],
    ['@A(security = [B(name = "c")])', 'security = [@B(name = "c")]'],
    ['@A(x = [])', 'x = []'],
    ['@A(x = ["a",])', 'x = ["a"]'],
  ])('%s', (annotation, expected) => {
    const [decorator] = functionOf(`${annotation}\nfun f() {}`).decorators;
    const read = decorator?.arguments.map((each) => (each.name === undefined ? '' : `${each.name} = `) + written(each.value)).join(', ');
    expect(read).toBe(expected);
  });
});

describe('functions', () => {
  test.each<[declared: string, returns: string | undefined, body: string]>([
    ['fun f() {}', 'void', ''],
    ['fun f(): Unit {}', 'void', ''],
    ['fun f() = g(1)', undefined, 'return g(1)'],
    ['suspend fun f(): List<A> = g()', 'List<A>', 'return g()'],
    ['fun <T : Any> f(x: T): T where T : B { return x }', 'T', 'return x'],
  ])('%s', (text, returns, body) => {
    const read = functionOf(text);
    expect(read.returns === undefined ? undefined : type(read.returns)).toBe(returns);
    expect(statements(read.body)).toBe(body);
  });

  test('an extension is told by its modifier, its receiver is no result', () => {
    const read = functionOf('fun HttpSecurity.open(x: Int) = g()');
    expect([read.name, read.modifiers, read.returns]).toEqual(['open', ['extension'], undefined]);
  });

  test('parameters: annotations, defaults, vararg', () => {
    const read = functionOf('fun f(@A(1) @B a: Int?, b: String = "x", vararg c: Int) {}');
    expect(read.parameters.map(({ name, decorators, optional, rest }) => [name, decorators.length, optional, rest])).toEqual([
      ['a', 2, true, false],
      ['b', 0, true, false],
      ['c', 0, false, true],
    ]);
  });

  test.each<[body: string, expected: string]>([
    ['f { it.a() }', 'expression f({it -> return it.a()})'],
    ['f { a() }', 'expression f({ -> return a()})'],
    ['f(1) { x, y -> x }', 'expression f(1, {x, y -> return x})'],
    ['f(1)(2)', 'expression f(1)(2)'],
    ['a.b { c() }.d()', 'expression a.b({ -> return c()}).d()'],
    ['a?.b!!.c()', 'expression a.b.c()'],
    ['val x = a ?: b', 'x := a | b'],
    ['val (a, b) = c', '[a, b] := c'],
    ['a and "/b"', 'expression a.and("/b")'],
    ['if (a) b() else { c() }', 'if { expression b() }; else { expression c() }'],
    ['for (x in y) { f(x) }', 'loop { expression f(x) }'],
    ['when (a) { 1 -> b()\n else -> throw c() }', 'expression a; plain { case { expression b() }; case { throw c() } }'],
    ['try { a() } catch (e: E) { b() }', 'try { expression a() }; catch { expression b() }'],
    ['return@f x', 'return x'],
    ['g(::h, this::i, J::k)', 'expression g(h, this.i, J.k)'],
    ['f(A::class.java)', 'expression f(type A)'],
    ['x.suspend(1)', 'expression x.suspend(1)'],
    ['データ.読む()', 'expression データ.読む()'],
  ])('%s', (body, expected) => {
    const unit = unitOf(`fun f() {\n${body}\n}`);
    expect(unit.broken).toBe(false);
    const [first] = unit.statements;
    expect(first?.kind === 'function' ? statements(first.function.body) : '').toBe(expected);
  });
});

describe('annotations that the grammar detaches', () => {
  const shape = (text: string): string => {
    const { statements: list, broken } = unitOf(text);
    const types = list.flatMap((each) => (each.kind === 'type' ? [each.type] : []));
    return `${types.map(({ name, decorators, methods }) => `${decorators.map((each) => each.name).join(',')} ${name}(${methods.map((each) => `${each.decorators.map((own) => own.name).join(',')} ${each.name}`).join('; ')})`).join(' | ')}${broken ? ' broken' : ''}`;
  };

  test.each<[name: string, text: string, expected: string]>([
    ['an annotation without arguments on its own line', '@A\n@B("x")\nclass C { @D fun f() = 1 }', 'A,B C(D f)'],
    ['before a modifier', '@A\ninternal open class C', 'A C()'],
    ['before `annotation class`', '@A\n@B(x = [X("y")])\nannotation class C', 'A,B C()'],
    ['behind an import of everything', 'import a.*\n\n@A\nclass C', 'A C()'],
    ['behind an enumeration with members on one line', 'enum class E { X; fun f() = 1 }\n\n@A class C', ' E( f) | A C()'],
    ['behind a property that ends in `++`', 'class B { val x = y++\n  @A fun f() {}\n}\n@A class C', ' B(A f) | A C()'],
    ['members beside one another', '@A class C { @B fun f(): Int\n\n@D("x") fun g() {} ; @E fun h() {} }', 'A C(B f; D g; E h)'],
    ['a comment between annotation and class', '@A // why\n/* and { how */\nclass C', 'A C()'],
    ['braces in strings', `@A("{\\"\${f { "}" }}")\nclass C { val x = "}"\n @B fun f() {} }`, 'A C(B f)'],
    [
      'words of Kotlin as names',
      '@A\nclass C(val data: Int, val value: Int, val open: Int = 1) { @B fun suspend(inner: Int) {} }',
      'A C( constructor; B suspend)',
    ],
    ['the head of a class with its own annotation', '@A\nclass C\n@B constructor(x: Int) {\n  @D fun f() {}\n}', 'A C(B constructor; D f)'],
    // What cannot be read is told, and loses nothing that can.
    ['a member that cannot be read', '@A class C { @B fun f() { ) }\n @D fun g() {} }', 'A C(D g) broken'],
  ])('%s', (_, text, expected) => {
    expect(shape(text)).toBe(expected);
  });

  test('a file that ends anywhere is broken, or whole', () => {
    const text = `@A("/a")\nclass C(val x: String) {\n  @B("/b")\n  fun f(@D y: Int) = """\${x}"""\n}\n`;
    for (let end = 0; end < text.length; end++) {
      const { statements: list, broken } = unitOf(text.slice(0, end));
      const found = list.some((each) => each.kind === 'type' && each.type.decorators.length === 1);
      // Annotations alone declare nothing.
      expect(found || broken || !text.slice(0, end).includes('class')).toBe(true);
    }
  });

  test.each(['@A\n', 'class A {', '"$' + '{', 'fun f() = { ', '/*', '@A(', 'enum class E { A; ', 'f('])('%s without an end', (text) => {
    const parsed = parsers.parse('kotlin', text.repeat(2_000));
    expect(parsed.ok && readKotlin('a.kt', 'kotlin', parsed.root, parsed.broken).statements.length < 3).toBe(true);
  });
});
