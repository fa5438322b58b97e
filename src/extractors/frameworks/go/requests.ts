/** What a handler of Go reads of the request. */
import type { ClosureValue, CodePlace } from '../../interpret/value.ts';
import type { CodeProperty, CodeSchema, Route, RouteParameter } from '../../route.ts';
import { objectOf, schema } from '../../schema/schema.ts';
import type { TypeContext } from '../../schema/schema-builder.ts';
import { dotted } from '../../syntax/build.ts';
import type { Expression, TypeReference } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { table } from '../../table.ts';
import { templateNames } from '../path-text.ts';
import { typeOfExpression } from './local-types.ts';
import { type Structs, tagOf } from './structs.ts';

/** Methods that read one value by its name. */
const READS: Readonly<Record<string, 'query' | 'header' | 'form' | 'file' | 'cookie'>> = table({
  Query: 'query',
  DefaultQuery: 'query',
  GetQuery: 'query',
  QueryArray: 'query',
  GetQueryArray: 'query',
  QueryParam: 'query',
  QueryParamOr: 'query',
  GetHeader: 'header',
  PostForm: 'form',
  DefaultPostForm: 'form',
  GetPostForm: 'form',
  FormValue: 'form',
  PostFormValue: 'form',
  FormFile: 'file',
  Cookie: 'cookie',
});

/** Headers that OAS leaves to other parts of a description. */
const IGNORED_HEADERS = /^(?:accept|content-type|authorization)$/i;

const BINDS =
  /^(?:Should)?(?:Must)?Bind(?:With|JSON|XML|YAML|BodyWith\w*|BodyWithJSON|Body|AndCheck\w*|AndValidate)?$|^Decode(?:JSON)?$|^ParseJSON$|^ReadJSON$|^readJSON$|^decodeJSON$|^decode$|^bind$/;
const BINDS_QUERY = /^(?:Should)?(?:Must)?Bind(?:Query|QueryParams|Uri|PathParams|Header|Headers)$/;
const VALIDATES = /^(?:Validate\w*|Struct|StructCtx|BindAndValidate|BindAndCheck\w*|Check)$/;

export function requestOf(
  template: string,
  closure: ClosureValue | undefined,
  place: CodePlace,
  structs: Structs,
): Pick<Route, 'parameters' | 'body'> {
  const reading = new Reading(closure, structs);
  if (closure !== undefined) reading.read(closure);
  const names = new Set(templateNames(template));
  for (const name of names) reading.add({ name, in: 'path', required: true, schema: schema(place, { type: 'string' }), place });
  return reading.result();
}

class Reading {
  readonly #structs: Structs;
  readonly #closure: ClosureValue | undefined;
  readonly #parameters = new Map<string, RouteParameter>();
  readonly #form = new Map<string, CodeProperty>();
  #body: Route['body'];
  readonly #validates: boolean;

