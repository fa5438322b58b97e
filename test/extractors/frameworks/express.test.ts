// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code under examination is meant as text.
import { describe, expect, test } from 'vitest';
import { lines } from '../../support/code.ts';

const app = (code: string, more: Readonly<Record<string, string>> = {}) =>
  lines({ 'package.json': '{}', 'app.js': `const express = require('express');\nconst app = express();\n${code}`, ...more });

describe('routes', () => {
  test.each<[name: string, code: string, expected: string[]]>([
    ['methods', "app.get('/a', h); app.post('/b', h); app.all('/c', h); function h() {}", ['GET /a none', 'POST /b none', '* /c none']],
    [
      'a prefix of the environment',
      "const r = express.Router(); r.get('/a', h); app.use(global.basePath, r); function h(q, s) { s.end(); }",
      ['GET /{*}/a none'],
    ],
    [
      'something of the environment that is no prefix',
      "const r = express.Router(); r.get('/a', h); app.use(global.guard, r); function h(q, s) { s.end(); }",
      ['GET /a unknown'],
    ],
    ['a setting is no route', "app.get('env'); app.set('x', 1); function h() {}", []],
    [
      'calls of something else are no routes',
      "const axios = require('axios'); axios.get('/a', () => {}); cache.delete('/b', () => {});",
      [],
    ],
    ['templates', "app.get('/a/:id(\\\\d+)/b/:name?', h); function h() {}", ['GET /a/{id}/b/{name} none']],
    ['several paths', "app.get(['/a', '/b'], h); function h() {}", ['GET /a none', 'GET /b none']],
    ['a regular expression is a wildcard', 'app.get(/x$/, h); function h() {}', ['GET /{*} none']],
    ['templates of strings', 'const v = 2; app.get(`/v${v}/a`, h); function h() {}', ['GET /v2/a none']],
    ['a part that nobody knows', 'app.get(`/${process.env.BASE}/a`, h); function h() {}', ['GET /{*}/a none']],
    ['a loop over a list', "for (const p of ['a', 'b']) app.get('/' + p, h); function h() {}", ['GET /a none', 'GET /b none']],
    [
      'forEach over an object',
      "Object.entries({ a: h, b: h }).forEach(([k, f]) => app.get('/' + k, f)); function h() {}",
      ['GET /a none', 'GET /b none'],
    ],
    [
      'nested routers',
      "const r = express.Router(); const s = express.Router(); s.get('/x', h); r.use('/s', s); app.use('/r', r); function h() {}",
      ['GET /r/s/x none'],
    ],
    [
      'one router twice',
      "const r = express.Router(); r.get('/x', h); app.use('/a', r); app.use('/b', r); function h() {}",
      ['GET /a/x none', 'GET /b/x none'],
    ],
    [
      'a router inside of itself ends',
      "const r = express.Router(); r.get('/x', h); r.use('/r', r); app.use(r); function h() {}",
      ['GET /x none'],
    ],
    ['chained routes', "app.route('/a').get(h).put(h); function h() {}", ['GET /a none', 'PUT /a none']],
    ['a router that is mounted nowhere', "const r = express.Router(); r.get('/x', h); function h() {}", ['GET /{*}/x unknown']],
    [
      'a class with an application',
      "class S { constructor() { this.app = express(); this.routes(); } routes() { this.app.get('/c', this.h); } h() {} } new S();",
      ['GET /c none'],
    ],
    [
      'inside of a promise that the program gives itself',
      "async function restore() { await fs.rm('x'); } function setup(a) { a.get('/late', h); } restore().then(() => setup(app)); function h() {}",
      ['GET /late none'],
    ],
    [
      'what a promise of the program holds',
      "async function make() { return express(); } make().then((a) => { a.get('/late', h); return a; }).then((a) => a.get('/later', h)); function h() {}",
      ['GET /late none', 'GET /later none'],
    ],
    ['a method of that name', "const o = { then: (f) => 1 }; o.then(() => app.get('/late', h)); function h() {}", []],
    ['one of an empty list', "const base = [].find(Boolean); app.get(base + '/a', h); function h() {}", ['GET /{*}/a none']],
    ['inside of a promise', "connect().then(() => { app.get('/late', h); }); function h() {}", ['GET /late none']],
  ])('%s', async (_, code, expected) => {
    expect((await app(code)).sort()).toEqual([...expected].sort());
  });

  test('through modules of every kind', async () => {
    const files = {
      'a.js': "const { Router } = require('express'); const r = Router(); r.get('/a', () => {}); module.exports = r;",
      'b.mjs': "import { Router } from 'express'; export const b = Router(); b.get('/b', () => {});",
      'c.ts':
        "import express from 'express'; export default function (prefix: string) { const c = express.Router(); c.get(prefix, () => {}); return c; }",
      'index.js': "exports.a = require('./a'); exports.b = require('./b').b; exports.c = require('./c').default;",
    };
    expect(await app("const all = require('./index'); app.use(all.a); app.use(all.b); app.use(all.c('/c'));", files)).toEqual([
      'GET /a none',
      'GET /b none',
      'GET /c none',
    ]);
  });
});

