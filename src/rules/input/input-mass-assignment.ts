import { defineRule } from '../../engine/define-rule.ts';
import type { Operation, Property, Schema } from '../../model/api.ts';
import { splitWords } from '../../model/words.ts';
import { type Managed, managedKind, mayBeManaged } from './server-managed.ts';
import { inputSubject } from './subject.ts';
import { writable, writtenObjects } from './written-objects.ts';

const harm: Readonly<Record<Managed, string>> = {
  audit: 'so callers can forge history',
  privilege: 'so callers can raise their own standing',
  owner: 'so callers can act on what belongs to others',
  account: 'so callers can raise their own rights',
  money: 'so callers can set their own balance',
};

export default defineRule({
  id: 'input-mass-assignment',
  title: 'Server-managed field that callers can write',
  severity: 'warn',
  owasp: 'API3:2023',
  cwe: 915,
  why: 'A request that is bound to a record as it comes sets every field it names: the role, the owner, the balance.',
  fix: 'Mark the field `readOnly: true`, or take it out of the request schema.',
  examples: {
    bad: `
paths:
  /users:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                name: { type: string, maxLength: 80 }
                isAdmin: { type: boolean }
      responses:
        '201': { description: Created }
`,
    good: `
paths:
  /users:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                name: { type: string, maxLength: 80 }
                isAdmin: { type: boolean, readOnly: true }
      responses:
        '201': { description: Created }
`,
  },
  options: { fields: [] as readonly string[], allowed: [] as readonly string[] },
  optionDocs: { fields: 'More property names that only the server may set.', allowed: 'Property names that callers may set after all.' },
  visit: 'api',
  holds: 'both',
  inCode: 'leave the field out of the type that requests are bound to, and set it in the handler',
  *check(api, { options }) {
    const more = new Set(options.fields.map((name) => splitWords(name).join(' ')));
    const allowed = new Set(options.allowed.map((name) => splitWords(name).join(' ')));
    const candidates = new Map<Schema, Property[]>();
    for (const { operation, schema } of writtenObjects(api)) {
      const judged =
        candidates.get(schema) ??
        writable(schema).filter((property) => mayBeManaged(property) || isIdName(property) || more.has(property.words.join(' ')));
      candidates.set(schema, judged);
      // Whoever manages rights writes them: that is the operation's purpose.
      const managesRights = operation.words.some((word) => rightsWords.has(word));
      const context = [...operation.words, ...splitWords(schema.name ?? '')];
      for (const property of judged) {
        const name = property.words.join(' ');
        if (allowed.has(name) || (name === 'tenant id' && isClientSettings(schema))) continue;
        const kind = managedKind(property, context) ?? (more.has(name) ? 'privilege' : undefined);
        const rights = kind === 'account' || kind === 'privilege' || kind === 'owner';
        if (kind !== undefined && !(rights && managesRights)) {
          yield {
            message: `${inputSubject(property.place)} can be written, ${harm[kind]}: mark it \`readOnly: true\` or take it out of the request`,
            place: property.place,
          };
        } else if (isPathId(property, operation)) {
          yield {
            message: `${inputSubject(property.place)} is also in the path, so a body can name another object than the one that was checked: mark it \`readOnly: true\``,
            place: property.place,
          };
        }
      }
    }
  },
});

/** Words of operations whose very purpose is to give rights or hand something over. */
const rightsWords: ReadonlySet<string> = new Set(
  'admin administrator role permission collaborator share sharing grant invite invitation member membership acl policy privilege transfer verify verification approve import migrate migration access assign assignment owner tenant'.split(
    ' ',
  ),
);

/** The tenant beside a `client_id` is one of an identity provider's, not of this API. */
function isClientSettings({ properties }: Schema): boolean {
  return [...properties.values()].some(({ words }) => words.join(' ') === 'client id');
}

function isIdName({ words }: Property): boolean {
  return words.at(-1) === 'id';
}

/** `id` in the body of `PUT /users/{id}` or `{userId}`, or the path parameter's own name. */
function isPathId({ name, words }: Property, { path }: Operation): boolean {
  const last = /\{([^{}]+)\}(?:\.\w+)?\/?$/.exec(path)?.[1];
  if (last === undefined) return false;
  const parameter = splitWords(last);
  if (parameter.at(-1) !== 'id') return false;
  return name === last || (words.join(' ') === 'id' && parameter.length <= 2);
}