  constructor(closure: ClosureValue | undefined, structs: Structs) {
    this.#closure = closure;
    this.#structs = structs;
    this.#validates = [...expressionsOf(closure?.function.body ?? [])].some(
      (each) => each.kind === 'call' && each.callee.kind === 'member' && VALIDATES.test(each.callee.name),
    );
  }

  result(): Pick<Route, 'parameters' | 'body'> {
    const [first] = this.#form.values();
    const isUpload = [...this.#form.values()].some(({ schema: of }) => of.keywords.get('format')?.value === 'binary');
    const mediaTypes = [isUpload ? 'multipart/form-data' : 'application/x-www-form-urlencoded'];
    const form =
      first === undefined ? undefined : { required: true, mediaTypes, schema: objectOf(this.#form, first.place), place: first.place };
    const body = this.#body ?? form;
    return { parameters: [...this.#parameters.values()], ...(body !== undefined && { body }) };
  }

  add(parameter: RouteParameter): void {
    const key = `${parameter.in} ${parameter.name}`;
    if (!this.#parameters.has(key)) this.#parameters.set(key, parameter);
  }

  read({ function: declared, unit }: ClosureValue): void {
    for (const expression of expressionsOf(declared.body ?? [])) {
      if (expression.kind !== 'call') continue;
      const { callee, arguments: args } = expression;
      const method = callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
      const [first] = args;
      const place = { file: unit.file, span: expression.at };
      const name = first?.value.kind === 'string' ? first.value.value : undefined;
      if (callee.kind === 'member' && method === 'Get' && name !== undefined) this.#got(callee.object, name, place);
      else if (name !== undefined && READS[method] !== undefined) this.#value(READS[method], name, method.endsWith('Array'), place);
      else if (BINDS_QUERY.test(method))
        this.#query(
          args.map(({ value }) => value),
          place,
        );
      else if (BINDS.test(method)) this.#bound(expression, place);
    }
  }

  /** `r.URL.Query().Get("x")`, `r.Header.Get("x")`. */
  #got(object: Expression, name: string, place: CodePlace): void {
    const of = object.kind === 'call' ? object.callee : object;
    const last = of.kind === 'member' ? of.name : '';
    if (last === 'Query' && object.kind === 'call') this.#value('query', name, false, place);
    if (last === 'Header' && /(?:[Rr]eq(?:uest)?|\br)\b/.test(dotted(of) ?? requestName(of))) this.#value('header', name, false, place);
  }

  #value(source: (typeof READS)[string], name: string, isList: boolean, place: CodePlace): void {
    const text = schema(place, { type: 'string' });
    if (source === 'form' || source === 'file') {
      const of = source === 'file' ? schema(place, { type: 'string', format: 'binary' }) : text;
      if (!this.#form.has(name)) this.#form.set(name, { schema: of, required: source === 'file', place });
    } else if (source !== 'header' || !IGNORED_HEADERS.test(name)) {
      const of = isList ? { ...schema(place, { type: 'array' }), items: text } : text;
      this.add({ name, in: source, required: false, schema: of, place });
    }
  }

  get #builder() {
    return this.#validates ? this.#structs.checked : this.#structs.unchecked;
  }

  #schemaOf(
    expressions: readonly Expression[],
  ): { readonly schema: CodeSchema; readonly type: TypeReference; readonly context: TypeContext } | undefined {
    for (const each of expressions) {
      const found = this.#closure === undefined ? undefined : typeOfExpression(each, this.#closure, this.#structs.checked.interpreter);
      if (found === undefined) continue;
      const of = this.#builder.of(found.type, found.context);
      if (of.reference !== undefined || of.items !== undefined || of.properties !== undefined) return { schema: of, ...found };
    }
    return undefined;
  }

  /** `c.ShouldBindJSON(&req)`, `validator.Bind(c)`. */
  #bound({ callee, arguments: args }: Extract<Expression, { kind: 'call' }>, place: CodePlace): void {
    const own = callee.kind === 'member' ? [callee.object] : [];
    const found = this.#schemaOf([...args.map(({ value }) => value), ...own]);
    if (found === undefined || this.#body !== undefined) return;
    this.#body = { required: true, mediaTypes: ['application/json'], schema: found.schema, place };
  }

  #query(expressions: readonly Expression[], place: CodePlace): void {
    const found = this.#schemaOf(expressions);
    if (found === undefined) return;
    const { interpreter } = this.#structs.checked;
    const type = interpreter.typeNamed(found.type, found.context);
    const properties = new Map(
      [...this.#builder.propertiesOf(found.schema).values()].map((each) => [`${each.place.file}:${each.place.span.start}`, each]),
    );
    for (const each of type === undefined ? [] : interpreter.lineage(type)) {
      for (const field of each.type.fields) {
        const named = (key: string): string | undefined => tagOf(field, key)?.split(',')[0];
        const property = properties.get(`${each.unit.file}:${field.at.start}`);
        const of = property?.schema ?? schema(place, { type: 'string' });
        const uri = named('uri') ?? named('param');
        const query = named('form') ?? named('query') ?? named('schema');
        const header = named('header');
        if (uri !== undefined) this.add({ name: uri, in: 'path', required: true, schema: of, place });
        else if (query !== undefined && query !== '-')
          this.add({ name: query, in: 'query', required: property?.required === true, schema: of, place });
        else if (header !== undefined) this.add({ name: header, in: 'header', required: property?.required === true, schema: of, place });
      }
    }
  }
}

/** `c.Request().Header` has a call in it, and so no dotted name. */
function requestName(of: Expression): string {
  const object = of.kind === 'member' ? of.object : of;
  return object.kind === 'call' ? (dotted(object.callee) ?? '') : '';
}
