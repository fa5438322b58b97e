/** Runs Ruby for a request that carries no credential, and tells what becomes of it. */
import type { Argument, FunctionDeclaration, Statement } from '../../syntax/unit.ts';
import { scopesIn } from './constants.ts';
import { Expressions } from './expressions.ts';
import { either, Flow, type Frame, type Truth } from './flow.ts';
import { bound } from './method-arguments.ts';
import type { FoundMethod } from './methods.ts';
import { branched, endedWay, joined } from './ways.ts';

/** Methods within methods. */
const DEPTH = 12;

/** Statements and methods, as they run for a stranger. */
export class Stranger extends Expressions {
  /** Runs statements in order; the value is that of the last one. */
  run(statements: readonly Statement[], frame: Frame, flow: Flow): Truth {
    let value: Truth = 'absent';
    for (let index = 0; index < statements.length && flow.next; index++) {
      const statement = statements[index] as Statement;
      if (flow.pending !== undefined && statement.kind !== 'return' && !asksWhetherAnswered(statement)) flow.leaked = true;
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
        value = branched(
          truth,
          (f, w) => this.run(statement.body, f, w),
          (f, w) => this.run(body, f, w),
          frame,
          flow,
        );
      } else if (statement.of === 'try') value = this.attempt(statement.body, following('catch'), frame, flow);
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
        // The action itself ends here; from its helpers it is come back to.
        if (flow.next && frame.depth <= 1 && flow.pending === 'all' && !flow.leaked) flow.next = false;
        else if (flow.next) flow.leave(value);
        return value;
      }
      case 'throw':
        this.raise(statement.value, frame, flow);
        return 'unknown';
      default:
        return 'unknown';
    }
  }

  #sometimes({ body, each }: Extract<Statement, { kind: 'block' }>, frame: Frame, flow: Flow): Truth {
    if (each !== undefined) this.evaluate(each.over, frame, flow);
    return branched(
      'unknown',
      (f, w) => this.run(body, f, w),
      () => 'unknown',
      frame,
      flow,
    );
  }

  #case(branches: readonly Statement[], frame: Frame, flow: Flow): Truth {
    const ways = branches.flatMap((each) => (each.kind === 'block' ? [endedWay((f, w) => this.run(each.body, f, w), frame)] : []));
    const open = branches.every((each) => each.kind !== 'block' || each.condition !== undefined);
    return joined(open ? [...ways, endedWay(() => 'absent', frame)] : ways, frame, flow);
  }

  /** Handlers run where the body raises for certain, or may. */
  attempt(body: readonly Statement[], handlers: readonly Statement[], frame: Frame, flow: Flow): Truth {
    const tried = endedWay((f, w) => this.run(body, f, w), frame);
    if (!tried.flow.threw || handlers.length === 0) return joined([tried], frame, flow);
    tried.flow.threw = false;
    tried.flow.threwRefusal = false;
    const caught = handlers.flatMap((each) => (each.kind === 'block' ? [endedWay((f, w) => this.run(each.body, f, w), frame)] : []));
    const goesOn = tried.flow.passes || tried.flow.refused || tried.flow.answered;
    return joined(goesOn ? [tried, ...caught] : caught, frame, flow);
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

/** `return if performed?` does no work. */
function asksWhetherAnswered(statement: Statement): boolean {
  return (
    statement.kind === 'block' &&
    statement.of === 'if' &&
    statement.condition?.kind === 'name' &&
    statement.condition.name === 'performed?' &&
    statement.body.every(({ kind }) => kind === 'return')
  );
}
