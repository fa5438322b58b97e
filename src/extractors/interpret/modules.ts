import type { Program } from '../program.ts';
import { importsTypes } from '../syntax/language.ts';
import type { Expression, Import, Unit } from '../syntax/unit.ts';
import { type Frame, frameOf } from './frame.ts';
import { type ModuleTarget, resolverOf } from './resolve.ts';
import { Scope } from './scope.ts';
import type { Types } from './types.ts';
import { asString, type CallSite, type ClassValue, type ClosureValue, type ExternalValue, UNKNOWN, type Value } from './value.ts';

interface ModuleState {
  readonly scope: Scope;
  /** Calls at module level, and values that are exported: evaluated once, whoever asks first. */
  readonly known: Map<string, Value>;
  readonly exporting: Set<string>;
}

/** Modules that pass a name on to each other. */
const DEPTH = 100;

/** Links the units of a program: module scopes, imports and exports. */
export class Modules {
  readonly #program: Program;
  readonly #interpreter: Types;
  readonly #states = new Map<string, ModuleState>();
  readonly #typeScopes = new WeakMap<object, Scope>();
  readonly #constants = new WeakMap<Expression, Value>();
  #depth = 0;

  constructor(program: Program, interpreter: Types) {
    this.#program = program;
    this.#interpreter = interpreter;
  }

  /** The scope of a unit's module level, which is read when it is first asked for. */
  scope(unit: Unit): Scope {
    return this.#state(unit).scope;
  }

  #state(unit: Unit): ModuleState {
    const present = this.#states.get(unit.file);
    if (present !== undefined) return present;
    const scope = new Scope(undefined, (name) => this.#imported(unit, name));
    const state: ModuleState = { scope, known: new Map(), exporting: new Set() };
    this.#states.set(unit.file, state);
    // In a cycle of imports a name is asked for before it has a value.
    for (const each of unit.statements)
      if (each.kind === 'declare' && each.target.kind === 'name') scope.declare(each.target.name, UNKNOWN);
    this.#interpreter.run(unit.statements, frameOf(unit, scope));
    return state;
  }

  /** Evaluates an expression of the module level a single time. */
  once(expression: Expression, frame: Frame, evaluate: () => Value): Value {
    const state = this.#states.get(frame.unit.file);
    if (state === undefined || state.scope !== frame.scope || frame.looping > 0) return evaluate();
    const key = `${expression.at.start}-${expression.at.end}`;
    const present = state.known.get(key);
    if (present !== undefined) return present;
    const value = evaluate();
    state.known.set(key, value);
    return value;
  }

  /** The scope inside of a type: its nested types, its constants, and what it inherits of them. */
  typeScope(type: ClassValue): Scope {
    const present = this.#typeScopes.get(type.type);
    if (present !== undefined) return present;
    const seeking = new Set<string>();
    const scope = new Scope(type.scope, (name) => {
      if (seeking.has(name)) return undefined;
      seeking.add(name);
      const found = this.#interpreter.member(type, name, type.unit);
      seeking.delete(name);
      return found.kind === 'unknown' || (found.kind === 'literal' && found.value === name) ? undefined : found;
    });
    this.#typeScopes.set(type.type, scope);
    return scope;
  }

