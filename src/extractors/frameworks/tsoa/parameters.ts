/** What a controller method of tsoa reads of the request. */
import { asString, type ClassValue, type CodePlace } from '../../interpret/value.ts';
import type { CodeProperty, CodeSchema, Route, RouteParameter } from '../../route.ts';
import { arrayOf, objectOf, schema } from '../../schema/schema.ts';
import type { SchemaBuilder } from '../../schema/schema-builder.ts';
import type { FunctionDeclaration, ParameterDeclaration } from '../../syntax/unit.ts';
import { table } from '../../table.ts';
import { templateNames } from '../path-text.ts';
import { limitsIn, limitsOf, withLimits } from './limits.ts';

type Source = RouteParameter['in'] | 'queries' | 'body' | 'property' | 'form' | 'file' | 'files';

const SOURCES: Readonly<Record<string, Source>> = table({
  Path: 'path',
  Query: 'query',
  Queries: 'queries',
  Header: 'header',
  Cookie: 'cookie',
  Body: 'body',
  BodyProp: 'property',
  FormField: 'form',
  UploadedFile: 'file',
  UploadedFiles: 'files',
});

/** Parameters that the framework fills in. */
const INJECTED = /^(?:Request|RequestProp|Res|Inject)$/;

interface Method {
  readonly method: FunctionDeclaration;
  readonly owner: ClassValue;
  readonly template: string;
}

export function requestOf({ method, owner, template }: Method, builder: SchemaBuilder): Pick<Route, 'parameters' | 'body'> {
  const { interpreter } = builder;
  const context = { unit: owner.unit, scope: interpreter.scopeIn(owner) };
  const limits = limitsIn(method.doc, owner.unit.file);
  const parameters = new Map<string, RouteParameter>();
  const fields = new Map<string, CodeProperty>();
  let whole: { readonly schema: CodeSchema; readonly place: CodePlace; readonly required: boolean } | undefined;
  let mediaType = 'application/json';
  const add = (parameter: RouteParameter): void => {
    const key = `${parameter.in} ${parameter.name}`;
    if (!parameters.has(key)) parameters.set(key, parameter);
  };
  for (const declared of method.parameters) {
    const place = { file: owner.unit.file, span: declared.at };
    const decorator = declared.decorators.find(({ name }) => Object.hasOwn(SOURCES, lastPart(name)));
    if (decorator === undefined && declared.decorators.some(({ name }) => INJECTED.test(lastPart(name)))) continue;
    // Without a decorator a value comes from the path or the query.
    const source =
      decorator === undefined ? (templateNames(template).includes(declared.name) ? 'path' : 'query') : SOURCES[lastPart(decorator.name)];
    if (source === undefined) continue;
    const given =
      decorator === undefined ? undefined : asString(interpreter.argumentsIn(decorator.arguments, owner.unit, owner.scope)[0]?.value);
    const name = given ?? declared.name;
    const of = withLimits(builder.of(declared.type, context), limitsOf(declared.name, limits));
    const required = isRequired(declared);
    if (source === 'body') whole = { schema: of, place, required };
    else if (source === 'queries')
      for (const [key, each] of builder.propertiesOf(of))
        add({ name: key, in: 'query', required: each.required, schema: each.schema, place: each.place });
    else if (source === 'property' || source === 'form') {
      if (source === 'form') mediaType = 'multipart/form-data';
      fields.set(name, { schema: of, required, place });
    } else if (source === 'file' || source === 'files') {
      mediaType = 'multipart/form-data';
      const file = schema(place, { type: 'string', format: 'binary' });
      fields.set(name, { schema: source === 'file' ? file : arrayOf(file, place), required, place });
    } else add({ name, in: source, required: source === 'path' || required, schema: of, place });
  }
  const place = { file: owner.unit.file, span: method.at };
  for (const name of templateNames(template)) add({ name, in: 'path', required: true, schema: schema(place, { type: 'string' }), place });
  const [first] = fields.values();
  const body = whole ?? (first === undefined ? undefined : { schema: objectOf(fields, first.place), place: first.place, required: true });
  return { parameters: [...parameters.values()], ...(body !== undefined && { body: { mediaTypes: [mediaType], ...body } }) };
}

function isRequired({ optional, value, type }: ParameterDeclaration): boolean {
  return !optional && value === undefined && type?.nullable !== true;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
