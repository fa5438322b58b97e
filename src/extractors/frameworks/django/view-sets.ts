/** View sets and generic views of Django REST framework: which methods they answer, by their bases and their own. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { argumentOf, asBoolean, asString, asStrings, type ClassValue, type CodePlace, type Value } from '../../interpret/value.ts';
import { table } from '../../table.ts';
import { pathText, WILDCARD } from '../path-text.ts';
import { decoratorsOf } from '../python/decorators.ts';

const LIST = ['list'];
const ALL = ['list', 'create', 'retrieve', 'update', 'partial_update', 'destroy'];

/** Actions that mixins and view sets of the package bring. */
const MIXINS: Readonly<Record<string, readonly string[]>> = table({
  CreateModelMixin: ['create'],
  ListModelMixin: LIST,
  RetrieveModelMixin: ['retrieve'],
  UpdateModelMixin: ['update', 'partial_update'],
  DestroyModelMixin: ['destroy'],
  ModelViewSet: ALL,
  ReadOnlyModelViewSet: ['list', 'retrieve'],
});

/** Methods that generic views bring, each with the action behind it. */
const GENERICS: Readonly<Record<string, readonly (readonly [string, string])[]>> = table({
  CreateAPIView: [['POST', 'create']],
  ListAPIView: [['GET', 'list']],
  RetrieveAPIView: [['GET', 'retrieve']],
  DestroyAPIView: [['DELETE', 'destroy']],
  UpdateAPIView: [
    ['PUT', 'update'],
    ['PATCH', 'partial_update'],
  ],
  ListCreateAPIView: [
    ['GET', 'list'],
    ['POST', 'create'],
  ],
  RetrieveUpdateAPIView: [
    ['GET', 'retrieve'],
    ['PUT', 'update'],
    ['PATCH', 'partial_update'],
  ],
  RetrieveDestroyAPIView: [
    ['GET', 'retrieve'],
    ['DELETE', 'destroy'],
  ],
  RetrieveUpdateDestroyAPIView: [
    ['GET', 'retrieve'],
    ['PUT', 'update'],
    ['PATCH', 'partial_update'],
    ['DELETE', 'destroy'],
  ],
});

/** Bases of packages that bring neither guards nor methods. */
const PLAIN =
  /^(?:APIView|GenericAPIView|ViewSet|GenericViewSet|ViewSetMixin|View|object|ABC|Generic|TemplateView|NestedViewSetMixin|\w*CacheResponseMixin|LoggingMixin)$/;

const VERBS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Names of the base classes that are not in the program, last part only. */
export function externalBases(type: ClassValue, interpreter: Interpreter): string[] {
  return interpreter
    .lineage(type)
    .flatMap((each) =>
      each.type.supertypes
        .filter((reference) => interpreter.typeNamed(reference, each) === undefined)
        .map(({ name }) => name.slice(name.lastIndexOf('.') + 1)),
    );
}

/** Base classes that may bring anything. */
export function unknownBases(type: ClassValue, interpreter: Interpreter): string[] {
  return externalBases(type, interpreter).filter(
    (name) =>
      !PLAIN.test(name) &&
      !Object.hasOwn(MIXINS, name) &&
      !Object.hasOwn(GENERICS, name) &&
      !/^(?:LoginRequiredMixin|PermissionRequiredMixin|UserPassesTestMixin)$/.test(name),
  );
}

/** Whether a class is a view of Django REST framework, as far as its bases tell. */
export function isRestView(type: ClassValue, interpreter: Interpreter): boolean {
  const bases = externalBases(type, interpreter);
  return bases.some((name) => /APIView$|ViewSet(?:Mixin)?$|^(?:GenericViewSet)$/.test(name) || Object.hasOwn(MIXINS, name));
}

/** Actions of a view set that a router looks for: those of its bases, and those that it declares. */
export function actionsOf(type: ClassValue, interpreter: Interpreter): Set<string> {
  const inherited = externalBases(type, interpreter).flatMap((name) => (Object.hasOwn(MIXINS, name) ? (MIXINS[name] ?? []) : []));
  const own = ALL.filter((action) => interpreter.methodOf(type, action) !== undefined);
  const allowed = allowedMethods(type, interpreter);
  const verb: Readonly<Record<string, string>> = {
    list: 'GET',
    create: 'POST',
    retrieve: 'GET',
    update: 'PUT',
    partial_update: 'PATCH',
    destroy: 'DELETE',
  };
  return new Set([...inherited, ...own].filter((action) => allowed?.has(verb[action] ?? '') !== false));
}

