import { hasImpliedReceiver } from '../syntax/language.ts';
import type { Expression } from '../syntax/unit.ts';
import { CHARACTERS, ITEMS, STEPS } from './budget.ts';
import type { Frame } from './frame.ts';
import { receiversOf } from './kotlin-receivers.ts';
import { ownPath } from './paths.ts';
import { Types } from './types.ts';
import { asBoolean, asString, choice, literal, type ObjectValue, UNKNOWN, type Value } from './value.ts';

/** Values of expressions, and what is assigned to: the second layer of the interpreter. */
export abstract class Expressions extends Types {
  protected abstract call(expression: Extract<Expression, { kind: 'call' }>, frame: Frame): Value;

  evaluate(expression: Expression, frame: Frame): Value {
    if (++this.steps > STEPS) return UNKNOWN;
    switch (expression.kind) {
      case 'string':
      case 'number':
      case 'boolean':
        return literal(expression.value);
      case 'null':
        return literal(null);
      case 'regex':
        return { kind: 'regex', source: expression.value };
      case 'name':
        return this.#name(expression.name, frame);
      case 'member':
        return this.member(this.evaluate(expression.object, frame), expression.name, frame.unit);
      case 'index':
        return this.#index(expression, frame);
      case 'call':
        return this.modules.once(expression, frame, () => this.call(expression, frame));
      case 'list':
        return this.#list(expression.items, frame);
      case 'map':
        return this.#map(expression, frame);
      case 'concat':
        return this.#concat(expression.parts.map((part) => this.evaluate(part, frame)));
      case 'choice':
        return this.#choice(expression, frame);
      case 'function': {
        const { function: declared } = expression;
        return { kind: 'closure', function: declared, unit: frame.unit, scope: frame.scope, receiver: frame.receiver };
      }
      case 'class':
        return { kind: 'class', type: expression.type, unit: frame.unit, scope: frame.scope };
      case 'type':
        return this.lookup(frame.unit, expression.type.name, frame.scope) ?? UNKNOWN;
      case 'assign': {
        const value = this.evaluate(expression.value, frame);
        this.#assign(expression.target, value, frame);
        return value;
      }
      case 'spread':
        return this.evaluate(expression.value, frame);
      case 'other':
        return this.#other(expression, frame);
      default:
        return UNKNOWN;
    }
  }

