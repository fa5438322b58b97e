/** Lambdas with a receiver: what a bare name means in them, and the functions of the standard library that run them. */
import type { Calls } from './calls.ts';
import type { Frame } from './frame.ts';
import type { Scope } from './scope.ts';
import type { CallSite, ClosureValue, Value } from './value.ts';

/** Under this name, which no code can have, a scope keeps the receivers around the innermost one. */
const OUTER = 'this@';

/** More receivers than anybody nests. */
const MOST_RECEIVERS = 20;

/** Keeps the receiver of the place where a lambda is written beside the one that it is run with. */
export function keepReceivers(scope: Scope, written: Value | undefined, given: Value | undefined): void {
  if (written === undefined || given === undefined || written === given) return;
  scope.declare(OUTER, { kind: 'list', items: [written, ...outer(scope)].slice(0, MOST_RECEIVERS), open: false });
}

function outer(scope: Scope): readonly Value[] {
  const kept = scope.lookup(OUTER);
  return kept?.kind === 'list' ? kept.items : [];
}

/** Receivers whose members a bare name may mean, innermost first. */
export function receiversOf({ receiver, scope }: Frame): readonly Value[] {
  return receiver === undefined ? [] : [receiver, ...outer(scope)];
}

/** A call of a bare name that the program does not declare; undefined when no receiver knows it. */
export function callOnReceivers(name: string, found: Value, site: CallSite, frame: Frame, interpreter: Calls): Value | undefined {
  const [first, second] = site.arguments;
  if (name === 'with' && first !== undefined && second?.value.kind === 'closure')
    return interpreter.enter(second.value, [], { receiver: first.value, conditional: site.conditional });
  if (name === 'run' && first?.value.kind === 'closure') return interpreter.enter(first.value, [], { conditional: site.conditional });
  // Types are created, whatever the receiver is.
  if (/^[A-Z]\w*[a-z]/.test(name) || (found.kind !== 'external' && found.kind !== 'unknown')) return undefined;
  const imported = found.kind === 'external' && found.module !== '';
  for (const each of receiversOf(frame)) {
    // An operator that is imported (`import ...web.invoke`) is a call of the receiver itself.
    if (each.kind !== 'host' || (imported && each.host.fluent === true && name !== 'invoke')) continue;
    const value = each.host.call(name, site) ?? (each.host.fluent === true ? each : undefined);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** `x.apply { }` and its like, extensions that a receiver brings, and those of the program; undefined for any other member. */
export function callExtension(object: Value, name: string, site: CallSite, frame: Frame, interpreter: Calls): Value | undefined {
  for (const each of receiversOf(frame)) {
    const value = each.kind === 'host' ? each.host.extension?.(object, name, site) : undefined;
    if (value !== undefined) return value;
  }
  const [first] = site.arguments;
  const how = { conditional: site.conditional };
  if (first?.value.kind === 'closure' && site.arguments.length === 1) {
    const lambda: ClosureValue = first.value;
    switch (name) {
      case 'apply':
        interpreter.enter(lambda, [], { ...how, receiver: object });
        return object;
      case 'also':
        interpreter.enter(lambda, [{ ...first, value: object }], how);
        return object;
      case 'let':
        return interpreter.enter(lambda, [{ ...first, value: object }], how);
      case 'run':
        return interpreter.enter(lambda, [], { ...how, receiver: object });
      default:
    }
  }
  if (object.kind === 'class' || object.kind === 'external') return undefined;
  const declared = frame.scope.lookup(name);
  const isExtension = declared?.kind === 'closure' && declared.function.modifiers.includes('extension');
  return isExtension ? interpreter.enter(declared, site.arguments, { ...how, receiver: object }) : undefined;
}
