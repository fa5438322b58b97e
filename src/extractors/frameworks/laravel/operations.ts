/** Routes of Laravel with what guards them and what they read. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, type ClassValue, type ClosureValue, type CodePlace, type Value } from '../../interpret/value.ts';
import type { CodeProperty, Route } from '../../route.ts';
import { objectOf, schema } from '../../schema/schema.ts';
import { type Guard, securityOf } from '../../security.ts';
import { dotted } from '../../syntax/build.ts';
import type { Expression } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { guardOfHandler } from '../function-guards.ts';
import { templateNames } from '../path-text.ts';
import { joinPaths } from '../router-tree.ts';
import { controllerMiddleware } from './controllers.ts';
import { type Kernel, limitOf, type MiddlewareJudge } from './middleware.ts';
import type { LaravelRoute } from './route-collector.ts';
import { propertiesOfRules } from './rules.ts';

export function routesOf(route: LaravelRoute, kernel: Kernel, judge: MiddlewareJudge, interpreter: Interpreter): Route[] {
  const { attributes, place } = route;
  const handler = handlerOf(route, interpreter);
  const isWeb = attributes.middleware.some(({ name }) => name === 'web');
  if (isWeb && !answersData(handler?.method)) return [];
  if (route.action !== undefined && handler?.type !== undefined && handler.method === undefined) return [];
  const path = joinPaths([...attributes.prefixes, route.path]).replaceAll(/\{(\w+)(?::\w+)?\??\}/g, '{$1}');
  const own =
    handler?.type === undefined || handler.action === undefined ? [] : controllerMiddleware(handler.type, handler.action, interpreter);
  const list = judge.flattened([...kernel.global, ...attributes.middleware, ...own], attributes.without);
  const chain: Guard[] = list.map((each) => judge.guard(each));
  if (route.conditional) chain.unshift({ kind: 'unknown', note: 'registered under a condition', place });
  const unclear = chain.some(({ kind }) => kind === 'unknown');
  chain.push(...handlerGuards(handler, path, chain, place, interpreter));
  const rateLimit = limitOf(list, kernel) ?? (unclear ? ({ kind: 'unknown' } as const) : ({ kind: 'none' } as const));
  return route.methods.map((method) => ({
    framework: 'laravel',
    method,
    path,
    handler: handler?.name ?? '',
    place,
    ...requestOf(path, method, handler?.method, place, interpreter),
    security: securityOf(chain),
    rateLimit,
  }));
}

interface Handler {
  readonly name: string;
  readonly type: ClassValue | undefined;
  readonly action: string | undefined;
  readonly method: ClosureValue | undefined;
}

/** `'C@m'`, `[C::class, 'm']`, `C::class` with `__invoke`, a function. */
function handlerOf({ handler, action, attributes }: LaravelRoute, interpreter: Interpreter): Handler | undefined {
  if (handler.kind === 'closure')
    return { name: handler.unit.file.slice(handler.unit.file.lastIndexOf('/') + 1), type: undefined, action: undefined, method: handler };
  const [first, second] = handler.kind === 'list' ? handler.items : [handler, undefined];
  const text = asString(first);
  const [named, method] = text?.includes('@') === true ? text.split('@') : [text, undefined];
  // Within `Route::controller(X::class)` the text names a method.
  const isMethod = attributes.controller !== undefined && text !== undefined && method === undefined && action === undefined;
  const type = isMethod
    ? classOf(attributes.controller, attributes.namespace, interpreter)
    : classOf(named === undefined ? first : { kind: 'literal', value: named }, attributes.namespace, interpreter);
  const called = isMethod ? text : (action ?? method ?? asString(second) ?? '__invoke');
  if (type === undefined) return undefined;
  return { name: `${type.type.name}.${called}`, type, action: called, method: interpreter.methodOf(type, called) };
}

function classOf(value: Value | undefined, namespace: string, interpreter: Interpreter): ClassValue | undefined {
  if (value?.kind === 'class') return value;
  const text = asString(value)?.replace(/^\\/, '');
  if (text === undefined) return undefined;
  for (const path of [namespace === '' ? text : `${namespace}\\${text}`, `App\\Http\\Controllers\\${text}`, text]) {
    const found = typeAt(path, interpreter);
    if (found !== undefined) return found;
  }
  return undefined;
}

function typeAt(path: string, interpreter: Interpreter): ClassValue | undefined {
  const last = path.slice(path.lastIndexOf('\\') + 1);
  for (const file of interpreter.program.files) {
    if (!file.endsWith(`/${last}.php`) && file !== `${last}.php`) continue;
    const unit = interpreter.program.unit(file);
    const found = unit === undefined || `${unit.package}\\${last}` !== path ? undefined : interpreter.lookup(unit, last);
    if (found?.kind === 'class') return found;
  }
  return undefined;
}

/** Pages are no operations: only what says that it answers with data is. */
function answersData(method: ClosureValue | undefined): boolean {
  if (method === undefined) return false;
  if (/(?:JsonResponse|Resource|ResourceCollection|array)$/.test(method.function.returns?.name ?? '')) return true;
  return [...expressionsOf(method.function.body ?? [])].some(
    (each) => each.kind === 'call' && each.callee.kind === 'member' && each.callee.name === 'json',
  );
}

