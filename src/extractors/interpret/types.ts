import type { Program } from '../program.ts';
import type { Expression, FunctionDeclaration, Statement, TypeDeclaration, TypeReference, Unit } from '../syntax/unit.ts';
import { STEPS } from './budget.ts';
import type { Frame } from './frame.ts';
import type { Interpreter } from './interpreter.ts';
import { Modules } from './modules.ts';
import { ownPath } from './paths.ts';
import type { Scope } from './scope.ts';
import {
  type ClassValue,
  type ClosureValue,
  choice,
  type Dialect,
  type EvaluatedArgument,
  literal,
  type ObjectValue,
  UNKNOWN,
  type Value,
} from './value.ts';

/** Names and types of a program: the first layer of the {@link Interpreter}. */
export abstract class Types {
  readonly program: Program;
  protected readonly modules: Modules;
  protected readonly dialect: Dialect;
  /** Functions that are being entered, outermost first. */
  protected readonly stack: FunctionDeclaration[] = [];
  /** Types whose supertypes are being found. */
  readonly #naming = new Set<TypeDeclaration>();
  /** Functions that were entered at least once. */
  protected readonly entered = new Set<FunctionDeclaration>();
  protected steps = 0;
  /** How often hosts were told something. */
  protected told = 0;

  constructor(program: Program, dialect: Dialect) {
    this.program = program;
    this.dialect = dialect;
    this.modules = new Modules(program, this);
  }

  /** The interpreter that this is a layer of. */
  protected abstract readonly whole: Interpreter;
  abstract run(statements: readonly Statement[], frame: Frame): void;
  abstract evaluateIn(expression: Expression, unit: Unit, scope?: Scope): Value;
  abstract enter(
    closure: ClosureValue,
    args: readonly EvaluatedArgument[],
    how?: { receiver?: Value | undefined; conditional?: boolean },
  ): Value;

  /** True when the budget ran out: what was gathered is then not everything. */
  get exhausted(): boolean {
    return this.steps > STEPS;
  }

  /** Whether something that was read called the function. */
  wasEntered(declared: FunctionDeclaration): boolean {
    return this.entered.has(declared);
  }

  /** A dotted name as a file sees it at module level. */
  lookup(unit: Unit, name: string, scope: Scope = this.modules.scope(unit)): Value | undefined {
    const [first = '', ...rest] = name.split('.');
    let value = scope.lookup(first);
    // Members and types may have one name in C#; a dotted name, or that of a type, means the type.
    if (unit.language === 'csharp' && value?.kind !== 'class') value = this.modules.scope(unit).lookup(first) ?? value;
    for (const member of rest) value = value === undefined ? undefined : this.member(value, member, unit);
    return value;
  }

  /** The type that a reference names, when it is one of the program's. */
  typeNamed(reference: TypeReference, { unit, scope }: { readonly unit: Unit; readonly scope?: Scope }): ClassValue | undefined {
    const value = reference.name === '' ? undefined : this.lookup(unit, reference.name, scope);
    return value?.kind === 'class' ? value : undefined;
  }

  /** Types that a type of the program names as its own supertypes and that are the program's too, nearest first. */
  supertypes(type: ClassValue): ClassValue[] {
    // `class A(A.B)`: to know what `A.B` is, the supertypes of `A` would have to be known.
    if (this.#naming.has(type.type)) return [];
    this.#naming.add(type.type);
    try {
      return type.type.supertypes.flatMap((reference) => this.typeNamed(reference, type) ?? []);
    } finally {
      this.#naming.delete(type.type);
    }
  }

  /** A type and its supertypes in the program, breadth first, each once. */
  lineage(type: ClassValue): ClassValue[] {
    const line = [type];
    const seen = new Set<TypeDeclaration>([type.type]);
    for (const each of line) {
      for (const above of this.supertypes(each)) {
        if (seen.has(above.type) || line.length >= 64) continue;
        seen.add(above.type);
        line.push(above);
      }
    }
    return line;
  }

  /** What a file exports under a name: `default`, `=` for `module.exports`. */
  exported(unit: Unit, name: string): Value {
    return this.modules.exported(unit, name === '=' ? '*' : name);
  }

  /** The scope of a file's module level. */
  rootScope(unit: Unit): Scope {
    return this.modules.scope(unit);
  }

  /** The scope inside of a type's body: nested types, constants, inherited ones. */
  scopeIn(type: ClassValue): Scope {
    return this.modules.typeScope(type);
  }

  member(object: Value, name: string, from: Unit): Value {
    switch (object.kind) {
      case 'external': {
        const own = object.module === '' && object.name === 'import.meta' ? ownPath(`import.meta.${name}`, from) : undefined;
        if (own !== undefined) return own;
        return this.modules.below(object, name, from) ?? { ...object, name: object.name === '' ? name : `${object.name}.${name}` };
      }
      case 'module':
        return this.modules.exported(object.unit, name);
      case 'object':
        if (object.type?.unit.language === 'go') return this.#goMember(object, object.type, name);
        return object.fields.get(name) ?? this.#method(object, name) ?? this.#inherited(object, name) ?? UNKNOWN;
      case 'class':
        return this.#static(object, name);
      case 'host':
        return object.host.member?.(name) ?? UNKNOWN;
      case 'choice':
        return choice(object.options.map((option) => this.member(option, name, from)));
      case 'result':
      case 'property':
        return { kind: 'property', object, name };
      case 'typing':
        return this.member(object.base, name, from);
      case 'literal':
        // The name of an entry of an enumeration, which stands for itself.
        return name === 'name' && from.language === 'kotlin' ? object : UNKNOWN;
      default:
        return UNKNOWN;
    }
  }

  /** The declared method of an instance, its own or inherited; what a property's getter gives. */
  #method(object: ObjectValue, name: string): Value | undefined {
    const closure = object.type === undefined ? undefined : this.methodOf(object.type, name, object);
    if (closure === undefined) return undefined;
    const isGetter =
      closure.function.decorators.some((each) => /(?:^|\.)(?:cached_)?property$/.test(each.name)) ||
      closure.function.modifiers.includes('get');
    return isGetter ? this.enter(closure, [], { receiver: object }) : closure;
  }

