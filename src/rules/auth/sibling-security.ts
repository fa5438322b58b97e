import type { TreeEdit } from '../../documents/tree-edit.ts';
import type { Api, Operation, Security } from '../../model/api.ts';
import { isOpenEndpoint } from '../../model/open-endpoints.ts';
import { perApi } from '../input/requests.ts';
import { isCalled } from './securities.ts';

/** Fewer neighbours than these are no rule of the document's. */
const SIBLINGS = 5;

/**
 * The certain edit of the one operation without security: that of all the others, where they agree word for word and the root says
 * nothing. What is public by nature (a sign-in) neither needs it nor speaks against it.
 */
export function likeSiblings(operation: Operation, api: Api): TreeEdit[] {
  const only = onlyOpen(api);
  if (only?.operation !== operation) return [];
  return [{ kind: 'set', place: operation.place.at('security'), value: only.security }];
}

interface OnlyOpen {
  readonly operation: Operation;
  /** As the others have it. */
  readonly security: unknown;
}

const onlyOpen = perApi((api): OnlyOpen | undefined => {
  if (api.security !== undefined) return undefined;
  const judged = api.operations.filter((operation) => isCalled(operation) && !isOpenEndpoint(operation));
  const open = judged.filter(({ security }) => security.origin === 'none');
  const others = judged.filter(({ security }) => security.origin !== 'none');
  const [[operation], [first]] = [open, others];
  if (operation === undefined || open.length > 1 || first === undefined || others.length < SIBLINGS) return undefined;
  const names = requiredNames(first.security);
  if (names === undefined || first.place.document !== operation.place.document) return undefined;
  if (!others.every(({ security }) => requiredNames(security)?.join('\n') === names.join('\n'))) return undefined;
  return { operation, security: [Object.fromEntries(names.map((name) => [name, []]))] };
});

/**
 * The schemes of the only alternative, in order of name; undefined for anything less plain. Scopes tell operations apart, so that whoever
 * knows the operation must choose them.
 */
function requiredNames({ alternatives: [alternative, ...more] }: Security): string[] | undefined {
  if (alternative === undefined || more.length > 0) return undefined;
  const { requirements } = alternative;
  if (requirements.length === 0 || requirements.length > 5) return undefined;
  if (requirements.some(({ scheme, scopes }) => scheme === undefined || scopes.length > 0)) return undefined;
  return requirements.map(({ name }) => name).sort();
}
