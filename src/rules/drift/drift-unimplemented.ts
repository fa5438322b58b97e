import { defineRule } from '../../engine/define-rule.ts';
import type { Operation } from '../../model/api.ts';
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
    const { missing, inside } = unserved(matches);
    // A document of a whole platform, of which only a part is here.
    if (missing.length * 2 > inside) return;
    const [first] = matches as [ApiMatch, ...ApiMatch[]];
    yield* gathered(
      missing.map((operation) => problem(operation, first)),
      counterpart.place,
      ({ where }, count) =>
        `${count} operations, such as ${where}, have no route in ${codeText(first.code)}, so the document promises what is not there: remove them, or write the routes`,
    );
  },
});

function unserved(matches: readonly ApiMatch[]): { readonly missing: readonly Operation[]; readonly inside: number } {
  const [first] = matches;
  const inside = documentOperations(first?.document as ApiMatch['document']).filter(({ operation }) =>
    matches.some(({ elsewhere }) => !elsewhere.has(operation)),
  );
  const missing = inside.filter(({ operation }) => !matches.some(({ served }) => served.has(operation)));
  return { missing: missing.map(({ operation }) => operation), inside: inside.length };
}

function problem(operation: Operation, { code }: ApiMatch): DriftProblem {
  const { label, place } = operation;
  return {
    cause: 'unimplemented',
    where: `\`${label}\``,
    problem: {
      message: `\`${label}\` has no route in ${codeText(code)}, so the document promises what is not there: remove it, or write the route`,
      place,
      related: [{ place: code.api.place, message: 'every route of this code was read' }],
    },
  };
}
