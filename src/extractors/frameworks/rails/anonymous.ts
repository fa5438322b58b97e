/** Runs Ruby for a request that carries no credential, and tells what becomes of it. */
import type { Argument, Expression, FunctionDeclaration, Statement } from '../../syntax/unit.ts';
import { Calls } from './calls.ts';
import { scopesIn } from './constants.ts';
import { copyOf, either, Flow, type Frame, initialState, mergeFrames, opposite, type Truth } from './flow.ts';
import { textOf } from './literals.ts';
import type { FoundMethod } from './methods.ts';
import { CREDENTIAL_KEY, CREDENTIAL_PARAMETER, PLAIN_SESSION_KEY } from './vocabulary.ts';

/** Methods within methods. */
const DEPTH = 12;

/** Statements and expressions of one run. */
const STEPS = 4000;

type Way = (frame: Frame, flow: Flow) => Truth;

export class Stranger extends Calls {
  #steps = STEPS;

  /** Runs statements in order; the value is that of the last one. */
  run(statements: readonly Statement[], frame: Frame, flow: Flow): Truth {
    let value: Truth = 'absent';
    for (let index = 0; index < statements.length && flow.next; index++) {
      const statement = statements[index] as Statement;
      if (statement.kind !== 'block') {
        value = this.#simple(statement, frame, flow);
        continue;
      }
      const following = (of: string): Statement[] => {
        const found: Statement[] = [];
        for (let each = statements[index + 1]; each?.kind === 'block' && each.of === of; each = statements[index + 1]) {
          found.push(each);
          index++;
          if (of === 'else') break;
        }
        return found;
      };
      if (statement.of === 'if') {
        const [other] = following('else');
        const truth = statement.condition === undefined ? 'unknown' : this.evaluate(statement.condition, frame, flow);
        if (!flow.next) return value;
        const body = other?.kind === 'block' ? other.body : [];
        value = this.branch(
          truth,
          (f, w) => this.run(statement.body, f, w),
          (f, w) => this.run(body, f, w),
          frame,
          flow,
        );
      } else if (statement.of === 'try') value = this.#try(statement.body, following('catch'), frame, flow);
      else if (statement.of === 'loop') value = this.#sometimes(statement, frame, flow);
      else if (statement.body.some((each) => each.kind === 'block' && each.of === 'case')) value = this.#case(statement.body, frame, flow);
      else value = this.run(statement.body, frame, flow);
    }
    return value;
  }

