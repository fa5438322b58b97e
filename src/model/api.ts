/**
 * One shape for OpenAPI 2.0, 3.0, 3.1 and 3.2. Every node is built once, at its definition, and keeps its place; rules read nodes
 * and never ask which version they came from, follow a `$ref` or compute a line.
 */
import type { Bundle } from '../documents/bundle.ts';
import type { SourceDocument } from '../documents/document.ts';
import type { Place } from '../documents/place.ts';
import type { JsonObject } from '../documents/tree.ts';
import type { Counterpart } from './counterpart.ts';
import type { PolicyFacts } from './policy.ts';
import type { Words } from './words.ts';

export type OasVersion = '2.0' | '3.0' | '3.1' | '3.2';

interface Node<Kind extends string> {
  readonly kind: Kind;
  /** Where the node is defined (behind any `$ref`). */
  readonly place: Place;
  /** The object as written; `{}` for a node that is only implied. Vendor extensions are read from here. */
  readonly raw: JsonObject;
}

/** The whole document: what it offers and how it is guarded. */
export interface Api extends Node<'api'> {
  readonly version: OasVersion;
  /** The `swagger` or `openapi` field as written. */
  readonly versionText: string;
  /** The root document first, then every document it refers to. */
  readonly documents: readonly SourceDocument[];
  /** The documents with their references, for what the model does not follow itself. */
  readonly bundle: Bundle;
  /** Root servers; 2.0: one a scheme. Empty when the document names none. */
  readonly servers: readonly Server[];
  /** Root security as written; undefined when there is none. */
  readonly security: Security | undefined;
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  /** Each scheme once, those included that a 3.2 requirement names by URI. */
  readonly allSchemes: readonly SecurityScheme[];
  /** Path operations first, then webhooks and callbacks, in document order. */
  readonly operations: readonly Operation[];
  /** Every path item by path, in document order. */
  readonly pathItems: readonly PathItem[];
  /** The rest: each node once, reachable or merely defined. */
  readonly parameters: readonly Parameter[];
  readonly bodies: readonly Body[];
  readonly mediaTypes: readonly MediaType[];
  readonly responses: readonly Response[];
  readonly headers: readonly Header[];
  readonly schemas: readonly Schema[];
  readonly allServers: readonly Server[];
  /** References that lead nowhere or are refused, met while building. */
  readonly brokenRefs: readonly BrokenRef[];
  /** What was cut short by a limit: the run says so and fails. */
  readonly limits: readonly { readonly place: Place; readonly message: string }[];
  /** Set once both code and documents are read. */
  readonly counterpart?: Counterpart;
}

export interface BrokenRef {
  readonly place: Place;
  readonly ref: string;
  /** `missing`: no such thing; `outside`: leaves the workspace; `remote`: a host that policy does not allow; `circular`: refers only to itself. */
  readonly reason: 'missing' | 'outside' | 'remote' | 'circular' | 'unreadable';
}

export interface PathItem extends Node<'pathItem'> {
  /** Path template, webhook name, callback expression, or the name of a component that nothing refers to (its origin is `path`). */
  readonly path: string;
  readonly origin: 'path' | 'webhook' | 'callback';
  readonly operations: readonly Operation[];
}

export interface Operation extends Node<'operation'> {
  /** Upper case; `additionalOperations` keep their own spelling. */
  readonly method: string;
  /** Of its {@link PathItem}. */
  readonly path: string;
  /** `webhook` and `callback` operations are requests that the API itself sends. */
  readonly origin: 'path' | 'webhook' | 'callback';
  /** `GET /pets/{id}`, or `GET pathItems/Pet` for a component that nothing refers to; for messages. */
  readonly label: string;
  readonly operationId: string | undefined;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  /** GET, HEAD, OPTIONS, TRACE and QUERY (RFC 9110 section 9.2.1). */
  readonly safe: boolean;
  /** Lower-case words of path, operationId and tags. */
  readonly words: Words;
  readonly pathItem: PathItem;
  /** What really guards it: its own `security`, else the root's. */
  readonly security: Security;
  /** Path-level and own parameters merged (own ones win); no 2.0 body or formData. */
  readonly parameters: readonly Parameter[];
  readonly body: Body | undefined;
  readonly responses: readonly ResponseUse[];
  /** The servers in force: the operation's, else the path's, else the root's. */
  readonly servers: readonly Server[];
}