describe('applications that are made in functions', () => {
  const body = "app.get('/a', (req, res) => res.json(1));";
  const made = `const app = express(); ${body} return app;`;
  const inClass = `const express = require('express'); class S { start() { ${made} } } module.exports = S;`;
  const inConstant = `import express from 'express'; export const create = () => { ${made} };`;
  test.each<[name: string, files: Record<string, string>, expected: string[]]>([
    ['a class', { 'app.js': inClass, 'index.js': "const S = require('./app'); const s = new S(); s.start();" }, ['GET /a none']],
    [
      'two files away',
      {
        'src/app.ts': inConstant,
        'src/boot/start.ts': "import { create } from '../app.js'; export function start() { create(); }",
        'src/main.ts': "import { start } from './boot/start'; start();",
      },
      ['GET /a none'],
    ],
    [
      'the file that calls it guards it',
      {
        'src/app.ts': inConstant,
        'src/main.ts':
          "import { create } from './app'; import { guard } from './guard'; const app = create(); app.use(guard); app.get('/b', (req, res) => res.json(1));",
        'src/guard.ts': 'export function guard(req, res, next) { if (!req.headers.authorization) return res.status(401).end(); next(); }',
      },
      ['GET /a none', 'GET /b required'],
    ],
    [
      'two files call it',
      {
        'src/app.ts': inConstant,
        'src/a.ts': "import { create } from './app'; create();",
        'src/b.ts': "import { create } from './app'; create();",
      },
      ['GET /a none'],
    ],
    [
      'one for the server, one for tests',
      {
        'app.js':
          "import express from 'express'; function add(app) { app.get('/a', (req, res) => res.json(1)); } add(express()); export function forTests() { const app = express(); add(app); return app; }",
      },
      ['GET /a none'],
    ],
    ['nobody calls the class', { 'app.js': inClass }, ['GET /{*}/a unknown']],
    ['nobody calls the constant', { 'app.ts': inConstant }, ['GET /{*}/a unknown']],
    [
      'nobody calls what is exported',
      { 'app.js': `const express = require('express'); module.exports = () => { ${made} };` },
      ['GET /{*}/a unknown'],
    ],
    ['no application is made', { 'app.js': `const express = require('express'); module.exports = (app) => { ${body} };` }, []],
  ])('%s', async (_, files, expected) => {
    expect((await lines({ 'package.json': '{}', ...files })).sort()).toEqual(expected);
  });
});

