import { describe, expect, test } from 'vitest';
import { check } from '../../../src/engine/check.ts';
import rule from '../../../src/rules/auth/auth-code-guard.ts';
import { codeApis, driftFindings, exampleDrift, shown, writtenCode } from '../../support/drift.ts';
import { mangled } from '../../support/rules.ts';
import { type Routes, route, written } from '../drift/apis.ts';

const guarded = route('required', { evidence: ['`guard` refuses requests'] });
const open = route('none');

const TABLE: readonly { name: string; code: Routes; options?: object; hits: readonly string[] }[] = [
  {
    name: 'one of three reads',
    code: { 'GET /a': guarded, 'GET /b': guarded, 'GET /c': open },
    hits: ['`GET /c` has no guard in the code, while 2 of 2 other reads in its file have one'],
  },
  { name: 'all are guarded', code: { 'GET /a': guarded, 'GET /b': guarded, 'GET /c': guarded }, hits: [] },
  { name: 'none is', code: { 'GET /a': open, 'GET /b': open, 'GET /c': open }, hits: [] },
  { name: 'one neighbour is not enough', code: { 'GET /a': guarded, 'GET /c': open }, hits: [] },
  {
    name: 'half of the neighbours',
    code: { 'GET /a': guarded, 'GET /b': guarded, 'GET /d': open, 'GET /e': open, 'GET /c': open },
    hits: ['`GET /d` has no guard in the code, while 2 of 4', '`GET /e`', '`GET /c`'],
  },
  {
    name: 'less than half',
    code: { 'GET /a': guarded, 'GET /b': guarded, 'GET /d': open, 'GET /e': open, 'GET /f': open, 'GET /c': open },
    hits: [],
  },
  {
    name: 'reads are open, writes are guarded',
    code: { 'GET /a': open, 'POST /a': guarded, 'PUT /a': guarded, 'DELETE /a': guarded },
    hits: [],
  },
  { name: 'an unsafe operation is told by another rule', code: { 'POST /a': guarded, 'PUT /a': guarded, 'DELETE /a': open }, hits: [] },
  { name: 'public on purpose', code: { 'GET /a': guarded, 'GET /b': guarded, 'GET /c': route('public') }, hits: [] },
  { name: 'optional', code: { 'GET /a': guarded, 'GET /b': guarded, 'GET /c': route('optional') }, hits: [] },
  { name: 'not known', code: { 'GET /a': guarded, 'GET /b': guarded, 'GET /c': route('unknown') }, hits: [] },
  { name: 'neighbours that are not known', code: { 'GET /a': route('unknown'), 'GET /b': route('unknown'), 'GET /c': open }, hits: [] },
  {
    name: 'probes, documents and sign-in',
    code: {
      'GET /a': guarded,
      'GET /b': guarded,
      'GET /health': open,
      'GET /docs': open,
      'GET /': open,
      'GET /auth/providers': open,
      'GET /.well-known/jwks.json': open,
    },
    hits: [],
  },
  { name: 'a route for any method', code: { 'GET /a': guarded, 'GET /b': guarded, 'GET /c': route('none', { any: true }) }, hits: [] },
  {
    name: 'a path of which nothing is known',
    code: { 'GET /a': guarded, 'GET /b': guarded, 'GET /{any}': route('none', { wildcards: ['any'] }) },
    hits: [],
  },
  {
    name: 'a path of which the end is known',
    code: { 'GET /a': guarded, 'GET /b': guarded, 'GET /{any}/c': route('none', { wildcards: ['any'] }) },
    hits: ['`GET /{any}/c`'],
  },
  {
    name: 'listed as public',
    code: { 'GET /a': guarded, 'GET /b': guarded, 'GET /c': open },
    options: { public: { paths: ['/c'] } },
    hits: [],
  },
];

describe('auth-code-guard', () => {
  test.each(TABLE)('$name', ({ code, options, hits }) => {
    const found = driftFindings(rule, [writtenCode(written(code))], [], options).map(({ problem }) => problem.message);
    expect(found).toEqual(hits.map((part) => expect.stringContaining(part)));
  });

  test('it is judged by its path where each handler has a file of its own', async () => {
    const guard = "import { expressjwt } from 'express-jwt';\nexport const guard = expressjwt({ secret: 'x', algorithms: ['HS256'] });\n";
    const handler = (path: string, middleware: string): string =>
      `import { Router } from 'express';\nimport { guard } from './guard.js';\nexport const router = Router();\nrouter.get('${path}', ${middleware}(req, res) => res.json([]));\n`;
    const files = {
      'package.json': '{"type": "module"}',
      'src/guard.js': guard,
      'src/list.js': handler('/orders', 'guard, '),
      'src/one.js': handler('/orders/:id', 'guard, '),
      'src/invoice.js': handler('/orders/:id/invoice', ''),
      'src/parcels.js': handler('/parcels', ''),
      'src/app.js': `import express from 'express';\n${['list', 'one', 'invoice', 'parcels'].map((name) => `import { router as ${name} } from './${name}.js';\n`).join('')}const app = express();\n${['list', 'one', 'invoice', 'parcels'].map((name) => `app.use('/api', ${name});\n`).join('')}`,
    };
    expect(shown(driftFindings(rule, await codeApis(files), []))).toEqual([
      expect.stringMatching(
        /^src\/invoice\.js:4: `GET \/api\/orders\/\{id\}\/invoice` has no guard in the code, while 2 of 2 other reads below `\/api\/orders` have one/,
      ),
    ]);
  });

  test('its examples behave as they say', async () => {
    const bad = await exampleDrift(rule, rule.examples.bad);
    expect(shown(bad)).toEqual([expect.stringContaining('src/app.js:8: `GET /orders/{id}/invoice`')]);
    expect(bad[0]?.problem.related?.map(({ message }) => message)).toEqual(['`GET /orders` is guarded', '`GET /orders/{id}` is guarded']);
    expect(await exampleDrift(rule, rule.examples.good)).toEqual([]);
  });

  test('it survives any JSON value anywhere', () => {
    for (const { code } of TABLE.slice(0, 5)) for (const api of mangled(written(code))) check(rule, api);
  });
});
