import { codeFolder } from '../../documents/code-name.ts';
import type { Api, Operation } from '../api.ts';
import type { CodeApi, Counterpart } from '../counterpart.ts';
import { type ApiMatch, matchApi } from './matches.ts';
import { DocumentIndex } from './relation.ts';
import { codeOperations } from './sides.ts';

/** Which code and which documents of a run belong together. */
interface Matched {
  readonly code: readonly CodeApi[];
  readonly documents: readonly Api[];
  readonly matches: readonly ApiMatch[];
}

const known = new WeakMap<Api, Matched>();

/** The code and documents that belong together, computed once for a run. */
function matchesOf({ code, documents }: Counterpart): readonly ApiMatch[] {
  const [first] = documents;
  if (first === undefined) return [];
  const before = known.get(first);
  if (before !== undefined && sameItems(before.code, code) && sameItems(before.documents, documents)) return before.matches;
  const matches = matchAll(code, documents);
  known.set(first, { code, documents, matches });
  return matches;
}

/** What the side that is judged belongs to: for code its documents, for a document its code. */
export function matchesFor(counterpart: Counterpart): ApiMatch[] {
  const { document } = counterpart.place;
  return matchesOf(counterpart).filter((match) => {
    const api = counterpart.side === 'code' ? match.code.api : match.document;
    return api.place.document === document;
  });
}

function matchAll(code: readonly CodeApi[], documents: readonly Api[]): ApiMatch[] {
  const index = new DocumentIndex(documents);
  const found: ApiMatch[] = [];
  for (const each of code) {
    const routes = codeOperations(each.api);
    const relations = index.relations(routes.filter(({ path }) => path === 'known'));
    const below = index.relations(routes.filter(({ path }) => path === 'below'));
    for (const document of documents) {
      const pair = { known: relations.get(document), below: below.get(document) };
      const match = pair.known === undefined && pair.below === undefined ? undefined : matchApi(each, document, pair);
      if (match !== undefined) found.push(match);
    }
  }
  return withoutNamesakes(found);
}

/**
 * Leaves out what only resembles: code whose operations all have a document that fits better, and a document whose operations all have
 * such code. Of two that fit as well the one in the same folder fits better.
 */
function withoutNamesakes(matches: readonly ApiMatch[]): ApiMatch[] {
  const byCode = grouped(matches, ({ code }) => code);
  const byDocument = grouped(matches, ({ document }) => document);
  return matches.filter((match) => {
    const { code, document, described, served } = match;
    return (
      !isCovered(described, betterThan(match, byCode.get(code) ?? []), (other) => other.described) &&
      !isCovered(served, betterThan(match, byDocument.get(document) ?? []), (other) => other.served)
    );
  });
}

function betterThan(match: ApiMatch, others: readonly ApiMatch[]): ApiMatch[] {
  return others.filter((other) => other.tier < match.tier || (other.tier === match.tier && nearness(other) > nearness(match)));
}

/** How many folders of the code lead to the document; 0 where it lies elsewhere. */
function nearness({ code, document }: ApiMatch): number {
  const folder = codeFolder(code.api.place.document.file) ?? '';
  if (folder === '') return 0;
  const { file } = document.place.document;
  return file.startsWith(`${folder}/`) || codeFolder(file) === folder ? folder.split('/').length : 0;
}

function isCovered(
  operations: ReadonlySet<Operation>,
  others: readonly ApiMatch[],
  read: (other: ApiMatch) => ReadonlySet<Operation>,
): boolean {
  if (others.length === 0) return false;
  return [...operations].every((operation) => others.some((other) => read(other).has(operation)));
}

function grouped<Key>(matches: readonly ApiMatch[], key: (match: ApiMatch) => Key): Map<Key, ApiMatch[]> {
  const groups = new Map<Key, ApiMatch[]>();
  for (const match of matches) {
    const same = groups.get(key(match));
    if (same === undefined) groups.set(key(match), [match]);
    else same.push(match);
  }
  return groups;
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