/** Effective security: OR between alternatives, AND inside one. */
export interface Security {
  /** `none`: neither the operation nor the root says anything. */
  readonly origin: 'operation' | 'root' | 'none';
  /** The `security` key that decides; for `none` the operation (or root) itself. */
  readonly place: Place;
  readonly alternatives: readonly SecurityAlternative[];
  /** No credential is ever asked: nothing declared, `[]`, or every alternative is `{}`. */
  readonly isPublic: boolean;
  /** Credentials are accepted and `{}` makes them optional. */
  readonly isOptional: boolean;
}

export interface SecurityAlternative {
  readonly place: Place;
  /** Empty for `{}`. */
  readonly requirements: readonly SecurityRequirement[];
}

export interface SecurityRequirement {
  readonly place: Place;
  /** The name (3.2: or URI) as written. */
  readonly name: string;
  readonly scopes: readonly string[];
  /** Undefined when no such scheme exists. */
  readonly scheme: SecurityScheme | undefined;
}

export interface SecurityScheme extends Node<'securityScheme'> {
  readonly name: string;
  /** 2.0 `basic` reads as `http`. Undefined or unknown text when malformed. */
  readonly type: string | undefined;
  /** `in` of an apiKey. */
  readonly location: string | undefined;
  /** Header, query or cookie name of an apiKey. */
  readonly parameterName: string | undefined;
  /** Lower case (RFC 9110 section 11.1); `basic` for 2.0 `basic`. */
  readonly httpScheme: string | undefined;
  readonly bearerFormat: string | undefined;
  readonly flows: readonly OAuthFlow[];
  /** Every URL of the scheme and its flows. */
  readonly urls: readonly SchemeUrl[];
  /** Operations whose effective security names it. */
  readonly usedBy: readonly Operation[];
  readonly description: string;
}

export interface SchemeUrl {
  /** `authorizationUrl`, `tokenUrl`, `refreshUrl`, `openIdConnectUrl`, `deviceAuthorizationUrl` or `oauth2MetadataUrl`. */
  readonly field: string;
  readonly value: string;
  readonly place: Place;
}

export interface OAuthFlow extends Node<'oauthFlow'> {
  /** OAS 3 name: `implicit`, `password`, `clientCredentials`, `authorizationCode`, `deviceAuthorization`; other text when malformed. */
  readonly flow: string;
  readonly scheme: SecurityScheme;
  readonly scopes: ReadonlyMap<string, Place>;
  readonly urls: readonly SchemeUrl[];
}

export interface Server extends Node<'server'> {
  /** As written; 2.0: `scheme://host/basePath`, or `//host/basePath` when `schemes` is absent, or `` when host is absent too. */
  readonly url: string;
  readonly level: 'root' | 'path' | 'operation' | 'link';
  /** Where to point: the `url` value; 2.0: the entry of `schemes`. */
  readonly urlPlace: Place;
  readonly variables: ReadonlyMap<string, ServerVariable>;
}

export interface ServerVariable {
  readonly name: string;
  readonly default: string | undefined;
  readonly enum: readonly string[] | undefined;
  readonly place: Place;
}

export interface Parameter extends Node<'parameter'> {
  readonly name: string;
  /** `query`, `path`, `header`, `cookie` or `querystring`. */
  readonly location: string;
  readonly required: boolean;
  readonly words: Words;
  /** Of `schema`, or of the single `content` entry. 2.0: the parameter object itself. */
  readonly schema: Schema | undefined;
  readonly content: readonly MediaType[];
  readonly description: string;
  /** Operations that take it (a path-level or component parameter has many). */
  readonly usedBy: readonly Operation[];
}

export interface Body extends Node<'body'> {
  readonly required: boolean;
  /** 2.0: one entry a `consumes` type; formData fields become the properties of a synthetic object schema. */
  readonly content: readonly MediaType[];
  readonly usedBy: readonly Operation[];
}

export interface MediaType extends Node<'mediaType'> {
  /** Lower case, without parameters. */
  readonly type: string;
  readonly owner: 'request' | 'response' | 'parameter' | 'header';
  readonly schema: Schema | undefined;
  /** 3.2 `itemSchema` of a sequential media type. */
  readonly itemSchema: Schema | undefined;
}

/** A response as one operation uses it. */
export interface ResponseUse {
  /** `200`, `4XX` (upper case) or `default`. */
  readonly status: string;
  readonly place: Place;
  readonly response: Response;
}

export interface Response extends Node<'response'> {
  /** Keys are lower case (RFC 9110 section 5.1). */
  readonly headers: ReadonlyMap<string, Header>;
  readonly content: readonly MediaType[];
  readonly description: string;
  /** Empty for a component that nothing uses. */
  readonly usedBy: readonly { readonly operation: Operation; readonly status: string; readonly place: Place }[];
}

