/**
 * What is read of one source file, the same shape for every language: imports, declarations with their decorators, and the calls that
 * bodies make. It is plain JSON, so that it can be kept and read again instead of the file. Names are as the field has them:
 * "decorator" stands for annotations (Java) and attributes (C#, PHP) too, "map" for object literals, dictionaries and arrays with keys.
 */
import type { Span } from '../../documents/document.ts';
import type { Language } from './language.ts';

export interface Unit {
  /** POSIX path relative to the workspace. */
  readonly file: string;
  readonly language: Language;
  /** Java package, Go package, C# or PHP namespace, dotted or with backslashes as the language writes it. */
  readonly package?: string;
  readonly imports: readonly Import[];
  /** JavaScript and TypeScript alone. */
  readonly exports: readonly Export[];
  /** Module level, in source order; types and functions stand in it where they are declared. */
  readonly statements: readonly Statement[];
  /** Comments that may hold OpenAPI: their text names `@openapi`, `@swagger`, `@OA\` or `@Router`. */
  readonly comments: readonly Span[];
  /** A part could not be parsed: what is not seen in the unit may still be in the file. */
  readonly broken: boolean;
}

export interface Import {
  /** The local name; `''` for an import for its effect alone, and for `from x import *`. */
  readonly name: string;
  /** Module specifier, dotted module (Python: leading dots kept), or qualified name of the type (Java, C#, PHP). */
  readonly from: string;
  /** Name inside that module: `default`, `*` for the module itself, `**` for every name in it, or a name. */
  readonly imported: string;
  readonly at: Span;
}

export interface Export {
  /** `default`, `=` for `module.exports = x` and `export = x`, `*` for `export * from`, or a name. */
  readonly name: string;
  /** What it is, in this file. */
  readonly value?: Expression;
  /** Exported again from another module, under the name `imported` there. */
  readonly from?: string;
  readonly imported?: string;
}

export interface TypeDeclaration {
  /** Simple name; `''` for an anonymous class. */
  readonly name: string;
  /** Names of the types around it, outermost first. */
  readonly owners: readonly string[];
  readonly kind: 'class' | 'interface' | 'enum' | 'record' | 'struct' | 'alias';
  readonly decorators: readonly Decorator[];
  /** Superclass first, then interfaces; embedded types of a Go struct. */
  readonly supertypes: readonly TypeReference[];
  readonly typeParameters: readonly string[];
  readonly fields: readonly Field[];
  readonly methods: readonly FunctionDeclaration[];
  /** Statements of a class body that are neither field nor method (Python); nested types. */
  readonly statements: readonly Statement[];
  /** Of an enum, their values where written, else their names. */
  readonly values?: readonly (string | number)[];
  /** Right side of an alias. */
  readonly alias?: TypeReference;
  readonly abstract: boolean;
  /** Other files may hold more of it (C#). */
  readonly partial?: true;
  readonly doc?: Doc;
  /** Its name. */
  readonly at: Span;
}

export interface TypeReference {
  /**
   * As written, dots included. Normalised: `Array` for any array syntax, `union` for `A | B` (its `args`), `literal` with `value`,
   * `object` with `fields` for a type written in place, `''` for what has no name.
   */
  readonly name: string;
  readonly args: readonly TypeReference[];
  /** `T?`, `T | null`, `Optional[T]` where the language itself says so. */
  readonly nullable?: boolean;
  readonly value?: string | number | boolean;
  readonly fields?: readonly Field[];
  /** Annotations on the type itself (Java), arguments of `Annotated` after the first (Python). */
  readonly metadata?: readonly Expression[];
  readonly at: Span;
}

export interface Field {
  readonly name: string;
  readonly type?: TypeReference;
  readonly decorators: readonly Decorator[];
  readonly value?: Expression;
  /** Marked so in the language: `name?: string`. */
  readonly optional: boolean;
  /** `static`, `readonly`, `private`, `required`... */
  readonly modifiers: readonly string[];
  /** Tag of a Go struct field, without its backticks. */
  readonly tag?: string;
  readonly doc?: Doc;
  /** Its name. */
  readonly at: Span;
}

export interface FunctionDeclaration {
  /** `''` for an anonymous one, `constructor` for a constructor in every language. */
  readonly name: string;
  readonly decorators: readonly Decorator[];
  readonly parameters: readonly ParameterDeclaration[];
  /** Receiver of a Go method. */
  readonly receiver?: ParameterDeclaration;
  readonly returns?: TypeReference;
  /** Absent for an abstract method; an arrow with an expression is one `return`. */
  readonly body?: readonly Statement[];
  readonly modifiers: readonly string[];
  /** Lower-case words of the body that may have to do with access control: see {@link suspectWords}. */
  readonly suspects: readonly string[];
  readonly doc?: Doc;
  /** Its name, or its first token. */
  readonly at: Span;
  /** All of it. */
  readonly whole: Span;
}