/** `http_method_names`, upper case. */
function allowedMethods(type: ClassValue, interpreter: Interpreter): ReadonlySet<string> | undefined {
  const listed = asStrings(attributeOf(type, 'http_method_names', interpreter)?.value);
  return listed === undefined ? undefined : new Set(listed.map((each) => each.toUpperCase()));
}

/** Methods that a view of its own answers, each with the name of what handles it. */
export function methodsOf(type: ClassValue, interpreter: Interpreter): Map<string, string> {
  const methods = new Map<string, string>();
  for (const base of externalBases(type, interpreter)) {
    for (const [method, action] of Object.hasOwn(GENERICS, base) ? (GENERICS[base] ?? []) : []) methods.set(method, action);
  }
  for (const verb of VERBS) if (interpreter.methodOf(type, verb.toLowerCase()) !== undefined) methods.set(verb, verb.toLowerCase());
  const allowed = allowedMethods(type, interpreter);
  return new Map([...methods].filter(([method]) => allowed?.has(method) !== false));
}

interface ExtraAction {
  readonly name: string;
  readonly path: string;
  readonly methods: readonly string[];
  readonly isDetail: boolean;
  readonly place: CodePlace;
}

/** Methods with `@action(detail=True, methods=['post'], url_path='x')`, and what is mapped onto them. */
export function extraActions(type: ClassValue, interpreter: Interpreter): ExtraAction[] {
  const seen = new Set<string>();
  return interpreter.lineage(type).flatMap((each) =>
    each.type.methods.flatMap((method): ExtraAction[] => {
      if (seen.has(method.name)) return [];
      const decorator = method.decorators.find(({ name }) => /(?:^|\.)(?:action|list_route|detail_route)$/.test(name));
      if (decorator === undefined) return [];
      seen.add(method.name);
      const args = interpreter.argumentsIn(decorator.arguments, each.unit, interpreter.scopeIn(each));
      const named = (name: string): Value | undefined => args.find((argument) => argument.name === name)?.value;
      const isDetail = /detail_route$/.test(decorator.name) || asBoolean(named('detail')) === true;
      const listed = asStrings(argumentOf(args, 0, 'methods')?.value) ?? ['GET'];
      const written = named('url_path');
      const path = written === undefined ? method.name : (pathText(written) ?? WILDCARD);
      const place = { file: each.unit.file, span: decorator.at };
      const mapped = each.type.methods.flatMap((other): ExtraAction[] =>
        other.decorators.flatMap(({ name, at }): ExtraAction[] => {
          const [, of, verb] = /^(\w+)\.mapping\.(\w+)$/.exec(name) ?? [];
          if (of !== method.name || verb === undefined) return [];
          return [{ name: other.name, path, methods: [verb.toUpperCase()], isDetail, place: { file: each.unit.file, span: at } }];
        }),
      );
      return [{ name: method.name, path, methods: listed.map((one) => one.toUpperCase()), isDetail, place }, ...mapped];
    }),
  );
}

/** The name of the part of a path that tells which object is meant. */
export function lookupOf(type: ClassValue, interpreter: Interpreter): string {
  const named = (name: string): string | undefined => asString(attributeOf(type, name, interpreter)?.value);
  return named('lookup_url_kwarg') ?? named('lookup_field') ?? 'pk';
}

/** A class attribute, its own or inherited in the program, with the class that declares it. */
export function attributeOf(
  type: ClassValue,
  name: string,
  interpreter: Interpreter,
):
  | {
      readonly value: Value;
      readonly owner: ClassValue;
      readonly place: CodePlace;
      readonly expression: NonNullable<ClassValue['type']['fields'][number]['value']>;
    }
  | undefined {
  for (const each of interpreter.lineage(type)) {
    const field = each.type.fields.findLast((candidate) => candidate.name === name);
    if (field?.value === undefined) continue;
    const value = interpreter.evaluateIn(field.value, each.unit, interpreter.scopeIn(each));
    return { value, owner: each, place: { file: each.unit.file, span: field.at }, expression: field.value };
  }
  return undefined;
}

/** Decorators of a method of a class. */
export function decoratorsOfMethod(type: ClassValue, name: string, interpreter: Interpreter) {
  const method = interpreter.methodOf(type, name);
  if (method?.owner === undefined) return [];
  const decorators = method.function.decorators.filter(({ name }) => !/\.mapping\.\w+$/.test(name));
  return decoratorsOf(decorators, { unit: method.unit, scope: interpreter.scopeIn(method.owner) }, interpreter);
}
