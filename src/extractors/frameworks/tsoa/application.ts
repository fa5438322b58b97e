/** What stands before the routes that tsoa makes: middleware of the application, and the function that authenticates. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import {
  asString,
  type CallSite,
  type ClosureValue,
  type CodePlace,
  type Dialect,
  type Host,
  host,
  type Value,
} from '../../interpret/value.ts';
import type { Program } from '../../program.ts';
import type { Guard } from '../../security.ts';
import { dotted } from '../../syntax/build.ts';
import type { FunctionDeclaration, Statement } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { guardOf } from '../express-guards.ts';
import { nameOf } from '../function-guards.ts';

interface Used {
  readonly value: Value;
  readonly place: CodePlace;
  readonly conditional: boolean;
}

/** `express()` and `express.Router()`: what is used on them. */
class AppHost implements Host {
  readonly #used: Used[];

  constructor(used: Used[]) {
    this.#used = used;
  }

  call(method: string, { arguments: args, place, conditional }: CallSite): Value | undefined {
    if (method !== 'use') return undefined;
    const [first] = args;
    // What is used below a path is for that path alone; the routes have paths of their own.
    if (first !== undefined && first.value.kind !== 'closure' && asString(first.value) !== undefined && asString(first.value) !== '/')
      return undefined;
    for (const { value } of args) {
      const handlesErrors = value.kind === 'closure' && value.function.parameters.length === 4;
      const isRouter = value.kind === 'host' || value.kind === 'literal';
      if (!handlesErrors && !isRouter) this.#used.push({ value, place, conditional });
    }
    return undefined;
  }
}

export class Application {
  readonly dialect: Dialect;
  readonly #used: Used[] = [];

  constructor() {
    this.dialect = {
      external: ({ module, name }) =>
        module === 'express' && /^(?:|Router|default)$/.test(name) ? host(new AppHost(this.#used)) : undefined,
    };
  }

  /** Reads the files that register the routes, and says what each request passes before them. */
  guards(program: Program, files: readonly string[], interpreter: Interpreter): Guard[] {
    const registering = new Map(
      files.flatMap((file): [string, number][] => {
        const at = program.text(file).search(/\bRegisterRoutes\s*\(/);
        return at === -1 ? [] : [[file, at]];
      }),
    );
    for (const file of registering.keys()) interpreter.read(file);
    for (const file of registering.keys()) enterClasses(file, interpreter);
    return this.#used.flatMap(({ value, place, conditional }): Guard[] => {
      const guard = guardOf(value, place, interpreter);
      if (guard.kind === 'harmless') return [];
      const at = registering.get(place.file);
      if (at !== undefined && place.span.start > at) return [];
      if (at !== undefined && !conditional) return [guard];
      return [{ ...guard, kind: 'unknown', note: `${guard.note}, and whether it stands before the routes could not be told` }];
    });
  }
}

/** Functions and methods that register routes and that nothing at module level calls. */
function enterClasses(file: string, interpreter: Interpreter): void {
  const unit = interpreter.program.unit(file);
  if (unit === undefined) return;
  for (const statement of unit.statements) {
    if (statement.kind === 'function' && !interpreter.wasEntered(statement.function) && registers(statement.function)) {
      const value = interpreter.lookup(unit, statement.function.name);
      if (value?.kind === 'closure') interpreter.enter(value, []);
    }
  }
}

function registers({ body = [] }: FunctionDeclaration): boolean {
  return [...expressionsOf(body)].some((each) => each.kind === 'call' && dotted(each.callee) === 'RegisterRoutes');
}

/** Whether the routes are registered on something else than the application: then a path may stand before them. */
export function registersOnRouter(program: Program, files: readonly string[]): boolean {
  return files.some((file) => /\bRegisterRoutes\s*\(\s*\w*router\w*\b/i.test(program.text(file)));
}

const AUTHENTICATES = ['expressAuthentication', 'koaAuthentication', 'hapiAuthentication'];

/** What a scheme that `@Security` names does: the authentication function refuses, or nobody can tell. */
export class Authentication {
  readonly #closure: ClosureValue | undefined;

  constructor(program: Program, interpreter: Interpreter, module: string | undefined) {
    const plain = module?.replace(/\.[jt]s$/, '');
    const file =
      plain === undefined
        ? undefined
        : [`${plain}.ts`, `${plain}.js`, `${plain}/index.ts`, `${plain}/index.js`].find((each) => program.has(each));
    const unit = file === undefined ? undefined : program.unit(file);
    const found =
      unit === undefined
        ? undefined
        : AUTHENTICATES.map((name) => interpreter.exported(unit, name)).find((value) => value.kind === 'closure');
    this.#closure = found?.kind === 'closure' ? found : undefined;
  }

  guard(scheme: string, scopes: readonly string[], place: CodePlace): Guard {
    const closure = this.#closure;
    const schemes = [scheme];
    if (closure === undefined)
      return { kind: 'unknown', note: `the function that checks \`@Security('${scheme}')\` was not found`, place, schemes, scopes };
    const named = nameOf(closure);
    if (!refuses(closure.function))
      return { kind: 'unknown', note: `${named} does not refuse as far as can be told`, place, schemes, scopes };
    if (!knows(closure.function, scheme)) return { kind: 'unknown', note: `${named} does not name \`${scheme}\``, place, schemes, scopes };
    return {
      kind: scopes.length > 0 ? 'authorizes' : 'required',
      note: `\`@Security('${scheme}')\`: ${named} refuses`,
      place,
      schemes,
      scopes,
    };
  }
}

/** Throws, or rejects the promise that it gives. */
function refuses({ body = [], suspects }: FunctionDeclaration): boolean {
  const rejects = [...expressionsOf(body)].some((each) => each.kind === 'call' && /(?:^|\.)reject$/.test(dotted(each.callee) ?? ''));
  return rejects || throwsIn(body) || suspects.some((word) => /^40[13]$/.test(word));
}

function throwsIn(statements: readonly Statement[]): boolean {
  return statements.some((each) => each.kind === 'throw' || (each.kind === 'block' && throwsIn(each.body)));
}

/** Whether a function that looks at the scheme's name has a case for it, or refuses what it does not know. */
function knows({ body = [], parameters }: FunctionDeclaration, scheme: string): boolean {
  const name = parameters[1]?.name;
  const names = new Set([...expressionsOf(body)].flatMap((each) => (each.kind === 'string' ? [each.value] : [])));
  const asks = [...expressionsOf(body)].some(
    (each) => each.kind === 'other' && each.parts.some((part) => part.kind === 'name' && part.name === name),
  );
  const last = body.at(-1);
  const otherwise =
    last?.kind === 'throw' ||
    (last?.kind === 'block' && last.of === 'else') ||
    (last?.kind === 'return' &&
      last.value !== undefined &&
      /reject$/.test(last.value.kind === 'call' ? (dotted(last.value.callee) ?? '') : ''));
  return !asks || names.has(scheme) || otherwise;
}
