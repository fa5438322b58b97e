/** Which functions and classes answer below a path, method by method. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asStrings, type ClassValue, type ClosureValue, externalName, type Value } from '../../interpret/value.ts';
import { dotted } from '../../syntax/build.ts';
import type { Expression, FunctionDeclaration, Statement } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import type { AppliedDecorator } from '../python/decorators.ts';
import type { UrlPattern } from './urls.ts';
import { isRestView, methodsOf } from './view-sets.ts';

/** One method below one path. */
export interface Handler {
  /** Upper case; `*` where the view does not say. */
  readonly method: string;
  /** A view's class; undefined for a function. */
  readonly type: ClassValue | undefined;
  /** The action or method of a class that answers; it may be a package's. */
  readonly action: string;
  /** What runs, where the program has it. */
  readonly function: ClosureValue | undefined;
  /** Decorators around the view or on the function, outermost first. */
  readonly decorators: readonly AppliedDecorator[];
  readonly isRest: boolean;
}

/** The handlers of a pattern; undefined when what answers is not in this code. */
export function handlersOf({ view, actions }: UrlPattern, interpreter: Interpreter): Handler[] | undefined {
  const { value, decorators, given } = unwrap(view);
  const mapped = actions ?? given;
  if (value.kind === 'class') return ofClass(value, mapped, decorators, interpreter);
  if (value.kind !== 'closure') return undefined;
  const own = [...(value.decorators ?? [])]
    .reverse()
    .map((each) => ({ value: each, place: { file: value.unit.file, span: value.function.at } }));
  const all = [...decorators, ...own];
  const listed = methodsOfFunction(all);
  const isRest = all.some((each) => lastName(each.value) === 'api_view');
  if (!isRest && answersPages(value.function)) return [];
  return listed.map((method) => ({ method, type: undefined, action: value.function.name, function: value, decorators: all, isRest }));
}

function ofClass(
  type: ClassValue,
  actions: ReadonlyMap<string, string> | undefined,
  decorators: readonly AppliedDecorator[],
  interpreter: Interpreter,
): Handler[] {
  const isRest = isRestView(type, interpreter);
  const methods = actions ?? methodsOf(type, interpreter);
  const handlers = [...methods].map(([method, action]): Handler => {
    const found = interpreter.methodOf(type, action);
    return { method, type, action, function: found, decorators, isRest };
  });
  // A page's view answers with templates; data is what says JsonResponse.
  return isRest ? handlers : handlers.filter((each) => each.function !== undefined && !answersPages(each.function.function));
}

/** `csrf_exempt(View.as_view({'get': 'list'}))`. */
function unwrap(view: Value): {
  readonly value: Value;
  readonly decorators: readonly AppliedDecorator[];
  readonly given?: ReadonlyMap<string, string>;
} {
  const decorators: AppliedDecorator[] = [];
  let value = view;
  for (let depth = 0; depth < 8 && value.kind === 'result'; depth++) {
    const { callee, arguments: args, place } = value;
    if (callee.kind === 'property' && callee.name === 'as_view') {
      const map = args.find((each) => each.value.kind === 'object' && (each.name === undefined || each.name === 'actions'))?.value;
      const actions =
        map?.kind === 'object'
          ? [...map.fields].map(([method, action]): [string, string] => [method.toUpperCase(), textOf(action)])
          : undefined;
      return { value: callee.object, decorators, ...(actions !== undefined && { given: new Map(actions) }) };
    }
    const inner = args[0]?.value;
    if (inner === undefined) break;
    decorators.push({ value: callee, place });
    value = inner;
  }
  return { value, decorators };
}

function textOf(value: Value): string {
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : '';
}

function lastName(value: Value): string {
  const name = externalName(value)?.name ?? '';
  return name.slice(name.lastIndexOf('.') + 1);
}

/** `@api_view(['GET'])`, `@require_http_methods(['GET'])`, `@require_POST`. */
function methodsOfFunction(decorators: readonly AppliedDecorator[]): string[] {
  for (const { value } of decorators) {
    const last = lastName(value);
    if (last === 'api_view' || last === 'require_http_methods') {
      const listed = value.kind === 'result' ? value.arguments[0]?.value : undefined;
      return (listed === undefined ? ['GET'] : asStrings(listed))?.map((each) => each.toUpperCase()) ?? ['*'];
    }
    if (last === 'require_GET' || last === 'require_safe') return ['GET'];
    if (last === 'require_POST') return ['POST'];
  }
  return ['*'];
}

const DATA = /(?:^|\.)(?:JsonResponse|Response|StreamingHttpResponse)$/;
const PAGES = /(?:^|\.)(?:render|redirect|HttpResponseRedirect|TemplateResponse|render_to_string|render_to_response)$/;

/** Whether a plain view answers with pages: it returns no data for certain, and is no operation of an API. */
function answersPages(declared: FunctionDeclaration): boolean {
  const body = declared.body ?? [];
  const calls = [...expressionsOf(body)].flatMap((each) => (each.kind === 'call' ? [dotted(each.callee) ?? ''] : []));
  if (calls.some((name) => DATA.test(name))) return false;
  if (calls.some((name) => PAGES.test(name))) return true;
  // Plain text, or something whose kind nobody can tell.
  return !returnsIn(body).some(
    (value) => value.kind === 'call' && /(?:^|\.)HttpResponse$/.test(dotted(value.callee) ?? '') && speaksJson(value),
  );
}

function speaksJson(value: Expression): boolean {
  return value.kind === 'call' && value.arguments.some((each) => each.value.kind === 'string' && /json/.test(each.value.value));
}

function returnsIn(statements: readonly Statement[]): Expression[] {
  return statements.flatMap((statement) => {
    if (statement.kind === 'block') return returnsIn(statement.body);
    return statement.kind === 'return' && statement.value !== undefined ? [statement.value] : [];
  });
}
