import { defineRule } from '../../engine/define-rule.ts';
import type { Operation } from '../../model/api.ts';
import { answersAny, enforcedOf, wildcardsOf } from '../../model/code-facts.ts';
import { matchesFor } from '../../model/drift/matched.ts';
import type { ApiMatch } from '../../model/drift/matches.ts';
import { gathered } from '../../model/repeated.ts';
import { isListedPublic } from '../auth/public-operations.ts';
import { Neighbours } from './neighbours.ts';
import { type DriftProblem, evidence } from './wording.ts';

interface Options {
  readonly ignorePaths: readonly string[];
}

export default defineRule<'counterpart', Options>({
  id: 'drift-undocumented',
  title: 'Operation in the code that no document describes',
  severity: 'error',
  owasp: 'API9:2023',
  cwe: 1059,
  why: 'A shadow endpoint is reviewed, tested and guarded by nobody who works from the document, and attackers find it all the same. (Only for code that a document describes otherwise; routes that answer every method or whose path is not wholly known are left alone.)',
  fix: 'Describe the operation in the document, or remove the route. What is no API (a page, a probe) is listed under `ignorePaths`.',
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
`,
    bad: `
import express from 'express';

const app = express();
app.get('/orders', (req, res) => res.json([]));
app.get('/orders/:id', (req, res) => res.json({ id: req.params.id }));
app.delete('/orders/:id', (req, res) => res.sendStatus(204));
`,
    good: `
import express from 'express';

const app = express();
app.get('/orders', (req, res) => res.json([]));
app.get('/orders/:orderId', (req, res) => res.json({ id: req.params.orderId }));
app.get('/health', (req, res) => res.json({ ok: true }));
`,
  },
  options: {
    ignorePaths: [
      '/',
      '/api',
      '/api/v*',
      ...['health', 'healthz', 'health-check', 'healthcheck', 'livez', 'readyz', 'favicon.ico', 'robots.txt'].map((name) => `/**/${name}`),
      ...['ping', 'live', 'ready', 'liveness', 'readiness', 'status', 'version', 'info'].flatMap((name) => [`/${name}`, `/api/${name}`]),
      ...['health', 'actuator', 'docs', 'api-docs', 'apidocs', 'swagger-ui', 'swagger', 'redoc', '.well-known'].map(
        (name) => `/**/${name}/**`,
      ),
      ...['metrics', 'prometheus', 'static', 'assets', 'public', 'debug'].flatMap((name) => [`/${name}/**`, `/api/${name}/**`]),
      '/**/openapi.*',
      '/**/openapi*.json',
      '/**/swagger.*',
      '/**/swagger*.json',
      '/**/*.html',
    ],
  },
  optionDocs: {
    ignorePaths: 'Paths that are no API: globs such as `/internal/**` or `GET /pages/*`. Your list takes the place of the default.',
  },
  visit: 'counterpart',
  holds: 'code',
  *check(counterpart, { options }) {
    const matches = matchesFor(counterpart);
    if (matches.length === 0 || matches.some(({ code }) => code.specFirst)) return;
    yield* gathered(
      problems(matches, options),
      counterpart.place,
      ({ where }, count) =>
        `${count} operations of the code, such as ${where}, are in no document, so nobody who works from it reviews or guards them: describe them, or remove the routes`,
    );
  },
});

function* undocumented(matches: readonly ApiMatch[], { ignorePaths }: Options): Generator<Operation> {
  const operations = matches[0]?.code.api.operations ?? [];
  for (const operation of operations) {
    const { method } = operation;
    if (method === 'HEAD' || method === 'OPTIONS' || method === 'TRACE') continue;
    if (answersAny(operation) || wildcardsOf(operation).size > 0) continue;
    if (matches.some(({ described }) => described.has(operation))) continue;
    if (isListedPublic(operation, { public: { paths: ignorePaths } })) continue;
    yield operation;
  }
}

function* problems(matches: readonly ApiMatch[], options: Options): Generator<DriftProblem> {
  const neighbours = matches.map((match) => new Neighbours(match));
  for (const operation of undocumented(matches, options)) {
    const level = enforcedOf(operation);
    const open = level === 'none' || level === 'public' ? ', and it asks for no credential' : '';
    const [near] = neighbours.flatMap((each) => each.of(operation) ?? []);
    const what =
      near?.isSamePath === true ? `is in no document, though \`${near.operation.label}\` is` : 'is in the code and in no document';
    yield {
      cause: 'undocumented',
      where: `\`${operation.label}\``,
      problem: {
        message: `\`${operation.label}\` ${what}, so nobody who works from it reviews or guards it${open}: describe it, or remove the route`,
        place: operation.place,
        related: [
          near === undefined
            ? { place: matches[0]?.document.place ?? operation.place, message: 'the document that describes its neighbours' }
            : { place: near.operation.place, message: `the document has \`${near.operation.label}\`` },
          ...evidence(operation),
        ],
      },
    };
  }
}
