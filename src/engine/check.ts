import type { Place } from '../documents/place.ts';
import type { Api, NodeKind, NodeKinds } from '../model/api.ts';
import type { Problem, Rule, RuleContext } from './define-rule.ts';

/** A problem with its absolute place. */
export interface Located {
  readonly problem: Problem;
  readonly place: Place;
}

/** From how many judged nodes on a rule may speak once for all of them, and the share of them that must lack the same thing. */
const EVERYWHERE = { nodes: 10, share: 0.95 };

const LISTS: { readonly [Kind in NodeKind]: (api: Api) => readonly NodeKinds[Kind][] } = {
  api: (api) => [api],
  pathItem: (api) => api.pathItems,
  operation: (api) => api.operations,
  securityScheme: (api) => api.allSchemes,
  oauthFlow: (api) => api.allSchemes.flatMap((scheme) => scheme.flows),
  server: (api) => api.allServers,
  parameter: (api) => api.parameters,
  body: (api) => api.bodies,
  mediaType: (api) => api.mediaTypes,
  response: (api) => api.responses,
  header: (api) => api.headers,
  schema: (api) => api.schemas,
};

/** Everything one rule has to say of an API, each place and message once. Throws what the rule throws. */
export function check(rule: Rule, api: Api, options?: object): Located[] {
  const context: RuleContext<unknown> = { api, options: { ...rule.options, ...options } };
  const found: Located[] = [];
  let judged = 0;
  let hit = 0;
  let exception: Place | undefined;
  for (const node of LISTS[rule.visit as NodeKind](api)) {
    if (rule.applies !== undefined && !rule.applies(node, context)) continue;
    judged++;
    let any = false;
    for (const problem of rule.check(node, context) ?? []) {
      any = true;
      const place = problem.place ?? (problem.at === undefined ? node.place : node.place.at(...problem.at));
      found.push({ problem, place });
    }
    if (any) hit++;
    else exception ??= node.place;
  }
  if (rule.everywhere === undefined || judged < EVERYWHERE.nodes || hit < judged * EVERYWHERE.share) return distinct(found);
  const message = rule.everywhere(hit, context);
  if (exception === undefined) return [{ problem: { message }, place: api.place }];
  const related = [{ place: exception, message: 'an exception' }];
  return [{ problem: { message: `${message} (${judged - hit} of ${judged} differ)`, related }, place: api.place }];
}

/** Each place and message once: nodes that stand for one definition in two contexts must not speak twice. */
function distinct(found: readonly Located[]): Located[] {
  const seen = new Set<string>();
  return found.filter(({ problem, place }) => {
    const key = `${place.document.file}#${place.document.index}${place.pointer} ${problem.span?.start ?? ''} ${problem.message}`;
    return !seen.has(key) && seen.add(key);
  });
}
