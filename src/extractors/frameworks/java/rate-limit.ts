import type { RouteRateLimit } from '../../route.ts';
import { type Annotation, find } from './annotations.ts';

/** Annotations of resilience4j, bucket4j, SmallRye Fault Tolerance and their like that limit how often something is called. */
export function rateLimitOf(annotations: readonly Annotation[]): RouteRateLimit {
  const found = find(annotations, 'RateLimiter', 'RateLimit', 'RateLimited', 'Bucket4j');
  return found === undefined ? { kind: 'none' } : { kind: 'limited', note: `@${found.name}`, place: found.place };
}
