import type { Place } from '../documents/place.ts';
import { type Gather, gatherItems } from '../findings/gather.ts';
import type { Api, Change, NodeKind, NodeKinds } from '../model/api.ts';
import type { Problem, Rule, RuleContext } from './define-rule.ts';

/** A problem with its absolute place. */
export interface Located {
  readonly problem: Problem;
  readonly place: Place;
  readonly gather?: Gather | undefined;
}

/** From how many judged nodes on a rule may speak once for all of them, and the share of them that must lack the same thing. */
const EVERYWHERE = { nodes: 10, share: 0.95 };

const LISTS: { readonly [Kind in Exclude<NodeKind, 'change' | 'policy'>]: (api: Api) => readonly NodeKinds[Kind][] } = {
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
  counterpart: (api) => (api.counterpart === undefined ? [] : [api.counterpart]),
};

/** Everything one rule has to say of an API, each place and message once, what is the same of many said once. Throws what the rule throws. */
export function check(rule: Rule, api: Api, options?: object, base?: Api): Located[] {
  return gatherItems(checkEach(rule, api, options, base), ({ place, speak, related = [] }, members) => ({
    problem: { message: speak(members.length), related, edits: members.flatMap(({ problem }) => problem.edits ?? []) },
    place,
  }));
}

/** As {@link check}, place by place; problems that may be told together share their `gather`. */
export function checkEach(rule: Rule, api: Api, options?: object, base?: Api): Located[] {
  const context: RuleContext<unknown> = { api, options: { ...rule.options, ...options } };
  const found: { problem: Problem; place: Place; gather: Gather | undefined }[] = [];
  let judged = 0;
  let hit = 0;
  let exception: Place | undefined;
  for (const node of rule.among?.(api) ?? nodes(rule.visit as NodeKind, api, base)) {
    if (rule.applies !== undefined && !rule.applies(node, context)) continue;
    judged++;
    let any = false;
    for (const problem of rule.check(node, context) ?? []) {
      any = true;
      const place = problem.place ?? (problem.at === undefined ? node.place : node.place.at(...problem.at));
      found.push({ problem, place, gather: problem.gather });
    }
    if (any) hit++;
    else exception ??= node.place;
  }
  const { everywhere } = rule;
  if (everywhere !== undefined && judged >= EVERYWHERE.nodes && hit >= judged * EVERYWHERE.share) {
    const rest = judged - hit;
    const gather: Gather = {
      least: EVERYWHERE.nodes,
      place: api.place,
      speak: (count) => {
        const message = everywhere(Math.min(count, hit), context);
        return rest === 0 ? message : `${message} (${rest} of ${judged} differ)`;
      },
      related: exception === undefined ? [] : [{ place: exception, message: 'an exception' }],
    };
    for (const item of found) item.gather = gather;
  }
  return distinct(found);
}

function nodes(kind: NodeKind, head: Api, base: Api | undefined): readonly NodeKinds[NodeKind][] {
  // Judged apart, by checkPolicy: it is none of an API's.
  if (kind === 'policy') return [];
  if (kind !== 'change') return LISTS[kind](head);
  const change: Change[] = base === undefined ? [] : [{ kind: 'change', place: head.place, raw: head.raw, base, head }];
  return change;
}

/** Each place and message once: nodes that stand for one definition in two contexts must not speak twice. */
function distinct(found: readonly Located[]): Located[] {
  if (found.length < 2) return [...found];
  const seen = new Map<string, Located[]>();
  return found.filter((item) => {
    const { pointer } = item.place;
    const there = seen.get(pointer);
    if (there === undefined) seen.set(pointer, [item]);
    else if (there.some((other) => isSame(other, item))) return false;
    else there.push(item);
    return true;
  });
}

function isSame(a: Located, b: Located): boolean {
  return (
    a.place.document === b.place.document && a.problem.message === b.problem.message && a.problem.span?.start === b.problem.span?.start
  );
}
