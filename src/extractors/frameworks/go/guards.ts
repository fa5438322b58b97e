/** What middleware of Go does about access: by its package, or by the body of the program's own function. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import {
  asBoolean,
  asNumber,
  type ClosureValue,
  type CodePlace,
  externalName,
  type ResultValue,
  type Value,
} from '../../interpret/value.ts';
import { goSuspects } from '../../languages/go-suspects.ts';
import type { RouteRateLimit } from '../../route.ts';
import type { Guard } from '../../security.ts';
import { dotted } from '../../syntax/build.ts';
import type { Expression, FunctionDeclaration, Statement } from '../../syntax/unit.ts';
import { within } from '../../syntax/walk.ts';
import { dependsOnPath, guardOfFunction, nameOf, readsIdentity, refuses } from '../function-guards.ts';
import { mayAbort, passesWithout } from './early-exits.ts';
import { scopeOf } from './local-types.ts';

/** Middleware of a package. */
export interface KnownMiddleware {
  readonly module: RegExp;
  readonly name: RegExp;
  readonly kind: 'required' | 'optional' | 'harmless' | 'authorizes' | 'limit';
  /** What a required one is called. */
  readonly scheme?: string;
}

interface Judge {
  readonly interpreter: Interpreter;
  readonly known: readonly KnownMiddleware[];
}

export function guardOfMiddleware(value: Value, place: CodePlace, judge: Judge): Guard {
  switch (value.kind) {
    case 'closure':
      return guardOfClosure(value, place, judge);
    case 'external':
    case 'result':
    case 'property':
      return external(value, place, judge);
    case 'choice': {
      const guards = value.options.map((option) => guardOfMiddleware(option, place, judge));
      const [first] = guards;
      const same = first !== undefined && guards.every(({ kind }) => kind === first.kind);
      return same ? first : { kind: 'unknown', note: 'one of several things, and nobody can tell which', place };
    }
    default:
      return { kind: 'unknown', note: 'middleware that could not be found in this code', place };
  }
}

function external(value: Value, place: CodePlace, { known }: Judge): Guard {
  const called = externalName(value);
  if (called === undefined) return { kind: 'unknown', note: 'middleware that could not be found in this code', place };
  const found = known.find((each) => each.module.test(called.module) && each.name.test(called.name));
  const named = `\`${called.name}\` of ${called.module}`;
  if (found === undefined) return { kind: 'unknown', note: `${named} is not known and may guard`, place };
  if (found.kind === 'harmless' || found.kind === 'limit')
    return { kind: 'harmless', note: `${named} has nothing to do with access`, place };
  const skips = value.kind === 'result' && value.arguments.some(({ expression }) => hasSkipper(expression));
  if (skips) return { kind: 'unknown', note: `${named} skips some requests`, place };
  const note = found.kind === 'optional' ? `${named} reads a credential` : `${named} refuses requests without a credential`;
  return { kind: found.kind, note, place, schemes: found.scheme === undefined ? [] : [found.scheme] };
}

function hasSkipper(expression: Expression): boolean {
  return [...within(expression)].some((each) => each.kind === 'call' && each.arguments.some(({ name }) => name === 'Skipper'));
}

/** A function of the program; one that makes middleware of the next handler is asked for what it makes. */
function guardOfClosure(closure: ClosureValue, place: CodePlace, judge: Judge): Guard {
  const inner = isMaker(closure.function) ? made(closure, judge.interpreter) : closure;
  if (inner === undefined) return { kind: 'unknown', note: `what ${nameOf(closure)} makes could not be read`, place };
  if (inner.kind !== 'closure') return guardOfMiddleware(inner, place, judge);
  const read = specialised(named(inner, closure), judge.interpreter);
  const guard = guardOfFunction(read, judge.interpreter);
  const identifies = readsIdentity(read.function) || IDENTITY.test(textOf(read, judge.interpreter));
  if (guard.kind === 'required' || (guard.kind === 'unknown' && refuses(read.function) && identifies)) return refusing(read, place);
  if (guard.kind === 'harmless' && CREDENTIAL.test(textOf(read, judge.interpreter)))
    return { kind: 'optional', note: `${nameOf(read)} reads a credential, and refuses nobody`, place };
  if (guard.kind !== 'unknown' || refuses(read.function) || !isGin(read.function) || mayAbort(read, judge.interpreter))
    return { ...guard, place };
  if (!identifies) return { kind: 'harmless', note: `${nameOf(read)} never stops a request`, place };
  return { kind: 'optional', note: `${nameOf(read)} reads a credential, and never stops a request`, place };
}

