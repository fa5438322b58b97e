import { defineRule } from '../../engine/define-rule.ts';
import type { Api, Operation } from '../../model/api.ts';
import { codeScopes, enforcedOf } from '../../model/code-facts.ts';
import { matchesFor } from '../../model/drift/matched.ts';
import type { OperationPair } from '../../model/drift/matches.ts';
import { gathered } from '../../model/repeated.ts';
import { perApi } from '../input/requests.ts';
import { quotedList } from '../regress/wording.ts';
import { type DriftProblem, evidence } from './wording.ts';

export default defineRule({
  id: 'drift-scopes',
  title: 'Code and document ask for different scopes',
  severity: 'warn',
  owasp: 'API5:2023',
  cwe: 863,
  why: 'Tokens are given out by the scopes and roles of the document. Where the code asks for others, callers have rights that nobody meant them to have, or lack those that they need. (Only where both name some out of one vocabulary.)',
  fix: 'Ask for the same scopes or roles in the code and in the `security` of the document.',
  examples: {
    language: 'python',
    document: `
paths:
  /orders:
    get:
      security:
        - login: ['orders:read']
      responses:
        '200': { description: Orders }
  /orders/{id}:
    delete:
      security:
        - login: ['orders:write']
      responses:
        '204': { description: Cancelled }
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://id.example.com/token
          scopes: { 'orders:read': See orders, 'orders:write': Change orders }
`,
    bad: `
from fastapi import FastAPI, HTTPException, Security
from fastapi.security import OAuth2PasswordBearer, SecurityScopes

app = FastAPI()
login = OAuth2PasswordBearer(tokenUrl="token")


def user(scopes: SecurityScopes, token: str = Security(login)):
    if not allowed(token, scopes.scopes):
        raise HTTPException(403)


@app.get("/orders", dependencies=[Security(user, scopes=["orders:read"])])
def list_orders():
    return []


@app.delete("/orders/{id}", dependencies=[Security(user, scopes=["orders:read"])])
def cancel(id: int):
    ...
`,
    good: `
from fastapi import FastAPI, HTTPException, Security
from fastapi.security import OAuth2PasswordBearer, SecurityScopes

app = FastAPI()
login = OAuth2PasswordBearer(tokenUrl="token")


def user(scopes: SecurityScopes, token: str = Security(login)):
    if not allowed(token, scopes.scopes):
        raise HTTPException(403)


@app.get("/orders", dependencies=[Security(user, scopes=["orders:read"])])
def list_orders():
    return []


@app.delete("/orders/{id}", dependencies=[Security(user, scopes=["orders:write"])])
def cancel(id: int):
    ...
`,
  },
  visit: 'counterpart',
  holds: 'code',
  *check(counterpart) {
    for (const { code, document, pairs } of matchesFor(counterpart)) {
      if (code.specFirst) continue;
      const found = pairs.flatMap((pair) => difference(pair, code.api, document) ?? []);
      yield* gathered(found, counterpart.place, ({ cause }, count) => `${count} operations ${cause}: ask for the same in both`);
    }
  },
});

function difference({ code, document }: OperationPair, codeApi: Api, documentApi: Api): DriftProblem | undefined {
  if (enforcedOf(code) !== 'required') return undefined;
  const [asked, said] = [byName(codeScopes(code)), byName(documentScopes(document, documentApi))];
  if (asked.size === 0 || said.size === 0) return undefined;
  const [spoken, declared] = [codeVocabulary(codeApi), documentVocabulary(documentApi)];
  const missing = [...said.keys()].filter((name) => !asked.has(name));
  const added = [...asked.keys()].filter((name) => !said.has(name));
  // Words that the other side never uses are of another kind: roles, where the document has scopes.
  const isOneVocabulary = [...said.keys()].some((name) => spoken.has(name)) || added.some((name) => declared.has(name));
  const foreign = added.filter((name) => !declared.has(name));
  if (!isOneVocabulary || (missing.length === 0 && foreign.length === added.length)) return undefined;
  // The code may ask for roles of its own instead of a scope that it never names.
  if (missing.length > 0 && foreign.length > 0 && missing.every((name) => !spoken.has(name))) return undefined;
  const cause = `ask for ${quotedList([...asked.values()])} in the code and for ${quotedList([...said.values()])} in the document, so rights are given out that the code does not check`;
  return {
    cause,
    where: `\`${code.label}\``,
    problem: {
      message: `\`${code.label}\` asks${cause.slice(3)}: ask for the same in both`,
      place: code.place,
      related: [{ place: document.security.place, message: `what the document requires of \`${document.label}\`` }, ...evidence(code)],
    },
  };
}

/** Scopes by what they are compared by: Spring writes `SCOPE_` and `ROLE_` before them, and case is a matter of taste. */
function byName(scopes: Iterable<string>): Map<string, string> {
  return new Map(Array.from(scopes, (scope) => [scope.replace(/^(?:ROLE|SCOPE)_/i, '').toLowerCase(), scope]));
}

/** Of OAuth 2 and OpenID Connect; roles of any scheme from 3.1 on (OAS 3.1 section 4.8.30). */
function documentScopes({ security }: Operation, { version }: Api): string[] {
  const hasRoles = version === '3.1' || version === '3.2';
  return security.alternatives.flatMap(({ requirements }) =>
    requirements.flatMap(({ scopes, scheme }) => (hasRoles || scheme?.type === 'oauth2' || scheme?.type === 'openIdConnect' ? scopes : [])),
  );
}

const codeVocabulary = perApi((api: Api) => new Set(byName(api.operations.flatMap(codeScopes)).keys()));

const documentVocabulary = perApi((api: Api) => {
  const declared = api.allSchemes.flatMap(({ flows }) => flows.flatMap(({ scopes }) => [...scopes.keys()]));
  return new Set(byName([...declared, ...api.operations.flatMap((operation) => documentScopes(operation, api))]).keys());
});
