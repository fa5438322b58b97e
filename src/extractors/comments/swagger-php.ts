import { codeName } from '../../documents/code-name.ts';
import { type Extraction, type Extractor, type ExtractorContext, NOTHING } from '../extractor.ts';
import { CodeDocument } from '../openapi/code-document.ts';
import { type CodeTree, leaf, list, node } from '../openapi/code-tree.ts';
import { table } from '../table.ts';
import { merge } from './fragment.ts';
import { type Annotated, type Annotation, annotationsIn, type Target } from './php-annotations.ts';
import { AnnotationTrees, argument, textArgument } from './swagger-php-tree.ts';

/** OpenAPI in annotations and attributes of PHP, as swagger-php reads it. */
export default {
  id: 'swagger-php',
  languages: ['php'],
  words: ['@OA\\', '#[OA\\', '@OAT\\', '#[OAT\\', 'OpenApi\\Attributes', 'OpenApi\\Annotations'],
  extract,
} satisfies Extractor;

const METHODS = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options', 'Trace']);

function extract({ program, files, module }: ExtractorContext): Extraction {
  const read = files.map((file) => ({ file, annotated: annotationsIn(program.text(file)) }));
  // Which schema a class stands for is known only when every file was read.
  const names = new Map(read.flatMap(({ annotated }) => annotated.flatMap(schemaName)));
  const refOf = (className: string): string => `#/components/schemas/${names.get(className) ?? className}`;
  let tree: CodeTree | undefined;
  for (const { file, annotated } of read) tree = merge(tree, fileTree(annotated, new AnnotationTrees(file, refOf), names));
  if ((tree?.entries?.get('paths')?.entries?.size ?? 0) === 0 || tree === undefined) return NOTHING;
  const place = tree.entries?.get('paths')?.place;
  const head = node(place, {
    openapi: leaf('3.0.0', place),
    ...(tree.entries?.has('info') !== true && { info: node(place, { title: leaf('API'), version: leaf('0') }) }),
  });
  const whole = merge(tree, head) ?? tree;
  return { ...NOTHING, documents: [CodeDocument.of(whole, codeName(module, 'swagger-php'), (file) => program.text(file))] };
}

function schemaName({ annotation, target }: Annotated): [string, string][] {
  if (annotation.name !== 'Schema' || target.kind !== 'type') return [];
  return [[target.name, textArgument(annotation, 'schema') ?? target.name]];
}

function fileTree(annotated: readonly Annotated[], trees: AnnotationTrees, names: ReadonlyMap<string, string>): CodeTree {
  let tree: CodeTree = node(undefined, {});
  /** The schema of the class whose members come next. */
  let open: { name: string; place: CodeTree['place'] } | undefined;
  /** The operation whose parameters may come next, as attributes of the function's own parameters. */
  let operation: Annotation | undefined;
  for (const each of annotated) {
    const { annotation, target } = each;
    if (target.kind === 'type') open = undefined;
    if (annotation.name === 'Schema' && target.kind === 'type') {
      open = { name: textArgument(annotation, 'schema') ?? target.name, place: trees.place(annotation) };
    }
    if (METHODS.has(annotation.name)) operation = annotation;
    const part =
      annotation.name === 'Property' && target.kind === 'property'
        ? open === undefined
          ? undefined
          : propertyPart(annotation, target, open.name, trees, names)
        : operation !== undefined && target.kind === 'property' && annotation.name.endsWith('Parameter')
          ? parameterPart(annotation, target.name, operation, trees)
          : partOf(annotation, target, trees);
    if (part !== undefined) tree = merge(tree, part) ?? tree;
  }
  return tree;
}

