import type { Place } from '../../documents/place.ts';
import { defineRule, type Problem } from '../../engine/define-rule.ts';
import type { Operation, Property } from '../../model/api.ts';
import { A_SCHEMA, type LooseBound, looseBounds } from '../../model/change/bounds.ts';
import { incomingSchemas, operationsOf } from '../../model/change/schema-graph.ts';
import type { SchemaPair } from '../../model/change/schema-pairs.ts';
import { gathered, type Repeatable } from '../../model/repeated.ts';
import { inputSubject } from '../input/subject.ts';
import { quoted, relatedTo } from './wording.ts';

export default defineRule({
  id: 'regress-bound',
  title: 'Request bound loosened or removed',
  severity: 'warn',
  owasp: 'API4:2023',
  cwe: 770,
  why: 'What the API refused before it now takes in: longer, larger, of another form, or with fields that nobody described.',
  fix: 'Restore the bound, or set the one that the server really enforces.',
  examples: {
    base: `
paths:
  /pets:
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
      responses:
        '200': { description: Pets }
`,
    bad: `
paths:
  /pets:
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 1 } }
      responses:
        '200': { description: Pets }
`,
    good: `
paths:
  /pets:
    get:
      parameters:
        - { name: limit, in: query, schema: { allOf: [{ type: integer, minimum: 1 }, { maximum: 50 }] } }
      responses:
        '200': { description: Pets }
`,
  },
  visit: 'change',
  holds: 'both',
  inCode: 'restore the bound where the request is validated',
  *check(change) {
    const graph = incomingSchemas(change);
    const found = [...loosened(graph.pairs), ...graph.pairs.flatMap(openedProperties)];
    yield* gathered(found, change.place, ({ cause }, count) => `${count} inputs ${cause}`);
    if (graph.isCut) {
      yield {
        message:
          'The schemas under `paths` refer to each other in too many ways to compare them all with the base: review the rest by hand',
        place: change.place.at('paths'),
      };
    }
  },
});

interface Found extends Repeatable {
  readonly problem: Problem & { readonly place: Place };
}

/** The looser bounds of each schema object as one finding, however many values it describes. */
function loosened(pairs: readonly SchemaPair[]): Found[] {
  const holders = new Map<string, { bounds: Map<string, LooseBound>; pair: SchemaPair }>();
  for (const pair of pairs) {
    for (const bound of looseBounds(pair.base, pair.head)) {
      const { document, pointer } = bound.head;
      const key = `${document.file}#${document.index}${pointer}`;
      const holder = holders.get(key) ?? { bounds: new Map(), pair };
      holders.set(key, holder);
      if (!holder.bounds.has(bound.keyword)) holder.bounds.set(bound.keyword, bound);
    }
  }
  return Array.from(holders.values(), ({ bounds, pair }) => boundProblem(pair, [...bounds.values()]));
}

function boundProblem(pair: SchemaPair, bounds: readonly LooseBound[]): Found {
  const [first] = bounds as [LooseBound];
  const cause = `${bounds.slice(0, 3).map(lossOf).join(' and ')} of the base, so callers can send what was refused: restore it`;
  const named = inputSubject(first.head);
  const isSingle = bounds.length === 1 && first.after !== undefined;
  return {
    cause,
    problem: {
      message: `${named} ${cause}`,
      place: isSingle ? first.head.at(first.keyword) : first.head,
      related: relatedTo(first.base, headsOf(pair), 'takes it'),
    },
    where: named,
  };
}

/** Said of one value and of many alike. */
function lossOf({ keyword, before, after }: LooseBound): string {
  const then = before === A_SCHEMA ? `the schema of \`${keyword}\`` : `the \`${keyword}\` ${quoted(before)}`;
  const now = after === A_SCHEMA ? 'a schema' : after === undefined ? undefined : quoted(after);
  return now === undefined ? `lost ${then}` : `got ${now} in place of ${then}`;
}

/** Properties that callers could not set: a server's own fields, opened to mass assignment. */
function openedProperties(pair: SchemaPair): Found[] {
  const { base, head } = pair;
  return [...head.properties.values()].flatMap((property): Found[] => {
    if (isServers(property) || property.schema.never) return [];
    const before = base.flatMap(({ properties }) => properties.get(property.name) ?? []);
    const [first] = before;
    if (first === undefined || !before.every(isServers)) return [];
    const cause = 'lost the `readOnly` of the base, so callers can set what only the server set: restore it, or leave it out of requests';
    const named = inputSubject(property.place);
    const problem = { message: `${named} ${cause}`, place: property.place, related: relatedTo(first.place, headsOf(pair), 'takes it') };
    return [{ cause, problem, where: named }];
  });
}

function headsOf(pair: SchemaPair): Operation[] {
  return operationsOf(pair).map(({ head }) => head);
}

function isServers({ readOnly, writeOnly }: Property): boolean {
  return readOnly && !writeOnly;
}
