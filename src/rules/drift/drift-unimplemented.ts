import { defineRule } from '../../engine/define-rule.ts';
import type { Api, Operation } from '../../model/api.ts';
import { matchesFor } from '../../model/drift/matched.ts';
import type { ApiMatch } from '../../model/drift/matches.ts';
import { documentOperations } from '../../model/drift/sides.ts';
import { gathered } from '../../model/repeated.ts';
import { codeText, type DriftProblem } from './wording.ts';

export default defineRule({
  id: 'drift-unimplemented',
  title: 'Operation of a document that the code does not serve',
  severity: 'warn',
  owasp: 'API9:2023',
  cwe: 1059,
  why: 'A document that promises what is not there is not trusted where it matters, and what clients still call may be answered by something else. (Only where every route of the code is known and it serves at least half of the document.)',
  fix: 'Remove the operation from the document, or write the route.',
  examples: {
    language: 'javascript',
    document: `
paths:
  /orders:
    get:
      responses:
        '200': { description: Orders }
  /orders/{id}:
    get:
      responses:
        '200': { description: One order }
    delete:
      responses:
        '204': { description: Cancelled }
`,
    bad: `
import express from 'express';

const app = express();
app.get('/orders', (req, res) => res.json([]));
app.get('/orders/:id', (req, res) => res.json({ id: req.params.id }));
`,
    good: `
import express from 'express';

const app = express();
app.get('/orders', (req, res) => res.json([]));
app.route('/orders/:id')
  .get((req, res) => res.json({ id: req.params.id }))
  .delete((req, res) => res.sendStatus(204));
`,
  },
  visit: 'counterpart',
  holds: 'document',
  *check(counterpart) {
    if (counterpart.side !== 'document') return;
    const matches = matchesFor(counterpart);
    if (matches.length === 0 || !matches.every(({ code }) => code.complete && !code.specFirst)) return;
    const [first] = matches as [ApiMatch, ...ApiMatch[]];
    const missing = unserved(first.document, matches);
    yield* gathered(
      missing.map((operation) => problem(operation, matches)),
      counterpart.place,
      ({ where }, count) =>
        `${count} operations, such as ${where}, have no route in ${codeText(first.code)}, so the document promises what is not there: remove them, or write the routes`,
    );
  },
});

/** What libraries bring along without a route that could be seen: form logins, authorization servers. */
const BROUGHT_ALONG = /^(?:log-?in|log-?out|oauth2?|connect|userinfo|\.well-known)$/i;

/** Operations that no code serves; none where it serves less than half: then the document is of a whole platform, and a part of it is here. */
function unserved(document: Api, matches: readonly ApiMatch[]): readonly Operation[] {
  const inside = documentOperations(document).filter(({ operation }) => matches.some(({ elsewhere }) => !elsewhere.has(operation)));
  const missing = inside.filter(({ operation }) => !matches.some(({ served }) => served.has(operation)));
  if (missing.length * 2 > inside.length) return [];
  const told = missing.filter(({ isTelling, bare }) => isTelling && !bare.slice(0, 2).some((segment) => BROUGHT_ALONG.test(segment)));
  return told.map(({ operation }) => operation);
}

function problem(operation: Operation, matches: readonly ApiMatch[]): DriftProblem {
  const [{ code }] = matches as [ApiMatch, ...ApiMatch[]];
  const { label, place } = operation;
  const [answering] = matches.flatMap(({ answeredBy }) => answeredBy.get(operation) ?? []);
  const what =
    answering === undefined
      ? `has no route in ${codeText(code)}, so the document promises what is not there`
      : `has no route of its own in ${codeText(code)}, so \`${answering.label}\` answers it`;
  return {
    cause: 'unimplemented',
    where: `\`${label}\``,
    problem: {
      message: `\`${label}\` ${what}: remove it, or write the route`,
      place,
      related: [
        { place: code.api.place, message: 'every route of this code was read' },
        ...(answering === undefined ? [] : [{ place: answering.place, message: `what answers it: \`${answering.label}\`` }]),
      ],
    },
  };
}