/** What one outermost annotation adds to the document. */
function partOf(annotation: Annotation, target: Target, trees: AnnotationTrees): CodeTree | undefined {
  const place = trees.place(annotation);
  const component = (kind: string, name: string | undefined, tree: CodeTree): CodeTree | undefined =>
    name === undefined ? undefined : node(place, { components: node(place, { [kind]: node(place, { [name]: tree }) }) });
  if (METHODS.has(annotation.name)) {
    const path = textArgument(annotation, 'path');
    if (path === undefined) return undefined;
    const item: CodeTree = { place, entries: new Map([[annotation.name.toLowerCase(), trees.operation(annotation)]]) };
    return node(place, { paths: { place, entries: new Map([[path, item]]) } });
  }
  switch (annotation.name) {
    case 'Info':
      return node(place, { info: trees.plain(annotation) });
    case 'Server':
      return node(place, { servers: list(place, [trees.plain(annotation)]) });
    case 'Tag':
      return node(place, { tags: list(place, [trees.plain(annotation)]) });
    case 'OpenApi':
      return openApi(annotation, trees);
    case 'Schema':
      return component(
        'schemas',
        textArgument(annotation, 'schema') ?? (target.kind === 'type' ? target.name : undefined),
        trees.schema(annotation),
      );
    case 'SecurityScheme':
      return component('securitySchemes', textArgument(annotation, 'securityScheme'), trees.securityScheme(annotation));
    case 'Response':
      return component('responses', textArgument(annotation, 'response'), trees.response(annotation));
    case 'RequestBody':
      return component('requestBodies', textArgument(annotation, 'request'), trees.body(annotation));
    case 'Parameter':
    case 'PathParameter':
    case 'QueryParameter':
    case 'HeaderParameter':
    case 'CookieParameter':
      return component('parameters', textArgument(annotation, 'parameter'), trees.parameter(annotation));
    default:
      return undefined;
  }
}

/** A parameter that stands on a parameter of the function: its name is that one's. */
function parameterPart(annotation: Annotation, name: string, operation: Annotation, trees: AnnotationTrees): CodeTree | undefined {
  const path = textArgument(operation, 'path');
  if (path === undefined) return undefined;
  const place = trees.place(annotation);
  const tree = trees.parameter(annotation);
  const named =
    tree.entries?.has('name') === true ? tree : { place, entries: new Map([['name', leaf(name, place)], ...(tree.entries ?? [])]) };
  const item = node(place, { [operation.name.toLowerCase()]: node(place, { parameters: list(place, [named]) }) });
  return node(place, { paths: { place, entries: new Map([[path, item]]) } });
}

/** `OA\OpenApi(info: ..., servers: [...], security: [...])`. */
function openApi(annotation: Annotation, trees: AnnotationTrees): CodeTree {
  const place = trees.place(annotation);
  let tree: CodeTree = node(place, {});
  const version = textArgument(annotation, 'openapi');
  if (version !== undefined) tree = merge(tree, node(place, { openapi: leaf(version, place) })) ?? tree;
  const security = argument(annotation, 'security');
  if (security !== undefined) tree = merge(tree, node(place, { security: trees.security(security) })) ?? tree;
  for (const { value } of annotation.arguments) {
    const inner =
      value.kind === 'annotation'
        ? [value]
        : value.kind === 'list'
          ? value.items.flatMap((item) => (item.value.kind === 'annotation' ? [item.value] : []))
          : [];
    for (const each of inner) tree = merge(tree, partOf(each, { kind: 'none' }, trees)) ?? tree;
  }
  return tree;
}

const TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = table({
  string: { type: 'string' },
  int: { type: 'integer' },
  float: { type: 'number', format: 'float' },
  bool: { type: 'boolean' },
  array: { type: 'array' },
  DateTime: { type: 'string', format: 'date-time' },
  DateTimeImmutable: { type: 'string', format: 'date-time' },
  DateTimeInterface: { type: 'string', format: 'date-time' },
});

/** A property of a class with a schema: what the annotation does not say, the declaration does. */
function propertyPart(
  annotation: Annotation,
  target: Extract<Target, { kind: 'property' }>,
  schema: string,
  trees: AnnotationTrees,
  names: ReadonlyMap<string, string>,
): CodeTree {
  const place = trees.place(annotation);
  const tree = trees.schema(annotation);
  const entries = new Map(tree.entries ?? []);
  const nullable = target.type.startsWith('?') || /(?:^|\|)null(?:\||$)/i.test(target.type);
  const type = target.type
    .replace(/^\?/, '')
    .replace(/(?:^|\|)null(?=\||$)/i, '')
    .replace(/^\\/, '')
    .replace(/^.*\\/, '');
  if (!entries.has('type') && !entries.has('$ref') && !['allOf', 'oneOf', 'anyOf'].some((key) => entries.has(key))) {
    const known = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
    for (const [key, value] of Object.entries(known ?? {})) if (!entries.has(key)) entries.set(key, leaf(value, place));
    const named = names.get(type);
    if (known === undefined && named !== undefined) entries.set('$ref', leaf(`#/components/schemas/${named}`, place));
  }
  if (nullable && !entries.has('nullable') && !entries.has('$ref')) entries.set('nullable', leaf(true, place));
  const property = { place, entries: new Map([[textArgument(annotation, 'property') ?? target.name, { place, entries }]]) };
  return node(place, {
    components: node(place, { schemas: node(place, { [schema]: node(place, { type: leaf('object', place), properties: property }) }) }),
  });
}
