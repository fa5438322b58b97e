/** What expressions are for a request without a credential. */
import type { Expression, Statement } from '../../syntax/unit.ts';
import { Calls } from './calls.ts';
import { type Flow, type Frame, initialState, isLacking, opposite, type Truth } from './flow.ts';
import { textOf } from './literals.ts';
import { containerOf } from './request-parts.ts';
import { holdsCredential } from './vocabulary.ts';
import { branched, noting, type Way } from './ways.ts';

/** Statements and expressions of one run. */
const STEPS = 4000;

/** Values of expressions; whoever extends it runs statements. */
export abstract class Expressions extends Calls {
  #steps = STEPS;

  /** Runs a body, and its handlers where it raises for certain, or may. */
  abstract attempt(body: readonly Statement[], handlers: readonly Statement[], frame: Frame, flow: Flow): Truth;

  /** The value of an expression; what it does to the request is told to the flow. */
  evaluate(expression: Expression, frame: Frame, flow: Flow): Truth {
    if (this.#steps-- < 0) {
      this.unclear('a callback is longer than is followed', expression.at, frame);
      return 'unknown';
    }
    switch (expression.kind) {
      case 'string':
        return expression.value === '' ? 'absent' : 'present';
      case 'number':
      case 'regex':
      case 'function':
      case 'class':
      case 'type':
        return 'present';
      case 'boolean':
        return expression.value ? 'present' : 'absent';
      case 'null':
        return 'absent';
      case 'list':
        return this.#all(expression.items, frame, flow, 'present');
      case 'map':
        return this.#all(
          expression.entries.map(({ value }) => value),
          frame,
          flow,
          'present',
        );
      case 'concat':
        return this.#all(expression.parts, frame, flow, 'unknown');
      case 'spread':
        return this.evaluate(expression.value, frame, flow);
      case 'name':
        return this.#named(expression.name, expression, frame, flow);
      case 'member':
      case 'call':
        return this.call(expression, frame, flow);
      case 'index':
        return this.#index(expression, frame, flow);
      case 'assign':
        return this.#assign(expression, frame, flow);
      case 'choice':
        return this.#choice(expression, frame, flow);
      case 'other':
        return this.#other(expression, frame, flow);
      default:
        return 'unknown';
    }
  }

  /** Text with a part that is not there is `derived`. */
  #all(parts: readonly Expression[], frame: Frame, flow: Flow, otherwise: Truth): Truth {
    let value = otherwise;
    for (const part of parts) {
      if (isLacking(this.evaluate(part, frame, flow)) && part.kind !== 'null' && part.kind !== 'boolean' && part.kind !== 'string')
        value = otherwise === 'present' ? value : 'derived';
      if (!flow.next) break;
    }
    return value;
  }

  #named(name: string, expression: Expression, frame: Frame, flow: Flow): Truth {
    const local = frame.locals.get(name);
    if (local !== undefined) return local;
    if (name.startsWith('@')) return this.state(name, frame);
    return this.call(expression, frame, flow);
  }

  /** An instance variable, or an attribute of `Current`. */
  state(name: string, frame: Frame): Truth {
    const present = frame.state.get(name);
    const value = present ?? initialState(name);
    if (value === 'absent') this.reading.touched = true;
    return value;
  }

  #index({ object, index }: Extract<Expression, { kind: 'index' }>, frame: Frame, flow: Flow): Truth {
    const key = textOf(index);
    const from = containerOf(object);
    if (from !== undefined) {
      if (key === undefined) return 'unknown';
      if (!holdsCredential(from, key)) return 'unknown';
      this.credential(from, key);
      return 'absent';
    }
    this.evaluate(index, frame, flow);
    const value = this.evaluate(object, frame, flow);
    return value === 'blank' ? 'absent' : value === 'absent' || value === 'derived' || value === 'identity' ? value : 'unknown';
  }

  #assign({ target, value }: Extract<Expression, { kind: 'assign' }>, frame: Frame, flow: Flow): Truth {
    const read = this.evaluate(value, frame, flow);
    const set = (at: Expression, read: Truth): void => {
      // Parts of text that holds nothing are nil.
      if (at.kind === 'list') for (const item of at.items) set(item, read === 'blank' ? 'absent' : read);
      else if (at.kind === 'name' && at.name.startsWith('@')) frame.state.set(at.name, read);
      else if (at.kind === 'name') frame.locals.set(at.name, read);
      else if (at.kind === 'member' && at.object.kind === 'name' && /^(?:::)?Current$/.test(at.object.name))
        frame.state.set(`Current.${at.name}`, read);
    };
    set(target, read);
    return read;
  }

  #choice({ condition, items, operator }: Extract<Expression, { kind: 'choice' }>, frame: Frame, flow: Flow): Truth {
    const [left, right] = items;
    if (left === undefined || right === undefined) return 'unknown';
    const way =
      (of: Expression): Way =>
      (f, w) =>
        this.evaluate(of, f, w);
    if (condition !== undefined) {
      const truth = this.evaluate(condition, frame, flow);
      return flow.next ? branched(truth, way(left), way(right), frame, flow) : 'unknown';
    }
    const first = this.evaluate(left, frame, flow);
    if (!flow.next) return 'unknown';
    if (operator === 'and') {
      const seen: Truth[] = [first];
      const value = branched(first, noting(way(right), seen), () => first, frame, flow);
      // Both are asked for: one that a stranger lacks is enough.
      if (first !== 'present' && seen.includes('absent')) return 'absent';
      return seen.includes('identity') && !seen.includes('stranger') ? 'identity' : value;
    }
    const seen: Truth[] = [first];
    const value = branched(first, () => first, noting(way(right), seen), frame, flow);
    if (!seen.includes('stranger')) return value;
    return seen.every((each) => each === 'stranger' || each === 'absent') ? 'stranger' : 'unknown';
  }

  #other({ operator, parts, at }: Extract<Expression, { kind: 'other' }>, frame: Frame, flow: Flow): Truth {
    const [first, second] = parts;
    if (operator === 'inline' && first?.kind === 'function') return this.run(first.function.body ?? [], frame, flow);
    if (operator === '!' && first !== undefined) return opposite(this.evaluate(first, frame, flow));
    if (operator === 'rescue' && first !== undefined && second !== undefined) {
      const of = (value: Expression): Statement[] => [{ kind: 'expression', value, at }];
      return this.attempt(of(first), [{ kind: 'block', of: 'catch', body: of(second), at }], frame, flow);
    }
    const values = parts.map((part) => (flow.next ? this.evaluate(part, frame, flow) : 'unknown'));
    if (values.length !== 2) return 'unknown';
    const lacking = values.filter(isLacking).length;
    if (operator === '==' || operator === '===' || operator === 'eql?')
      return lacking === 1 ? 'absent' : values.includes('identity') ? 'identity' : 'unknown';
    if (operator === '!=') return lacking === 1 ? 'present' : values.includes('identity') ? 'stranger' : 'unknown';
    return 'unknown';
  }
}
