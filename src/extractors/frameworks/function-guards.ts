/** What a function of the program does about access, read from its own body. */
import type { Interpreter } from '../interpret/interpreter.ts';
import type { ClosureValue, CodePlace, Value } from '../interpret/value.ts';
import type { Guard } from '../security.ts';
import { dotted } from '../syntax/build.ts';
import type { Expression, FunctionDeclaration, Statement } from '../syntax/unit.ts';
import { expressionsOf, within } from '../syntax/walk.ts';
import { methodOfLocal, scopeOf } from './go/local-types.ts';
import { opensBySetting } from './setting-exemptions.ts';

/** Words that only turn somebody away; the others tell who it is that asks. */
const REFUSING = /^(?:40[13]|unauthori[sz]ed|unauthenticated|forbid|access_?denied)$/;

/** A body that reads who asks. */
const IDENTITY =
  /authoriz|authoris|authenticat|jwt|token|session|user|cookie|bearer|api[-_]?key|principal|identity|permission|role|admin|login|logged|hmac|signature|compare_?digest|timing/;

export function refuses(declared: FunctionDeclaration): boolean {
  return declared.suspects.some((word) => REFUSING.test(word)) || throwsRefusal(declared);
}

export function readsIdentity(declared: FunctionDeclaration): boolean {
  return declared.suspects.some((word) => !REFUSING.test(word) && IDENTITY.test(word));
}

/** `new UnauthorizedError()`, `createError(401)`, `ApiError.forbidden()`. */
function throwsRefusal(declared: FunctionDeclaration): boolean {
  return declared.suspects.some((word) => word.startsWith('unauth') || word.startsWith('forbid'));
}

function placeOf({ unit, function: declared }: ClosureValue): CodePlace {
  return { file: unit.file, span: declared.at };
}

/** What tells one request from another: a guard that asks for it may let some of them through. */
const REQUEST_PATH =
  /^(?:path|url|originalUrl|baseUrl|pathname|routerPath|routeOptions|getRequestURI|getServletPath|getPathInfo|endpoint|request_path|Path|StartsWithSegments|GetEndpoint|GetMetadata|FullPath|RequestURI|EscapedPath|getRequestUri|fullUrl|routeIs)$/;

/** Whether what a function does hangs on the path of the request. */
export function dependsOnPath({ body = [] }: FunctionDeclaration): boolean {
  const asks = (expression: Expression | undefined): boolean =>
    expression !== undefined && [...within(expression)].some((each) => each.kind === 'member' && REQUEST_PATH.test(each.name));
  const deciding = (statements: readonly Statement[]): boolean =>
    statements.some((each) => {
      if (each.kind === 'declare') return asks(each.value);
      if (each.kind === 'function') return deciding(each.function.body ?? []);
      if (each.kind === 'return') return each.value?.kind === 'choice' && asks(each.value);
      return each.kind === 'block' && (asks(each.condition) || deciding(each.body));
    });
  return deciding(body);
}

/** `name` in `file`, for notes. */
export function nameOf({ function: declared, unit }: ClosureValue): string {
  return declared.name === '' ? `a function in ${unit.file.slice(unit.file.lastIndexOf('/') + 1)}` : `\`${declared.name}\``;
}

/**
 * A function that stands between request and handler. Its body turns requests away for want of an identity: required. It has nothing to
 * do with access, nor has any function of the program that it hands the request on to: harmless. Anything else: unknown.
 */