/** A function that turns requests away: unless it lets them through in another way first, it asks for a credential. */
function refusing(read: ClosureValue, place: CodePlace): Guard {
  const named = nameOf(read);
  if (dependsOnPath(read.function)) return { kind: 'unknown', note: `${named} refuses requests, but not for every path`, place };
  const pass = passesWithout(read.function);
  if (pass === 'credential') return { kind: 'optional', note: `${named} reads a credential, and lets requests without one through`, place };
  if (pass === 'condition') return { kind: 'unknown', note: `${named} refuses requests, but lets some through under a condition`, place };
  return { kind: 'required', note: `${named} refuses requests without a valid credential`, place };
}

/** Words of a function that finds out who asks. */
const IDENTITY = /token|jwt|(?<!un)authoriz|session|claims|api[-_]?key|credential|bearer|cookie|password|user/i;

/** What a credential is read by, beyond doubt. */
const CREDENTIAL = /\bjwt\.|Authorization|MapClaims|\w*(?:Parse|Extract)(?:Token|JWT|FromRequest)\w*\(/i;

function textOf({ unit, function: declared }: ClosureValue, { program }: Interpreter): string {
  return program.text(unit.file).slice(declared.whole.start, declared.whole.end);
}

/** An anonymous function takes the name of what made it. */
function named(closure: ClosureValue, by: ClosureValue): ClosureValue {
  if (closure.function.name !== '' || by.function.name === '') return closure;
  return { ...closure, function: { ...closure.function, name: by.function.name } };
}

function isGin({ parameters }: FunctionDeclaration): boolean {
  return parameters.length === 1 && /gin\.Context$/.test(parameters[0]?.type?.name ?? '');
}

/** Takes the next handler and gives one. */
function isMaker({ parameters }: FunctionDeclaration): boolean {
  return parameters.length === 1 && /(?:^|\.)(?:Handler|HandlerFunc|MiddlewareFunc|Endpoint)$/.test(parameters[0]?.type?.name ?? '');
}

const NEXT: FunctionDeclaration = {
  name: 'next',
  decorators: [],
  parameters: [],
  body: [],
  modifiers: [],
  suspects: [],
  at: { start: 0, end: 0 },
  whole: { start: 0, end: 0 },
};

function made(closure: ClosureValue, interpreter: Interpreter): Value | undefined {
  const place = { file: closure.unit.file, span: closure.function.at };
  const next: ClosureValue = { kind: 'closure', function: NEXT, unit: closure.unit, scope: closure.scope };
  const value = interpreter.enter(closure, [{ value: next, expression: { kind: 'null', at: closure.function.at }, place }]);
  const options = value.kind === 'choice' ? value.options : [value];
  const own = options.filter((option) => option !== next);
  return own.length === 1 ? own[0] : undefined;
}

/** A function without the branches that what it closes over rules out: `if required { ... }` with a known `required`. */
export function specialised(closure: ClosureValue, interpreter: Interpreter): ClosureValue {
  const { function: declared, unit } = closure;
  const scope = scopeOf(closure);
  const removed: { start: number; end: number }[] = [];
  const prune = (statements: readonly Statement[]): Statement[] =>
    statements.flatMap((statement): Statement[] => {
      if (statement.kind !== 'block') return [statement];
      const decided = statement.condition === undefined ? undefined : decide(statement.condition, { declared, unit, scope, interpreter });
      if (decided !== undefined && decided !== (statement.of === 'if')) {
        removed.push(statement.of === 'if' ? beforeElse(statement, statements) : statement.at);
        return [];
      }
      return [{ ...statement, body: prune(statement.body) }];
    });
  const body = prune(declared.body ?? []);
  if (removed.length === 0) return closure;
  const { start, end } = declared.whole;
  let text = interpreter.program.text(unit.file).slice(start, end);
  for (const each of removed) {
    text = text.slice(0, each.start - start) + ' '.repeat(each.end - each.start) + text.slice(each.end - start);
  }
  return { ...closure, function: { ...declared, body, suspects: goSuspects(text) } };
}

/** An `if` whose `else` stays ends where that begins. */
function beforeElse(statement: Statement, all: readonly Statement[]): { start: number; end: number } {
  const next = all[all.indexOf(statement) + 1];
  const isElse = next?.kind === 'block' && next.of === 'else';
  return { start: statement.at.start, end: isElse ? Math.min(next.at.start, statement.at.end) : statement.at.end };
}

interface Deciding {
  readonly declared: FunctionDeclaration;
  readonly unit: ClosureValue['unit'];
  readonly scope: ClosureValue['scope'];
  readonly interpreter: Interpreter;
}

/** What a condition is, when only what a function closes over decides it. */
function decide(condition: Expression, how: Deciding): boolean | undefined {
  if (condition.kind === 'other') {
    const [left, right] = condition.parts;
    if (left === undefined) return undefined;
    if (condition.operator === '!') return negated(decide(left, how));
    if (right === undefined) return undefined;
    if (condition.operator === '&&' || condition.operator === '||') {
      const decisive = condition.operator === '||';
      const sides = [decide(left, how), decide(right, how)];
      if (sides.includes(decisive)) return decisive;
      return sides.every((side) => side === !decisive) ? !decisive : undefined;
    }
    if (right.kind !== 'null' || (condition.operator !== '==' && condition.operator !== '!=')) return undefined;
    const isNil = nil(left, how);
    return condition.operator === '==' ? isNil : negated(isNil);
  }
  return isOuter(condition, how.declared) ? asBoolean(how.interpreter.evaluateIn(condition, how.unit, how.scope)) : undefined;
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function nil(expression: Expression, { declared, unit, scope, interpreter }: Deciding): boolean | undefined {
  if (!isOuter(expression, declared)) return undefined;
  const value = interpreter.evaluateIn(expression, unit, scope);
  if (value.kind === 'literal') return value.value === null;
  return value.kind === 'closure' || value.kind === 'list' || value.kind === 'host' ? false : undefined;
}

/** A name, or a member of one, that the function neither takes nor declares. */
function isOuter(expression: Expression, { parameters, body = [] }: FunctionDeclaration): boolean {
  const root = dotted(expression)?.split('.')[0];
  return root !== undefined && !parameters.some(({ name }) => name === root) && !declares(body, root);
}

function declares(statements: readonly Statement[], name: string): boolean {
  return statements.some((each) => {
    if (each.kind === 'block') return declares(each.body, name);
    if (each.kind !== 'declare') return false;
    const { target } = each;
    return target.kind === 'list'
      ? target.items.some((item) => item.kind === 'name' && item.name === name)
      : target.kind === 'name' && target.name === name;
  });
}

const LIMITERS = /limiter|ratelimit|httprate|tollbooth|throttl/i;

/** The limit that middleware sets; undefined when it sets none. */
export function limitOf(value: Value, place: CodePlace): RouteRateLimit | undefined {
  if (value.kind === 'closure') {
    const is = LIMITERS.test(value.function.name) || (value.function.suspects.length === 0 && LIMITERS.test(value.unit.file));
    return is ? { kind: 'limited', note: nameOf(value), place } : undefined;
  }
  const called = externalName(value);
  if (called === undefined || !(LIMITERS.test(called.module) || LIMITERS.test(called.name))) return undefined;
  const most = value.kind === 'result' ? numberIn(value) : undefined;
  return { kind: 'limited', note: `${called.name} of ${called.module}${most === undefined ? '' : `, ${most} requests`}`, place };
}

function numberIn({ arguments: args }: ResultValue): number | undefined {
  return args.map(({ value }) => asNumber(value)).find((each) => each !== undefined);
}
