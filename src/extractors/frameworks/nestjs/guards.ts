/** What NestJS guards and middleware do about access. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asBoolean, asStrings, type ClassValue, type CodePlace, externalName, type Value } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import type { Expression, FunctionDeclaration, Statement } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { dependsOnPath, readsIdentity, refuses } from '../function-guards.ts';
import { keyOf } from './decorators.ts';

/** A guard class, apart from any route. */
export interface GuardClass {
  readonly kind: 'required' | 'optional' | 'unknown' | 'limiter';
  readonly note: string;
  readonly schemes: readonly string[];
  /** Metadata that lets everybody through. */
  readonly skips: readonly string[];
  /** Metadata without which it lets everybody through: roles, permissions. */
  readonly needs: readonly string[];
}

/** Reads guard classes, each once. */
export class Guards {
  readonly #interpreter: Interpreter;
  readonly #known = new Map<unknown, GuardClass>();

  constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter;
  }

  /** The guard on a route with the given metadata (of method and class together). */
  onRoute(value: Value, place: CodePlace, metadata: ReadonlyMap<string, Value>): Guard {
    const guard = this.of(value);
    const { kind, note, schemes } = guard;
    if (kind === 'limiter') return { kind: 'harmless', note, place };
    const skip = guard.skips.find((key) => metadata.has(key) && asBoolean(metadata.get(key)) !== false);
    if (skip !== undefined) return { kind: 'public', note: `${note}, and the metadata \`${skip}\` lets everybody through`, place };
    if (guard.needs.length === 0) return { kind, note, place, schemes };
    const asked = guard.needs.find((key) => metadata.has(key));
    if (asked === undefined) return { kind: 'harmless', note: `${note} only where \`${guard.needs[0]}\` is set`, place };
    return { kind: 'authorizes', note, place, schemes, scopes: asStrings(metadata.get(asked)) ?? [] };
  }

  of(value: Value): GuardClass {
    const key = value.kind === 'class' ? value.type : value.kind === 'object' && value.type !== undefined ? value.type.type : value;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    // What a guard that extends itself would be taken for.
    this.#known.set(key, unknown('a guard that extends itself'));
    const read = this.#read(value);
    this.#known.set(key, read);
    return read;
  }

  #read(value: Value): GuardClass {
    if (value.kind === 'class') return this.#class(value);
    if (value.kind === 'object' && value.type !== undefined) return this.#class(value.type);
    return external(value) ?? unknown('a guard that could not be found in this code');
  }

  #class(type: ClassValue): GuardClass {
    const named = `\`${type.type.name}\``;
    const base = this.#base(type);
    const canActivate = type.type.methods.find(({ name }) => name === 'canActivate');
    const { skips, needs, unclear } =
      canActivate === undefined ? { skips: [], needs: [], unclear: false } : this.#metadataKeys(canActivate, type);
    if (canActivate !== undefined && dependsOnPath(canActivate)) return unknown(`${named} asks for the path of the request`);
    if (unclear) return unknown(`what ${named} does with the metadata that it reads is not clear`);
    if (base !== undefined) {
      const kind = lenient(type) ? 'optional' : base.kind;
      const note = kind === 'optional' ? `${named} authenticates, and lets everybody through` : `${named}: ${base.note}`;
      return { ...base, kind, note, skips: [...base.skips, ...skips], needs: [...base.needs, ...needs] };
    }
    if (canActivate === undefined) return unknown(`${named} could not be read`);
    // A guard that answers false refuses, whatever words it has for it.
    const authenticates = readsIdentity(canActivate) || refuses(canActivate) || this.#hands(canActivate, type);
    if (!authenticates) return { ...unknown(`what ${named} asks for is not known`), skips, needs };
    return { kind: 'required', note: `${named} refuses requests without a valid credential`, schemes: [], skips, needs };
  }

  /** The guard that a class extends, in the program or in a package. */
  #base(type: ClassValue): GuardClass | undefined {
    const [above] = this.#interpreter.supertypes(type);
    if (above?.type.kind === 'class') return this.of(above);
    for (const { name, metadata } of type.type.supertypes) {
      const [call] = metadata ?? [];
      const value =
        call === undefined
          ? this.#interpreter.lookup(type.unit, name, type.scope)
          : this.#interpreter.evaluateIn(call, type.unit, type.scope);
      const found = value === undefined || externalName(value)?.name === 'CanActivate' ? undefined : external(value);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** `canActivate` that asks another method of the class, which refuses or reads who asks. */
  #hands(method: FunctionDeclaration, type: ClassValue): boolean {
    for (const expression of expressionsOf(method.body ?? [])) {
      if (expression.kind !== 'call' || expression.callee.kind !== 'member' || expression.callee.object.kind !== 'name') continue;
      if (expression.callee.object.name !== 'this') continue;
      const called = this.#interpreter.methodOf(type, expression.callee.name);
      if (called !== undefined && called.function !== method && (readsIdentity(called.function) || refuses(called.function))) return true;
    }
    return false;
  }

  /** Metadata keys that `canActivate` reads, and what it does with them. */
  #metadataKeys(method: FunctionDeclaration, type: ClassValue): { skips: string[]; needs: string[]; unclear: boolean } {
    const keys = new Map<string, string>();
    const skips: string[] = [];
    const needs: string[] = [];
    const visit = (statements: readonly Statement[]): void => {
      for (const statement of statements) {
        if (statement.kind === 'declare' && statement.target.kind === 'name' && statement.value !== undefined) {
          const key = this.#keyIn(statement.value, type);
          if (key !== undefined) keys.set(statement.target.name, key);
        }
        if (statement.kind !== 'block') continue;
        const { condition, body } = statement;
        if (statement.of === 'if' && condition !== undefined && returnsTrueIn(body)) this.#sort(condition, keys, type, { skips, needs });
        visit(body);
      }
    };
    visit(method.body ?? []);
    const reads = [...expressionsOf(method.body ?? [])].some((expression) => isMetadataRead(expression));
    return { skips, needs, unclear: reads && skips.length + needs.length === 0 };
  }

  /** `if (isPublic) return true` skips; `if (!roles) return true` needs. */
  #sort(condition: Expression, keys: ReadonlyMap<string, string>, type: ClassValue, into: { skips: string[]; needs: string[] }): void {
    const keyOfExpression = (expression: Expression): string | undefined =>
      expression.kind === 'name'
        ? keys.get(expression.name)
        : expression.kind === 'member'
          ? keyOfExpression(expression.object)
          : this.#keyIn(expression, type);
    const parts = condition.kind === 'choice' ? condition.items : [condition];
    for (const part of parts) {
      const negated =
        part.kind === 'other' && (part.operator === '!' || part.parts.some(({ kind }) => kind === 'number' || kind === 'null'));
      const key = part.kind === 'other' ? part.parts.map(keyOfExpression).find((each) => each !== undefined) : keyOfExpression(part);
      if (key !== undefined) (negated ? into.needs : into.skips).push(key);
    }
  }

  /** The key in `this.reflector.getAllAndOverride(KEY, [...])`. */
  #keyIn(expression: Expression, { unit, scope }: ClassValue): string | undefined {
    if (!isMetadataRead(expression)) return undefined;
    const [first] = expression.arguments;
    return first === undefined ? undefined : keyOf(this.#interpreter.evaluateIn(first.value, unit, scope));
  }
}