export function guardOfFunction(closure: ClosureValue, interpreter: Interpreter, depth = 0): Guard {
  const { function: declared } = closure;
  const place = placeOf(closure);
  const named = nameOf(closure);
  if (refuses(declared) && (readsIdentity(declared) || depth > 0)) {
    if (dependsOnPath(declared)) return { kind: 'unknown', note: `${named} refuses requests, but not for every path`, place };
    if (opensBySetting(declared))
      return { kind: 'unknown', note: `${named} refuses requests, unless a setting lets everybody through`, place };
    return { kind: 'required', note: `${named} refuses requests without a valid credential`, place };
  }
  const inner = depth < 4 ? calledWithRequest(closure, interpreter).map((each) => guardOfCallee(each, interpreter, depth)) : [];
  const telling = inner.find(({ kind }) => kind === 'required' || kind === 'authorizes') ?? inner.find(({ kind }) => kind === 'optional');
  if (telling !== undefined) {
    const note = `${named}: ${telling.note}`;
    return dependsOnPath(declared) ? { ...telling, kind: 'unknown', note: `${note}, but not for every path` } : { ...telling, note };
  }
  if (declared.suspects.length > 0) {
    return { kind: 'unknown', note: `${named} mentions \`${declared.suspects[0]}\` and may guard`, place };
  }
  const unclear = inner.find(({ kind }) => kind === 'unknown');
  if (unclear !== undefined) return { ...unclear, note: `${named}: ${unclear.note}` };
  return { kind: 'harmless', note: `${named} has nothing to do with access`, place };
}

function guardOfCallee({ callee, name, place, sometimes }: Callee, interpreter: Interpreter, depth: number): Guard {
  if (callee.kind === 'closure') {
    const guard = guardOfFunction(callee, interpreter, depth + 1);
    return sometimes && guard.kind !== 'harmless' ? { ...guard, kind: 'unknown', note: `${guard.note}, but is not always called` } : guard;
  }
  return { kind: 'unknown', note: `\`${name}\` is given the request, and is not in this code`, place };
}

interface Callee {
  readonly callee: Value;
  readonly name: string;
  readonly place: CodePlace;
  /** The call stands under a condition. */
  readonly sometimes: boolean;
}

/** Names that are given the request and answer, and never judge it. */
const HARMLESS_CALLEES =
  /^(?:hasattr|isinstance|call_next|\w*[cC]hain\.(?:doFilter|filter)|(?:this\.)?_?next(?:\.(?:Invoke|ServeHTTP|handle))?|super\.\w+|\w+\.ServeHTTP|http\.(?:Error|ServeFile|Redirect|NotFound|SetCookie)|chi\.\w+|render\.\w+|\w+(?:\.\w+)*\.WithContext|validationResult|matchedData|console\.\w+|logger\.\w+|log\.\w+|debug|res(?:ponse)?\.\w+(?:\.\w+)*|Number|String|parseInt|JSON\.\w+|Object\.\w+|Promise\.\w+)$/;

/** What a function hands its own request parameter on to, when that is not its answer object. */
function calledWithRequest(closure: ClosureValue, interpreter: Interpreter): Callee[] {
  const request = new Set(
    closure.function.parameters
      .slice(0, 2)
      .filter(({ name, type }) => /^(?:req|request|ctx|context|c)$/i.test(name) || /^http\.Request$/.test(type?.name ?? ''))
      .map(({ name }) => name),
  );
  // `HttpServletRequest request = (HttpServletRequest) req`: the same under another name.
  for (const each of closure.function.body ?? []) {
    if (each.kind !== 'declare' || each.target.kind !== 'name' || each.value?.kind !== 'name') continue;
    if (request.has(each.value.name)) request.add(each.target.name);
  }
  const locals = new Set(closure.function.parameters.map(({ name }) => name));
  const found: Callee[] = [];
  const isGo = closure.unit.language === 'go';
  const scope = isGo ? scopeOf(closure) : closure.scope;
  for (const { call: expression, sometimes } of callsIn(closure.function.body ?? [], false)) {
    const name = dotted(expression.callee);
    if (name === undefined || HARMLESS_CALLEES.test(name)) continue;
    const given = expression.arguments.some(({ value }) => value.kind === 'name' && request.has(value.name));
    if (!given && !isInvoked(expression, closure, interpreter)) continue;
    const root = name.split('.')[0] ?? '';
    const known: Value = locals.has(root) ? { kind: 'unknown' } : interpreter.evaluateIn(expression.callee, closure.unit, scope);
    // A struct that holds the request runs nothing.
    if (isGo && known.kind === 'class') continue;
    const callee = isGo && known.kind !== 'closure' ? (methodOfLocal(expression.callee, closure, interpreter) ?? known) : known;
    found.push({ callee, name, place: { file: closure.unit.file, span: expression.at }, sometimes });
  }
  return found;
}

