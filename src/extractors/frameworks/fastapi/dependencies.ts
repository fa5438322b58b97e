/** What FastAPI dependencies and middleware do about access. */

import type { Interpreter } from '../../interpret/interpreter.ts';
import {
  argumentOf,
  asBoolean,
  asString,
  asStrings,
  type ClassValue,
  type ClosureValue,
  type CodePlace,
  externalName,
  type Value,
} from '../../interpret/value.ts';
import { typeOf } from '../../languages/python-expressions.ts';
import type { Guard } from '../../security.ts';
import type { ParameterDeclaration, TypeReference } from '../../syntax/unit.ts';
import { table } from '../../table.ts';
import { dependsOnPath, guardOfFunction, nameOf, readsIdentity, refuses } from '../function-guards.ts';
import { SchemeHost } from './hosts.ts';

const DEPTH = 12;

/** A dependency as a parameter or a list names it. */
export interface Dependency {
  readonly value: Value;
  readonly place: CodePlace;
  readonly scopes: readonly string[];
}

/** The dependency that `Depends(x)` or `Security(x, scopes=[...])` names; `annotated` stands for it in `Depends()`. */
export function dependencyOf(value: Value, annotated?: Value): Dependency | undefined {
  const called = value.kind === 'result' ? externalName(value.callee) : undefined;
  if (value.kind !== 'result' || called === undefined || !called.module.startsWith('fastapi')) return undefined;
  const last = called.name.slice(called.name.lastIndexOf('.') + 1);
  if (last !== 'Depends' && last !== 'Security') return undefined;
  const given = argumentOf(value.arguments, 0, 'dependency');
  const scopes = asStrings(argumentOf(value.arguments, 1, 'scopes')?.value) ?? [];
  return { value: given?.value ?? annotated ?? { kind: 'unknown' }, place: given?.place ?? value.place, scopes };
}

/** The dependencies that the parameters of a function name, by default or by annotation. */
export function parameterDependencies(closure: ClosureValue, interpreter: Interpreter): Dependency[] {
  return closure.function.parameters.flatMap((parameter) => dependencyOfParameter(parameter, closure, interpreter) ?? []);
}

