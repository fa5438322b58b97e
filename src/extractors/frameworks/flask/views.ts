/** Which functions answer for a view: itself, or the methods of its class. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asStrings, type ClassValue, type ClosureValue, fieldOf, type Value } from '../../interpret/value.ts';
import { dotted } from '../../syntax/build.ts';
import type { Expression, FunctionDeclaration, Statement } from '../../syntax/unit.ts';
import { type AppliedDecorator, decoratorsOf } from '../python/decorators.ts';
import type { View } from './hosts.ts';

export interface Answer {
  /** Upper case. */
  readonly methods: readonly string[];
  /** Undefined where it could not be found. */
  readonly handler: ClosureValue | undefined;
  /** Outermost first. */
  readonly decorators: readonly AppliedDecorator[];
  /** Base classes that are not in the program. */
  readonly missing: readonly string[];
}

const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

/** Base classes that bring neither guards nor handlers. */
const HARMLESS_BASES = /^(?:MethodView|View|Resource|MethodResource|SwaggerView|object|ABC|Generic|Protocol)$/;

export function answersOf({ target, methods }: View, interpreter: Interpreter): Answer[] {
  const { value, decorators } = unwrap(target);
  if (value.kind === 'class') return ofClass(value, methods, decorators, interpreter);
  if (value.kind !== 'closure') return [{ methods: methods ?? ['GET'], handler: undefined, decorators, missing: [] }];
  const place = { file: value.unit.file, span: value.function.at };
  const own = [...(value.decorators ?? [])].reverse().map((each) => ({ value: each, place }));
  return [{ methods: methods ?? ['GET'], handler: value, decorators: [...decorators, ...own], missing: [] }];
}

/** `login_required(Pets.as_view('pets'))`: what stands around the view. */
function unwrap(target: Value): { readonly value: Value; readonly decorators: readonly AppliedDecorator[] } {
  const decorators: AppliedDecorator[] = [];
  let value = target;
  for (let depth = 0; depth < 8 && value.kind === 'result'; depth++) {
    if (value.callee.kind === 'property' && value.callee.name === 'as_view') return { value: value.callee.object, decorators };
    const [inner] = value.arguments;
    if (inner === undefined) break;
    decorators.push({ value: value.callee, place: value.place });
    value = inner.value;
  }
  return { value, decorators };
}

function ofClass(
  type: ClassValue,
  given: readonly string[] | undefined,
  around: readonly AppliedDecorator[],
  interpreter: Interpreter,
): Answer[] {
  const line = interpreter.lineage(type);
  const missing = line.flatMap((each) =>
    each.type.supertypes
      .filter((reference) => interpreter.typeNamed(reference, each) === undefined)
      .map(({ name }) => name)
      .filter((name) => !HARMLESS_BASES.test(name.slice(name.lastIndexOf('.') + 1))),
  );
  const shared = [...around, ...listed(type, 'decorators', interpreter)];
  const dispatch = interpreter.methodOf(type, 'dispatch_request');
  if (dispatch !== undefined && VERBS.every((verb) => interpreter.methodOf(type, verb) === undefined)) {
    const methods = given ?? asStrings(staticField(type, 'methods', interpreter))?.map((each) => each.toUpperCase()) ?? ['GET'];
    return [{ methods, handler: dispatch, decorators: [...shared, ...ofMethod(dispatch, interpreter)], missing }];
  }
  return VERBS.flatMap((verb): Answer[] => {
    const handler = interpreter.methodOf(type, verb);
    const upper = verb.toUpperCase();
    if (handler === undefined || given?.includes(upper) === false) return [];
    const decorators = [...shared, ...methodDecorators(type, verb, interpreter), ...ofMethod(handler, interpreter)];
    return [{ methods: [upper], handler, decorators, missing }];
  });
}

/** Calls whose result is a page or a way to one. */
const PAGES = /(?:^|\.)(?:render_template|render_template_string|render|redirect|send_from_directory|send_static_file)$/;

/** Whether all that a view returns are pages for people: it is no operation of an API. */
export function answersPages({ body = [] }: FunctionDeclaration): boolean {
  const returned = returnsIn(body);
  return returned.length > 0 && returned.every((value) => isPage(value));
}

function isPage(value: Expression): boolean {
  if (value.kind === 'list') return value.items[0] !== undefined && isPage(value.items[0]);
  return value.kind === 'call' && PAGES.test(dotted(value.callee) ?? '');
}

function returnsIn(statements: readonly Statement[]): Expression[] {
  return statements.flatMap((statement) => {
    if (statement.kind === 'block') return returnsIn(statement.body);
    return statement.kind === 'return' && statement.value !== undefined ? [statement.value] : [];
  });
}

function ofMethod({ function: declared, owner, unit, scope }: ClosureValue, interpreter: Interpreter): AppliedDecorator[] {
  return decoratorsOf(
    declared.decorators,
    owner === undefined ? { unit, scope } : { unit, scope: interpreter.scopeIn(owner) },
    interpreter,
  );
}

/** `method_decorators` of a RESTful resource: a list for every method, or a list by method. */
function methodDecorators(type: ClassValue, verb: string, interpreter: Interpreter): AppliedDecorator[] {
  const value = staticField(type, 'method_decorators', interpreter);
  if (value?.kind !== 'object') return listed(type, 'method_decorators', interpreter);
  const place = { file: type.unit.file, span: type.type.at };
  const own = fieldOf(value, verb);
  return own?.kind === 'list' ? own.items.map((each) => ({ value: each, place })) : [];
}

/** A class attribute that lists decorators; one that is not known whole counts as one more that is unknown. */
function listed(type: ClassValue, name: string, interpreter: Interpreter): AppliedDecorator[] {
  const value = staticField(type, name, interpreter);
  if (value === undefined) return [];
  const place = { file: type.unit.file, span: type.type.at };
  if (value.kind !== 'list') return [{ value, place }];
  const items = value.items.map((each) => ({ value: each, place }));
  return value.open ? [...items, { value: { kind: 'unknown' }, place }] : items;
}

function staticField(type: ClassValue, name: string, interpreter: Interpreter): Value | undefined {
  const declared = interpreter.lineage(type).some((each) => each.type.fields.some((field) => field.name === name));
  return declared ? interpreter.member(type, name, type.unit) : undefined;
}