describe('security', () => {
  const refuse = 'function auth(req, res, next) { if (!req.headers.authorization) return res.sendStatus(401); next(); }';
  test.each<[name: string, code: string, expected: string]>([
    ['own middleware that refuses', `${refuse} app.get('/a', auth, (q, s) => s.end());`, 'required'],
    [
      'own middleware that tells browsers what to allow',
      "app.use((req, res, next) => { res.setHeader('Content-Security-Policy', 'x'); res.setHeader('Referrer-Policy', 'y'); res.header('Permissions-Policy', 'z'); next(); }); app.get('/a', (q, s) => s.end());",
      'none',
    ],
    [
      'own middleware that asks a policy',
      "app.use((req, res, next) => { res.setHeader('Referrer-Policy', 'y'); accessPolicy.check(req.url); next(); }); app.get('/a', (q, s) => s.end());",
      'unknown',
    ],
    ['used before the route', `${refuse} app.use(auth); app.get('/a', (q, s) => s.end());`, 'required'],
    ['used after the route', `${refuse} app.get('/a', (q, s) => s.end()); app.use(auth);`, 'none'],
    ['used for another path', `${refuse} app.use('/b', auth); app.get('/a', (q, s) => s.end());`, 'none'],
    ['used for a path above', `${refuse} app.use('/a', auth); app.get('/a/b', (q, s) => s.end());`, 'required'],
    ['used under a condition', `${refuse} if (process.env.SECURE) app.use(auth); app.get('/a', (q, s) => s.end());`, 'unknown'],
    [
      'own middleware that logs',
      'function log(req, res, next) { console.log(req.url); next(); } app.use(log); app.get("/a", (q, s) => s.end());',
      'none',
    ],
    [
      'an error handler refuses nobody',
      "app.use((err, req, res, next) => res.status(401).end()); app.get('/a', (q, s) => s.end());",
      'none',
    ],
    [
      'middleware that could not be found',
      "const { guard } = require('@company/guard'); app.get('/a', guard, (q, s) => s.end());",
      'unknown',
    ],
    ['a package that guards nothing', "app.use(require('helmet')()); app.get('/a', (q, s) => s.end());", 'none'],
    ['a handler that could not be found', "const c = require('@company/c'); app.get('/a', c.run);", 'unknown'],
    ['a handler that asks who it is', "app.get('/a', (req, res) => { if (!req.user) return res.sendStatus(401); res.end(); });", 'unknown'],
    [
      'a login refuses wrong passwords',
      "app.post('/login', (req, res) => { if (bad(req.body)) return res.status(401).end(); res.end(); });",
      'none',
    ],
    [
      'a handler that hands the request on to somebody unknown',
      "const { check } = require('@company/c'); app.get('/a', (req, res) => { check(req); res.end(); });",
      'unknown',
    ],
    [
      'a handler inside of a wrapper',
      "const wrap = require('express-async-handler'); app.get('/a', wrap(async (q, s) => s.end()));",
      'none',
    ],
    [
      'a wrapper of the program around a guard',
      `${refuse} const wrap = (fn) => (...args) => fn(...args); app.get('/a', wrap(auth), (q, s) => s.end());`,
      'required',
    ],
    ['passport', "const passport = require('passport'); app.get('/a', passport.authenticate('jwt'), (q, s) => s.end());", 'required jwt'],
    [
      'passport with anonymous',
      "const passport = require('passport'); app.get('/a', passport.authenticate(['jwt', 'anonymous']), (q, s) => s.end());",
      'optional jwt',
    ],
    [
      'passport with a callback of its own',
      "const passport = require('passport'); app.get('/a', passport.authenticate('jwt', () => {}), (q, s) => s.end());",
      'unknown',
    ],
    [
      'passport is set up',
      "const passport = require('passport'); app.use(passport.initialize()); app.get('/a', (q, s) => s.end());",
      'none',
    ],
    [
      'express-jwt',
      "const { expressjwt } = require('express-jwt'); app.get('/a', expressjwt({ secret }), (q, s) => s.end());",
      'required jwt',
    ],
    [
      'express-jwt that is optional',
      "const { expressjwt } = require('express-jwt'); app.get('/a', expressjwt({ credentialsRequired: false }), (q, s) => s.end());",
      'optional jwt',
    ],
    [
      'express-jwt by a setting',
      "const { expressjwt } = require('express-jwt'); app.get('/a', expressjwt({ credentialsRequired: config.strict }), (q, s) => s.end());",
      'unknown',
    ],
    [
      'scopes',
      "const { auth, requiredScopes } = require('express-oauth2-jwt-bearer'); app.get('/a', auth(), requiredScopes('read write'), (q, s) => s.end());",
      'required jwt (read,write)',
    ],
    ['one of two guards', `${refuse} const g = process.env.X ? auth : (q, s, n) => n(); app.get('/a', g, (q, s) => s.end());`, 'unknown'],
  ])('%s', async (_, code, expected) => {
    const [line = ''] = await app(code);
    expect(line.split(' ').slice(2).join(' ')).toBe(expected);
  });
});

describe('a function that is called over and over', () => {
  const many = (call: string) => Array.from({ length: 1200 }, (_, index) => call.replaceAll('N', String(index))).join('\n');
  test.each<[name: string, code: string, expected: readonly [count: number, last: string]]>([
    ['and logs', `function log(m) { console.log(m); } ${many("log('N');")} app.get('/a', h);`, [1, 'GET /a none']],
    ['and registers', `function add(p) { app.get(p, h); } ${many("add('/N');")}`, [1200, 'GET /1199 none']],
    ['and gives a path', `function at(p) { return '/x' + p; } ${many("app.get(at('/N'), h);")}`, [1200, 'GET /x/1199 none']],
    [
      'with nothing until it is given a function',
      `function run(f) { if (f) f(); } ${many('run(null);')} run(() => app.get('/a', h));`,
      [1, 'GET /a none'],
    ],
  ])('%s', async (_, code, [count, last]) => {
    const found = await app(`${code}\nfunction h(q, s) { s.end(); }`);
    expect([found.length, found.includes(last)]).toEqual([count, true]);
  });
});
