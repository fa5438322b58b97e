/** What a permission answers to somebody who is not known, read from its body without running it. */
import { dotted } from '../../syntax/build.ts';
import type { Expression, FunctionDeclaration, Statement } from '../../syntax/unit.ts';

export type Answer = 'yes' | 'no' | 'maybe';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Facts of an anonymous user (django.contrib.auth.models.AnonymousUser). */
const NEVER = /(?:^|\.)request\.user\.(?:is_authenticated|is_staff|is_superuser|is_active|pk|id|email|username)$|(?:^|\.)request\.auth$/;
const ALWAYS = /(?:^|\.)request\.user$|(?:^|\.)request$|(?:^|\.)request\.user\.is_anonymous$/;

/** The answer of a `has_permission` to a request of this method by somebody anonymous. */
export function answerToAnonymous(declared: FunctionDeclaration, method: string, parent: () => Answer): Answer {
  return new Anonymous(method, parent).statements(declared.body ?? []) ?? 'no';
}

class Anonymous {
  readonly #method: string;
  /** What the superclass answers. */
  readonly #parent: () => Answer;
  readonly #names = new Map<string, Expression>();
  #depth = 0;

  constructor(method: string, parent: () => Answer) {
    this.#method = method;
    this.#parent = parent;
  }

  /** The answer, once one is certain to be given or may be; undefined where the statements end without any. */
  statements(statements: readonly Statement[]): Answer | undefined {
    let doubt = false;
    let skipElse: Answer | undefined;
    for (const statement of statements) {
      switch (statement.kind) {
        case 'declare':
          if (statement.target.kind === 'name' && statement.value !== undefined) this.#names.set(statement.target.name, statement.value);
          break;
        case 'return': {
          const answer = statement.value === undefined ? 'no' : this.#value(statement.value);
          return doubt ? 'maybe' : answer;
        }
        case 'throw':
          return doubt ? 'maybe' : 'no';
        case 'block': {
          const taken = this.#taken(statement, skipElse);
          if (statement.of === 'if') skipElse = taken;
          if (taken === 'no') break;
          const inner = this.statements(statement.body);
          if (inner === undefined) break;
          if (taken === 'yes' && !doubt) return inner;
          if (inner !== 'no') return 'maybe';
          doubt ||= taken !== 'yes';
          break;
        }
        default:
      }
    }
    return doubt ? 'maybe' : undefined;
  }

  /** Whether a block runs. */
  #taken({ of, condition }: Extract<Statement, { kind: 'block' }>, before: Answer | undefined): Answer {
    if (of === 'plain' || of === 'with') return 'yes';
    if (of === 'if') return condition === undefined ? 'maybe' : this.#value(condition);
    if (of === 'else') return before === undefined ? 'maybe' : negate(before);
    return 'maybe';
  }

  #value(expression: Expression): Answer {
    if (++this.#depth > 500) return 'maybe';
    switch (expression.kind) {
      case 'boolean':
        return expression.value ? 'yes' : 'no';
      case 'null':
        return 'no';
      case 'choice':
        return this.#choice(expression);
      case 'other':
        return this.#other(expression);
      case 'call':
        return this.#call(expression);
      case 'name': {
        const held = this.#names.get(expression.name);
        if (held === undefined) return 'maybe';
        this.#names.delete(expression.name);
        const answer = this.#value(held);
        this.#names.set(expression.name, held);
        return answer;
      }
      case 'member':
        return this.#fact(expression);
      default:
        return 'maybe';
    }
  }

  #choice({ items, operator, condition }: Extract<Expression, { kind: 'choice' }>): Answer {
    if (condition !== undefined) {
      const decided = this.#value(condition);
      const [yes, no] = items.map((item) => this.#value(item));
      if (decided === 'maybe') return yes === no ? (yes ?? 'maybe') : 'maybe';
      return (decided === 'yes' ? yes : no) ?? 'maybe';
    }
    const answers = items.map((item) => this.#value(item));
    const settles: Answer = operator === 'and' ? 'no' : 'yes';
    if (answers.includes(settles)) return settles;
    return answers.includes('maybe') ? 'maybe' : negate(settles);
  }

  #other({ operator, parts }: Extract<Expression, { kind: 'other' }>): Answer {
    const [left, right] = parts;
    if (operator === '!' && left !== undefined) return negate(this.#value(left));
    if (left === undefined || right === undefined || !/(?:^|\.)request\.method$/.test(dotted(left) ?? '')) return 'maybe';
    if (operator === 'in' || operator === 'not in') {
      const listed = /(?:^|\.)SAFE_METHODS$/.test(dotted(right) ?? '') ? SAFE : methodsIn(right);
      if (listed === undefined) return 'maybe';
      return listed.has(this.#method) === (operator === 'in') ? 'yes' : 'no';
    }
    if (right.kind !== 'string' || (operator !== '==' && operator !== '!=')) return 'maybe';
    return (right.value === this.#method) === (operator === '==') ? 'yes' : 'no';
  }

  #call({ callee, arguments: args }: Extract<Expression, { kind: 'call' }>): Answer {
    const name = dotted(callee);
    if (name === 'bool' && args[0] !== undefined) return this.#value(args[0].value);
    if (callee.kind === 'member' && callee.name === 'has_permission' && callee.object.kind === 'call') {
      return dotted(callee.object.callee) === 'super' ? this.#parent() : 'maybe';
    }
    // Nobody has given permissions to someone who is not known; `is_authenticated()` was a method once.
    if (name !== undefined && /(?:^|\.)request\.user\.(?:has_perms?|has_module_perms)$/.test(name)) return 'no';
    return name === undefined ? 'maybe' : this.#fact(callee);
  }

  #fact(expression: Expression): Answer {
    let name = dotted(expression) ?? '';
    const [first = '', ...rest] = name.split('.');
    const held = this.#names.get(first);
    const heldName = held === undefined ? undefined : dotted(held);
    if (heldName !== undefined) name = [heldName, ...rest].join('.');
    if (NEVER.test(name)) return 'no';
    return ALWAYS.test(name) ? 'yes' : 'maybe';
  }
}

function methodsIn(expression: Expression): ReadonlySet<string> | undefined {
  if (expression.kind !== 'list') return undefined;
  const names = expression.items.map((item) => (item.kind === 'string' ? item.value : undefined));
  return names.every((name) => name !== undefined) ? new Set(names) : undefined;
}

function negate(answer: Answer): Answer {
  if (answer === 'maybe') return 'maybe';
  return answer === 'yes' ? 'no' : 'yes';
}