  #name(name: string, frame: Frame): Value {
    if (name === 'this') return frame.receiver ?? UNKNOWN;
    const found = frame.scope.lookup(name);
    if (found !== undefined) return found;
    const receivers = hasImpliedReceiver(frame.unit.language) ? receiversOf(frame) : [];
    for (const receiver of receivers) {
      const implied = this.member(receiver, name, frame.unit);
      if (implied.kind !== 'unknown') return implied;
    }
    return ownPath(name, frame.unit) ?? { kind: 'external', module: '', name };
  }

  #index({ object, index, at }: Extract<Expression, { kind: 'index' }>, frame: Frame): Value {
    const base = this.evaluate(object, frame);
    const key = this.evaluate(index, frame);
    if (base.kind === 'external' || base.kind === 'class' || base.kind === 'typing') {
      return { kind: 'typing', expression: { kind: 'index', object, index, at }, unit: frame.unit, scope: frame.scope, base };
    }
    if (key.kind !== 'literal' && base.kind === 'object' && !base.open) return choice([...base.fields.values()]);
    if (key.kind !== 'literal') return base.kind === 'list' && !base.open ? choice(base.items) : UNKNOWN;
    if (base.kind === 'list' && typeof key.value === 'number') return base.items[key.value] ?? UNKNOWN;
    return typeof key.value === 'string' ? this.member(base, key.value, frame.unit) : UNKNOWN;
  }

  #list(items: readonly Expression[], frame: Frame): Value {
    const values: Value[] = [];
    let open = false;
    for (const item of items) {
      const value = this.evaluate(item, frame);
      if (item.kind !== 'spread') values.push(value);
      else if (value.kind === 'list') {
        values.push(...value.items);
        open ||= value.open;
      } else open = true;
    }
    return { kind: 'list', items: values.slice(0, ITEMS), open: open || values.length > ITEMS };
  }

  #map({ entries }: Extract<Expression, { kind: 'map' }>, frame: Frame): Value {
    const fields = new Map<string, Value>();
    const places: ObjectValue['places'] = new Map();
    let open = false;
    for (const [nth, { key: written, computed, value, at }] of entries.entries()) {
      const read = this.evaluate(value, frame);
      const computedKey = computed === undefined ? undefined : this.evaluate(computed, frame);
      // A constant of a package (`Segments.BODY`) names its entry.
      const named = computedKey?.kind === 'external' ? computedKey.name : asString(computedKey);
      // The value of a key that is not known is kept under one that no code can name.
      const key = written ?? named ?? (value.kind === 'spread' ? undefined : `\0${nth}`);
      if (key !== undefined) {
        fields.set(key, read);
        places.set(key, { file: frame.unit.file, span: { start: at.start, end: value.at.end } });
      } else if (read.kind === 'object') {
        for (const [name, spread] of read.fields) fields.set(name, spread);
        for (const [name, place] of read.places) places.set(name, place);
        open ||= read.open;
      } else open = true;
    }
    return { kind: 'object', fields, places, type: undefined, open };
  }

  #concat(given: readonly Value[]): Value {
    const values = given.map(longestList);
    const lists = values.filter((value) => value.kind === 'list');
    if (lists.length > 0) {
      const items = lists.flatMap((list) => list.items);
      const open = lists.length < values.length || lists.some((list) => list.open) || items.length > ITEMS;
      return { kind: 'list', items: items.slice(0, ITEMS), open };
    }
    const parts = values.flatMap((value): (string | undefined)[] => {
      if (value.kind === 'text') return [...value.parts];
      return value.kind === 'literal' && value.value !== null ? [String(value.value)] : [undefined];
    });
    // What doubles itself in a loop ends here.
    const length = parts.reduce((sum, part) => sum + (part?.length ?? 1), 0);
    if (length > CHARACTERS || parts.every((part) => part === undefined)) return UNKNOWN;
    return parts.every((part) => part !== undefined) ? literal(parts.join('')) : { kind: 'text', parts };
  }

  #choice({ condition, items }: Extract<Expression, { kind: 'choice' }>, frame: Frame): Value {
    const decided = condition === undefined ? undefined : asBoolean(this.evaluate(condition, frame));
    const [first, second] = items;
    const taken = decided === undefined ? items : [decided ? first : second].filter((item) => item !== undefined);
    return choice(taken.map((item) => this.evaluate(item, frame)));
  }

  #other({ operator, parts, at }: Extract<Expression, { kind: 'other' }>, frame: Frame): Value {
    const values = parts.map((part) => this.evaluate(part, frame));
    if (operator === '!') {
      const value = values[0]?.kind === 'literal' ? values[0].value : undefined;
      return value === undefined ? UNKNOWN : literal(!value);
    }
    // A union of types (Python).
    if (operator === '|' && frame.unit.language === 'python') {
      return { kind: 'typing', expression: { kind: 'other', operator, parts, at }, unit: frame.unit, scope: frame.scope, base: UNKNOWN };
    }
    return UNKNOWN;
  }

  #destructure(target: Expression, value: Value, frame: Frame, set: (name: string, value: Value) => void): void {
    switch (target.kind) {
      case 'name':
        set(target.name, value);
        return;
      case 'map':
        for (const { key, value: inner } of target.entries) {
          this.#destructure(inner, key === undefined ? UNKNOWN : this.member(value, key, frame.unit), frame, set);
        }
        return;
      case 'list':
        for (const [index, item] of target.items.entries()) {
          this.#destructure(item, itemOf(value, index, frame), frame, set);
        }
        return;
      case 'member': {
        const object = this.evaluate(target.object, frame);
        const place = { file: frame.unit.file, span: target.at };
        if (object.kind === 'object') object.fields.set(target.name, value);
        else if (object.kind === 'host') object.host.assign?.(target.name, value, place, frame.conditional > 0);
        return;
      }
      case 'spread':
        this.#destructure(target.value, UNKNOWN, frame, set);
        return;
      default:
    }
  }

  protected declare(target: Expression, value: Value, frame: Frame): void {
    this.#destructure(target, value, frame, (name, part) => frame.scope.declare(name, part));
  }

  #assign(target: Expression, value: Value, frame: Frame): void {
    this.#destructure(target, value, frame, (name, part) => {
      const before = frame.conditional > 0 ? frame.scope.lookup(name) : undefined;
      frame.scope.assign(name, before === undefined || before.kind === 'literal' ? part : choice([before, part]));
    });
  }
}

/** The nth of several values; what a call of a package gives together with an error is the first of them (Go). */
function itemOf(value: Value, index: number, frame: Frame): Value {
  if (value.kind === 'list') return value.items[index] ?? UNKNOWN;
  if (frame.unit.language !== 'go') return UNKNOWN;
  if (value.kind === 'choice') return choice(value.options.map((option) => itemOf(option, index, frame)));
  return index === 0 ? value : UNKNOWN;
}

/** Of lists that grow under conditions the one that has them all; any other value as it is. */
function longestList(value: Value): Value {
  if (value.kind !== 'choice') return value;
  const lists = value.options.flatMap((option) => (option.kind === 'list' ? [option] : []));
  return lists.length < value.options.length ? value : lists.reduce((best, each) => (each.items.length > best.items.length ? each : best));
}
