/**
 * What an expression of the code under examination stands for, as far as reading it tells. Nothing of that code is ever run: values are
 * literals, functions and classes of the program, things of packages, and the routers and applications ("hosts") of a framework.
 */
import type { Span } from '../../documents/document.ts';
import type { Expression, FunctionDeclaration, TypeDeclaration, TypeReference, Unit } from '../syntax/unit.ts';
import type { Interpreter } from './interpreter.ts';
import type { Scope } from './scope.ts';

export type Value =
  | LiteralValue
  /** A string of which some parts are unknown (undefined). */
  | { readonly kind: 'text'; readonly parts: readonly (string | undefined)[] }
  | ObjectValue
  | { readonly kind: 'list'; readonly items: readonly Value[] /** Something may be missing. */; readonly open: boolean }
  | ClosureValue
  | ClassValue
  /** A module of the program, or a package of which everything is external. */
  | { readonly kind: 'module'; readonly unit: Unit }
  | ExternalValue
  | ResultValue
  | PropertyValue
  | { readonly kind: 'host'; readonly host: Host }
  | { readonly kind: 'choice'; readonly options: readonly Value[] }
  /** A regular expression's source. */
  | { readonly kind: 'regex'; readonly source: string }
  | TypingValue
  | { readonly kind: 'unknown' };

export interface LiteralValue {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
}

/** An object literal, a dictionary, or an instance of a class of the program. */
export interface ObjectValue {
  readonly kind: 'object';
  readonly fields: Map<string, Value>;
  readonly type: ClassValue | undefined;
  /** Where a field's value stands, for literals. */
  readonly places: Map<string, CodePlace>;
  /** It may have fields that are not known. */
  readonly open: boolean;
}

/** A function of the program with what it can see. */
export interface ClosureValue {
  readonly kind: 'closure';
  readonly function: FunctionDeclaration;
  readonly unit: Unit;
  readonly scope: Scope;
  readonly receiver?: Value | undefined;
  /** What decorates it and is not a host, from the inside out (Python). */
  readonly decorators?: readonly Value[];
  /** The class whose body declares it, for a decorated method (Python). */
  readonly owner?: ClassValue;
}

/** A type of the program: class, interface, enum, alias. */
export interface ClassValue {
  readonly kind: 'class';
  readonly type: TypeDeclaration;
  readonly unit: Unit;
  readonly scope: Scope;
}

/** Something that a package exports: `{ module: 'express', name: 'Router' }`; `name` is dotted, `''` for the package itself. */
export interface ExternalValue {
  readonly kind: 'external';
  readonly module: string;
  readonly name: string;
}

/** What a call gives that is not understood further: `passport.authenticate('jwt')`. */
export interface ResultValue {
  readonly kind: 'result';
  readonly callee: Value;
  readonly arguments: readonly EvaluatedArgument[];
  readonly place: CodePlace;
}

/** A member of what a call gives: `z.string().max` before it is called. */
interface PropertyValue {
  readonly kind: 'property';
  readonly object: Value;
  readonly name: string;
}

export interface EvaluatedArgument {
  /** Of a named argument. */
  readonly name?: string;
  readonly value: Value;
  readonly expression: Expression;
  readonly place: CodePlace;
}

/** A type as a value (`Annotated[User, Depends(f)]`, `Base[User]`): read as a type by whoever needs one. */
interface TypingValue {
  readonly kind: 'typing';
  readonly expression: Expression;
  readonly unit: Unit;
  readonly scope: Scope;
  /** What the arguments are given to. */
  readonly base: Value;
}

/** A stretch of a source file. */
export interface CodePlace {
  readonly file: string;
  readonly span: Span;
}

/** A call as a host sees it. */
export interface CallSite {
  readonly arguments: readonly EvaluatedArgument[];
  /** The whole call. */
  readonly place: CodePlace;
  /** The call stands under a condition or in a loop whose course is not known. */
  readonly conditional: boolean;
  /** `f<T>(...)`. */
  readonly typeArguments?: readonly TypeReference[];
}

