/** Types of local variables of Go, by how they are declared. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { Scope } from '../../interpret/scope.ts';
import type { ClosureValue } from '../../interpret/value.ts';
import type { TypeContext } from '../../schema/schema-builder.ts';
import { dotted } from '../../syntax/build.ts';
import type { Expression, Statement, TypeReference } from '../../syntax/unit.ts';

/** The declared type of what an expression names: a variable, what a function of the program gives. */
export function typeOfExpression(
  expression: Expression,
  closure: ClosureValue,
  interpreter: Interpreter,
): { readonly type: TypeReference; readonly context: TypeContext } | undefined {
  const { function: declared, unit, scope } = closure;
  const context = { unit, scope };
  if (expression.kind === 'call') {
    if (expression.creates === true) {
      const name = dotted(expression.callee);
      return name === undefined ? undefined : { type: { name, args: [], at: expression.at }, context };
    }
    const callee = interpreter.evaluateIn(expression.callee, unit, scope);
    const returns = callee.kind === 'closure' ? callee.function.returns : undefined;
    return returns === undefined || callee.kind !== 'closure'
      ? undefined
      : { type: returns, context: { unit: callee.unit, scope: callee.scope } };
  }
  if (expression.kind !== 'name') return undefined;
  // What the framework gives is no model.
  if (declared.parameters.some(({ name }) => name === expression.name)) return undefined;
  const statement = declarationOf(declared.body ?? [], expression.name);
  if (statement?.type !== undefined) return { type: statement.type, context };
  const value = statement?.value;
  return value === undefined || value.kind === 'name' ? undefined : typeOfExpression(value, closure, interpreter);
}

function declarationOf(statements: readonly Statement[], name: string): Extract<Statement, { kind: 'declare' }> | undefined {
  for (const statement of statements) {
    if (statement.kind === 'declare') {
      const { target } = statement;
      const first = target.kind === 'list' ? target.items[0] : target;
      if (first?.kind === 'name' && first.name === name) return statement;
    }
    const inner = statement.kind === 'block' ? declarationOf(statement.body, name) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** What the body of a function sees: a method's receiver by its name, too. */
export function scopeOf({ function: declared, scope, receiver }: ClosureValue): Scope {
  if (declared.receiver === undefined || receiver === undefined) return scope;
  const inner = new Scope(scope);
  inner.declare(declared.receiver.name, receiver);
  return inner;
}

/** The method that a call on a local variable means: `validator.Bind`. */
export function methodOfLocal(callee: Expression, closure: ClosureValue, interpreter: Interpreter): ClosureValue | undefined {
  if (callee.kind !== 'member') return undefined;
  const found = typeOfExpression(callee.object, closure, interpreter);
  const type = found === undefined ? undefined : interpreter.typeNamed(found.type, found.context);
  return type === undefined ? undefined : interpreter.methodOf(type, callee.name);
}