const AUTHORIZES = /^(?:authorize|authorizeForUser|denyAccessUnlessGranted)$/;

function handlerGuards(
  handler: Handler | undefined,
  path: string,
  before: readonly Guard[],
  place: CodePlace,
  interpreter: Interpreter,
): Guard[] {
  if (before.some(({ kind }) => kind === 'required' || kind === 'authorizes')) return [];
  const method = handler?.method;
  if (method === undefined) return [{ kind: 'unknown', note: 'the handler could not be found in this code', place }];
  const missing = handler?.type === undefined ? [] : missingBases(handler.type, interpreter);
  const requests = method.function.parameters.flatMap(({ type }): Guard[] => {
    const own = type === undefined ? undefined : interpreter.typeNamed(type, method);
    const authorize = own === undefined ? undefined : interpreter.methodOf(own, 'authorize')?.function;
    if (own === undefined || authorize === undefined || authorize.suspects.length === 0) return [];
    return [{ kind: 'unknown', note: `\`${own.type.name}\` decides who may send it`, place: { file: own.unit.file, span: authorize.at } }];
  });
  // `$this->authorize('update', $post)` as a step of its own refuses who is not known.
  const asks = (method.function.body ?? []).some(
    (each) =>
      each.kind === 'expression' &&
      each.value.kind === 'call' &&
      each.value.callee.kind === 'member' &&
      (AUTHORIZES.test(each.value.callee.name) || /(?:^|\\)Gate\.authorize$/.test(dotted(each.value.callee) ?? '')),
  );
  const at = { file: method.unit.file, span: method.function.at };
  if (asks) return [{ kind: 'authorizes', note: `\`${method.function.name}\` asks a policy`, place: at }];
  return [
    ...missing.map((note): Guard => ({ kind: 'unknown', note, place })),
    ...requests,
    guardOfHandler(method, { path, before }, interpreter),
  ];
}

const BASES =
  /(?:^|\\)(?:Controller|BaseController|AuthorizesRequests|ValidatesRequests|DispatchesJobs|Dispatchable|HasMiddleware|\w*able|\w*Trait)$/;

function missingBases(type: ClassValue, interpreter: Interpreter): string[] {
  return interpreter
    .lineage(type)
    .flatMap((each) =>
      each.type.supertypes
        .filter((above) => interpreter.typeNamed(above, each) === undefined && !BASES.test(above.name))
        .map((above) => `\`${above.name}\`, which the controller extends, is not in this code`),
    );
}

function requestOf(
  path: string,
  method: string,
  handler: ClosureValue | undefined,
  place: CodePlace,
  interpreter: Interpreter,
): Pick<Route, 'parameters' | 'body'> {
  const parameters: Route['parameters'][number][] = templateNames(path).map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: schema(place, { type: 'string' }),
    place,
  }));
  const fields = handler === undefined ? new Map<string, CodeProperty>() : fieldsOf(handler, interpreter);
  const [first] = fields.values();
  if (first === undefined) return { parameters };
  if (method === 'GET' || method === 'HEAD' || method === 'DELETE') {
    return {
      parameters: [
        ...parameters,
        ...[...fields].map(([name, { schema: of, required, place: at }]) => ({
          name,
          in: 'query' as const,
          required,
          schema: of,
          place: at,
        })),
      ],
    };
  }
  const isUpload = [...fields.values()].some(({ schema: of }) => of.keywords.get('format')?.value === 'binary');
  return {
    parameters,
    body: {
      required: true,
      mediaTypes: [isUpload ? 'multipart/form-data' : 'application/json'],
      schema: objectOf(fields, first.place),
      place: first.place,
    },
  };
}

/** Rules of the form request that a handler takes, and those that it checks itself. */
function fieldsOf(handler: ClosureValue, interpreter: Interpreter): Map<string, CodeProperty> {
  const fields = new Map<string, CodeProperty>();
  const add = (value: Value, place: CodePlace): void => {
    for (const [name, property] of propertiesOfRules(value, place)) if (!fields.has(name)) fields.set(name, property);
  };
  for (const { type } of handler.function.parameters) {
    const own = type === undefined ? undefined : interpreter.typeNamed(type, handler);
    const rules = own === undefined ? undefined : interpreter.methodOf(own, 'rules');
    if (own === undefined || rules === undefined) continue;
    const receiver: Value = { kind: 'object', fields: new Map(), type: own, places: new Map(), open: true };
    const value = interpreter.enter({ ...rules, receiver }, []);
    for (const each of value.kind === 'choice' ? value.options : [value]) add(each, { file: rules.unit.file, span: rules.function.at });
  }
  for (const each of expressionsOf(handler.function.body ?? [])) {
    const rules = inlineRules(each);
    if (rules !== undefined) add(interpreter.evaluateIn(rules, handler.unit, handler.scope), { file: handler.unit.file, span: each.at });
  }
  return fields;
}

/** `$request->validate([...])`, `$this->validate($request, [...])`, `Validator::make($data, [...])`. */
function inlineRules(expression: Expression): Expression | undefined {
  if (expression.kind !== 'call' || expression.callee.kind !== 'member') return undefined;
  const { name } = expression.callee;
  if (name !== 'validate' && name !== 'make' && name !== 'validateWithBag') return undefined;
  return expression.arguments.map(({ value }) => value).find((each) => each.kind === 'map');
}
