import { describe, expect, test } from 'vitest';
import { inventoryJson } from '../../../src/extractors/inventory-json.ts';
import { inventoryOf, lines } from '../../support/code.ts';

const app = (code: string) =>
  lines({ 'package.json': '{}', 'app.js': `const app = require('fastify')();\nconst h = async () => 1;\n${code}` });

const decorate = "app.decorate('auth', async (request) => { await request.jwtVerify(); });";

test.each<[name: string, files: Record<string, string>, expected: string[]]>([
  ['called by a file that does not name it', { 'main.js': "const { build } = require('./app'); build().listen();" }, ['GET /a none']],
  ['called by nobody', {}, ['GET /{*}/a unknown']],
])('an application that a function makes, %s', async (_, files, expected) => {
  const code =
    "const fastify = require('fastify'); exports.build = () => { const app = fastify(); app.get('/a', async () => 1); return app; };";
  expect(await lines({ 'package.json': '{}', 'app.js': code, ...files })).toEqual(expected);
});

describe('contexts', () => {
  test.each<[name: string, code: string, expected: string[]]>([
    [
      'methods',
      "app.get('/a', h); app.route({ method: ['PUT', 'PATCH'], url: '/b', handler: h }); app.all('/c', h);",
      ['* /c none', 'GET /a none', 'PATCH /b none', 'PUT /b none'],
    ],
    [
      'prefixes',
      "app.register(async (f) => { f.get('/a', h); f.register(async (g) => g.get('/b', h), { prefix: '/in' }); }, { prefix: '/out' });",
      ['GET /out/a none', 'GET /out/in/b none'],
    ],
    [
      'hooks hold for routes before and after',
      `${decorate} app.get('/a', h); app.addHook('onRequest', app.auth); app.get('/b', h);`,
      ['GET /a required jwt', 'GET /b required jwt'],
    ],
    [
      'hooks of a plugin hold inside of it',
      `${decorate} app.register(async (f) => { f.addHook('preHandler', app.auth); f.get('/a', h); }); app.get('/b', h);`,
      ['GET /a required jwt', 'GET /b none'],
    ],
    [
      'hooks of a shared plugin hold outside',
      `${decorate} app.register(require('fastify-plugin')(async (f) => f.addHook('preHandler', app.auth))); app.get('/a', h);`,
      ['GET /a required jwt'],
    ],
    ['a hook after the answer guards nothing', `${decorate} app.addHook('onResponse', app.auth); app.get('/a', h);`, ['GET /a none']],
    ['a plugin that nobody knows', "app.register(require('@company/guard')); app.get('/a', h);", ['GET /a unknown']],
    ['a plugin that guards nothing', "app.register(require('@fastify/cors')); app.get('/a', h);", ['GET /a none']],
    [
      'bearer-auth guards its context',
      "app.register(require('@fastify/bearer-auth'), { keys: ['x'] }); app.get('/a', h);",
      ['GET /a required bearer'],
    ],
    [
      'unless it is told not to',
      "app.register(require('@fastify/bearer-auth'), { keys: ['x'], addHook: false }); app.get('/a', h);",
      ['GET /a none'],
    ],
    [
      'a plugin file that nothing registers',
      "module.exports = async function (fastify) { fastify.get('/x', h); };",
      ['GET /{*}/x unknown'],
    ],
  ])('%s', async (_, code, expected) => {
    expect((await app(code)).sort()).toEqual(expected);
  });
});

