import { parseDocuments } from '../../documents/parse.ts';
import { getString, isObject } from '../../documents/tree.ts';
import { type Extraction, type Extractor, type ExtractorContext, NOTHING } from '../extractor.ts';
import { Interpreter } from '../interpret/interpreter.ts';
import { joinPath } from '../interpret/source-paths.ts';
import { argumentOf, asString, asStrings, type ClassValue, type ClosureValue, type EvaluatedArgument } from '../interpret/value.ts';
import type { Route } from '../route.ts';
import type { SchemaBuilder } from '../schema/schema-builder.ts';
import { type Guard, securityOf } from '../security.ts';
import type { Decorator, FunctionDeclaration } from '../syntax/unit.ts';
import { typesOf } from '../syntax/walk.ts';
import { unknownSecurityNote } from './notes.ts';
import { WILDCARD } from './path-text.ts';
import { joinPaths } from './router-tree.ts';
import { AccessControl } from './symfony/access.ts';
import { dtoBuilder } from './symfony/dto.ts';
import { grantsOf, handlerGuards, listenerGuards } from './symfony/grants.ts';
import { requestOf } from './symfony/requests.ts';

/** Symfony: routes by attribute or annotation, security.yaml, the validator. */
export default {
  id: 'symfony',
  languages: ['php'],
  words: ['Routing\\Attribute\\Route', 'Routing\\Annotation\\Route', 'RestBundle\\Controller\\Annotations'],
  extract,
} satisfies Extractor;

function extract(context: ExtractorContext): Extraction {
  const { program, files, allFiles, module, text } = context;
  const interpreter = new Interpreter(program);
  const at = (path: string): string => (module === '' ? path : `${module}/${path}`);
  const securityFile = at('config/packages/security.yaml');
  const access = new AccessControl(securityFile, text(securityFile));
  const composer = text(at('composer.json')) ?? '';
  const unread: Guard[] =
    text(securityFile) === undefined && /symfony\/security-bundle/.test(composer)
      ? [
          {
            kind: 'unknown',
            note: 'the configuration of security was not found',
            place: { file: securityFile, span: { start: 0, end: 0 } },
          },
        ]
      : [];
  const global = [...unread, ...listenerGuards(allFiles, interpreter)];
  const builder = dtoBuilder(interpreter);
  const prefixes = prefixesOf(at('config'), text);
  const routes = files.flatMap((file) => {
    const unit = program.unit(file);
    if (unit === undefined) return [];
    return [...typesOf(unit)].flatMap((type) => {
      const owner: ClassValue = { kind: 'class', type, unit, scope: interpreter.rootScope(unit) };
      return type.abstract ? [] : routesOf(owner, { prefix: prefixes(file), access, global, builder, interpreter });
    });
  });
  if (routes.length === 0) return NOTHING;
  return {
    routes,
    schemas: builder.schemas,
    notes: unknownSecurityNote('symfony', routes),
    complete: routes.every(({ path }) => !path.includes(WILDCARD)) && !interpreter.exhausted,
    cut: interpreter.exhausted,
  };
}

interface How {
  readonly prefix: string;
  readonly access: AccessControl;
  readonly global: readonly Guard[];
  readonly builder: SchemaBuilder;
  readonly interpreter: Interpreter;
}

/** Prefixes that config/routes.yaml gives to folders of controllers. */
function prefixesOf(folder: string, text: ExtractorContext['text']): (file: string) => string {
  const file = `${folder}/routes.yaml`;
  const [document] = parseDocuments(file, text(file) ?? '');
  const list = Object.values(isObject(document?.value) ? document.value : {}).flatMap((each) => {
    const resource = getString(each, 'resource');
    const prefix = getString(each, 'prefix');
    const path = resource === undefined || prefix === undefined ? undefined : joinPath(folder, resource);
    return path === undefined || prefix === undefined ? [] : [{ path: path.replace(/\/$/, ''), prefix }];
  });
  return (controller) => list.find(({ path }) => controller.startsWith(`${path}/`) || controller === path)?.prefix ?? '';
}

const VERBS = /^(?:Get|Post|Put|Patch|Delete)$/;

interface Mapping {
  readonly decorator: Decorator;
  readonly arguments: readonly EvaluatedArgument[];
}

