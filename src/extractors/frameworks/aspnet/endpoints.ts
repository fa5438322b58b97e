/** Endpoints of minimal APIs as routes. */
import type { ClosureValue } from '../../interpret/value.ts';
import type { Route } from '../../route.ts';
import { type Guard, securityOf } from '../../security.ts';
import { guardOfHandler } from '../function-guards.ts';
import { joinPaths } from '../router-tree.ts';
import type { Endpoint } from './application.ts';
import { attributesOf } from './attributes.ts';
import { type Authorization, both } from './authorization.ts';
import type { Setup } from './hosts.ts';
import type { Models } from './models.ts';
import { requestOf } from './parameters.ts';
import { limitOfConventions, rateLimitOf } from './rate-limits.ts';
import { responsesOf } from './responses.ts';
import { constraintsOf, pathTemplate } from './templates.ts';

export function routesOfEndpoint(
  endpoint: Endpoint,
  setup: Setup,
  authorization: Authorization,
  models: Models,
  checked: boolean,
): Route[] {
  const { interpreter, application } = setup;
  const { group, handler, conditional } = endpoint;
  const closure = handler.value.kind === 'closure' ? handler.value : undefined;
  // A helper that maps several endpoints is the place of none of them.
  const shared = application.endpoints.filter(
    ({ place: each }) => each.file === endpoint.place.file && each.span.start === endpoint.place.span.start,
  );
  const place = shared.length > 1 && closure !== undefined ? { file: closure.unit.file, span: closure.function.at } : endpoint.place;
  const conventions = group.line.flatMap((each) => each.conventions);
  if (conventions.some(({ name }) => name === 'ExcludeFromDescription')) return [];
  const template = joinPaths(group.line.map(({ path: each }) => each));
  const path = pathTemplate(template, { lower: false });
  const attributes =
    closure === undefined ? [] : attributesOf(closure.function.decorators, { unit: closure.unit, scope: closure.scope }, interpreter);
  const said = both(authorization.ofConventions(conventions), authorization.ofAttributes(attributes));
  const chain = authorization.chain(said, place);
  if (group.line.some(({ detached }) => detached))
    chain.unshift({ kind: 'unknown', note: 'where this group of endpoints is mapped was not found', place });
  if (conditional) chain.unshift({ kind: 'unknown', note: 'mapped under a condition', place });
  chain.push(...own(closure, path, chain, endpoint, setup));
  const limit = attributes.some(({ name }) => name.endsWith('RateLimiting'))
    ? rateLimitOf(attributes, application)
    : limitOfConventions(conventions, application);
  return endpoint.methods.map((method) => ({
    framework: 'aspnet',
    method,
    path,
    handler: closure?.function.name || place.file.slice(place.file.lastIndexOf('/') + 1),
    place,
    ...(closure === undefined
      ? { parameters: [] }
      : {
          ...requestOf(
            path,
            {
              parameters: closure.function.parameters,
              context: { unit: closure.unit, scope: closure.scope },
              place,
              method,
              infersBody: true,
              minimal: true,
              checked: checked || conventions.some(({ name }) => /Validat/.test(name)),
              constraints: constraintsOf(template),
            },
            models,
          ),
          ...responsesOf(closure.function.returns, attributes, closure, models),
        }),
    security: securityOf(chain),
    rateLimit: limit,
    ...(attributes.some(({ name }) => name === 'Obsolete') && { deprecated: true }),
  }));
}

function own(
  closure: ClosureValue | undefined,
  path: string,
  chain: readonly Guard[],
  endpoint: Endpoint,
  { interpreter, mediator }: Setup,
): Guard[] {
  if (chain.some(({ kind }) => kind === 'required' || kind === 'authorizes' || kind === 'public')) return [];
  if (closure !== undefined)
    return [...mediator.guards(closure, path, chain), guardOfHandler(closure, { path, before: chain }, interpreter)];
  return [{ kind: 'unknown', note: 'the handler could not be found in this code', place: endpoint.handler.place }];
}
