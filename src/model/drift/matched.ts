import { codeFolder } from '../../documents/code-name.ts';
import type { Api, Operation } from '../api.ts';
import type { CodeApi, Counterpart } from '../counterpart.ts';
import { type ApiMatch, matchApi } from './matches.ts';
import { relationsBetween } from './relation.ts';

/** What the side that is judged belongs to: for code its documents, for a document its code. */
export function matchesFor({ side, place, code, documents }: Counterpart): ApiMatch[] {
  const ofCode = (each: CodeApi): ApiMatch[] => documents.flatMap((document) => matchOf(each, document) ?? []);
  const ofDocument = (document: Api): ApiMatch[] => code.flatMap((each) => matchOf(each, document) ?? []);
  const own = (api: Api): boolean => api.place.document === place.document;
  const candidates =
    side === 'code'
      ? code.filter(({ api }) => own(api)).flatMap((each) => ofCode(each))
      : documents.filter(own).flatMap((document) => ofDocument(document));
  return candidates.filter((match) => !isNamesake(match, ofCode(match.code), ofDocument(match.document)));
}

const known = new WeakMap<Api, WeakMap<Api, { readonly match: ApiMatch | undefined }>>();

/** Code beside a document, compared once. */
function matchOf(code: CodeApi, document: Api): ApiMatch | undefined {
  const mine = known.get(code.api) ?? new WeakMap<Api, { readonly match: ApiMatch | undefined }>();
  known.set(code.api, mine);
  let entry = mine.get(document);
  if (entry === undefined) {
    const relations = relationsBetween(code.api, document);
    entry = { match: relations === undefined ? undefined : matchApi(code, document, relations) };
    mine.set(document, entry);
  }
  return entry.match;
}

/**
 * Whether code and document only resemble each other: all operations of the code have documents that fit better, or all those of the
 * document have such code. Of two that fit as well the one in the same folder fits better.
 */
function isNamesake(match: ApiMatch, ofCode: readonly ApiMatch[], ofDocument: readonly ApiMatch[]): boolean {
  return (
    isCovered(match.described, betterThan(match, ofCode), (other) => other.described) ||
    isCovered(match.served, betterThan(match, ofDocument), (other) => other.served)
  );
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
