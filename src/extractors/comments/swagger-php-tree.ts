/** Annotations of swagger-php as OpenAPI 3.0. */

import { type CodeTree, leaf, list, node } from '../openapi/code-tree.ts';
import type { CodePlace } from '../route.ts';
import type { Annotation, AnnotationArgument, AnnotationValue } from './php-annotations.ts';

/** Turns annotations of one file into trees; `refOf` knows the schema of a class. */
export class AnnotationTrees {
  readonly #file: string;
  readonly #refOf: (className: string) => string;

  constructor(file: string, refOf: (className: string) => string) {
    this.#file = file;
    this.#refOf = refOf;
  }

  place({ at }: { readonly at: Annotation['at'] }): CodePlace {
    return { file: this.#file, span: at };
  }

  /** Fields of an operation. */
  operation(annotation: Annotation): CodeTree {
    const entries = this.#fields(annotation, new Set(['path', 'method']));
    const nested = this.#nested(annotation);
    const parameters = [...this.#items(annotation, 'parameters'), ...nested].filter(
      ({ name }) => name.endsWith('Parameter') || name === 'Parameter',
    );
    if (parameters.length > 0)
      entries.set(
        'parameters',
        list(
          this.place(annotation),
          parameters.map((each) => this.parameter(each)),
        ),
      );
    const body = this.#one(annotation, 'requestBody') ?? nested.find(({ name }) => name === 'RequestBody');
    if (body !== undefined) entries.set('requestBody', this.body(body));
    const responses = [...this.#items(annotation, 'responses'), ...nested].filter(({ name }) => name === 'Response');
    if (responses.length > 0)
      entries.set(
        'responses',
        this.#keyed(responses, 'response', (each) => this.response(each)),
      );
    const security = argument(annotation, 'security');
    if (security !== undefined) entries.set('security', this.security(security));
    return { place: this.place(annotation), entries };
  }

  parameter(annotation: Annotation): CodeTree {
    const entries = this.#fields(annotation, new Set(['parameter']));
    const location = /^(Path|Query|Header|Cookie)Parameter$/.exec(annotation.name)?.[1]?.toLowerCase();
    if (location !== undefined) entries.set('in', leaf(location, this.place(annotation)));
    if (location === 'path') entries.set('required', leaf(true, this.place(annotation)));
    this.#schemaField(annotation, entries);
    this.#content(annotation, entries);
    return { place: this.place(annotation), entries };
  }

  body(annotation: Annotation): CodeTree {
    const entries = this.#fields(annotation, new Set(['request']));
    this.#content(annotation, entries);
    return { place: this.place(annotation), entries };
  }

  response(annotation: Annotation): CodeTree {
    const entries = this.#fields(annotation, new Set(['response']));
    if (!entries.has('description') && !entries.has('$ref')) entries.set('description', leaf('', this.place(annotation)));
    const headers = [...this.#items(annotation, 'headers'), ...this.#nested(annotation)].filter(({ name }) => name === 'Header');
    if (headers.length > 0)
      entries.set(
        'headers',
        this.#keyed(headers, 'header', (each) =>
          this.parameter({ ...each, arguments: each.arguments.filter(({ name }) => name !== 'header') }),
        ),
      );
    this.#content(annotation, entries);
    return { place: this.place(annotation), entries };
  }

  schema(annotation: Annotation): CodeTree {
    const entries = this.#fields(annotation, new Set(['schema', 'property', 'mediaType']));
    const nested = this.#nested(annotation);
    const properties = [...this.#items(annotation, 'properties'), ...nested].filter(({ name }) => name === 'Property');
    if (properties.length > 0)
      entries.set(
        'properties',
        this.#keyed(properties, 'property', (each) => this.schema(each)),
      );
    const items = this.#one(annotation, 'items') ?? nested.find(({ name }) => name === 'Items');
    if (items !== undefined) entries.set('items', this.schema(items));
    const additional = this.#one(annotation, 'additionalProperties') ?? nested.find(({ name }) => name === 'AdditionalProperties');
    if (additional !== undefined) entries.set('additionalProperties', this.schema(additional));
    for (const key of ['allOf', 'oneOf', 'anyOf']) {
      const members = this.#items(annotation, key);
      if (members.length > 0)
        entries.set(
          key,
          list(
            this.place(annotation),
            members.map((each) => this.schema(each)),
          ),
        );
    }
    if (properties.length > 0 && !entries.has('type')) entries.set('type', leaf('object', this.place(annotation)));
    if (items !== undefined && !entries.has('type')) entries.set('type', leaf('array', this.place(annotation)));
    return { place: this.place(annotation), entries };
  }

  securityScheme(annotation: Annotation): CodeTree {
    const entries = this.#fields(annotation, new Set(['securityScheme', 'flow']));
    const flows = [...this.#items(annotation, 'flows'), ...this.#nested(annotation)].filter(({ name }) => name === 'Flow');
    if (flows.length > 0) {
      entries.set(
        'flows',
        this.#keyed(flows, 'flow', (each) => ({ place: this.place(each), entries: this.#fields(each, new Set(['flow'])) })),
      );
    }
    return { place: this.place(annotation), entries };
  }

  /** `[['key' => []], ['oauth' => ['read']]]`: an empty map stands for an empty list. */
  security(value: AnnotationArgument): CodeTree {
    const tree = this.#value(value.value, this.place(value));
    const items = (tree?.items ?? (tree?.entries === undefined ? [] : [tree])).map((item): CodeTree => {
      const entries = [...(item.entries ?? [])].map(([name, scopes]): [string, CodeTree] => [
        name,
        scopes.items === undefined ? list(scopes.place, []) : scopes,
      ]);
      return { place: item.place, entries: new Map(entries) };
    });
    return list(this.place(value), items);
  }

  /** Plain fields of anything: `Info`, `Server`, `Tag`... */
  plain(annotation: Annotation): CodeTree {
    const entries = this.#fields(annotation, new Set());
    for (const each of this.#nested(annotation)) {
      const key = each.name.charAt(0).toLowerCase() + each.name.slice(1);
      if (!entries.has(key)) entries.set(key, this.plain(each));
    }
    return { place: this.place(annotation), entries };
  }

  /** Arguments that are no annotations, by the names that OpenAPI has for them. */
  #fields(annotation: Annotation, without: ReadonlySet<string>): Map<string, CodeTree> {
    const entries = new Map<string, CodeTree>();
    for (const { name, value, at } of annotation.arguments) {
      if (name === undefined || without.has(name) || name === 'security') continue;
      const place = this.place({ at });
      if (name === 'x' && value.kind === 'map') {
        for (const each of value.entries) {
          const tree = this.#value(each.value, this.place(each));
          if (each.name !== undefined && tree !== undefined) entries.set(`x-${each.name}`, tree);
        }
        continue;
      }
      if (name === 'ref') {
        const ref = value.kind === 'class' ? this.#refOf(value.name) : value.kind === 'scalar' ? value.value : undefined;
        if (typeof ref === 'string') entries.set('$ref', leaf(ref, place));
        continue;
      }
      const tree = this.#value(value, place);
      if (tree !== undefined) entries.set(name, tree);
    }
    return entries;
  }

  /** Values without annotations in them; undefined for what is not known. */
  #value(value: AnnotationValue, place: CodePlace, depth = 0): CodeTree | undefined {
    if (depth > 40) return undefined;
    switch (value.kind) {
      case 'scalar':
        return leaf(value.value, place);
      case 'list':
        if (value.items.some((item) => item.value.kind === 'annotation')) return undefined;
        return list(
          place,
          value.items.flatMap((item) => this.#value(item.value, this.place(item), depth + 1) ?? []),
        );
      case 'map':
        return node(
          place,
          Object.fromEntries(value.entries.map((entry) => [entry.name ?? '', this.#value(entry.value, this.place(entry), depth + 1)])),
        );
      default:
        return undefined;
    }
  }

  /** Annotations without a name among the arguments, in lists too. */
  #nested({ arguments: args }: Annotation): Annotation[] {
    return args.flatMap(({ name, value }) => (name === undefined || name === 'value' ? annotationsOf(value) : []));
  }

  #items(annotation: Annotation, name: string): Annotation[] {
    const found = argument(annotation, name);
    return found === undefined ? [] : annotationsOf(found.value);
  }

  #one(annotation: Annotation, name: string): Annotation | undefined {
    return this.#items(annotation, name)[0];
  }

  #keyed(annotations: readonly Annotation[], key: string, tree: (annotation: Annotation) => CodeTree): CodeTree {
    const entries = annotations.flatMap((each): [string, CodeTree][] => {
      const name = argument(each, key)?.value;
      return name?.kind === 'scalar' && name.value !== null ? [[String(name.value), tree(each)]] : [];
    });
    return { place: annotations[0] === undefined ? undefined : this.place(annotations[0]), entries: new Map(entries) };
  }

  #schemaField(annotation: Annotation, entries: Map<string, CodeTree>): void {
    const schema = this.#one(annotation, 'schema') ?? this.#nested(annotation).find(({ name }) => name === 'Schema');
    if (schema !== undefined) entries.set('schema', this.schema(schema));
  }

  /** `MediaType`, `JsonContent` and `XmlContent`. */
  #content(annotation: Annotation, entries: Map<string, CodeTree>): void {
    const contents = [...this.#items(annotation, 'content'), ...this.#nested(annotation)];
    const types = new Map<string, CodeTree>();
    for (const each of contents) {
      const fixed = each.name === 'JsonContent' ? 'application/json' : each.name === 'XmlContent' ? 'application/xml' : undefined;
      if (fixed !== undefined) types.set(fixed, node(this.place(each), { schema: this.schema(each) }));
      const named = each.name === 'MediaType' ? argument(each, 'mediaType')?.value : undefined;
      if (named?.kind !== 'scalar') continue;
      const media = this.#fields(each, new Set(['mediaType']));
      this.#schemaField(each, media);
      types.set(String(named.value), { place: this.place(each), entries: media });
    }
    if (types.size > 0) entries.set('content', { place: this.place(annotation), entries: types });
  }
}

export function argument({ arguments: args }: Annotation, name: string): AnnotationArgument | undefined {
  return args.find((each) => each.name === name);
}

/** The text of an argument. */
export function textArgument(annotation: Annotation, name: string): string | undefined {
  const value = argument(annotation, name)?.value;
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}

function annotationsOf(value: AnnotationValue): Annotation[] {
  if (value.kind === 'annotation') return [value];
  if (value.kind === 'list') return value.items.flatMap((item) => annotationsOf(item.value));
  return value.kind === 'map' ? value.entries.flatMap((entry) => annotationsOf(entry.value)) : [];
}
