import type { SourceDocument } from '../../documents/document.ts';
import { toPointer } from '../../documents/place.ts';
import { get, getObject, isObject } from '../../documents/tree.ts';
import type { TreeEdit } from '../../documents/tree-edit.ts';
import type { Api, OasVersion, Operation, Response } from '../../model/api.ts';
import { perApi } from '../input/requests.ts';
import { hasRetryAfter } from './header-families.ts';

/** `Retry-After` in seconds (RFC 9110 section 10.2.3). */
function retryAfter(version: OasVersion): object {
  const description = 'Seconds to wait before the next call';
  return version === '2.0' ? { description, type: 'integer' } : { description, schema: { type: 'integer' } };
}

/** The certain edit of an operation without 429: the shared response of the document where there is one, else one with `Retry-After`. */
export function add429(operation: Operation, api: Api): TreeEdit[] {
  const responses = getObject(operation.raw, 'responses');
  const statuses = Object.keys(responses ?? {});
  if (statuses.length === 0 || statuses.includes('$ref') || statuses.includes('429')) return [];
  const shared = sharedResponses(api).get(operation.place.document);
  const value =
    shared === undefined
      ? { description: 'Too many requests', headers: { 'Retry-After': retryAfter(api.version) } }
      : { $ref: `#${toPointer(shared.place.path)}` };
  return [{ kind: 'set', place: operation.place.at('responses', '429'), value, before: following(statuses) }];
}

/** The first response that is listed after 429: a higher status, else `default`. */
function following(statuses: readonly string[]): string | undefined {
  const higher = statuses.filter((status) => /^(?:4[3-9]\d|5(?:\d\d|XX))$/i.test(status)).sort();
  return higher[0] ?? statuses.find((status) => status === 'default');
}

/** Of each document, the component that says when to come back and serves as 429, the most used one; unused ones count by their name. */
const sharedResponses = perApi((api): ReadonlyMap<SourceDocument, Response> => {
  const holder = api.version === '2.0' ? 'responses' : 'components/responses';
  const best = new Map<SourceDocument, Response>();
  for (const response of api.responses) {
    const { document, path } = response.place;
    const name = String(path.at(-1));
    if (path.slice(0, -1).join('/') !== holder || !/^[\w.-]+$/.test(name) || !hasRetryAfter(response)) continue;
    if (response.usedBy.length === 0 ? !NAME.test(name) : !servesOnly(response, ['429'])) continue;
    if (response.usedBy.length > (best.get(document)?.usedBy.length ?? -1)) best.set(document, response);
  }
  return best;
});

const NAME = /^(?:Response|Error)?(?:429|TooManyRequests)(?:Response|Error)?$/i;

/** The certain edit of a 429 or 503 that does not say when to come back; one that other statuses share is left alone. */
export function addRetryAfter(response: Response, api: Api): TreeEdit[] {
  const { raw, place } = response;
  // A part of several documents may serve as another status elsewhere.
  if (place.document !== api.place.document || get(raw, '$ref') !== undefined || !servesOnly(response, ['429', '503'])) return [];
  const headers = get(raw, 'headers');
  const value = retryAfter(api.version);
  if (headers === undefined) return [{ kind: 'set', place: place.at('headers'), value: { 'Retry-After': value }, before: 'content' }];
  return isObject(headers) && get(headers, '$ref') === undefined ? [{ kind: 'set', place: place.at('headers', 'Retry-After'), value }] : [];
}

function servesOnly({ usedBy }: Response, statuses: readonly string[]): boolean {
  return usedBy.every(({ status, operation }) => statuses.includes(status) && operation.origin === 'path');
}