export interface Header extends Node<'header'> {
  /** As written. */
  readonly name: string;
  readonly schema: Schema | undefined;
  readonly content: readonly MediaType[];
}

/**
 * A schema in a value position: a body, parameter, property, item or alternative. Its own object and everything merged into it by
 * `allOf`, `$ref` siblings (3.1+) and enclosing `oneOf`/`anyOf` are its {@link parts}; all facts below are read from the merged parts.
 * A schema that serves only as a part of others is not a node by itself.
 */
export interface Schema extends Node<'schema'> {
  /** Component or definition name, for a schema that is one. */
  readonly name: string | undefined;
  readonly parts: readonly SchemaPart[];
  /** True for the formData object of 2.0, which nobody wrote. */
  readonly synthetic: boolean;
  /** Where it is a value: `body`, `parameter`, `header`, `property`, `items`, `additional`, `alternative` or `component` (nothing uses it). */
  readonly role: SchemaRole;
  /** Reached by requests, by responses, or (when nothing uses it) both. `readOnly` cuts the former, `writeOnly` the latter. */
  readonly request: boolean;
  readonly response: boolean;
  /** Declared types of the parts, else implied by their keywords; without `null`. Empty when anything goes. */
  readonly types: readonly string[];
  /** True when some part really has a `type` keyword. */
  readonly typed: boolean;
  /** `false` as a schema admits nothing; `true` or `{}` (no keyword but annotations) admits everything. */
  readonly empty: boolean;
  readonly never: boolean;
  readonly nullable: boolean;
  readonly format: string | undefined;
  readonly pattern: string | undefined;
  readonly patterns: readonly string[];
  /** `enum`, or a single `const`. */
  readonly values: readonly unknown[] | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  /** Inclusive or exclusive lower and upper bound, the tightest of all parts. */
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly minItems: number | undefined;
  readonly maxItems: number | undefined;
  /** The length of an `enum` of `propertyNames` is such a bound too. */
  readonly maxProperties: number | undefined;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly properties: ReadonlyMap<string, Property>;
  readonly patternProperties: readonly Schema[];
  readonly required: ReadonlySet<string>;
  readonly items: Schema | undefined;
  readonly prefixItems: readonly Schema[];
  /**
   * `false`: unknown properties are refused; `undefined`: nothing is said. `unevaluatedProperties` counts where no part admits unknown
   * properties by `additionalProperties`.
   */
  readonly additional: Schema | boolean | undefined;
  /**
   * Members of `oneOf` or `anyOf`, each read together with what encloses it; with several such lists, every way to choose one of each.
   * A schema with alternatives is judged through them. Lists whose members differ only in what they require are left out.
   */
  readonly alternatives: readonly Schema[];
  /**
   * What else a value may be or hold, for rules that ask what is exposed; nothing here bounds the schema itself. The schema under a
   * condition (`then`, `else`, `dependentSchemas`), subtypes that `discriminator.mapping` names, items that `contains` describes, and what
   * a string holds (`contentSchema`).
   */
  readonly extra: readonly Schema[];
  /** Calls with every schema directly below, one that stands there twice as often: what a walk goes through. */
  eachChild(visit: (child: Schema) => void): void;
  /** Reaches itself again through properties, items, alternatives or what else it may hold. */
  readonly recursive: boolean;
  /** `$ref` sites that lead here, at most ten. */
  readonly uses: readonly Place[];
  /** Property, parameter or header name that holds it, for schemas written in place. */
  readonly holder: string | undefined;
}

export type SchemaRole = 'body' | 'parameter' | 'header' | 'property' | 'items' | 'additional' | 'alternative' | 'component';

export interface SchemaPart {
  readonly raw: JsonObject;
  readonly place: Place;
}

export interface Property {
  readonly name: string;
  readonly words: Words;
  readonly place: Place;
  readonly schema: Schema;
  readonly required: boolean;
  /** Said by the property's schema, or beside its `$ref`. */
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
}

/** A document and what it was before. There is one only when a base is given. */
export interface Change extends Node<'change'> {
  readonly base: Api;
  readonly head: Api;
}

/** Node kinds that a rule can visit. */
export interface NodeKinds {
  api: Api;
  pathItem: PathItem;
  operation: Operation;
  securityScheme: SecurityScheme;
  oauthFlow: OAuthFlow;
  server: Server;
  parameter: Parameter;
  body: Body;
  mediaType: MediaType;
  response: Response;
  header: Header;
  schema: Schema;
  change: Change;
  policy: PolicyFacts;
  counterpart: Counterpart;
}
export type NodeKind = keyof NodeKinds;
