import { defineRule } from '../../engine/define-rule.ts';
import type { Api, Operation } from '../../model/api.ts';
import { type CodeEvidence, limiterOf } from '../../model/code-facts.ts';
import type { CodeApi } from '../../model/counterpart.ts';
import { matchesFor } from '../../model/drift/matched.ts';
import type { OperationPair } from '../../model/drift/matches.ts';
import { isTelling, segmentsOf } from '../../model/drift/paths.ts';
import { gathered } from '../../model/repeated.ts';
import { documentsStatus } from '../../model/statuses.ts';
import { hasGatewayLimit } from '../ratelimit/gateway-limits.ts';
import { has429 } from '../ratelimit/too-many-requests.ts';
import { operationNames } from '../regress/wording.ts';
import { type DriftProblem, shortNote } from './wording.ts';

export default defineRule({
  id: 'drift-ratelimit',
  title: 'Rate limit that only code or document knows',
  severity: 'info',
  owasp: 'API4:2023',
  cwe: 770,
  why: 'Clients that are not told of a limit retry into it, and a `429` that nothing in the code answers is a limit that is not there. (The latter only where the code limits most operations that promise it, since gateways limit as well.)',
  fix: 'Document `429` with `Retry-After` where the code limits requests, and limit them where the document says so.',
  examples: {
    language: 'javascript',
    document: `
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
  /login:
    post:
      responses:
        '200': { description: A token }
        '429': { description: Too many attempts }
`,
    bad: `
import express from 'express';
import rateLimit from 'express-rate-limit';

const app = express();
app.use(rateLimit({ windowMs: 60_000, limit: 30 }));
app.get('/orders', (req, res) => res.json([]));
app.post('/login', (req, res) => res.json({ token: 'a token' }));
`,
    good: `
import express from 'express';
import rateLimit from 'express-rate-limit';

const app = express();
app.get('/orders', (req, res) => res.json([]));
app.post('/login', rateLimit({ windowMs: 60_000, limit: 30 }), (req, res) => res.json({ token: 'a token' }));
`,
  },
  visit: 'counterpart',
  holds: 'code',
  *check(counterpart) {
    for (const { code, document, pairs } of matchesFor(counterpart)) {
      if (code.specFirst) continue;
      yield* untold(pairs);
      const speak = ({ where }: DriftProblem, count: number): string =>
        `${count} operations, such as ${where}, have no limiter in the code, where the document promises \`429\` and others of it have one: limit them too`;
      yield* gathered(unlimited(pairs, code, document), counterpart.place, speak);
    }
  },
});

/** Limiters of the code by what they do, each with the operations whose document says nothing of it. */
function* untold(pairs: readonly OperationPair[]): Generator<DriftProblem['problem']> {
  const limiters = new Map<string, { readonly limiter: CodeEvidence; readonly pairs: OperationPair[] }>();
  for (const pair of pairs) {
    const limiter = limiterOf(pair.code);
    if (limiter === undefined || limiter === 'unknown' || documentsStatus(pair.document, 429)) continue;
    // Probes and pages are no business of clients.
    if (!isTelling(segmentsOf(pair.document.path))) continue;
    const known = limiters.get(limiter.note);
    if (known === undefined) limiters.set(limiter.note, { limiter, pairs: [pair] });
    else known.pairs.push(pair);
  }
  for (const { limiter, pairs: limited } of limiters.values()) {
    const names = operationNames(limited.map(({ code }) => code));
    yield {
      message: `${names} ${limited.length === 1 ? 'is' : 'are'} limited in the code (${shortNote(limiter.note)}), and the document has no \`429\`, so clients cannot tell when to come back: add one with \`Retry-After\``,
      place: limiter.place,
      related: limited
        .slice(0, 3)
        .map(({ document: { place, label } }) => ({ place: place.at('responses'), message: `responses of \`${label}\`` })),
    };
  }
}

/** Operations that promise 429 and have no limiter, where most that promise it have one in the code. */
function unlimited(pairs: readonly OperationPair[], { complete }: CodeApi, api: Api): DriftProblem[] {
  const promising = pairs.filter(({ document }) => has429(document) && !hasGatewayLimit(document, api));
  const lacking = promising.filter(({ code }) => limiterOf(code) === undefined);
  const limited = promising.filter(({ code }) => typeof limiterOf(code) === 'object').length;
  if (!complete || limited < 2 || limited < lacking.length) return [];
  return lacking.map(({ code, document }) => ({
    cause: 'unlimited',
    where: named(code),
    problem: {
      message: `${named(code)} has no limiter in the code, where the document promises \`429\` and ${limited} other operations of it have one: limit it too`,
      place: code.place,
      related: [{ place: document.place.at('responses', '429'), message: `what \`${document.label}\` promises` }],
    },
  }));
}

function named({ label }: Operation): string {
  return `\`${label}\``;
}