test('folders of plugins', async () => {
  const h = 'async () => 1';
  const files = {
    'package.json': '{}',
    'src/app.js':
      "const app = require('fastify')(); app.register(require('@fastify/autoload'), { dir: require('path').join(__dirname, 'routes'), options: { prefix: '/api' }, autoHooks: true });",
    'src/routes/root.js': `module.exports = async (fastify) => { fastify.get('/r', ${h}); };`,
    'src/routes/admin/autohooks.js':
      "module.exports = async (fastify) => { fastify.addHook('onRequest', async (req, reply) => { if (!req.headers.authorization) return reply.code(401).send(); }); };",
    'src/routes/admin/users/index.js': `export default async function (fastify) { fastify.get('/', ${h}); }`,
    'src/routes/admin/index.js': `export default async function (fastify) { fastify.get('/home', ${h}); }`,
    'src/routes/other/x.js': `export const autoPrefix = '/y'; export default async function (fastify) { fastify.get('/z', ${h}); }`,
    'src/elsewhere.js': "app.get('/no', 1);",
  };
  // Hooks hold for their own folder alone, unless they cascade.
  expect((await lines(files)).sort()).toEqual([
    'GET /api/admin/home required',
    'GET /api/admin/users none',
    'GET /api/other/y/z none',
    'GET /api/r none',
  ]);
  const cascading = { ...files, 'src/app.js': files['src/app.js'].replace('autoHooks: true', 'autoHooks: true, cascadeHooks: true') };
  expect(await lines(cascading)).toContain('GET /api/admin/users required');
});

describe('security', () => {
  test.each<[name: string, code: string, expected: string]>([
    ['a decoration', `${decorate} app.get('/a', { onRequest: app.auth }, h);`, 'required jwt'],
    [
      'one that goes on without a token',
      "app.decorate('auth', async (r) => { try { await r.jwtVerify(); } catch (e) { r.log.info(e); } }); app.get('/a', { onRequest: [app.auth] }, h);",
      'optional jwt',
    ],
    [
      'one that answers itself',
      "app.decorate('auth', async (r, reply) => { try { await r.jwtVerify(); } catch (e) { reply.send(e); } }); app.get('/a', { onRequest: [app.auth] }, h);",
      'required jwt',
    ],
    [
      'one of several',
      `${decorate.replace("'auth'", "'verify'")} app.decorate('log', async (r) => { r.log.info(1); }); app.get('/a', { preHandler: app.auth([app.verify, app.log]) }, h);`,
      'unknown',
    ],
    ['a hook that nobody knows', "app.get('/a', { preHandler: require('@company/guard') }, h);", 'unknown'],
    ['options that nobody knows', "app.get('/a', { ...require('@company/options') }, h);", 'unknown'],
    ['options without a guard', "app.get('/a', { schema: {} }, h);", 'none'],
    ['documentation protects nothing', "app.get('/a', { schema: { security: [{ bearer: [] }] } }, h);", 'none bearer'],
  ])('%s', async (_, code, expected) => {
    const [line = ''] = await app(code);
    expect(line.split(' ').slice(2).join(' ')).toBe(expected);
  });
});

test('schemas in every way to write them', async () => {
  const code = `
const { Type } = require('@sinclair/typebox');
const { z } = require('zod');
app.post('/a', { schema: { body: { type: 'object', properties: { x: { type: 'string', maxLength: 3 } } } } }, h);
app.post('/b', { schema: { body: Type.Object({ x: Type.String({ maxLength: 3 }), y: Type.Optional(Type.Integer()) }) } }, h);
app.post('/c', { schema: { body: z.object({ x: z.string().max(3), y: z.number().int().optional() }).strict() } }, h);`;
  const routes = inventoryJson(
    await inventoryOf({ 'package.json': '{}', 'app.js': `const app = require('fastify')();\nconst h = async () => 1;\n${code}` }),
  );
  expect(routes.map(({ body }) => body?.schema)).toEqual([
    { type: 'object', properties: { x: { type: 'string', maxLength: 3 } } },
    { type: 'object', properties: { x: { type: 'string', maxLength: 3 }, y: { type: 'integer' } }, required: ['x'] },
    {
      type: 'object',
      properties: { x: { type: 'string', maxLength: 3 }, y: { type: 'integer' } },
      required: ['x'],
      additionalProperties: false,
    },
  ]);
});