/** An object of a framework that calls are made on: an application, a router, a builder. */
export interface Host {
  /**
   * `host.method(...)`; method `''` is a call of the host itself. Undefined for a method that is not known: the value is then unknown,
   * and chained calls go on at the host when {@link fluent} says so.
   */
  call(method: string, site: CallSite): Value | undefined;
  /** `host.name` where it is not called. */
  member?(name: string): Value | undefined;
  /** `host.name = value`, `host[name] = value`. */
  assign?(name: string, value: Value, place: CodePlace, conditional: boolean): void;
  /** `value.method(...)`, `value(...)` with method `''`, in a lambda whose receiver the host is, where it brings such methods (Kotlin). */
  extension?(value: Value, method: string, site: CallSite): Value | undefined;
  /** Unknown methods give the host itself, as builders do. */
  readonly fluent?: boolean;
}

/** What the interpreter asks of a framework. */
export interface Dialect {
  /** What a call or creation of something external gives; undefined for what the framework does not know. */
  external?(callee: ExternalValue, site: CallSite): Value | undefined;
  /** An instance of a class of the program, for classes that extend something external; undefined for what the framework does not know. */
  instance?(type: ClassValue, site: CallSite, interpreter: Interpreter): Value | undefined;
  /** A call of a method that a class of the program has from something external: `View.as_view()`. */
  inherited?(type: ClassValue, method: string, site: CallSite): Value | undefined;
  /** A parameter of a function that is entered from outside, by its declared type (a `HttpSecurity http`). */
  parameter?(declared: { readonly type: string; readonly name: string }): Value | undefined;
}

export const UNKNOWN: Value = { kind: 'unknown' };

export function literal(value: string | number | boolean | null): LiteralValue {
  return { kind: 'literal', value };
}

export function host(value: Host): Value {
  return { kind: 'host', host: value };
}

export function choice(options: readonly Value[]): Value {
  const all = options.flatMap((option) => (option.kind === 'choice' ? option.options : [option]));
  const flat = all.filter((option, index) => index === all.findIndex((other) => same(option, other)));
  const [only] = flat;
  // One of nothing, such as what an empty list gives.
  if (only === undefined) return UNKNOWN;
  return flat.length === 1 ? only : { kind: 'choice', options: flat.slice(0, 16) };
}

function same(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind === 'literal' && b.kind === 'literal') return a.value === b.value;
  return a.kind === 'closure' && b.kind === 'closure' && a.function === b.function && a.scope === b.scope;
}

/** The string that a value is; undefined when it is none or not known whole. */
export function asString(value: Value | undefined): string | undefined {
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

export function asNumber(value: Value | undefined): number | undefined {
  return value?.kind === 'literal' && typeof value.value === 'number' ? value.value : undefined;
}

export function asBoolean(value: Value | undefined): boolean | undefined {
  return value?.kind === 'literal' && typeof value.value === 'boolean' ? value.value : undefined;
}

/** The strings of a string or a list of strings; undefined when one of them is not known. */
export function asStrings(value: Value | undefined): string[] | undefined {
  const single = asString(value);
  if (single !== undefined) return [single];
  if (value?.kind !== 'list' || value.open) return undefined;
  const strings = value.items.map(asString);
  return strings.every((item) => item !== undefined) ? (strings as string[]) : undefined;
}

/** A field of an object literal. */
export function fieldOf(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === 'object' ? value.fields.get(name) : undefined;
}

/** The dotted name of an external thing, or of what a call of one gives: `passport.authenticate`; `z.string.max` for `z.string().max(3)`. */
export function externalName(value: Value): { readonly module: string; readonly name: string } | undefined {
  if (value.kind === 'external') return value;
  if (value.kind === 'result') return externalName(value.callee);
  if (value.kind === 'typing') return externalName(value.base);
  if (value.kind !== 'property') return undefined;
  const object = externalName(value.object);
  return object === undefined
    ? undefined
    : { module: object.module, name: object.name === '' ? value.name : `${object.name}.${value.name}` };
}

/** The argument with a name, else the nth of those without. */
export function argumentOf(
  args: readonly EvaluatedArgument[],
  position: number,
  ...names: readonly string[]
): EvaluatedArgument | undefined {
  return args.find(({ name }) => name !== undefined && names.includes(name)) ?? args.filter(({ name }) => name === undefined)[position];
}
