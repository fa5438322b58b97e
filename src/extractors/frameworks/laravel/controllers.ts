/** Middleware that a controller of Laravel asks for itself. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { argumentOf, asString, asStrings, type ClassValue, type Value } from '../../interpret/value.ts';
import type { Expression } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { type MiddlewareName, middlewareNames } from './middleware-names.ts';

/** Of the constructors of a class and its parents, of `middleware()`, and of resource authorization, for one action. */
export function controllerMiddleware(type: ClassValue, action: string, interpreter: Interpreter): MiddlewareName[] {
  return interpreter.lineage(type).flatMap((each) =>
    each.type.methods.flatMap(({ name, body = [], modifiers }): MiddlewareName[] => {
      if (name === 'middleware' && modifiers.includes('static')) return declared(each, interpreter, action);
      if (name !== 'constructor') return [];
      return body.flatMap((statement) =>
        statement.kind === 'expression' ? inConstructor(statement.value, each, action, interpreter) : conditional(statement, each),
      );
    }),
  );
}

/** Something under a condition that speaks of middleware. */
function conditional(statement: Parameters<typeof expressionsOf>[0][number], { unit }: ClassValue): MiddlewareName[] {
  const found = [...expressionsOf([statement])].find(
    (each) => each.kind === 'call' && each.callee.kind === 'member' && each.callee.name === 'middleware',
  );
  return found === undefined ? [] : [{ name: undefined, place: { file: unit.file, span: found.at } }];
}

/** `$this->middleware('auth')->except(['index'])`. */
function inConstructor(expression: Expression, type: ClassValue, action: string, interpreter: Interpreter): MiddlewareName[] {
  let only: readonly string[] | undefined;
  let except: readonly string[] | undefined;
  const evaluate = (value: Expression): Value => interpreter.evaluateIn(value, type.unit, interpreter.scopeIn(type));
  for (let at = expression; at.kind === 'call' && at.callee.kind === 'member'; at = at.callee.object) {
    const { name } = at.callee;
    const names = (): string[] => (at.kind === 'call' ? at.arguments.flatMap(({ value }) => asStrings(evaluate(value)) ?? []) : []);
    const place = { file: type.unit.file, span: at.at };
    if (name === 'only') only = names();
    else if (name === 'except') except = names();
    else if (name === 'authorizeResource') return [{ name: 'can:resource', place }];
    else if (name === 'middleware') {
      const [first, options] = at.arguments;
      const given = options === undefined ? undefined : evaluate(options.value);
      only ??= given?.kind === 'object' ? asStrings(given.fields.get('only')) : undefined;
      except ??= given?.kind === 'object' ? asStrings(given.fields.get('except')) : undefined;
      if (first === undefined || (only !== undefined && !only.includes(action)) || except?.includes(action) === true) return [];
      return middlewareNames(evaluate(first.value), place);
    }
  }
  return [];
}

/** `public static function middleware(): array { return ['auth', new Middleware('x', only: ['store'])]; }`. */
function declared(type: ClassValue, interpreter: Interpreter, action: string): MiddlewareName[] {
  const method = interpreter.methodOf(type, 'middleware');
  if (method === undefined) return [];
  const place = { file: method.unit.file, span: method.function.at };
  const value = interpreter.enter(method, []);
  if (value.kind !== 'list') return [{ name: undefined, place }];
  return value.items.flatMap((item): MiddlewareName[] => {
    if (item.kind !== 'result') return middlewareNames(item, place);
    const names = (name: string): string[] | undefined => asStrings(argumentOf(item.arguments, 99, name)?.value);
    if (names('only')?.includes(action) === false || names('except')?.includes(action) === true) return [];
    const first = item.arguments[0]?.value;
    const text = asString(first);
    return text === undefined && first !== undefined ? middlewareNames(first, place) : [{ name: text, place }];
  });
}