/** `this.reflector.get(KEY, target)` and its like. */
function isMetadataRead(expression: Expression): expression is Extract<Expression, { kind: 'call' }> {
  if (expression.kind !== 'call' || expression.callee.kind !== 'member') return false;
  const { name, object } = expression.callee;
  const on = object.kind === 'member' ? object.name : object.kind === 'name' ? object.name : '';
  return /^(?:get|getAll|getAllAndOverride|getAllAndMerge)$/.test(name) && /reflector/i.test(on);
}

function returnsTrue(statement: Statement): boolean {
  return statement.kind === 'return' && statement.value?.kind === 'boolean' && statement.value.value;
}

/** A guard of passport that never refuses: its `handleRequest` throws nothing, or `canActivate` swallows what is thrown. */
function lenient({ type }: ClassValue): boolean {
  const handle = type.methods.find(({ name }) => name === 'handleRequest');
  if (handle !== undefined && !refuses(handle) && !throwsIn(handle.body ?? [])) return true;
  const activate = type.methods.find(({ name }) => name === 'canActivate');
  return catchesIn(activate?.body ?? []);
}

function returnsTrueIn(statements: readonly Statement[]): boolean {
  return statements.some((each) => returnsTrue(each) || (each.kind === 'block' && returnsTrueIn(each.body)));
}

function throwsIn(statements: readonly Statement[]): boolean {
  return statements.some((each) => each.kind === 'throw' || (each.kind === 'block' && throwsIn(each.body)));
}

function catchesIn(statements: readonly Statement[]): boolean {
  return statements.some((each) => each.kind === 'block' && ((each.of === 'catch' && returnsTrueIn(each.body)) || catchesIn(each.body)));
}

function unknown(note: string): GuardClass {
  return { kind: 'unknown', note, schemes: [], skips: [], needs: [] };
}

/** Guards of packages. */
function external(value: Value): GuardClass | undefined {
  const called = externalName(value);
  if (called === undefined) return undefined;
  if (called.name === 'ThrottlerGuard') return { kind: 'limiter', note: 'ThrottlerGuard', schemes: [], skips: [], needs: [] };
  if (called.module === '@nestjs/passport' && called.name === 'AuthGuard') {
    const schemes = (value.kind === 'result' ? asStrings(value.arguments[0]?.value) : undefined) ?? [];
    const named = schemes.map((scheme) => `\`${scheme}\``).join(', ');
    if (schemes.includes('anonymous'))
      return { kind: 'optional', note: `passport authenticates by ${named}`, schemes, skips: [], needs: [] };
    return { kind: 'required', note: `passport authenticates${named === '' ? '' : ` by ${named}`}`, schemes, skips: [], needs: [] };
  }
  if (called.module === 'nest-keycloak-connect' && called.name === 'AuthGuard') {
    return { kind: 'required', note: 'Keycloak authenticates', schemes: ['keycloak'], skips: ['unprotected'], needs: [] };
  }
  return unknown(`\`${called.name}\` of ${called.module || 'an unknown place'} is not known and may guard`);
}
