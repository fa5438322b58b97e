import type { Problem } from '../../engine/define-rule.ts';
import type { Api, Operation } from '../../model/api.ts';
import { isOpenEndpoint } from '../../model/open-endpoints.ts';
import { counted, problemsOf, RELATED_LIMIT, securityLists } from './securities.ts';

/** The `{}` alternatives beside real schemes that make the credentials of the judged operations optional, each where it is written. */
export function optionalProblems(api: Api, judged: (operation: Operation) => boolean, verb: 'change' | 'read'): Iterable<Problem> {
  const lists = securityLists(
    api,
    (operation) => judged(operation) && !(operation.security.origin === 'operation' && isOpenEndpoint(operation)),
  );
  return problemsOf(
    api,
    lists,
    ({ security, operations, owner }) => {
      if (!security.isOptional) return [];
      const who =
        owner === 'the root'
          ? `${counted(operations.length, 'operation')} that ${operations.length === 1 ? `${verb}s` : verb} data`
          : owner;
      const related = operations.slice(0, RELATED_LIMIT).map(({ place, label }) => ({ place, message: `\`${label}\` inherits it` }));
      return security.alternatives
        .filter(({ requirements }) => requirements.length === 0)
        .map(({ place }) => ({
          message: `Anybody can call ${who} without a credential, whatever else is accepted: remove the alternative \`{}\``,
          place,
          ...(owner === 'the root' && { related }),
        }));
    },
    (count) =>
      `All ${count} operations that ${verb} data accept callers without a credential, whatever else is accepted: remove the alternative \`{}\` from each \`security\``,
  );
}
