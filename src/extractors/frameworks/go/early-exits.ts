/** Where middleware (of Go, PHP, C#) lets a request through before it has looked at everything. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import type { ClosureValue } from '../../interpret/value.ts';
import { dotted } from '../../syntax/build.ts';
import type { Expression, FunctionDeclaration, Statement } from '../../syntax/unit.ts';
import { expressionsOf, within } from '../../syntax/walk.ts';
import { scopeOf } from './local-types.ts';

const IDENTITY = /token|auth|user|session|claims|cookie|jwt|\bkey|api_?key|login|credential|identity|bearer|header|err\b|\bok\b/i;
const REFUSAL = /Unauthorized|Forbidden|Abort|\bError\b|NewHTTPError|Redirect|ErrUnauthor|ErrForbid|^abort$/;

/**
 * How a function that refuses lets requests pass: `credential` when it does without one, `condition` when something else decides (a
 * setting, a path), undefined when it never does.
 */
export function passesWithout(declared: FunctionDeclaration): 'credential' | 'condition' | undefined {
  const isGin = /gin\.Context$/.test(declared.parameters[0]?.type?.name ?? '');
  return wayThroughAny(declared.body ?? [], isGin);
}

function wayThroughAny(statements: readonly Statement[], isGin: boolean): 'credential' | 'condition' | undefined {
  const ways = statements.map((each) => wayThrough(each, isGin));
  return ways.find((way) => way === 'condition') ?? ways.find((way) => way !== undefined);
}

function wayThrough(statement: Statement, isGin: boolean): 'credential' | 'condition' | undefined {
  if (statement.kind !== 'block') return undefined;
  const { body, condition, of } = statement;
  if (of !== 'if' || condition === undefined) return wayThroughAny(body, isGin);
  // What refuses may let through further inside.
  if (body.at(-1)?.kind !== 'return' || [...expressionsOf(body)].some(isRefusal)) return wayThroughAny(body, isGin);
  if (!isGin && ![...expressionsOf(body)].some(handsOn)) return undefined;
  const words = [...within(condition)];
  // A preflight carries no credentials.
  if (
    words.some((each) => (each.kind === 'string' && each.value === 'OPTIONS') || (each.kind === 'member' && each.name === 'MethodOptions'))
  )
    return undefined;
  if (!words.some(namesIdentity)) return 'condition';
  return isAbsence(condition) ? 'credential' : undefined;
}

/** `next(c)`, `next.ServeHTTP(w, r)`. */
function handsOn(expression: Expression): boolean {
  if (expression.kind !== 'call') return false;
  const { callee } = expression;
  return callee.kind === 'member'
    ? callee.name === 'ServeHTTP' || callee.name === 'Invoke'
    : callee.kind === 'name' && /^(?:_?next|h|hnd|handler|handle|fn|f)$/i.test(callee.name);
}

function isRefusal(expression: Expression): boolean {
  if (expression.kind === 'number') return expression.value === 401 || expression.value === 403;
  return (expression.kind === 'member' || expression.kind === 'name') && REFUSAL.test(expression.name);
}

function namesIdentity(expression: Expression): boolean {
  return (expression.kind === 'member' || expression.kind === 'name') && IDENTITY.test(expression.name);
}

/** `token == ""`, `user == nil`, `len(token) == 0`, `err != nil`, `!ok`. */
function isAbsence(condition: Expression): boolean {
  if (condition.kind !== 'other') return false;
  const { operator, parts } = condition;
  if (operator === '!') return true;
  const [left, right] = parts;
  if (operator === '||' || operator === '&&') return parts.some(isAbsence);
  const isError = left?.kind === 'name' && /err/i.test(left.name);
  if (operator === '!=') return isError && right?.kind === 'null';
  if (operator !== '==') return false;
  return right?.kind === 'null'
    ? !isError
    : (right?.kind === 'string' && right.value === '') || (right?.kind === 'number' && right.value === 0);
}

/** Whether a handler of gin, or a function that it gives its context to, may end a request. */
export function mayAbort(closure: ClosureValue, interpreter: Interpreter, depth = 0): boolean {
  const { function: declared, unit } = closure;
  const scope = scopeOf(closure);
  const context = declared.parameters.map(({ name }) => name);
  for (const expression of expressionsOf(declared.body ?? [])) {
    if (expression.kind !== 'call') continue;
    const { callee, arguments: args } = expression;
    if (callee.kind === 'member' && /^Abort/.test(callee.name)) return true;
    if (!args.some(({ value }) => value.kind === 'name' && context.includes(value.name))) continue;
    const root = (dotted(callee) ?? '').split('.')[0] ?? '';
    const value = context.includes(root) ? undefined : interpreter.evaluateIn(callee, unit, scope);
    // What is given the context and cannot be seen may do anything, unless it only takes it as a Go context.
    if (value?.kind === 'closure') {
      const takesContext = value.function.parameters.some(({ type }) => /gin\.Context$/.test(type?.name ?? ''));
      if (takesContext && (depth > 3 || mayAbort(value, interpreter, depth + 1))) return true;
    } else if (!/(?:Service|Repo|Store|Usecase|Cache|Logic|Biz)\b/i.test(dotted(callee) ?? '')) return true;
  }
  return false;
}
