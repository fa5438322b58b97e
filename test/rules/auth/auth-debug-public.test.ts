import { describe, expect, test } from 'vitest';
import rule from '../../../src/rules/auth/auth-debug-public.ts';
import { codeApis, driftFindings } from '../../support/drift.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { bare, paths, withSchemes } from './documents.ts';

const exposed = [
  'get /debug',
  'get /debug/pprof/heap',
  'post /actuator/shutdown',
  'get /api/metrics',
  'get /env',
  'get /v1/swagger',
  'get /graphiql',
  'delete /admin/users/{id}',
];
const many = Array.from({ length: 10 }, (_, index) => `get /admin/p${index}`);

describe('auth-debug-public', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'nothing said',
      document: withSchemes(paths(exposed)),
      hits: exposed.map((operation, index) => `${index + 4}: ${operation.split(' ')[1]}`),
    }),
    {
      name: 'answers with redirects alone, and with more',
      document: withSchemes(`
        paths:
          /admin: {get: {responses: {'302': {description: to the pages}}}}
          /debug: {get: {responses: {'302': {description: to the pages}, '200': {description: ok}}}}`),
      hits: ['5: opens `debug`'],
    },
    {
      name: 'no scheme in the document',
      document: bare(paths(['get /actuator/env'])),
      hits: ['4: `GET /actuator/env` opens `actuator` to anybody without any credential'],
    },
    ...everyVersion3({
      name: 'explicit [] and optional',
      document: withSchemes(`${paths(['get /Debug'], '[]')}\n          /admin: {get: {security: [{token: []}, {}]}}`),
      hits: ['4: opens `Debug`', '5: which `{}` makes optional'],
    }),
    { name: 'guarded', document: withSchemes(paths(exposed, '[{token: []}]')), hits: [] },
    { name: 'guarded by the root', document: withSchemes(`\n        security: [{token: []}]${paths(exposed)}`), hits: [] },
    {
      name: 'other words and things',
      document: withSchemes(
        paths([
          'get /administrations',
          'get /environment',
          'get /metrics-reports',
          'get /debugger',
          'get /devices/{id}/metrics',
          'get /stages/{id}/env',
          'post /metrics/playback',
          'get /users/admins',
          'get /swagger.json',
          'get /{admin}',
          'options /admin',
        ]),
      ),
      hits: [],
    },
    { name: 'ten and all', document: withSchemes(paths(many)), hits: ['1: All 10 operations for debugging and administration'] },
    {
      name: 'policy',
      document: withSchemes(paths(['get /metrics', 'get /env'])),
      options: { public: { paths: ['/metrics'] } },
      hits: ['5: `GET /env`'],
    },
    { name: 'webhooks', document: withSchemes('\n        paths: {}\n        webhooks: {debug: {post: {}}}'), hits: [] },
    { name: 'swagger 2', document: 'swagger: "2.0"\npaths:\n  /debug: {get: {}}\n', hits: ['3: `GET /debug`'] },
    {
      name: 'the sign-in of administrators has no credential yet',
      document: withSchemes(paths(['post /admin/token', 'post /admin/login', 'get /admin/token', 'post /admin/jobs'])),
      hits: ['6: `GET /admin/token`', '7: `POST /admin/jobs`'],
    },
  ]));

describe('auth-debug-public of code', () =>
  test.each<[name: string, routes: string, hits: string[]]>([
    ['a route for every method is told once', "app.all('/admin/jobs', h);", ['`GET /admin/jobs`']],
    ['two routes', "app.get('/admin/jobs', h); app.post('/admin/jobs', h);", ['`GET /admin/jobs`', '`POST /admin/jobs`']],
  ])('%s', async (_, routes, hits) => {
    const app = `const app = require('express')();\nconst h = (req, res) => res.json([]);\n${routes}`;
    const found = driftFindings(rule, await codeApis({ 'package.json': '{}', 'app.js': app }), []);
    expect(found.map(({ problem }) => problem.message)).toEqual(hits.map((part) => expect.stringContaining(part)));
  }));