function mappingsOf(decorators: readonly Decorator[], owner: ClassValue, interpreter: Interpreter): Mapping[] {
  return decorators
    .filter(({ name }) => /(?:^|\\)Route$/.test(name) || (VERBS.test(last(name)) && isRest(name, owner, interpreter)))
    .map((decorator) => ({ decorator, arguments: interpreter.argumentsIn(decorator.arguments, owner.unit, interpreter.scopeIn(owner)) }));
}

/** `#[Get]` and `@Rest\Get` of FOSRestBundle. */
function isRest(name: string, { unit }: ClassValue, interpreter: Interpreter): boolean {
  const value = interpreter.lookup(unit, name);
  return value?.kind === 'external' && /RestBundle\\Controller\\Annotations/.test(value.name);
}

function last(name: string): string {
  return name.slice(name.lastIndexOf('\\') + 1);
}

function routesOf(owner: ClassValue, how: How): Route[] {
  const { interpreter } = how;
  const ofType = mappingsOf(owner.type.decorators, owner, interpreter);
  const bare = owner.type.methods.filter(({ name }) => name === '__invoke');
  const methods = owner.type.methods.filter((method) => mappingsOf(method.decorators, owner, interpreter).length > 0);
  // A class that is called itself takes the route of the class.
  if (methods.length === 0) return ofType.flatMap((mapping) => bare.flatMap((method) => routesOfMapping([mapping], method, owner, how)));
  const prefixes = ofType.length > 0 ? ofType : [undefined];
  return methods.flatMap((method) =>
    mappingsOf(method.decorators, owner, interpreter).flatMap((mapping) =>
      prefixes.flatMap((prefix) => routesOfMapping(prefix === undefined ? [mapping] : [prefix, mapping], method, owner, how)),
    ),
  );
}

function routesOfMapping(mappings: readonly Mapping[], method: FunctionDeclaration, owner: ClassValue, how: How): Route[] {
  const { interpreter, access, global, builder, prefix } = how;
  const own = mappings.at(-1);
  if (own === undefined) return [];
  const paths = mappings.map(({ arguments: args }) => pathsOf(args));
  const [outer = [''], inner = ['']] = paths.length === 1 ? [[''], paths[0]] : paths;
  const verbs = verbsOf(mappings);
  const place = { file: owner.unit.file, span: own.decorator.at };
  const closure: ClosureValue = { kind: 'closure', function: method, unit: owner.unit, scope: interpreter.scopeIn(owner), owner };
  const decorators = [...owner.type.decorators, ...method.decorators];
  return outer.flatMap((before) =>
    inner.flatMap((path) => {
      const template = joinPaths([prefix, before, path]).replaceAll(/\{!?(\w+)(?:<[^{}]*>)?(?::\w+)?(?:\?[^{}]*)?\}/g, '{$1}');
      return verbs.map((verb): Route => {
        // What a listener refuses, no rule of security.yaml lets in.
        const chain = [...access.guards(verb, template), ...global, ...grantsOf(decorators, owner, interpreter)];
        return {
          framework: 'symfony',
          method: verb,
          path: template,
          handler: `${owner.type.name}.${method.name}`,
          place,
          ...requestOf(template, verb, closure, builder),
          security: securityOf([...chain, ...handlerGuards(closure, template, chain, interpreter)]),
          rateLimit: limitOf(decorators, owner),
        };
      });
    }),
  );
}

function limitOf(decorators: readonly Decorator[], { unit }: ClassValue): Route['rateLimit'] {
  const found = decorators.find(({ name }) => /RateLimit(?:er|ing|ed)?$/.test(name));
  return found === undefined ? { kind: 'none' } : { kind: 'limited', note: `#[${found.name}]`, place: { file: unit.file, span: found.at } };
}

/** A path, or one for each language. */
function pathsOf(args: readonly EvaluatedArgument[]): string[] {
  const value = argumentOf(args, 0, 'path')?.value;
  if (value === undefined) return [''];
  if (value.kind === 'object') return [...value.fields.values()].map((each) => asString(each) ?? WILDCARD);
  return [asString(value) ?? WILDCARD];
}

function verbsOf(mappings: readonly Mapping[]): string[] {
  const own = mappings.at(-1);
  if (own !== undefined && VERBS.test(last(own.decorator.name))) return [last(own.decorator.name).toUpperCase()];
  for (const { arguments: args } of [...mappings].reverse()) {
    const methods = asStrings(argumentOf(args, 99, 'methods')?.value);
    if (methods !== undefined && methods.length > 0) return methods.map((each) => each.toUpperCase());
  }
  return ['*'];
}
