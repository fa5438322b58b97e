import { get } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Operation, SecurityScheme } from '../../model/api.ts';
import { type Enforced, enforcedOf } from '../../model/code-facts.ts';
import { matchesFor } from '../../model/drift/matched.ts';
import type { OperationPair } from '../../model/drift/matches.ts';
import { isOpenEndpoint } from '../../model/open-endpoints.ts';
import { gathered } from '../../model/repeated.ts';
import { authEndpoint } from '../ratelimit/auth-endpoint.ts';
import { wayText } from '../regress/wording.ts';
import { type DriftProblem, evidence } from './wording.ts';

export default defineRule({
  id: 'drift-security',
  title: 'Code and document disagree on who may call',
  severity: 'error',
  owasp: 'API5:2023',
  cwe: 862,
  why: 'Where the document requires a credential and the handler asks for none, everybody believes that the operation is guarded, and it is open. The other way round clients, tests and gateways are told that it is public. (What the code does must be known for certain; schemes that a gateway or TLS enforces are left alone.)',
  fix: 'Guard the handler as the document says, or say in the document what the code does.',
  examples: {
    language: 'python',
    document: `
paths:
  /orders:
    get:
      security:
        - token: []
      responses:
        '200': { description: Orders }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
    bad: `
from fastapi import FastAPI

app = FastAPI()


@app.get("/orders")
def list_orders():
    return []
`,
    good: `
from fastapi import Depends, FastAPI
from fastapi.security import HTTPBearer

app = FastAPI()
token = HTTPBearer()


@app.get("/orders", dependencies=[Depends(token)])
def list_orders():
    return []
`,
  },
  visit: 'counterpart',
  holds: 'both',
  *check(counterpart) {
    const { side, place } = counterpart;
    const read = side === 'code' ? openInCode : openInDocument;
    for (const { code, document, pairs } of matchesFor(counterpart)) {
      if (code.specFirst || document.allSchemes.length === 0) continue;
      const found = pairs.flatMap((pair) => read(pair) ?? []);
      yield* gathered(found, place, ({ where, many }, count) => `${count} operations, such as ${where}, ${many}`);
    }
  },
});

interface Contradiction extends DriftProblem {
  /** What is said of many operations. */
  readonly many: string;
}

/** What the code does, where the document requires a credential: of one operation, and of many. */
const OPEN: { readonly [Level in Enforced]?: readonly [one: string, many: string] } = {
  none: ['asks for no credential in the code', 'ask for no credential in the code'],
  public: ['is declared public in the code', 'are declared public in the code'],
  optional: [
    'answers without a credential in the code, which only reads one that is there',
    'answer without a credential in the code, which only reads one that is there',
  ],
};

const BELIEVED = 'so what is taken for guarded is open to everybody: guard the handler, or correct the document';
const MUST_BE_OPEN = 'which nobody has yet who calls it: say `security: []` in the document, or guard the handler';

/** The document requires a credential and the code does not. */
function openInCode({ code, document }: OperationPair): Contradiction | undefined {
  const does = OPEN[enforcedOf(code)];
  const { security } = document;
  const [way] = security.alternatives;
  if (does === undefined || way === undefined || security.isPublic || security.isOptional) return undefined;
  if (security.alternatives.some(({ requirements }) => requirements.every(({ scheme }) => isEnforcedOutside(scheme)))) return undefined;
  const [one, many] = does;
  return {
    cause: `${one} ${wayText(way)}`,
    many: `${many}, while the document requires ${wayText(way)}, ${BELIEVED}`,
    where: `\`${code.label}\``,
    problem: {
      message: `\`${code.label}\` ${one}, while the document requires ${wayText(way)}, ${triesCredentials(document) ? MUST_BE_OPEN : BELIEVED}`,
      place: code.place,
      related: [{ place: security.place, message: `what the document requires of \`${document.label}\`` }, ...evidence(code)],
    },
  };
}

const PUBLIC = ['needs no credential by the document', 'need no credential by the document'] as const;
const OPTIONAL = [
  'can be called without a credential by the document (`{}`)',
  'can be called without a credential by the document (`{}`)',
] as const;
const REFUSED =
  'the code refuses requests without one, so clients and tests are told a lie: require the scheme in `security`, or open the handler';

/** The code requires a credential and the document says that none is needed. */
function openInDocument({ code, document }: OperationPair): Contradiction | undefined {
  const { security, label } = document;
  if (enforcedOf(code) !== 'required' || !(security.isPublic || security.isOptional) || triesCredentials(document)) return undefined;
  const [says, many] = security.isPublic ? PUBLIC : OPTIONAL;
  return {
    cause: says,
    many: `${many}, while ${REFUSED}`,
    where: `\`${label}\``,
    problem: {
      message: `\`${label}\` ${says}, while ${REFUSED}`,
      place: security.origin === 'operation' ? security.place : document.place,
      related: [{ place: code.place, message: `the code of \`${code.label}\`` }, ...evidence(code)],
    },
  };
}

/** A sign-in refuses requests without a credential, and is public. */
function triesCredentials(operation: Operation): boolean {
  return isOpenEndpoint(operation) || authEndpoint(operation) !== undefined;
}

/** Whether something before the code asks for the credential: TLS, or a gateway whose extension says so. */
function isEnforcedOutside(scheme: SecurityScheme | undefined): boolean {
  if (scheme === undefined) return false;
  return scheme.type === 'mutualTLS' || GATEWAY_KEYS.some((key) => get(scheme.raw, key) !== undefined);
}

/** Amazon's authorizers (API Gateway extensions to OpenAPI), and what Google's Cloud Endpoints checks tokens by. */
const GATEWAY_KEYS = ['x-amazon-apigateway-authtype', 'x-amazon-apigateway-authorizer', 'x-google-issuer', 'x-google-jwks_uri'];
