import { defineRule } from '../../engine/define-rule.ts';
import type { Change, Operation } from '../../model/api.ts';
import { matchOperations } from '../../model/change/operations.ts';
import { findEvidence } from '../../model/evidence.ts';
import { isOpenEndpoint } from '../../model/open-endpoints.ts';
import { gathered, type Repeatable } from '../../model/repeated.ts';
import { isListedPublic, type PublicOptions, publicOptionDocs, publicOptions } from '../auth/public-operations.ts';
import { hasSchemes } from '../auth/scheme-map.ts';
import { isCalled, isRead } from '../auth/securities.ts';

interface Options extends PublicOptions {
  readonly keys: readonly string[];
}

export default defineRule<'change', Options>({
  id: 'regress-public',
  title: 'New operation without security',
  severity: 'error',
  owasp: 'API2:2023',
  cwe: 306,
  why: 'A new operation that asks for no credential is open to the whole world from its first day; most often its `security` was forgotten. (Where no scheme is defined at all, `auth-schemes-defined` says so once instead.)',
  fix: 'Add `security` to it, or list it under `public` in the policy. Sign-in, health checks and the like are known to be public.',
  examples: {
    base: `
paths: {}
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
    bad: `
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
    good: `
paths:
  /orders:
    get:
      security:
        - token: []
      responses:
        '200': { description: Orders }
  /health:
    get:
      responses:
        '200': { description: Up }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
  },
  options: { ...publicOptions, keys: ['x-public'] },
  optionDocs: { ...publicOptionDocs, keys: 'Extension keys on an operation or path that say anybody may call it.' },
  visit: 'change',
  *check(change, { options }) {
    const found: Repeatable[] = [];
    for (const operation of matchOperations(change).added) {
      if (!isUnguarded(operation) || isExpected(operation, change, options)) continue;
      const { security, label, place } = operation;
      const what = security.isPublic ? 'asks for no credential' : 'accepts callers without a credential by the alternative `{}`';
      const edit = security.isPublic ? 'add `security`' : 'remove the alternative';
      found.push({
        cause: `${what}: ${edit} to each, or list them as public in the policy`,
        problem: {
          message: `\`${label}\` is new and ${what}: ${edit}, or list it as public in the policy`,
          place: security.origin === 'operation' ? security.place : place,
        },
        where: `\`${label}\``,
      });
    }
    yield* gathered(found, change.place, ({ cause }, count) => `Each of ${count} new operations ${cause}`);
  },
});

/** Who may come in without a credential: anybody, to an unsafe operation also where `{}` makes it optional. */
function isUnguarded({ security, safe }: Operation): boolean {
  return security.isPublic || (security.isOptional && !safe);
}

/** Whether an operation is public by its nature or on purpose, or not one that is judged. */
function isExpected(operation: Operation, { base, head }: Change, options: Options): boolean {
  if (!isCalled(operation) || (operation.safe && !isRead(operation))) return true;
  if (isOpenEndpoint(operation) || isListedPublic(operation, options)) return true;
  if (!hasSchemes(base) && !hasSchemes(head)) return true;
  const { raw, place, pathItem } = operation;
  const sources = [
    { raw, place, keysOnly: true },
    { raw: pathItem.raw, place: pathItem.place, keysOnly: true },
  ];
  return findEvidence(sources, { keys: options.keys }) !== undefined;
}
