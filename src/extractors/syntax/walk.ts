import type { Argument, Expression, Statement, TypeDeclaration, Unit } from './unit.ts';

/** Every expression of some statements, nested functions and classes included, each before its parts. */
export function* expressionsOf(statements: readonly Statement[]): Generator<Expression> {
  for (const statement of statements) {
    switch (statement.kind) {
      case 'expression':
        yield* within(statement.value);
        break;
      case 'declare':
        yield* within(statement.target);
        if (statement.value !== undefined) yield* within(statement.value);
        break;
      case 'return':
      case 'throw':
        if (statement.value !== undefined) yield* within(statement.value);
        break;
      case 'function':
        yield* expressionsOf(statement.function.body ?? []);
        break;
      case 'type':
        yield* inType(statement.type);
        break;
      case 'block':
        if (statement.condition !== undefined && statement.of !== 'else') yield* within(statement.condition);
        if (statement.each !== undefined) yield* within(statement.each.over);
        yield* expressionsOf(statement.body);
        break;
    }
  }
}

function* inType(type: TypeDeclaration): Generator<Expression> {
  for (const { value } of type.fields) if (value !== undefined) yield* within(value);
  for (const { body } of type.methods) yield* expressionsOf(body ?? []);
}

/** An expression and everything in it. */
export function* within(expression: Expression): Generator<Expression> {
  yield expression;
  switch (expression.kind) {
    case 'member':
      yield* within(expression.object);
      break;
    case 'index':
      yield* within(expression.object);
      yield* within(expression.index);
      break;
    case 'call':
      yield* within(expression.callee);
      yield* inArguments(expression.arguments);
      break;
    case 'list':
    case 'choice':
      if (expression.kind === 'choice' && expression.condition !== undefined) yield* within(expression.condition);
      for (const item of expression.items) yield* within(item);
      break;
    case 'map':
      for (const { value } of expression.entries) yield* within(value);
      break;
    case 'spread':
      yield* within(expression.value);
      break;
    case 'concat':
    case 'other':
      for (const part of expression.parts) yield* within(part);
      break;
    case 'function':
      yield* expressionsOf(expression.function.body ?? []);
      break;
    case 'class':
      yield* inType(expression.type);
      break;
    case 'decorator':
      yield* inArguments(expression.decorator.arguments);
      break;
    case 'assign':
      yield* within(expression.target);
      yield* within(expression.value);
      break;
    default:
  }
}

function* inArguments(args: readonly Argument[]): Generator<Expression> {
  for (const { value } of args) yield* within(value);
}

/** Every type of a unit, nested ones included, outermost first. */
export function* typesOf(unit: Pick<Unit, 'statements'>): Generator<TypeDeclaration> {
  for (const type of typesIn(unit.statements)) yield type;
}

function* typesIn(statements: readonly Statement[]): Generator<TypeDeclaration> {
  for (const statement of statements) {
    if (statement.kind === 'type') {
      yield statement.type;
      yield* typesIn(statement.type.statements);
    } else if (statement.kind === 'block') yield* typesIn(statement.body);
  }
}
