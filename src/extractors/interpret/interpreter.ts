import type { Program } from '../program.ts';
import type { Argument, Decorator, Expression, FunctionDeclaration, Statement, TypeDeclaration, Unit } from '../syntax/unit.ts';
import { ROUNDS } from './budget.ts';
import { Calls } from './calls.ts';
import { type Frame, frameOf } from './frame.ts';
import type { Scope } from './scope.ts';
import {
  asBoolean,
  type ClassValue,
  type ClosureValue,
  choice,
  type Dialect,
  type EvaluatedArgument,
  literal,
  UNKNOWN,
  type Value,
} from './value.ts';

/**
 * Follows values through the code of a program, without running it: which router reaches which call, which string a constant holds. One
 * interpreter serves one framework and one run, for the framework's hosts gather what is registered on them. This layer runs statements.
 */
export class Interpreter extends Calls {
  protected readonly whole: Interpreter = this;

  constructor(program: Program, dialect: Dialect = {}) {
    super(program, dialect);
  }

  /** Reads a file's module level with everything that it calls, once. */
  read(file: string): void {
    const unit = this.program.unit(file);
    if (unit !== undefined) this.modules.scope(unit);
  }

  /** An expression as it stands in a file, outside of any call. */
  evaluateIn(expression: Expression, unit: Unit, scope: Scope = this.modules.scope(unit)): Value {
    return this.evaluate(expression, frameOf(unit, scope));
  }

  /** The arguments of a decorator or another call as it stands in a file. */
  argumentsIn(args: readonly Argument[], unit: Unit, scope: Scope = this.modules.scope(unit)): EvaluatedArgument[] {
    return this.arguments(args, frameOf(unit, scope));
  }

  /** Runs statements; what they return is gathered in the frame. */
  run(statements: readonly Statement[], frame: Frame): void {
    this.hoist(statements, frame);
    for (const statement of statements) {
      if (frame.stopped || this.exhausted) return;
      this.#statement(statement, frame);
    }
  }

  /** Declares functions and types before the first statement runs. */
  hoist(statements: readonly Statement[], { unit, scope, receiver }: Frame): void {
    for (const statement of statements) {
      if (statement.kind === 'function') {
        // A method of Go belongs to its type.
        if (statement.function.receiver !== undefined) continue;
        scope.declare(statement.function.name, { kind: 'closure', function: statement.function, unit, scope, receiver });
      } else if (statement.kind === 'type') scope.declare(statement.type.name, { kind: 'class', type: statement.type, unit, scope });
    }
  }

  #statement(statement: Statement, frame: Frame): void {
    switch (statement.kind) {
      case 'expression':
        this.evaluate(statement.value, frame);
        return;
      case 'declare':
        this.declare(statement.target, statement.value === undefined ? literal(null) : this.evaluate(statement.value, frame), frame);
        return;
      case 'return':
      case 'throw':
        if (statement.value !== undefined) {
          const value = this.evaluate(statement.value, frame);
          if (statement.kind === 'return') frame.returns.push(value);
        }
        frame.stopped ||= frame.conditional === 0;
        return;
      case 'function':
        this.#decorate(statement.function, frame);
        return;
      case 'type':
        if (frame.unit.language === 'python') this.#classBody(statement.type, frame);
        return;
      case 'block':
        this.#block(statement, frame);
        return;
    }
  }

  #block(block: Extract<Statement, { kind: 'block' }>, frame: Frame): void {
    if (block.of === 'if' || block.of === 'else') {
      const decided = block.condition === undefined ? undefined : asBoolean(this.evaluate(block.condition, frame));
      if (decided !== undefined) {
        if (decided === (block.of === 'if')) this.#inside(block.body, frame, 0);
        return;
      }
    }
    if (block.of === 'loop' && block.each !== undefined) this.#loop(block.body, block.each, frame);
    else this.#inside(block.body, frame, block.of === 'plain' || block.of === 'try' || block.of === 'with' ? 0 : 1);
  }

  #inside(body: readonly Statement[], frame: Frame, conditional: number): void {
    frame.conditional += conditional;
    // Blocks share the function's scope: only names matter, and a name that is used twice stands for one of two values at worst.
    this.run(body, frame);
    frame.conditional -= conditional;
  }

  #loop(body: readonly Statement[], { target, over }: { target: Expression; over: Expression }, frame: Frame): void {
    const items = this.evaluate(over, frame);
    if (items.kind !== 'list' || items.open || items.items.length > ROUNDS) {
      this.declare(target, items.kind === 'list' ? choice(items.items) : UNKNOWN, frame);
      this.#inside(body, frame, 1);
      return;
    }
    frame.looping++;
    for (const item of items.items) {
      this.declare(target, item, frame);
      this.#inside(body, frame, 0);
    }
    frame.looping--;
  }

  /** Runs the decorators of a function (Python): those of a host register it, the others are kept beside it. */
  #decorate(declared: FunctionDeclaration, frame: Frame, owner?: ClassValue): void {
    const { unit, scope } = frame;
    const inside = owner === undefined ? { scope } : { scope: this.scopeIn(owner), owner };
    let closure: ClosureValue = { kind: 'closure', function: declared, unit, ...inside };
    for (const decorator of [...declared.decorators].reverse()) {
      const value = this.#decorator(decorator, frame);
      const place = { file: unit.file, span: decorator.at };
      if (value.kind === 'host') {
        const expression: Expression = { kind: 'function', function: declared, at: declared.at };
        this.told++;
        value.host.call('', { arguments: [{ value: closure, expression, place }], place, conditional: frame.conditional > 0 });
      } else closure = { ...closure, decorators: [...(closure.decorators ?? []), value] };
    }
    if (owner === undefined && declared.decorators.length > 0) scope.declare(declared.name, closure);
  }

  #decorator({ callee, called, arguments: args, at }: Decorator, frame: Frame): Value {
    if (!called) return this.evaluate(callee, frame);
    return this.evaluate({ kind: 'call', callee, arguments: args, at }, frame);
  }

  #classBody(type: TypeDeclaration, frame: Frame): void {
    const owner: ClassValue = { kind: 'class', type, unit: frame.unit, scope: frame.scope };
    const inner = frameOf(frame.unit, this.scopeIn(owner), { conditional: frame.conditional });
    for (const method of type.methods) if (method.decorators.length > 0) this.#decorate(method, inner, owner);
    for (const decorator of [...type.decorators].reverse()) {
      const value = this.#decorator(decorator, frame);
      if (value.kind !== 'host') continue;
      const place = { file: frame.unit.file, span: decorator.at };
      const expression: Expression = { kind: 'class', type, at: type.at };
      this.told++;
      value.host.call('', { arguments: [{ value: owner, expression, place }], place, conditional: frame.conditional > 0 });
    }
  }
}