  /** A method that stands beside its type (Go). */
  methodBeside({ unit, type }: ClassValue, name: string): ClosureValue | undefined {
    const found = resolverOf(this.#program, unit).method?.(unit, type.name, name);
    return found === undefined ? undefined : { kind: 'closure', function: found.function, unit: found.unit, scope: this.scope(found.unit) };
  }

  /** The value of a static field. */
  constant(type: ClassValue, expression: Expression): Value {
    const present = this.#constants.get(expression);
    if (present !== undefined) return present;
    // Whoever asks for it while it is being found, asks for itself.
    this.#constants.set(expression, UNKNOWN);
    const value = this.#interpreter.evaluateIn(expression, type.unit, this.typeScope(type));
    this.#constants.set(expression, value);
    return value;
  }

  /** `require('x')` and `import('x')`; undefined when the call is neither. */
  required(callee: Value, { arguments: [first] }: CallSite, unit: Unit): Value | undefined {
    if (callee.kind !== 'external' || callee.module !== '' || !/^(?:require|import)$/.test(callee.name)) return undefined;
    const specifier = asString(first?.value);
    return specifier === undefined ? UNKNOWN : this.#module(unit, specifier);
  }

  /** What stands below a package that may be one of the program's own (Python's namespace packages). */
  below(object: ExternalValue, name: string, from: Unit): Value | undefined {
    if (from.language !== 'python' || object.module === '') return undefined;
    const path = [object.module, object.name, name].filter((part) => part !== '').join('.');
    const target = resolverOf(this.#program, from).module(from, path);
    return target.kind === 'external' ? undefined : this.#valueOf(target);
  }

  /** What a unit gives under a name: an export, or in languages without exports whatever it declares. */
  exported(unit: Unit, name: string): Value {
    const state = this.#state(unit);
    if (importsTypes(unit.language)) return state.scope.own.get(name) ?? UNKNOWN;
    if (unit.language === 'go') return state.scope.own.get(name) ?? this.#inPackage(unit, name);
    // A name that is asked for while it is being found stands for itself; and chains of modules end somewhere.
    if (state.exporting.has(name) || this.#depth > DEPTH) return UNKNOWN;
    state.exporting.add(name);
    this.#depth++;
    const found = unit.language === 'python' ? this.#pythonMember(unit, name, state) : this.#export(unit, name, state);
    this.#depth--;
    state.exporting.delete(name);
    return found ?? UNKNOWN;
  }

  /** What another file of a package declares (Go). */
  #inPackage(unit: Unit, name: string): Value {
    const target = resolverOf(this.#program, unit).implied(unit, name);
    if (target?.kind !== 'unit' || target.member === undefined || target.unit === unit) return UNKNOWN;
    return this.#state(target.unit).scope.own.get(name) ?? UNKNOWN;
  }

  #pythonMember(unit: Unit, name: string, { scope }: ModuleState): Value {
    const found = scope.lookup(name);
    if (found !== undefined) return found;
    const target = resolverOf(this.#program, unit).module(unit, `.${name}`);
    return /__init__\.py$/.test(unit.file) && target.kind === 'unit' ? this.#valueOf(target) : UNKNOWN;
  }

  #export(unit: Unit, name: string, state: ModuleState): Value | undefined {
    const whole = unit.exports.findLast((each) => each.name === '=');
    if (name === '*' || (name === 'default' && !unit.exports.some((each) => each.name === 'default'))) {
      return whole?.value === undefined ? { kind: 'module', unit } : this.#exportedValue(unit, whole.value, state);
    }
    const own = unit.exports.findLast((each) => each.name === name);
    if (own?.value !== undefined) return this.#exportedValue(unit, own.value, state);
    if (own?.from !== undefined) return this.#importedFrom(unit, own.from, own.imported ?? name);
    if (whole?.value !== undefined) return this.#interpreter.member(this.#exportedValue(unit, whole.value, state), name, unit);
    for (const each of unit.exports) {
      if (each.name !== '*' || each.from === undefined) continue;
      const found = this.#importedFrom(unit, each.from, name);
      if (found.kind !== 'unknown') return found;
    }
    return undefined;
  }

  #exportedValue(unit: Unit, expression: Expression, state: ModuleState): Value {
    const key = `${expression.at.start}-${expression.at.end}`;
    const present = state.known.get(key);
    if (present !== undefined && expression.kind !== 'name') return present;
    const value = this.#interpreter.evaluateIn(expression, unit, state.scope);
    if (expression.kind !== 'name') state.known.set(key, value);
    return value;
  }

  /** A name that a unit does not declare: its imports, then what the language sees without one. */
  #imported(unit: Unit, name: string): Value | undefined {
    const own = unit.imports.findLast((each) => each.name === name);
    if (own !== undefined) return this.#ofImport(unit, own, name);
    const implied = resolverOf(this.#program, unit).implied(unit, name);
    if (implied !== undefined) return this.#valueOf(implied, name);
    if (importsTypes(unit.language)) return undefined;
    for (const each of unit.imports) {
      if (each.imported !== '**') continue;
      const found = this.#importedFrom(unit, each.from, name);
      if (found.kind !== 'unknown' && found.kind !== 'external') return found;
    }
    return undefined;
  }

  #ofImport(unit: Unit, { from, imported }: Import, name: string): Value {
    if (!importsTypes(unit.language)) return this.#importedFrom(unit, from, imported);
    const target = resolverOf(this.#program, unit).module(unit, from);
    if (imported === '*') return this.#valueOf(target, name);
    // A static import: the member of a type.
    return this.#interpreter.member(this.#valueOf(target, from.slice(from.lastIndexOf('.') + 1)), imported, unit);
  }

  #importedFrom(unit: Unit, from: string, imported: string): Value {
    const resolver = resolverOf(this.#program, unit);
    const target = resolver.module(unit, from);
    if (target.kind === 'missing') return UNKNOWN;
    if (target.kind === 'external') {
      if (unit.language === 'python' && imported !== '*') {
        // A namespace package: `from app.api import users` where `app/api` has no `__init__.py`.
        const below = resolver.module(unit, from.endsWith('.') ? `${from}${imported}` : `${from}.${imported}`);
        if (below.kind === 'unit') return this.#valueOf(below);
      }
      return { kind: 'external', module: target.name, name: imported === '*' || imported === 'default' ? '' : imported };
    }
    if (unit.language === 'python') {
      if (imported === '*') return { kind: 'module', unit: target.unit };
      // `from . import views` in the file of a package means the module beside it.
      const beside =
        target.unit.file === unit.file ? resolver.module(unit, from.endsWith('.') ? `${from}${imported}` : `${from}.${imported}`) : target;
      return beside.kind === 'unit' && beside !== target ? this.#valueOf(beside) : this.exported(target.unit, imported);
    }
    if (unit.language === 'go' && imported === '*') return { kind: 'module', unit: target.unit };
    return this.exported(target.unit, imported);
  }

  #module(unit: Unit, specifier: string): Value {
    return this.#importedFrom(unit, specifier, '*');
  }

  #valueOf(target: ModuleTarget, name?: string): Value {
    if (target.kind === 'missing') return UNKNOWN;
    if (target.kind === 'external') {
      if (name === undefined) return { kind: 'external', module: target.name, name: '' };
      const dot = target.name.lastIndexOf('.');
      return { kind: 'external', module: target.name.slice(0, Math.max(0, dot)), name: target.name.slice(dot + 1) };
    }
    const { unit } = target;
    if (unit.language === 'go') return target.member === undefined ? { kind: 'module', unit } : this.exported(unit, target.member);
    return importsTypes(unit.language) && name !== undefined ? this.#typeIn(unit, target.member ?? name) : { kind: 'module', unit };
  }

  #typeIn(unit: Unit, path: string): Value {
    const [first = '', ...rest] = path.split('.');
    let value = this.exported(unit, first);
    for (const name of rest) value = this.#interpreter.member(value, name, unit);
    return value;
  }
}
