import type { Api, Operation, Parameter, Schema } from '../../model/api.ts';
import { variantsOf } from '../../model/change/variants.ts';
import { parameterNames } from '../../model/drift/paths.ts';
import { perApi } from '../input/requests.ts';
import { namesWithin } from './fields.ts';

/** Headers of HTTP, browsers and proxies, which no API declares (RFC 9110; OAS 3.x ignores the first three as parameters). */
const STANDARD_HEADERS = new Set(
  (
    'accept content-type authorization accept-charset accept-encoding accept-language accept-ranges cache-control connection content-encoding ' +
    'content-length content-md5 cookie date dnt expect forwarded from host if-match if-modified-since if-none-match if-range if-unmodified-since ' +
    'keep-alive max-forwards origin pragma prefer proxy-authorization range referer referrer te trailer transfer-encoding upgrade user-agent via ' +
    'warning x-requested-with x-real-ip x-csrf-token x-xsrf-token x-request-id x-correlation-id traceparent tracestate baggage b3 last-event-id ' +
    'x-hub-signature x-hub-signature-256 stripe-signature true-client-ip x-client-ip'
  ).split(' '),
);

const STANDARD_PREFIX = /^(?:x-forwarded-|x-b3-|x-amzn-|x-cloud-|cf-|sec-|access-control-)/;

/** Whether a header belongs to HTTP or what carries it, and not to one API. */
function isStandardHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return STANDARD_HEADERS.has(lower) || STANDARD_PREFIX.test(lower);
}

/** `header x-api-key`: what the schemes of an API read credentials from. */
const credentialNames = perApi(
  (api: Api) =>
    new Set(
      api.allSchemes.flatMap(({ location, parameterName }) =>
        parameterName === undefined ? [] : [nameKey(location ?? '', parameterName)],
      ),
    ),
);

/** A parameter by location and name; headers have no case (RFC 9110 section 5.1), and `ids[]` is `ids`. */
function nameKey(location: string, name: string): string {
  const plain = name.replace(/\[.*$/s, '');
  return `${location} ${location === 'header' ? plain.toLowerCase() : plain}`;
}

/** What a document's operation can be asked for. */
export class DocumentParameters {
  readonly #known = new Map<string, Parameter>();
  readonly #path: readonly (Parameter | undefined)[];
  /** Names of what stands for the value of a whole query or a form. */
  readonly #within = new Map<string, Schema | undefined>();
  readonly #credentials: ReadonlySet<string>;
  #isQueryOpen = false;

  constructor(operation: Operation, api: Api) {
    this.#credentials = credentialNames(api);
    const paths = new Map<string, Parameter>();
    for (const parameter of operation.parameters) {
      const { location, name, schema } = parameter;
      if (location === 'path') paths.set(name, parameter);
      this.#known.set(nameKey(location, name), parameter);
      if (location === 'query') this.#addWithin(schema);
      if (location === 'querystring') {
        const value = schema ?? parameter.content[0]?.schema;
        if (value === undefined) this.#isQueryOpen = true;
        else this.#addWithin(value);
      }
    }
    this.#path = parameterNames(operation.path).map((name) => paths.get(name));
    for (const { type, schema } of operation.body?.content ?? []) {
      // Frameworks read the fields of forms like those of the query.
      if (type === 'application/x-www-form-urlencoded' || type === 'multipart/form-data') this.#addWithin(schema);
    }
  }

  /**
   * The same parameter in the document: its schemas, which are none where it is only implied, and its parameter; undefined when there
   * is none.
   */
  find(
    parameter: Parameter,
    operation: Operation,
  ): { readonly schemas: readonly Schema[]; readonly parameter: Parameter | undefined } | undefined {
    const { location, name } = parameter;
    if (location === 'path') {
      // From the end, since one side may have parameters in a prefix.
      const names = parameterNames(operation.path);
      const index = names.lastIndexOf(name);
      const found = index < 0 ? undefined : this.#path.at(index - names.length);
      return { schemas: variantsOf(found?.schema === undefined ? [] : [found.schema]), parameter: found };
    }
    const key = nameKey(location, name);
    const found = this.#known.get(key);
    if (found !== undefined) return { schemas: variantsOf(found.schema === undefined ? [] : [found.schema]), parameter: found };
    const isImplied =
      this.#credentials.has(key) ||
      (location === 'header' && isStandardHeader(name)) ||
      (location === 'query' && (this.#isQueryOpen || this.#within.has(name.replace(/\[.*$/s, ''))));
    return isImplied ? { schemas: [], parameter: undefined } : undefined;
  }

  #addWithin(schema: Schema | undefined): void {
    for (const variant of variantsOf(schema === undefined ? [] : [schema])) {
      const names = namesWithin(variant);
      if (names === 'open') this.#isQueryOpen = true;
      else for (const name of names) this.#within.set(name, variant);
    }
  }
}
