/** Routes of Rails with what guards them and what they read. */
import type { Route } from '../../route.ts';
import { type Guard, securityOf } from '../../security.ts';
import { answersData } from './answers.ts';
import type { Application } from './application.ts';
import { deviseGuard } from './devise.ts';
import { camelCase } from './inflections.ts';
import { limitOf } from './limits.ts';
import { methodIn } from './methods.ts';
import { handlersOf, requestOf } from './parameters.ts';
import type { Profile } from './profile.ts';
import type { RailsRoute } from './route-scope.ts';

/** The operation of a route; `page` for what answers with pages or nothing, `unfound` where its controller is not in this code. */
export function operationOf(route: RailsRoute, application: Application): Route | 'page' | 'unfound' {
  const { constants, classes, guards, views, models, throttles, around } = application;
  const { controller, action, method, path, place, devise } = route;
  const type = constants.controller(controller);
  const profile = type === undefined ? undefined : classes.profile(type);
  const declared = profile === undefined ? undefined : methodIn(profile.line, action);
  const found = declared?.declared.modifiers.includes('public') === false ? undefined : declared;
  const isDevise = devise !== undefined && found === undefined;
  const asked = { controller, action, json: route.json, devise: isDevise };
  // Devise's own controllers stand on the application's.
  const base = isDevise && profile === undefined ? constants.find('ApplicationController') : undefined;
  const surrounding = profile ?? (base === undefined ? undefined : classes.profile(base));
  if (!isDevise && profile === undefined) return route.json ? unfound(route, around) : 'unfound';
  if (!answersData(surrounding, found?.declared, asked, views)) return 'page';
  if (found === undefined && !isDevise && profile !== undefined && !hasTemplate(profile, asked, application)) return 'page';
  const before = surrounding === undefined ? undefined : guards.guardsOf(surrounding, action, path);
  const chain: Guard[] = [
    ...around,
    ...route.guards,
    ...route.constraints.map((each) => guards.ofConstraint(each.value, each.place)),
    ...(before?.guards ?? []),
  ];
  const list = devise === undefined ? chain : withDevise(chain, devise, action, route, found === undefined);
  return {
    framework: 'rails',
    method,
    path,
    handler: `${type?.name ?? `${camelCase(controller)}Controller`}.${action}`,
    place,
    ...requestOf(route, surrounding, handlersOf(found, before?.methods ?? []), models),
    security: securityOf(list),
    rateLimit: limitOf(surrounding, action, path, method, throttles),
  };
}

/** An action may stand in its template alone. What a gem's controller has is not known. */
function hasTemplate(
  profile: Profile,
  { controller, action }: { readonly controller: string; readonly action: string },
  { views }: Application,
): boolean {
  return views.has(controller, action) || profile.unclear.some(({ note }) => note.includes('extends'));
}

/** What Devise does itself comes last; it lets people in wherever nothing else keeps them out. */
function withDevise(chain: readonly Guard[], kind: string, action: string, { place }: RailsRoute, isOwn: boolean): Guard[] {
  const guard = deviseGuard(kind, action, place);
  if (guard.kind === 'required') return isOwn ? [...chain, guard] : [...chain];
  const rest = chain.filter((each) => !/`authenticate_\w+!`/.test(each.note));
  return rest.some((each) => each.kind === 'required' || each.kind === 'unknown' || each.kind === 'authorizes') ? rest : [...rest, guard];
}

function unfound({ method, path, controller, action, place }: RailsRoute, around: readonly Guard[]): Route {
  const guard: Guard = { kind: 'unknown', note: `the controller \`${controller}\` is not in this code`, place };
  return {
    framework: 'rails',
    method,
    path,
    handler: `${camelCase(controller)}Controller.${action}`,
    place,
    parameters: [],
    security: securityOf([...around, guard]),
    rateLimit: { kind: 'unknown' },
  };
}
