import { get } from '../../documents/tree.ts';
import type { Api, MediaType, Response, Schema } from '../../model/api.ts';
import { isErrorStatus } from '../../model/statuses.ts';

/** Properties that a schema lies below the error body at most: deeper objects are payload, not the error. */
const MAX_DEPTH = 6;

/** Whether the API itself answers errors with it: what a webhook's receiver answers is not ours. */
export function isErrorResponse(response: Response): boolean {
  return response.usedBy.some(({ operation, status }) => operation.origin === 'path' && isErrorStatus(status, operation));
}

/** `` `400` response of `GET /pets` ``, the first use, for messages. */
export function errorLabel(response: Response): string {
  const use = response.usedBy.find(({ operation, status }) => operation.origin === 'path' && isErrorStatus(status, operation));
  return use === undefined ? 'error response' : `\`${use.status}\` response of \`${use.operation.label}\``;
}

export interface ErrorSchema {
  readonly schema: Schema;
  readonly response: Response;
}

/** Every schema of an error body with those of its properties, items and alternatives, each object once in the whole API. */
export function* errorSchemas(api: Api): Iterable<ErrorSchema> {
  const seen = new Set<object>();
  for (const response of api.responses) {
    if (!isErrorResponse(response)) continue;
    const pending = response.content.flatMap((media) => bodySchemas(media)).map((schema) => ({ schema, depth: 0 }));
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { schema, depth } = next;
      if (seen.has(schema.raw)) continue;
      seen.add(schema.raw);
      yield { schema, response };
      const inner = [schema.items, ...schema.prefixItems, ...schema.alternatives, ...schema.patternProperties, ...schema.extra];
      if (typeof schema.additional === 'object') inner.push(schema.additional);
      for (const child of inner) if (child !== undefined) pending.push({ schema: child, depth });
      if (depth < MAX_DEPTH) for (const property of schema.properties.values()) pending.push({ schema: property.schema, depth: depth + 1 });
    }
  }
}

function bodySchemas({ schema, itemSchema }: MediaType): Schema[] {
  return [schema, itemSchema].filter((found) => found !== undefined);
}

/** Whether a schema admits any object at all, so that it says nothing of what leaks. */
export function isFreeForm(schema: Schema): boolean {
  if (schema.never || schema.alternatives.length > 0 || schema.values !== undefined) return false;
  if (schema.empty) return true;
  const bare = schema.properties.size === 0 && schema.patternProperties.length === 0 && typeof schema.additional !== 'object';
  const open =
    schema.additional !== false && schema.parts.every(({ raw }) => get(raw, '$ref') === undefined && get(raw, 'not') === undefined);
  return schema.types.length > 0 && schema.types.every((type) => type === 'object') && bare && open;
}
