import { defineRule } from '../../engine/define-rule.ts';
import type { Change, Operation } from '../../model/api.ts';
import { matchOperations } from '../../model/change/operations.ts';
import { weakening } from '../../model/change/protection.ts';
import { type ScopeLoss, scopeLoss } from '../../model/change/scopes.ts';
import { enforcedOf, isCode } from '../../model/code-facts.ts';
import { gathered, type Repeatable } from '../../model/repeated.ts';
import { operationNames, quotedList, relatedTo } from './wording.ts';

export default defineRule({
  id: 'regress-scope',
  title: 'Required scope dropped or broadened',
  severity: 'error',
  essential: true,
  owasp: 'API5:2023',
  cwe: 863,
  why: 'A token that was made for something else now opens this operation too.',
  fix: 'Ask for the scope that the base asked for, or for a narrower one.',
  examples: {
    base: `
paths:
  /orders:
    delete:
      security:
        - login: ['orders:delete']
      responses:
        '204': { description: Gone }
components:
  securitySchemes:
    login: { type: openIdConnect, openIdConnectUrl: 'https://id.acme.com/.well-known/openid-configuration' }
`,
    bad: `
paths:
  /orders:
    delete:
      security:
        - login: [orders]
      responses:
        '204': { description: Gone }
components:
  securitySchemes:
    login: { type: openIdConnect, openIdConnectUrl: 'https://id.acme.com/.well-known/openid-configuration' }
`,
    good: `
paths:
  /orders:
    delete:
      security:
        - login: ['delete:orders', mfa]
      responses:
        '204': { description: Gone }
components:
  securitySchemes:
    login: { type: openIdConnect, openIdConnectUrl: 'https://id.acme.com/.well-known/openid-configuration' }
`,
  },
  visit: 'change',
  holds: 'both',
  inCode: 'ask for the role or scope again',
  *check(change) {
    const single: Repeatable[] = [];
    for (const { found, operations, isRoot } of lossesOf(change)) {
      const before = `needed ${found.missing.length === 1 ? 'scope' : 'scopes'} ${quotedList(found.missing)} in the base`;
      const after =
        found.instead.length === 0
          ? `now a token without ${found.missing.length === 1 ? 'it' : 'them'} is enough: restore the former`
          : `now ${quotedList(found.instead)} is enough, which is not narrower: restore the former`;
      const problem = {
        message: `${operationNames(operations)} ${before}; ${after}`,
        place: found.head.requirements[0]?.place ?? found.head.place,
        related: relatedTo(found.base.place, isRoot ? operations : [], 'inherits it'),
      };
      if (isRoot) yield problem;
      else single.push({ cause: `${before}; ${after}`, problem, where: operationNames(operations) });
    }
    yield* gathered(single, change.place, ({ cause }, count) => `${count} operations ${cause}`);
  },
});

interface Loss {
  readonly found: ScopeLoss;
  readonly operations: Operation[];
  /** Whether the operations lose it by the root's one `security`. */
  readonly isRoot: boolean;
}

function lossesOf(change: Change): Iterable<Loss> {
  const losses = new Map<unknown, Loss>();
  for (const { base, head } of matchOperations(change).pairs) {
    if (head.origin !== 'path' && base.security.origin !== 'operation') continue;
    // Who may call code that is not understood is told by the rule on security.
    if (isCode(change.head) && (enforcedOf(base) !== 'required' || enforcedOf(head) !== 'required')) continue;
    // A weaker scheme is told once, and by its own rule.
    if (weakening(base.security, head.security) !== undefined) continue;
    const found = scopeLoss(base.security, head.security, change, head.safe);
    if (found === undefined) continue;
    const isRoot = head.security.origin === 'root' && base.security.origin === 'root';
    const key = isRoot ? `${found.missing.join(' ')} ${found.instead.join(' ')}` : head.raw;
    const known = losses.get(key);
    if (known === undefined) losses.set(key, { found, operations: [head], isRoot });
    else known.operations.push(head);
  }
  return losses.values();
}
