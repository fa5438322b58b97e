import { asString } from '../../interpret/value.ts';
import type { RouteRateLimit } from '../../route.ts';
import type { Application, Convention } from './application.ts';
import { type Attribute, argumentAt } from './attributes.ts';

/** The limit of an action: the nearest attribute decides, then what holds for every request. */
export function rateLimitOf(attributes: readonly Attribute[], application: Application): RouteRateLimit {
  const own = attributes.findLast(({ name }) => name === 'EnableRateLimiting' || name === 'DisableRateLimiting');
  if (own?.name === 'EnableRateLimiting') {
    const policy = asString(argumentAt(own, 0)) ?? '';
    return { kind: 'limited', note: `\`[EnableRateLimiting]\` ${policy}`.trim(), place: own.place };
  }
  const foreign = attributes.find(({ name }) => /^RateLimit(?:ing|ed)?$|^Throttle/.test(name));
  if (foreign !== undefined) return { kind: 'limited', note: `\`[${foreign.name}]\``, place: foreign.place };
  return own === undefined ? limitOfConventions(application.controllers.conventions, application) : { kind: 'none' };
}

/** The limit of an endpoint, by its conventions, outermost first. */
export function limitOfConventions(conventions: readonly Convention[], application: Application): RouteRateLimit {
  const own = conventions.findLast(({ name }) => name === 'RequireRateLimiting' || name === 'DisableRateLimiting');
  if (own?.name === 'DisableRateLimiting') return { kind: 'none' };
  if (own !== undefined) {
    const policy = asString(own.arguments[0]?.value) ?? '';
    return { kind: 'limited', note: `\`RequireRateLimiting()\` ${policy}`.trim(), place: own.place };
  }
  const { globalLimit, middleware } = application;
  if (globalLimit !== undefined) return { kind: 'limited', ...globalLimit };
  const limiter = middleware.find(({ name, conditional }) => /^Use(?:Ip|Client)RateLimiting$/.test(name) && !conditional);
  return limiter === undefined ? { kind: 'none' } : { kind: 'limited', note: `\`${limiter.name}()\``, place: limiter.place };
}