export interface ParameterDeclaration {
  readonly name: string;
  /** A destructured parameter: a map or list whose values are names. */
  readonly pattern?: Expression;
  readonly type?: TypeReference;
  readonly decorators: readonly Decorator[];
  /** Default. */
  readonly value?: Expression;
  readonly optional: boolean;
  readonly rest: boolean;
  readonly modifiers: readonly string[];
  readonly at: Span;
}

export interface Decorator {
  /** Dotted as written: `Get`, `router.get`, `jakarta.validation.constraints.Size`. */
  readonly name: string;
  /** The name as an expression, for decorators that are calls on an object (`@app.get(...)`). */
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
  /** False for `@Foo` without brackets. */
  readonly called: boolean;
  /** What of a declaration it is for, where that is written: `field` of `@field:Foo` (Kotlin). */
  readonly target?: string;
  readonly at: Span;
}

export interface Argument {
  /** Of a named argument. */
  readonly name?: string;
  readonly value: Expression;
}

export interface Doc {
  readonly text: string;
  readonly at: Span;
}

export type Expression =
  | { readonly kind: 'string'; readonly value: string; readonly at: Span }
  | { readonly kind: 'number'; readonly value: number; readonly at: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: Span }
  | { readonly kind: 'null'; readonly at: Span }
  | { readonly kind: 'regex'; readonly value: string; readonly at: Span }
  /** An identifier; `this` in every language for the receiver, `super` for the superclass. */
  | { readonly kind: 'name'; readonly name: string; readonly at: Span }
  | { readonly kind: 'member'; readonly object: Expression; readonly name: string; readonly at: Span }
  | { readonly kind: 'index'; readonly object: Expression; readonly index: Expression; readonly at: Span }
  | {
      readonly kind: 'call';
      readonly callee: Expression;
      readonly arguments: readonly Argument[];
      /** `new X(...)`. */
      readonly creates?: true;
      /** `f<T>(...)`. */
      readonly typeArguments?: readonly TypeReference[];
      readonly at: Span;
    }
  | { readonly kind: 'list'; readonly items: readonly Expression[]; readonly at: Span }
  | { readonly kind: 'map'; readonly entries: readonly Entry[]; readonly at: Span }
  | { readonly kind: 'spread'; readonly value: Expression; readonly at: Span }
  /** String concatenation and templates. */
  | { readonly kind: 'concat'; readonly parts: readonly Expression[]; readonly at: Span }
  /** `c ? a : b`, `a || b`: one of the items. */
  | {
      readonly kind: 'choice';
      readonly condition?: Expression;
      readonly items: readonly Expression[];
      /** `and` or `or` of Python. */
      readonly operator?: 'and' | 'or';
      readonly at: Span;
    }
  | { readonly kind: 'function'; readonly function: FunctionDeclaration; readonly at: Span }
  | { readonly kind: 'class'; readonly type: TypeDeclaration; readonly at: Span }
  /** A type as a value: `Foo.class`, `typeof(Foo)`, `Foo::class`, `List[Foo]`. */
  | { readonly kind: 'type'; readonly type: TypeReference; readonly at: Span }
  | { readonly kind: 'decorator'; readonly decorator: Decorator; readonly at: Span }
  | { readonly kind: 'assign'; readonly target: Expression; readonly value: Expression; readonly at: Span }
  /** Anything else; `parts` are what it is made of where that can matter. */
  | { readonly kind: 'other'; readonly operator?: string; readonly parts: readonly Expression[]; readonly at: Span };

/** `value` of a spread entry is what is spread, without a `key`. */
export interface Entry {
  /** Undefined for a key that is no literal. */
  readonly key: string | undefined;
  /** Such a key. */
  readonly computed?: Expression;
  readonly value: Expression;
  /** The key. */
  readonly at: Span;
}

export type Statement =
  | { readonly kind: 'expression'; readonly value: Expression; readonly at: Span }
  /** A variable: its target is a name, or a map or list of names. */
  | {
      readonly kind: 'declare';
      readonly target: Expression;
      readonly type?: TypeReference;
      readonly value?: Expression;
      readonly doc?: Doc;
      readonly at: Span;
    }
  | { readonly kind: 'return'; readonly value?: Expression; readonly at: Span }
  | { readonly kind: 'throw'; readonly value?: Expression; readonly at: Span }
  | { readonly kind: 'function'; readonly function: FunctionDeclaration; readonly at: Span }
  | { readonly kind: 'type'; readonly type: TypeDeclaration; readonly at: Span }
  | {
      readonly kind: 'block';
      readonly of: 'if' | 'else' | 'loop' | 'try' | 'catch' | 'case' | 'with' | 'plain';
      readonly condition?: Expression;
      /** Of a loop over the items of something: the variable and what is looped over. */
      readonly each?: { readonly target: Expression; readonly over: Expression };
      readonly body: readonly Statement[];
      readonly at: Span;
    };
