/** The other side of an API: of a document the code that serves it, of code the documents that describe it. */
import type { Place } from '../documents/place.ts';
import type { JsonObject } from '../documents/tree.ts';
import type { Api } from './api.ts';

/** What is compared when both code and documents were read. */
export interface Counterpart {
  readonly kind: 'counterpart';
  /** The root of the side that is judged. */
  readonly place: Place;
  readonly raw: JsonObject;
  readonly side: 'document' | 'code';
  /** One API a build module. */
  readonly code: readonly CodeApi[];
  /** Every document of the run, those in comments included. */
  readonly documents: readonly Api[];
}

/** What a build module serves. Its operations carry what only code can tell as {@link CODE} extensions. */
export interface CodeApi {
  readonly api: Api;
  /** Every route is known for certain: what is not here does not exist. */
  readonly complete: boolean;
  /** Its handlers implement interfaces that are generated from a document, so that there is nothing to compare. */
  readonly specFirst: boolean;
}

/** Extensions of an operation that code stands for. */
export const CODE = {
  /** `required`, `optional`, `public`, `none` or `unknown`: what the code does, whatever it documents. */
  enforced: 'x-apiward-enforced',
  /** Scopes, roles and authorities that the code asks for: a list of texts. */
  scopes: 'x-apiward-scopes',
  /** What was read to say so: a list of texts, each at its place in the code. */
  evidence: 'x-apiward-evidence',
  /** What limits requests, at its place; absent when nothing was seen that does. */
  rateLimit: 'x-apiward-rate-limit',
  /** `true` where a limiter may stand that could not be understood. */
  rateLimitUnknown: 'x-apiward-rate-limit-unknown',
  /** `true` for an operation of a route that answers every method. */
  anyMethod: 'x-apiward-any-method',
  /** Names of path parameters that stand for a part of the path which could not be found out, of any number of segments. */
  wildcards: 'x-apiward-wildcards',
} as const;
