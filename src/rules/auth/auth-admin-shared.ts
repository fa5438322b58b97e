import { defineRule } from '../../engine/define-rule.ts';
import type { Api, Operation, SecurityAlternative, SecurityRequirement } from '../../model/api.ts';
import { enforcedOf, evidenceOf, isCode } from '../../model/code-facts.ts';
import { splitWords } from '../../model/words.ts';
import { isCalled, namesOf } from './securities.ts';

export default defineRule({
  id: 'auth-admin-shared',
  title: 'Administration behind the same requirement as everything else',
  severity: 'warn',
  owasp: 'API5:2023',
  cwe: 269,
  why: 'Whoever may call ordinary operations passes the same check on the administrative ones; all that is left is code that must never forget.',
  fix: 'Give administrative operations a `security` of their own with a scope, role or scheme that ordinary callers do not have.',
  examples: {
    bad: `
security:
  - token: []
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
  /admin/users:
    get:
      responses:
        '200': { description: Users }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
    good: `
security:
  - token: []
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
  /admin/users:
    get:
      security:
        - token: [admin]
      responses:
        '200': { description: Users }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
  },
  visit: 'operation',
  holds: 'both',
  inCode: 'ask for a role or scope of administrators before the handler',
  applies: (operation) => isCalled(operation) && !operation.security.isPublic && isAdministrative(operation),
  *check(operation, { api }) {
    const { security, label } = operation;
    if (!isToldWhoMayCall(operation, api)) return;
    for (const alternative of security.alternatives) {
      if (asksForAdministrators(alternative)) continue;
      const ordinary = sharedBy(alternative, operation, api);
      if (ordinary === undefined) continue;
      yield {
        message: `\`${label}\` asks for ${namesOf(alternative)} like \`${ordinary.label}\` does, so ordinary callers pass its check: require a scope or scheme for administrators`,
        ...(security.origin === 'operation' && { place: alternative.place }),
        related: [{ place: ordinary.place, message: 'an ordinary operation with the same requirement' }],
      };
      return;
    }
  },
  everywhere: (count) =>
    `All ${count} administrative operations ask for the same as ordinary ones, whose callers so pass their check: require a scope or scheme for administrators`,
});

const AREA = 'admin|administration|internal|superadmin|sysadmin|superuser|backoffice|back-office';
/** `admin`, `admin-api`, `admin_users`; `internal` may also be a property of things (`internal-notes`), so it stands alone or before these. */
const SEGMENT = new RegExp(`^_?(?:${AREA})$|^(?:super)?admin[-_.:]|^internal[-_.](?:api|admin)$`, 'i');
/** `Admin`, `Admin API`, `admin/users`, `User administration`, `Internal API`. */
const TAG = new RegExp(
  `^(?:${AREA})$|^(?:super)?admin(?:istration)?[^a-z]|[^a-z]admin(?:istration)?$|^internal[^a-z]+(?:api|admin)\\b`,
  'i',
);
/** What an operation id does after its leading `admin`: `adminListUsers` is an act, `AdminKeys_Get` a thing. */
const ACTS = new Set(
  'list get create update delete remove add set edit patch put post search find ban unban disable enable reset confirm approve reject'.split(
    ' ',
  ),
);

/** Not `/users/{id}/admins`, `getAdmin`, `listAdminKeys` or `/internal-transfers`: there administrators are what is managed. */
function isAdministrative({ path, tags, operationId }: Operation): boolean {
  const segments = path.split('/');
  // `/customers/internal/{number}` finds a customer by an internal number.
  const isArea = (segment: string, index: number): boolean =>
    SEGMENT.test(segment) && !(/^internal$/i.test(segment) && segments[index + 1]?.startsWith('{'));
  if (segments.some(isArea) || tags.some((tag) => TAG.test(tag))) return true;
  const [first = '', second = ''] = splitWords(operationId ?? '');
  return /^(?:(?:super|sys)?admin|internal)$/.test(first) && ACTS.has(second);
}

/** Code says `unknown` by a requirement of that name, which two operations do not share. */
function isToldWhoMayCall(operation: Operation, api: Api): boolean {
  return !isCode(api) || ['required', 'optional'].includes(enforcedOf(operation));
}

const ADMINISTRATORS = /admin|superuser|super_?user|root|staff/i;

/** `admin:write`, `ROLE_ADMIN`: others that ask for it are administrative too, whatever their path says. */
function asksForAdministrators({ requirements }: SecurityAlternative): boolean {
  return requirements.some(({ scopes }) => scopes.some((scope) => ADMINISTRATORS.test(scope)));
}

/** A guard without a name may be any of its file. */
const NAMELESS = /(?:^|: )a function in /m;

/** The guards of code, beside what they ask for: `admins_only` and `login_required` both ask for a session, and are not the same. */
function guardsOf(operation: Operation, api: Api): string {
  if (!isCode(api)) return '';
  return evidenceOf(operation)
    .map(({ note }) => note)
    .sort()
    .join('\n');
}

const ordinaryByRequirement = new WeakMap<Api, Map<string, Operation>>();

/** An ordinary operation whose callers hold all that the alternative asks for. */
function sharedBy(alternative: SecurityAlternative, administrative: Operation, api: Api): Operation | undefined {
  if (alternative.requirements.length === 0) return undefined;
  const guards = guardsOf(administrative, api);
  if (ADMINISTRATORS.test(guards) || NAMELESS.test(guards)) return undefined;
  let known = ordinaryByRequirement.get(api);
  if (known === undefined) {
    known = new Map();
    for (const operation of api.operations) {
      if (!isCalled(operation) || isAdministrative(operation)) continue;
      const own = guardsOf(operation, api);
      for (const each of operation.security.alternatives) {
        for (const key of keysOf(each)) if (!known.has(`${own}\n${key}`)) known.set(`${own}\n${key}`, operation);
      }
    }
    ordinaryByRequirement.set(api, known);
  }
  return known.get(`${guards}\n${keyOf(alternative.requirements)}`);
}

function keyOf(requirements: readonly SecurityRequirement[], withScopes = true): string {
  return JSON.stringify(
    requirements.map(({ name, scheme, scopes }) => [scheme?.name ?? name, ...(withScopes ? scopes : [])].sort().join('\n')).sort(),
  );
}

/** What the callers of an alternative satisfy: the whole of it, each part alone, and either without scopes. */
function* keysOf({ requirements }: SecurityAlternative): Generator<string> {
  for (const part of [requirements, ...requirements.map((requirement) => [requirement])]) {
    yield keyOf(part);
    yield keyOf(part, false);
  }
}
