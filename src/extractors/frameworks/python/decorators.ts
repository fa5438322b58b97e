/** Decorators of Python functions as values, and what those of the program do about access. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import type { ClassValue, ClosureValue, CodePlace, Value } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import { dotted } from '../../syntax/build.ts';
import type { Decorator, FunctionDeclaration, Statement } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { callsIn, dependsOnPath, nameOf, readsIdentity, refuses } from '../function-guards.ts';
import { opensBySetting } from '../setting-exemptions.ts';

/** A decorator with the place where it is applied. */
export interface AppliedDecorator {
  readonly value: Value;
  readonly place: CodePlace;
}

/** Decorators of a declaration, outermost first. */
export function decoratorsOf(
  decorators: readonly Decorator[],
  { unit, scope }: Pick<ClassValue, 'unit' | 'scope'>,
  interpreter: Interpreter,
): AppliedDecorator[] {
  return decorators.map(({ callee, called, arguments: args, at }) => ({
    value: interpreter.evaluateIn(called ? { kind: 'call', callee, arguments: args, at } : callee, unit, scope),
    place: { file: unit.file, span: at },
  }));
}

/**
 * What a function of the program that decorates another, or that runs before it, does about access: its own body first, then the
 * functions of the program that it calls, for these take the request from a global as likely as from an argument.
 * @param exempts whether what the function does hangs on more than who asks; then it is not known for which requests it holds
 */
export function guardOfWrapper(closure: ClosureValue, interpreter: Interpreter, exempts = dependsOnPath, depth = 0): Guard {
  const guards = judged.get(interpreter) ?? new Map<FunctionDeclaration, Guard>();
  judged.set(interpreter, guards);
  const { function: declared } = closure;
  const present = guards.get(declared);
  if (present !== undefined) return present;
  const place = { file: closure.unit.file, span: declared.at };
  if (depth > DEPTH) return { kind: 'unknown', note: 'functions that call each other too deeply', place };
  // Who calls itself adds nothing to what it does.
  guards.set(declared, { kind: 'harmless', note: `${nameOf(closure)} calls itself`, place });
  const guard = judge(closure, place, interpreter, exempts, depth);
  guards.set(declared, guard);
  return guard;
}

const DEPTH = 30;

/** What was said of a function once. */
const judged = new WeakMap<Interpreter, Map<FunctionDeclaration, Guard>>();

function judge(closure: ClosureValue, place: CodePlace, interpreter: Interpreter, exempts: typeof dependsOnPath, depth: number): Guard {
  const { function: declared } = closure;
  const named = nameOf(closure);
  const settle = (guard: Guard): Guard =>
    exempts(declared) && guard.kind !== 'harmless' ? { ...guard, kind: 'unknown', note: `${guard.note}, but not for every path` } : guard;
  if (refuses(declared) && (readsIdentity(declared) || readsCredential(declared))) {
    if (opensBySetting(declared))
      return { kind: 'unknown', note: `${named} refuses requests, unless a setting lets everybody through`, place };
    return settle({ kind: 'required', note: `${named} refuses requests without a valid credential`, place });
  }
  const inner = calledGuards(closure, interpreter, exempts, depth);
  const asking = inner.find(({ guard }) => guard.kind === 'required');
  if (asking !== undefined) {
    const note = `${named}: ${asking.guard.note}`;
    return settle(
      asking.sometimes ? { ...asking.guard, kind: 'unknown', note: `${note}, but is not always called` } : { ...asking.guard, note, place },
    );
  }
  if (declared.suspects.length > 0) return { kind: 'unknown', note: `${named} mentions \`${declared.suspects[0]}\` and may guard`, place };
  const unclear = inner.find(({ guard }) => guard.kind === 'unknown');
  if (unclear !== undefined) return { ...unclear.guard, note: `${named}: ${unclear.guard.note}` };
  return { kind: 'harmless', note: `${named} has nothing to do with access`, place };
}

const CREDENTIALS = /^(?:session|authorization|headers|cookies|current_user|user|META)$/;

/** `session["user"]`, `request.headers`: where a request says who asks. */
function readsCredential({ body = [] }: FunctionDeclaration): boolean {
  return [...expressionsOf(body)].some((each) => (each.kind === 'name' || each.kind === 'member') && CREDENTIALS.test(each.name));
}

/** Whether a middleware can turn a request away at all: it returns an answer of its own, raises, or leaves that to what it calls. */
export function mayAnswer(closure: ClosureValue, interpreter: Interpreter): boolean {
  const answers = (statements: readonly Statement[]): boolean =>
    statements.some((each) => {
      if (each.kind === 'throw') return true;
      if (each.kind === 'block') return answers(each.body);
      if (each.kind === 'function') return answers(each.function.body ?? []);
      return each.kind === 'return' && each.value?.kind === 'call' && ANSWER.test(dotted(each.value.callee) ?? '');
    });
  return (
    answers(closure.function.body ?? []) ||
    calledGuards(closure, interpreter, dependsOnPath, 0).some(({ guard }) => guard.kind !== 'harmless')
  );
}

const ANSWER = /Response\w*$|(?:^|\.)(?:redirect|render|abort|jsonify)$/;

function calledGuards(
  closure: ClosureValue,
  interpreter: Interpreter,
  exempts: typeof dependsOnPath,
  depth: number,
): { readonly guard: Guard; readonly sometimes: boolean }[] {
  const { function: declared, unit, scope } = closure;
  const own = new Set(declared.parameters.map(({ name }) => name));
  return [...callsIn(declared.body ?? [], false)].flatMap(({ call, sometimes }) => {
    if (own.has(dotted(call.callee)?.split('.')[0] ?? '')) return [];
    const callee = interpreter.evaluateIn(call.callee, unit, scope);
    if (callee.kind !== 'closure' || callee.function === declared) return [];
    return [{ guard: guardOfWrapper(callee, interpreter, exempts, depth + 1), sometimes }];
  });
}
