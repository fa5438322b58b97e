import type { Api } from '../api.ts';
import { hasLiteral, operationKey, type Segments, startsWith } from './paths.ts';
import { type CodeOperation, codeOperations, type DocumentOperation, documentOperations, perApi } from './sides.ts';

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

/** How code is related to a document: where its paths are known, and where only their ends are. */
export interface Relations {
  readonly known: Relation | undefined;
  readonly below: Relation | undefined;
}

/** The relations under which most operations of the code are in the document; undefined when there is none in common. */
export function relationsBetween(code: Api, document: Api): Relations | undefined {
  const index = indexOf(document);
  const routes = codeOperations(code);
  const known = bestRelation(routes, 'known', index);
  const below = bestRelation(routes, 'below', index);
  return known === undefined && below === undefined ? undefined : { known, below };
}

/** The operations of a document by everything that they may be called in code. */
interface DocumentIndex {
  /** With their servers. */
  readonly whole: ReadonlySet<string>;
  /** Without them, where that makes a difference. */
  readonly bare: ReadonlySet<string>;
  /** What was cut off, by what is left. */
  readonly tails: ReadonlyMap<string, ReadonlyMap<string, Segments>>;
}

const indexOf: (document: Api) => DocumentIndex = perApi((document) => {
  const whole = new Set<string>();
  const bare = new Set<string>();
  const tails = new Map<string, Map<string, Segments>>();
  for (const { method, bare: path, full } of documentOperations(document)) {
    for (const segments of full) {
      whole.add(operationKey(method, segments));
      for (const length of cuts(segments)) {
        const key = operationKey(method, segments.slice(length));
        const known = tails.get(key) ?? new Map<string, Segments>();
        const cut = segments.slice(0, length);
        tails.set(key, known.set(cut.join('/'), cut));
      }
    }
    if (full.some(({ length }) => length > path.length)) bare.add(operationKey(method, path));
  }
  return { whole, bare, tails };
});

interface Vote {
  readonly relation: Relation;
  count: number;
}

/** The relation that most operations of a kind are for. */
function bestRelation(routes: readonly CodeOperation[], path: CodeOperation['path'], index: DocumentIndex): Relation | undefined {
  const votes = new Map<string, Vote>();
  const vote = (kind: Relation['kind'], prefix: Segments): void => {
    const key = `${kind} ${prefix.join('/')}`;
    const known = votes.get(key);
    if (known === undefined) votes.set(key, { relation: { kind, prefix }, count: 1 });
    else known.count++;
  };
  for (const { method, segments, path: own } of routes) {
    if (own !== path) continue;
    const key = operationKey(method, segments);
    if (index.whole.has(key)) vote('document', []);
    if (index.bare.has(key)) vote('bare', []);
    for (const cut of index.tails.get(key)?.values() ?? []) vote('document', cut);
    // What stands before an unknown beginning cannot be told.
    if (own !== 'known') continue;
    for (const length of cuts(segments)) {
      const rest = operationKey(method, segments.slice(length));
      if (index.whole.has(rest)) vote('code', segments.slice(0, length));
      if (index.bare.has(rest)) vote('bare', segments.slice(0, length));
    }
  }
  return [...votes.values()].sort(byCount)[0]?.relation;
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