export function dependencyOfParameter(
  parameter: ParameterDeclaration,
  closure: ClosureValue,
  interpreter: Interpreter,
): Dependency | undefined {
  const { unit, scope } = closure;
  const annotated = (): Value | undefined =>
    parameter.type === undefined ? undefined : interpreter.lookup(unit, parameter.type.name, scope);
  if (parameter.value !== undefined) {
    const found = dependencyOf(interpreter.evaluateIn(parameter.value, unit, scope), annotated());
    if (found !== undefined) return found;
  }
  for (const { value, type } of metadataOf(parameter.type, closure, interpreter)) {
    const found = dependencyOf(value, type);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Arguments of `Annotated` after the first, evaluated, through aliases (`CurrentUser = Annotated[User, Depends(f)]`). */
export function metadataOf(
  type: TypeReference | undefined,
  { unit, scope }: Pick<ClosureValue, 'unit' | 'scope'>,
  interpreter: Interpreter,
  depth = 0,
): { readonly value: Value; readonly type: Value | undefined }[] {
  if (type === undefined || depth > 8) return [];
  const own = (type.metadata ?? []).map((each) => ({
    value: interpreter.evaluateIn(each, unit, scope),
    type: interpreter.lookup(unit, type.name, scope),
  }));
  const alias = own.length > 0 || type.name === '' ? undefined : interpreter.lookup(unit, type.name, scope);
  if (alias?.kind !== 'typing') return own;
  return metadataOf(typeOf(alias.expression), alias, interpreter, depth + 1);
}

/** What a dependency does about access, with everything that it depends on. */
export function guardOfDependency({ value, place, scopes }: Dependency, interpreter: Interpreter, depth = 0): Guard {
  const guard = judge(value, place, interpreter, depth);
  if (scopes.length === 0) return guard;
  const kind = guard.kind === 'required' || guard.kind === 'authorizes' ? 'authorizes' : guard.kind;
  return { ...guard, kind, scopes: [...(guard.scopes ?? []), ...scopes] };
}

function judge(value: Value, place: CodePlace, interpreter: Interpreter, depth: number): Guard {
  if (depth > DEPTH) return { kind: 'unknown', note: 'dependencies nested too deeply', place };
  switch (value.kind) {
    case 'closure':
      return ofFunction(value, place, interpreter, depth);
    case 'class': {
      const made = interpreter.methodOf(value, 'constructor');
      if (made !== undefined) return ofFunction(made, place, interpreter, depth);
      return ofDataClass(value, place, interpreter, depth);
    }
    case 'object': {
      const call = value.type === undefined ? undefined : interpreter.methodOf(value.type, '__call__', value);
      if (call !== undefined) return ofFunction(call, place, interpreter, depth);
      return { kind: 'unknown', note: 'a dependency that could not be found in this code', place };
    }
    case 'host':
      return value.host instanceof SchemeHost
        ? ofScheme(value.host, place)
        : { kind: 'unknown', note: 'a dependency that is not known', place };
    case 'choice': {
      const guards = value.options.map((option) => judge(option, place, interpreter, depth + 1));
      const [first] = guards;
      if (first !== undefined && guards.every(({ kind }) => kind === first.kind)) return first;
      return { kind: 'unknown', note: 'one of several dependencies, and nobody can tell which', place };
    }
    default:
      return ofPackage(value, place);
  }
}

/** A class without a constructor (a dataclass, a pydantic model): its fields are parameters. */
function ofDataClass(type: ClassValue, place: CodePlace, interpreter: Interpreter, depth: number): Guard {
  const guards = interpreter.lineage(type).flatMap((each) =>
    each.type.fields.flatMap(({ value }): Guard[] => {
      const dependency = value === undefined ? undefined : dependencyOf(interpreter.evaluateIn(value, each.unit, each.scope));
      return dependency === undefined ? [] : [guardOfDependency(dependency, interpreter, depth + 1)];
    }),
  );
  return strongest(guards) ?? { kind: 'harmless', note: `\`${type.type.name}\` gathers parameters`, place };
}

function ofFunction(closure: ClosureValue, place: CodePlace, interpreter: Interpreter, depth: number): Guard {
  const inner = parameterDependencies(closure, interpreter).map((each) => guardOfDependency(each, interpreter, depth + 1));
  const { function: declared } = closure;
  const named = nameOf(closure);
  const schemes = inner.flatMap((guard) => guard.schemes ?? []);
  const scopes = inner.flatMap((guard) => guard.scopes ?? []);
  const required = inner.find(({ kind }) => kind === 'required' || kind === 'authorizes');
  if (required !== undefined) return { ...required, note: `${named}: ${required.note}`, place, schemes, scopes };
  const optional = inner.find(({ kind }) => kind === 'optional');
  if (refuses(declared) && (optional !== undefined || readsIdentity(declared) || inner.some(({ kind }) => kind === 'unknown'))) {
    if (dependsOnPath(declared)) return { kind: 'unknown', note: `${named} refuses requests, but not for every path`, place };
    return { kind: 'required', note: `${named} refuses requests without a valid credential`, place, schemes, scopes };
  }
  if (optional !== undefined && !refuses(declared)) return { ...optional, note: `${named}: ${optional.note}`, place };
  const unknown = inner.find(({ kind }) => kind === 'unknown');
  if (unknown !== undefined) return { ...unknown, note: `${named}: ${unknown.note}`, place };
  return { ...guardOfFunction(closure, interpreter), place };
}

const NAMES: Readonly<Record<string, string>> = table({ HTTPBearer: 'bearer', HTTPBasic: 'basic', HTTPDigest: 'digest' });

function ofScheme({ scheme, arguments: args }: SchemeHost, place: CodePlace): Guard {
  const given = args.find(({ name }) => name === 'auto_error');
  const auto = given === undefined ? true : asBoolean(given.value);
  const name = asString(args.find((each) => each.name === 'scheme_name')?.value) ?? NAMES[scheme] ?? scheme;
  const schemes = [name];
  if (auto === undefined) return { kind: 'unknown', note: `\`${scheme}\` refuses by a setting (\`auto_error\`)`, place, schemes };
  if (auto) return { kind: 'required', note: `\`${scheme}\` refuses requests without a credential`, place, schemes };
  return { kind: 'optional', note: `\`${scheme}\` reads a credential if there is one (\`auto_error=False\`)`, place, schemes };
}

/** Packages that authenticate, and classes of the framework that are given as dependencies. */
function ofPackage(value: Value, place: CodePlace): Guard {
  const called = externalName(value);
  if (called === undefined) return { kind: 'unknown', note: 'a dependency that could not be found in this code', place };
  const last = called.name.slice(called.name.lastIndexOf('.') + 1);
  if (last === 'current_user' && called.module.startsWith('fastapi_users')) {
    const optional = value.kind === 'result' ? asBoolean(value.arguments.find(({ name }) => name === 'optional')?.value) : undefined;
    const note = '`current_user()` of fastapi-users';
    return optional === true
      ? { kind: 'optional', note, place }
      : { kind: 'required', note: `${note} refuses requests without a user`, place };
  }
  if (HARMLESS.test(`${called.module}:${last}`)) return { kind: 'harmless', note: `\`${last}\` has nothing to do with access`, place };
  return {
    kind: 'unknown',
    note: `\`${last === '' ? called.module : last}\` of ${called.module || 'an unknown place'} is not known and may guard`,
    place,
  };
}

const HARMLESS =
  /^(?:fastapi_limiter|fastapi_pagination|fastapi_cache|slowapi|fastapi_filter|sqlmodel|sqlalchemy|databases|motor|redis)|:(?:OAuth2PasswordRequestForm(?:Strict)?|BackgroundTasks|Request|Response|WebSocket|Settings|Session|AsyncSession|CORSMiddleware|GZipMiddleware|TrustedHostMiddleware|HTTPSRedirectMiddleware|SessionMiddleware|SlowAPIMiddleware|SlowAPIASGIMiddleware|ProxyHeadersMiddleware|PrometheusMiddleware|CorrelationIdMiddleware|ServerErrorMiddleware|ExceptionMiddleware|WSGIMiddleware|SentryAsgiMiddleware|BrotliMiddleware|RawContextMiddleware)$/;

/** What a middleware class or function does about access. */
export function guardOfMiddleware(value: Value, place: CodePlace, interpreter: Interpreter): Guard {
  if (value.kind === 'closure') return guardOfFunction(value, interpreter);
  if (value.kind === 'class') {
    const dispatch = interpreter.methodOf(value, 'dispatch') ?? interpreter.methodOf(value, '__call__');
    if (dispatch !== undefined) return { ...guardOfFunction(dispatch, interpreter), place };
  }
  const called = externalName(value);
  if (called?.name.endsWith('AuthenticationMiddleware') === true)
    return { kind: 'optional', note: 'AuthenticationMiddleware reads the credential', place };
  const guard = ofPackage(value, place);
  return guard.kind === 'unknown' ? { ...guard, note: guard.note.replace('dependency', 'middleware') } : guard;
}

function strongest(guards: readonly Guard[]): Guard | undefined {
  for (const kinds of [['required', 'authorizes'], ['unknown'], ['optional']] as const) {
    const found = guards.find(({ kind }) => (kinds as readonly string[]).includes(kind));
    if (found !== undefined) return found;
  }
  return undefined;
}
