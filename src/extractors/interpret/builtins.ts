import { CHARACTERS, ITEMS } from './budget.ts';
import type { Calls } from './calls.ts';
import { asString, type CallSite, choice, type EvaluatedArgument, literal, UNKNOWN, type Value } from './value.ts';

/** Methods whose function argument runs, whatever the object is: what it registers is registered. */
const CALLBACKS = new Set(['then', 'finally', 'on', 'once', 'forEach', 'for_each', 'map', 'flatMap', 'ready', 'after', 'nextTick']);

/** Calls of methods that languages themselves have; undefined for anything else. */
export function callBuiltin(object: Value, name: string, site: CallSite, interpreter: Calls): Value | undefined {
  if (object.kind === 'closure') return callFunction(object, name, site, interpreter);
  const settled = callSettled(object, name, site, interpreter);
  if (settled !== undefined) return settled;
  if (object.kind === 'list') return callList(object, name, site, interpreter);
  if (object.kind === 'literal' || object.kind === 'text') return callString(object, name, site);
  if (object.kind === 'external' && object.module === '' && object.name === 'Object') return callObject(name, site);
  if (CALLBACKS.has(name) && (object.kind === 'unknown' || object.kind === 'result' || object.kind === 'external')) {
    runCallbacks(site, interpreter);
    return undefined;
  }
  return undefined;
}

function runCallbacks(site: CallSite, interpreter: Calls): void {
  for (const { value } of site.arguments) if (value.kind === 'closure') interpreter.enter(value, [], { conditional: site.conditional });
}

/** `start().then((app) => ...)`, where the program's own function gave the promise: what it holds is handed on. */
export function callSettled(object: Value, name: string, site: CallSite, interpreter: Calls): Value | undefined {
  if (name !== 'then' && name !== 'finally') return undefined;
  if (object.kind === 'unknown' || object.kind === 'result' || object.kind === 'external' || object.kind === 'class') return undefined;
  if (object.kind === 'object' && object.fields.has(name)) return undefined;
  const [first] = site.arguments;
  if (first?.value.kind !== 'closure') return undefined;
  const given = name === 'then' ? [{ ...first, value: object }] : [];
  const value = interpreter.enter(first.value, given, { conditional: site.conditional });
  return name === 'then' ? value : object;
}

function callFunction(object: Value, name: string, site: CallSite, interpreter: Calls): Value | undefined {
  const [receiver, ...rest] = site.arguments;
  if (name === 'bind') return object;
  if (name === 'call') return interpreter.callValue(object, { ...site, arguments: rest }, receiver?.value);
  if (name !== 'apply') return undefined;
  const list = rest[0]?.value;
  const args = list?.kind === 'list' ? list.items.map((value) => ({ ...(rest[0] as EvaluatedArgument), value })) : [];
  return interpreter.callValue(object, { ...site, arguments: args }, receiver?.value);
}

function callList(object: Extract<Value, { kind: 'list' }>, name: string, site: CallSite, interpreter: Calls): Value | undefined {
  const [first] = site.arguments;
  const each = (value: Value): Value => {
    const argument = { ...(first as EvaluatedArgument), value };
    return first === undefined ? UNKNOWN : interpreter.callValue(first.value, { ...site, arguments: [argument] });
  };
  switch (name) {
    case 'forEach':
    case 'map': {
      const items = object.items.slice(0, 200).map(each);
      return name === 'map' ? { ...object, items } : literal(null);
    }
    case 'filter':
      return { ...object, open: true };
    case 'concat':
    case 'flat': {
      const more = site.arguments.map(({ value }) => value);
      const items = [...object.items, ...more].flatMap((value) => (value.kind === 'list' ? value.items : [value]));
      const open = object.open || more.some((value) => value.kind === 'unknown') || items.length > ITEMS;
      return { kind: 'list', items: items.slice(0, ITEMS), open };
    }
    case 'join': {
      const separator = asString(first?.value) ?? ',';
      const texts = object.items.map(asString);
      return texts.every((text) => text !== undefined) && !object.open ? shortText(texts.join(separator)) : UNKNOWN;
    }
    case 'push':
    case 'append':
    case 'add':
      if (object.items.length < ITEMS) (object.items as Value[]).push(...site.arguments.map(({ value }) => value));
      return UNKNOWN;
    case 'extend':
      for (const { value } of site.arguments) {
        const more = value.kind === 'list' ? value.items : [value];
        if (object.items.length + more.length < ITEMS) (object.items as Value[]).push(...more);
      }
      return UNKNOWN;
    case 'find':
    case 'pop':
      return choice(object.items);
    default:
      return undefined;
  }
}

function callString(object: Value, name: string, site: CallSite): Value | undefined {
  const text = asString(object);
  if (name === 'format' || name === 'formatted') return UNKNOWN;
  if (text === undefined) return undefined;
  switch (name) {
    case 'name':
    case 'toString':
    case 'trim':
    case 'strip':
      return literal(text.trim());
    case 'toLowerCase':
    case 'lower':
      return literal(text.toLowerCase());
    case 'toUpperCase':
    case 'upper':
      return literal(text.toUpperCase());
    case 'rstrip':
    case 'replace': {
      const [from, to] = site.arguments.map(({ value }) => asString(value));
      if (name === 'rstrip') return literal(from === undefined ? text.trimEnd() : stripEnd(text, from));
      return from !== undefined && to !== undefined ? shortText(text.replace(from, () => to)) : UNKNOWN;
    }
    case 'concat': {
      const rest = site.arguments.map(({ value }) => asString(value));
      return rest.every((part) => part !== undefined) ? shortText(text + rest.join('')) : UNKNOWN;
    }
    default:
      return undefined;
  }
}

/** A text that did not grow beyond what is followed. */
function shortText(text: string): Value {
  return text.length > CHARACTERS ? UNKNOWN : literal(text);
}

function stripEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}

/** `Object.values(x)` and its like: the parts of an object literal. */
function callObject(name: string, site: CallSite): Value | undefined {
  const [first, ...rest] = site.arguments.map(({ value }) => value);
  if (first === undefined) return undefined;
  if (name === 'freeze' || name === 'seal') return first;
  if (first.kind !== 'object') return undefined;
  const { fields, open } = first;
  switch (name) {
    case 'values':
      return { kind: 'list', items: [...fields.values()], open };
    case 'keys':
      return { kind: 'list', items: [...fields.keys()].map(literal), open };
    case 'entries':
      return {
        kind: 'list',
        items: [...fields].map(([key, value]) => ({ kind: 'list', items: [literal(key), value], open: false })),
        open,
      };
    case 'assign': {
      for (const each of rest) if (each.kind === 'object') for (const [key, value] of each.fields) fields.set(key, value);
      return first;
    }
    default:
      return undefined;
  }
}