export interface Call {
  readonly call: Extract<Expression, { kind: 'call' }>;
  readonly sometimes: boolean;
}

/** Every call of some statements, functions in them included, and whether it stands under a condition; what is asked by a condition is always asked. */
export function* callsIn(statements: readonly Statement[], sometimes: boolean): Generator<Call> {
  for (const statement of statements) {
    if (statement.kind === 'block') {
      if (statement.condition !== undefined && statement.of === 'if') yield* callsWithin(statement.condition, sometimes);
      const always = statement.of === 'plain' || statement.of === 'try' || statement.of === 'with';
      yield* callsIn(statement.body, sometimes || !always);
    } else if (statement.kind === 'function') yield* callsIn(statement.function.body ?? [], sometimes);
    else for (const expression of expressionsOf([statement])) if (expression.kind === 'call') yield { call: expression, sometimes };
  }
}

function* callsWithin(expression: Expression, sometimes: boolean): Generator<Call> {
  for (const each of within(expression)) if (each.kind === 'call') yield { call: each, sometimes };
}

/** A wrapper calls the function that it was given: `fn(...args)`. */
function isInvoked(
  { callee, arguments: args }: Extract<Expression, { kind: 'call' }>,
  closure: ClosureValue,
  interpreter: Interpreter,
): boolean {
  if (callee.kind !== 'name' || !args.some(({ value }) => value.kind === 'spread')) return false;
  return interpreter.evaluateIn(callee, closure.unit, closure.scope).kind === 'closure';
}

/** Paths and handlers that exist to let somebody in: they refuse wrong passwords, which guards nothing. */
const ENTRANCE =
  /log-?in|sign-?in|sign-?up|register|registration|password|token|otp|verify|activate|confirm|oauth|callback|sso|refresh|auth(?:enticate)?\b|sessions?\b|^\/?users?$/i;

/**
 * What the handler itself does about access. A handler that reads who asks may guard itself: unknown. One that only refuses wrong
 * passwords, at an entrance, does not.
 */
export function guardOfHandler(
  closure: ClosureValue,
  { path, before }: { readonly path: string; readonly before: readonly Guard[] },
  interpreter: Interpreter,
): Guard {
  const { function: declared } = closure;
  const place = placeOf(closure);
  const harmless: Guard = { kind: 'harmless', note: `${nameOf(closure)} does not ask who is there`, place };
  // Behind a guard that lets everybody in, a handler may read who it is; only refusing makes it a guard.
  if (before.some(({ kind }) => kind === 'optional') && !refuses(declared)) return harmless;
  const entrance = ENTRANCE.test(path) || ENTRANCE.test(declared.name);
  // Who it is stands there only when something before has put it there, and nothing has.
  if (isUnset(declared, before)) return harmless;
  if (declared.suspects.length > 0 && !(entrance && !asksWho(declared))) {
    return { kind: 'unknown', note: `${nameOf(closure)} mentions \`${declared.suspects[0]}\` and may guard itself`, place };
  }
  const inner = calledWithRequest(closure, interpreter).map((each) => guardOfCallee(each, interpreter, 1));
  const telling = inner.find(({ kind }) => kind !== 'harmless');
  return telling === undefined || entrance ? harmless : { ...telling, kind: 'unknown' };
}

const ASKS_WHO = /\.(?:user|session|auth|principal|identity)$|current_?user|authoriz|authoris|isauthenticated|bearer/;

function asksWho(declared: FunctionDeclaration): boolean {
  return declared.suspects.some((word) => ASKS_WHO.test(word));
}

/** What Express middleware leaves on the request for handlers. */
const LEFT_BY_GUARDS = /^req(?:uest)?\.(?:user|auth)$/;

/** Whether a handler only reads an identity that a guard leaves on the request, where no guard stands before it. */
function isUnset(declared: FunctionDeclaration, before: readonly Guard[]): boolean {
  return (
    before.every(({ kind }) => kind === 'harmless') &&
    !refuses(declared) &&
    declared.suspects.length > 0 &&
    declared.suspects.every((word) => LEFT_BY_GUARDS.test(word))
  );
}