  /** A method of a type, its own or inherited from another type of the program. */
  methodOf(type: ClassValue, name: string, receiver?: Value): ClosureValue | undefined {
    for (const each of this.lineage(type)) {
      const found = each.type.methods.find((method) => method.name === name);
      if (found !== undefined)
        return { kind: 'closure', function: found, unit: each.unit, scope: this.scopeIn(each), receiver, owner: each };
      const beside = this.modules.methodBeside(each, name);
      if (beside !== undefined) return { ...beside, receiver, owner: each };
    }
    return undefined;
  }

  /** A field of a struct of Go, its own or embedded; one without a known value is some value of its type. */
  #goMember(object: ObjectValue, type: ClassValue, name: string): Value {
    const known = object.fields.get(name);
    if (known !== undefined && known.kind !== 'unknown') return known;
    const method = this.methodOf(type, name, object);
    if (method !== undefined) return method;
    for (const each of this.lineage(type)) {
      const field = each.type.fields.find((candidate) => candidate.name === name)?.type;
      const reference = field ?? each.type.supertypes.find((above) => above.name.slice(above.name.lastIndexOf('.') + 1) === name);
      const value = reference === undefined ? undefined : (zero(reference, object) ?? this.someOf(reference, each, name));
      if (value === undefined) continue;
      object.fields.set(name, value);
      return value;
    }
    return UNKNOWN;
  }

  /** Some value of a type: what the framework gives for it, or a struct of the program of which nothing is known. */
  someOf(reference: TypeReference, context: { readonly unit: Unit; readonly scope: Scope }, name: string): Value | undefined {
    const given = this.dialect.parameter?.({ type: reference.name, name });
    if (given !== undefined) return given;
    const type = this.typeNamed(reference, context);
    if (type === undefined || (type.type.kind !== 'struct' && type.type.kind !== 'interface')) return undefined;
    return { kind: 'object', fields: new Map(), type, places: new Map(), open: true };
  }

  /** A member of the class itself, read through an instance. */
  #inherited({ type }: ObjectValue, name: string): Value | undefined {
    return type === undefined ? undefined : this.#static(type, name);
  }

  #static(type: ClassValue, name: string): Value {
    for (const each of this.lineage(type)) {
      const field = each.type.fields.find((candidate) => candidate.name === name);
      if (field?.value !== undefined) return this.modules.constant(each, field.value);
      const method = each.type.methods.find((candidate) => candidate.name === name);
      if (method !== undefined) return { kind: 'closure', function: method, unit: each.unit, scope: this.scopeIn(each), receiver: type };
      const nested = each.type.statements.find((statement) => statement.kind === 'type' && statement.type.name === name);
      if (nested?.kind === 'type') return { kind: 'class', type: nested.type, unit: each.unit, scope: this.scopeIn(each) };
    }
    return type.type.kind === 'enum' ? literal(name) : UNKNOWN;
  }
}

/** What a field of a literal holds that was given nothing (Go). */
function zero({ name, nullable }: TypeReference, { open }: ObjectValue): Value | undefined {
  if (open) return undefined;
  if (name === 'bool') return literal(false);
  if (name === 'string') return literal('');
  return name === '' || nullable === true || /(?:^|\.)\w*(?:Func|Skipper|Handler)$/.test(name) ? literal(null) : undefined;
}
