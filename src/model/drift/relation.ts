import type { Api } from '../api.ts';
import { hasLiteral, operationKey, type Segments, startsWith } from './paths.ts';
import { type CodeOperation, type DocumentOperation, documentOperations } from './sides.ts';

/**
 * How paths of a document become those of code.
 * - `document`: the document has a prefix that the code has not, such as a gateway's;
 * - `code`: the code has one that the document, servers included, has not;
 * - `bare`: the document's servers say something else, and its paths stand below a prefix of the code.
 */
export interface Relation {
  readonly kind: 'document' | 'code' | 'bare';
  readonly prefix: Segments;
}

/** How long a prefix may be. */
const MAX_PREFIX = 8;

/** The better the lower: the same paths, a prefix on one side, servers that say otherwise. */
export function tierOf({ kind, prefix }: Relation): number {
  if (kind === 'bare') return 2;
  return prefix.length === 0 ? 0 : 1;
}

/** The paths in the code that an operation of the document has under a relation; none when it lies outside of the prefix. */
export function pathsInCode({ full, bare }: DocumentOperation, { kind, prefix }: Relation): Segments[] {
  if (kind === 'bare') return [[...prefix, ...bare]];
  if (kind === 'code') return full.map((segments) => [...prefix, ...segments]);
  return full.filter((segments) => startsWith(segments, prefix)).map((segments) => segments.slice(prefix.length));
}

interface Whole {
  readonly document: Api;
  /** Without its servers. */
  readonly isBare: boolean;
}

interface Tail {
  readonly document: Api;
  readonly cut: Segments;
}

interface Vote {
  readonly relation: Relation;
  count: number;
}

/** The operations of many documents by everything that they may be called in code. */
export class DocumentIndex {
  readonly #whole = new Map<string, Map<string, Whole>>();
  /** Operations without their first segments. */
  readonly #tails = new Map<string, Map<string, Tail>>();

  constructor(documents: readonly Api[]) {
    for (const [index, document] of documents.entries()) {
      for (const { method, bare, full } of documentOperations(document)) {
        for (const segments of full) {
          add(this.#whole, operationKey(method, segments), `${index}`, { document, isBare: false });
          for (const length of cuts(segments)) {
            const cut = segments.slice(0, length);
            add(this.#tails, operationKey(method, segments.slice(length)), `${index} ${cut.join('/')}`, { document, cut });
          }
        }
        if (full.some(({ length }) => length > bare.length)) {
          add(this.#whole, operationKey(method, bare), `${index} bare`, { document, isBare: true });
        }
      }
    }
  }

  /** For each document that some operations may belong to, the relation under which most of them do. */
  relations(operations: readonly CodeOperation[]): Map<Api, Relation> {
    const votes = new Map<Api, Map<string, Vote>>();
    const vote = (document: Api, relation: Relation): void => {
      const key = `${relation.kind} ${relation.prefix.join('/')}`;
      const all = votes.get(document) ?? new Map<string, Vote>();
      votes.set(document, all);
      const known = all.get(key);
      if (known === undefined) all.set(key, { relation, count: 1 });
      else known.count++;
    };
    for (const { method, segments, path } of operations) {
      const key = operationKey(method, segments);
      for (const { document, isBare } of this.#whole.get(key)?.values() ?? []) {
        vote(document, { kind: isBare ? 'bare' : 'document', prefix: [] });
      }
      for (const { document, cut } of this.#tails.get(key)?.values() ?? []) vote(document, { kind: 'document', prefix: cut });
      // What stands before an unknown beginning cannot be told.
      if (path !== 'known') continue;
      for (const length of cuts(segments)) {
        const prefix = segments.slice(0, length);
        for (const { document, isBare } of this.#whole.get(operationKey(method, segments.slice(length)))?.values() ?? []) {
          vote(document, { kind: isBare ? 'bare' : 'code', prefix });
        }
      }
    }
    return new Map([...votes].map(([document, all]) => [document, [...all.values()].sort(byCount)[0]?.relation as Relation]));
  }
}

function add<Value>(map: Map<string, Map<string, Value>>, key: string, id: string, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Map([[id, value]]));
  else known.set(id, value);
}

function byCount(a: Vote, b: Vote): number {
  const prefix = (vote: Vote): string => vote.relation.prefix.join('/');
  return (
    b.count - a.count ||
    tierOf(a.relation) - tierOf(b.relation) ||
    a.relation.prefix.length - b.relation.prefix.length ||
    (prefix(a) < prefix(b) ? -1 : 1)
  );
}

/** Lengths of the beginnings that may be prefixes: something with a name must be left. */
function cuts(segments: Segments): number[] {
  const most = Math.min(MAX_PREFIX, segments.length - 1);
  const found: number[] = [];
  for (let cut = 1; cut <= most; cut++) if (hasLiteral(segments.slice(cut))) found.push(cut);
  return found;
}
