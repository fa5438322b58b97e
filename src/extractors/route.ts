/** What code offers and how it is guarded: the inventory that extractors give, whatever the framework. */
import type { CodePlace } from './interpret/value.ts';

export type { CodePlace } from './interpret/value.ts';

/** One HTTP operation as the code has it. */
export interface Route {
  /** Id of the extractor: `express`, `spring`... */
  readonly framework: string;
  /** Upper case; `*` for a route that answers every method. */
  readonly method: string;
  /**
   * Path template as OpenAPI writes it: `/users/{id}`. A part that could not be found out is `{*}`: compared with a document it stands
   * for anything.
   */
  readonly path: string;
  /** `UserController.list`, `users.list`, or the file's name for an anonymous function. */
  readonly handler: string;
  /** The decorator or call that makes the route; findings about the operation stand here. */
  readonly place: CodePlace;
  readonly parameters: readonly RouteParameter[];
  readonly body?: RouteBody;
  /** Success responses whose type the code tells. */
  readonly responses?: readonly RouteResponse[];
  readonly security: RouteSecurity;
  readonly rateLimit: RouteRateLimit;
  readonly deprecated?: boolean;
  readonly tags?: readonly string[];
}

export interface RouteParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly schema: CodeSchema;
  readonly place: CodePlace;
}

export interface RouteBody {
  readonly required: boolean;
  /** Media types, `application/json` where the framework does not say. */
  readonly mediaTypes: readonly string[];
  readonly schema: CodeSchema;
  readonly place: CodePlace;
}

export interface RouteResponse {
  readonly status: string;
  readonly mediaType: string;
  readonly schema?: CodeSchema;
  readonly place: CodePlace;
}

/**
 * - `required`: a credential is asked for, and its lack refused;
 * - `optional`: a credential is read, and the route answers without one as well;
 * - `public`: the code says so (`permitAll`, `@Public`);
 * - `none`: nothing guards it, and every place that could has been read and understood;
 * - `unknown`: anything else. Never guess: a wrong `none` is a false alarm, a wrong `required` a false green.
 */
export type Enforcement = 'required' | 'optional' | 'public' | 'none' | 'unknown';

export interface RouteSecurity {
  readonly enforced: Enforcement;
  /** What documentation decorators or comments claim; they protect nothing. Undefined when they say nothing. */
  readonly documented: 'required' | 'optional' | 'public' | undefined;
  /** Schemes as the code names them: `jwt`, `session`, `OAuth2PasswordBearer`; documented ones where no enforcement names any. */
  readonly schemes: readonly string[];
  /** Scopes, roles and authorities that are asked for. */
  readonly scopes: readonly string[];
  /** What was read to say so, outermost first; for `unknown` what could not be understood. */
  readonly evidence: readonly Evidence[];
}

export interface Evidence {
  /** A clause: "`auth.required` refuses requests without a token". */
  readonly note: string;
  readonly place: CodePlace;
}

export type RouteRateLimit =
  | { readonly kind: 'limited'; readonly note: string; readonly place: CodePlace }
  /** No limit was seen; gateways and proxies may have one. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

/** A JSON Schema as code implies it, each part with its place. */
export interface CodeSchema {
  /** Keywords of JSON Schema (draft 2020-12) other than those below. */
  readonly keywords: ReadonlyMap<string, Keyword>;
  /** Name of a schema in {@link Extraction.schemas}; then nothing else but keywords is set. */
  readonly reference?: string;
  readonly properties?: ReadonlyMap<string, CodeProperty>;
  readonly items?: CodeSchema;
  /** Of a map: its values. `false`: unknown properties are refused. */
  readonly additional?: CodeSchema | boolean;
  /** `anyOf`. */
  readonly anyOf?: readonly CodeSchema[];
  /** `allOf`. */
  readonly allOf?: readonly CodeSchema[];
  readonly place: CodePlace;
}

export interface Keyword {
  readonly value: unknown;
  /** Where the code says it; absent for what a type implies. */
  readonly place?: CodePlace;
}

export interface CodeProperty {
  readonly schema: CodeSchema;
  readonly required: boolean;
  readonly place: CodePlace;
}