  #simple(statement: Exclude<Statement, { kind: 'block' }>, frame: Frame, flow: Flow): Truth {
    switch (statement.kind) {
      case 'expression':
        return this.evaluate(statement.value, frame, flow);
      case 'declare': {
        const value = statement.value === undefined ? 'unknown' : this.evaluate(statement.value, frame, flow);
        if (statement.target.kind === 'name') frame.locals.set(statement.target.name, value);
        return value;
      }
      case 'return': {
        const value = statement.value === undefined ? 'absent' : this.evaluate(statement.value, frame, flow);
        if (flow.next) flow.leave(value);
        return value;
      }
      case 'throw':
        this.raise(statement.value, frame, flow);
        return 'unknown';
      default:
        return 'unknown';
    }
  }

  /** What stands under a condition: one way where the condition is certain, else both. */
  branch(truth: Truth, yes: Way, no: Way, frame: Frame, flow: Flow): Truth {
    if (truth === 'present') return yes(frame, flow);
    if (truth === 'absent') return no(frame, flow);
    const ways = [yes, no].map((way) => this.#way(way, frame));
    const [first, second] = ways as [Ended, Ended];
    // A function of the gem's is asked who it is, and a stranger turned away by its answer.
    const certain =
      truth === 'identity' && turnsAway(second.flow) && first.flow.passes
        ? [second]
        : truth === 'stranger' && turnsAway(first.flow) && second.flow.passes
          ? [first]
          : ways;
    return joined(certain, frame, flow);
  }

  #way(way: Way, frame: Frame): Ended {
    const own = copyOf(frame);
    const flow = new Flow();
    return { value: way(own, flow), frame: own, flow };
  }

  #sometimes({ body, each }: Extract<Statement, { kind: 'block' }>, frame: Frame, flow: Flow): Truth {
    if (each !== undefined) this.evaluate(each.over, frame, flow);
    return this.branch(
      'unknown',
      (f, w) => this.run(body, f, w),
      () => 'unknown',
      frame,
      flow,
    );
  }

  #case(branches: readonly Statement[], frame: Frame, flow: Flow): Truth {
    const ways = branches.flatMap((each) => (each.kind === 'block' ? [this.#way((f, w) => this.run(each.body, f, w), frame)] : []));
    const open = branches.every((each) => each.kind !== 'block' || each.condition !== undefined);
    return joined(open ? [...ways, this.#way(() => 'absent', frame)] : ways, frame, flow);
  }

  /** Handlers run where the body raises for certain, or may. */
  #try(body: readonly Statement[], handlers: readonly Statement[], frame: Frame, flow: Flow): Truth {
    const tried = this.#way((f, w) => this.run(body, f, w), frame);
    if (!tried.flow.threw || handlers.length === 0) return joined([tried], frame, flow);
    tried.flow.threw = false;
    tried.flow.threwRefusal = false;
    const caught = handlers.flatMap((each) => (each.kind === 'block' ? [this.#way((f, w) => this.run(each.body, f, w), frame)] : []));
    const goesOn = tried.flow.passes || tried.flow.refused || tried.flow.answered;
    return joined(goesOn ? [tried, ...caught] : caught, frame, flow);
  }

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

  /** `absent` where some part is. */
  #all(parts: readonly Expression[], frame: Frame, flow: Flow, otherwise: Truth): Truth {
    let value = otherwise;
    for (const part of parts) {
      if (this.evaluate(part, frame, flow) === 'absent' && part.kind !== 'null' && part.kind !== 'boolean' && part.kind !== 'string')
        value = otherwise === 'present' ? value : 'absent';
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
      const holdsOne =
        from === 'session' ? !PLAIN_SESSION_KEY.test(key) : (from === 'params' ? CREDENTIAL_PARAMETER : CREDENTIAL_KEY).test(key);
      if (!holdsOne) return 'unknown';
      this.credential(from, key);
      return 'absent';
    }
    this.evaluate(index, frame, flow);
    const value = this.evaluate(object, frame, flow);
    return value === 'absent' || value === 'identity' ? value : 'unknown';
  }

  #assign({ target, value }: Extract<Expression, { kind: 'assign' }>, frame: Frame, flow: Flow): Truth {
    const read = this.evaluate(value, frame, flow);
    const set = (at: Expression): void => {
      if (at.kind === 'list') for (const item of at.items) set(item);
      else if (at.kind === 'name' && at.name.startsWith('@')) frame.state.set(at.name, read);
      else if (at.kind === 'name') frame.locals.set(at.name, read);
      else if (at.kind === 'member' && at.object.kind === 'name' && /^(?:::)?Current$/.test(at.object.name))
        frame.state.set(`Current.${at.name}`, read);
    };
    set(target);
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
      return flow.next ? this.branch(truth, way(left), way(right), frame, flow) : 'unknown';
    }
    const first = this.evaluate(left, frame, flow);
    if (!flow.next) return 'unknown';
    if (operator === 'and') {
      const seen: Truth[] = [first];
      const value = this.branch(first, noting(way(right), seen), () => first, frame, flow);
      // Both are asked for: one that a stranger lacks is enough.
      if (first !== 'present' && seen.includes('absent')) return 'absent';
      return seen.includes('identity') && !seen.includes('stranger') ? 'identity' : value;
    }
    const seen: Truth[] = [first];
    const value = this.branch(first, () => first, noting(way(right), seen), frame, flow);
    if (!seen.includes('stranger')) return value;
    return seen.every((each) => each === 'stranger' || each === 'absent') ? 'stranger' : 'unknown';
  }

  #other({ operator, parts, at }: Extract<Expression, { kind: 'other' }>, frame: Frame, flow: Flow): Truth {
    const [first, second] = parts;
    if (operator === 'inline' && first?.kind === 'function') return this.run(first.function.body ?? [], frame, flow);
    if (operator === '!' && first !== undefined) return opposite(this.evaluate(first, frame, flow));
    if (operator === 'rescue' && first !== undefined && second !== undefined) {
      const of = (value: Expression): Statement[] => [{ kind: 'expression', value, at }];
      return this.#try(of(first), [{ kind: 'block', of: 'catch', body: of(second), at }], frame, flow);
    }
    const values = parts.map((part) => (flow.next ? this.evaluate(part, frame, flow) : 'unknown'));
    if (values.length !== 2) return 'unknown';
    const lacking = values.filter((value) => value === 'absent').length;
    if (operator === '==' || operator === '===' || operator === 'eql?')
      return lacking === 1 ? 'absent' : values.includes('identity') ? 'identity' : 'unknown';
    if (operator === '!=') return lacking === 1 ? 'present' : values.includes('identity') ? 'stranger' : 'unknown';
    return 'unknown';
  }

  /** A method with what it is given; the caller goes on where some way through it does. */
  enter({ declared, part, level }: FoundMethod, args: readonly Argument[], given: readonly Truth[], frame: Frame, flow: Flow): Truth {
    const line = declared.modifiers.includes('static') ? [] : frame.line;
    const method = { name: declared.name, level };
    for (const word of declared.suspects) this.reading.suspects.add(word);
    if (frame.depth >= DEPTH) return 'unknown';
    const { locals, literals } = bound(declared, args, given, frame);
    const inner: Frame = {
      locals,
      literals,
      state: frame.state,
      method,
      depth: frame.depth + 1,
      line,
      scopes: scopesIn(part.type),
      file: part.unit.file,
    };
    return this.inside(declared, inner, flow);
  }

  /** The body of a method, block or lambda. */
  inside({ body = [] }: FunctionDeclaration, frame: Frame, flow: Flow): Truth {
    const own = new Flow();
    const last = this.run(body, frame, own);
    const { returned } = own;
    const value = own.next ? (returned === undefined ? last : either(last, returned)) : (returned ?? 'unknown');
    own.next = own.passes;
    own.returned = undefined;
    flow.join([own]);
    return value;
  }
}

/** The same way, with its value noted. */
function noting(way: Way, seen: Truth[]): Way {
  return (frame, flow) => {
    const value = way(frame, flow);
    seen.push(value);
    return value;
  };
}

interface Ended {
  readonly value: Truth;
  readonly frame: Frame;
  readonly flow: Flow;
}

function joined(ways: readonly Ended[], frame: Frame, flow: Flow): Truth {
  const on = ways.filter((each) => each.flow.next);
  mergeFrames(
    frame,
    (on.length > 0 ? on : ways).map((each) => each.frame),
  );
  flow.join(ways.map((each) => each.flow));
  return on.length === 0 ? 'unknown' : on.map(({ value }) => value).reduce(either);
}

function turnsAway(flow: Flow): boolean {
  return !flow.passes && (flow.refused || flow.threwRefusal);
}

/** What an index is taken of: headers, a session, parameters. */
function containerOf(object: Expression): 'header' | 'session' | 'cookie' | 'params' | undefined {
  const names: string[] = [];
  let at = object;
  for (; at.kind === 'member' && names.length < 6; at = at.object) names.unshift(at.name);
  if (at.kind !== 'name') return undefined;
  const path = [at.name, ...names].join('.');
  if (/^(?:(?:this\.)?request\.)?(?:headers|env)$/.test(path)) return 'header';
  if (/^(?:request\.)?session$/.test(path)) return 'session';
  if (/^(?:request\.)?(?:cookies|cookie_jar)(?:\.(?:signed|encrypted|permanent))*$/.test(path)) return 'cookie';
  return path === 'params' ? 'params' : undefined;
}

/** Parameters of a method as they are given. */
function bound(
  declared: FunctionDeclaration,
  args: readonly Argument[],
  given: readonly Truth[],
  frame: Frame,
): Pick<Frame, 'locals' | 'literals'> {
  const locals = new Map<string, Truth>();
  const literals = new Map<string, string>();
  const order = args.flatMap(({ name }, index) => (name === undefined ? [index] : []));
  let position = 0;
  for (const { name, value, modifiers, rest } of declared.parameters) {
    const index = modifiers.includes('keyword') ? args.findIndex((each) => each.name === name) : rest ? -1 : (order[position++] ?? -1);
    const argument = args[index]?.value ?? value;
    locals.set(name, given[index] ?? (value?.kind === 'null' || (value?.kind === 'boolean' && !value.value) ? 'absent' : 'unknown'));
    const text = argument === undefined ? undefined : literalOf(argument, frame.literals);
    if (text !== undefined) literals.set(name, text);
  }
  return { locals, literals };
}

function literalOf(expression: Expression, literals: ReadonlyMap<string, string>): string | undefined {
  if (expression.kind === 'string' || expression.kind === 'number') return String(expression.value);
  return expression.kind === 'name' ? literals.get(expression.name) : undefined;
}
