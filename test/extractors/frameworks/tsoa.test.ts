import { describe, expect, test } from 'vitest';
import { limitsIn, limitsOf, withLimits } from '../../../src/extractors/frameworks/tsoa/limits.ts';
import { schema } from '../../../src/extractors/schema/schema.ts';
import { inventoryOf, lines } from '../../support/code.ts';

const CONFIG = JSON.stringify({ routes: { authenticationModule: './auth.ts' } });

const AUTH = `export async function expressAuthentication(request, name, scopes) {
  if (name === 'jwt') { if (!request.headers.authorization) throw new Error('401'); return {}; }
  throw new Error('unknown scheme');
}`;

const controller = (body: string, head = "@Route('a')", more = '') =>
  `import { Body, Controller, Get, Post, Put, Route, Security, NoSecurity, Middlewares, Query, Path, Queries, BodyProp } from 'tsoa';\n${more}\n${head}\nexport class C extends Controller {\n${body}\n}`;

const GET = '@Get() a() { return 1; }';

interface App {
  readonly head?: string;
  readonly more?: string;
  readonly config?: string;
  readonly auth?: string;
  readonly files?: Readonly<Record<string, string>>;
}

const files = (body: string, { head, more, config = CONFIG, auth = AUTH, files: others = {} }: App = {}) => ({
  'package.json': '{}',
  'tsoa.json': config,
  'auth.ts': auth,
  'c.ts': controller(body, head, more),
  ...others,
});

const tail = (line = '') => line.split(' ').slice(2).join(' ');

describe('paths', () => {
  test.each<[name: string, head: string, body: string, app: App, expected: string[]]>([
    ['class and method', "@Route('a')", "@Get('b/{id}') b(id: string) { return 1; }", {}, ['GET /a/b/{id} none']],
    ['colons', "@Route('a/:x')", "@Get(':y') b() { return 1; }", {}, ['GET /a/{x}/{y} none']],
    ['no path at all', '@Route()', GET, {}, ['GET / none']],
    ['constants', '@Route(ROOT)', GET, { more: "const ROOT = 'x/' + 'y';" }, ['GET /x/y none']],
    ['the base path', "@Route('a')", GET, { config: JSON.stringify({ routes: { basePath: '/v1' } }) }, ['GET /v1/a none']],
    ['the base path of the document alone', "@Route('a')", GET, { config: JSON.stringify({ spec: { basePath: '/v1' } }) }, ['GET /a none']],
    [
      'routes on a router',
      "@Route('a')",
      GET,
      { files: { 'app.ts': "import { RegisterRoutes } from './routes'; RegisterRoutes(router);" } },
      ['GET /{*}/a none'],
    ],
    ['an abstract controller', "@Route('a')\nexport abstract", GET, {}, []],
    ['no controller', '', GET, {}, []],
  ])('%s', async (_, head, body, app, expected) => {
    const text = controller(body, head, app.more).replace('export abstract\nexport class', 'export abstract class');
    expect(await lines({ ...files(body, { ...app, head }), 'c.ts': text })).toEqual(expected);
  });

  test('inherited methods, and settings that are not there', async () => {
    const { routes } = await inventoryOf({
      'package.json': '{}',
      'b.ts': "import { Get } from 'tsoa';\nexport class Base { @Get('b') b() { return 1; } @Get('c') c() { return 1; } }",
      'c.ts':
        "import { Get, Route } from 'tsoa';\nimport { Base } from './b';\n@Route('a') export class C extends Base { @Get('d') c() { return 2; } }",
    });
    expect(routes.map(({ path }) => path).sort()).toEqual(['/{*}/a/b', '/{*}/a/d']);
  });
});

describe('security', () => {
  const REFUSING = 'export const guard = (req, res, next) => { if (!req.user) return res.status(401).end(); next(); };';
  test.each<[name: string, body: string, app: App, expected: string]>([
    ['none', GET, {}, 'none'],
    ['a scheme', `@Security('jwt') ${GET}`, {}, 'required jwt'],
    ['with scopes', `@Security('jwt', ['x']) ${GET}`, {}, 'required jwt (x)'],
    ['of the class', GET, { head: "@Route('a') @Security('jwt')" }, 'required jwt'],
    ['none of the method', `@NoSecurity() ${GET}`, { head: "@Route('a') @Security('jwt')" }, 'public'],
    [
      'of the root',
      GET,
      { config: JSON.stringify({ routes: { authenticationModule: './auth.ts', rootSecurity: [{ jwt: [] }] } }) },
      'required jwt',
    ],
    ['alternatives', `@Security('jwt') @Security('key') ${GET}`, {}, 'required jwt,key'],
    ['both', `@Security({ jwt: ['x'], key: [] }) ${GET}`, {}, 'required jwt,key (x)'],
    ['no authentication module', `@Security('jwt') ${GET}`, { config: '{}' }, 'unknown jwt'],
    [
      'a module that refuses nobody',
      `@Security('jwt') ${GET}`,
      { auth: 'export async function expressAuthentication() { return {}; }' },
      'unknown jwt',
    ],
    [
      'a scheme that the module does not name',
      `@Security('typo') ${GET}`,
      {
        auth: "export async function expressAuthentication(request, name) { if (name === 'jwt') { if (!request.headers.authorization) throw new Error('x'); } }",
      },
      'unknown typo',
    ],
    ['middleware', `@Middlewares(guard) ${GET}`, { more: REFUSING }, 'required'],
    ['a decorator that nobody knows', `@Authorized() ${GET}`, { more: "import { Authorized } from 'lib';" }, 'unknown'],
  ])('%s', async (_, body, app, expected) => {
    expect(tail((await lines(files(body, app)))[0])).toBe(expected);
  });

  const app = (before: string, after = '') => ({
    'app.ts': `import express from 'express';\nimport { RegisterRoutes } from './routes';\n${REFUSING}\nconst app = express();\n${before}\nRegisterRoutes(app);\n${after}`,
  });
  test.each<[name: string, before: string, after: string, expected: string]>([
    ['before the routes', 'app.use(guard);', '', 'required'],
    ['after the routes', '', 'app.use(guard);', 'none'],
    ['for another path', "app.use('/admin', guard);", '', 'none'],
    ['under a condition', 'if (process.env.X) app.use(guard);', '', 'unknown'],
    ['that is harmless', 'app.use(express.json());', '', 'none'],
    ['for errors', 'app.use((error, req, res, next) => { res.status(401).end(); });', '', 'none'],
  ])('middleware of the application %s', async (_, before, after, expected) => {
    expect(tail((await lines(files(GET, { files: app(before, after) })))[0])).toBe(expected);
  });
});

describe('limits', () => {
  const doc = (text: string) => ({ text, at: { start: 0, end: text.length } });
  test.each<[name: string, text: string, expected: Record<string, unknown>]>([
    ['lengths', '/**\n * @minLength 2 "too short"\n * @maxLength 5\n */', { minLength: 2, maxLength: 5 }],
    ['on one line', '/** @isInt */', { type: 'integer', format: 'int32' }],
    ['a pattern and its message', '/** @pattern ^[a-z ]+$ "letters" */', { pattern: '^[a-z ]+$' }],
    ['a quoted pattern', '/** @pattern "^[a-z ]+$" */', { pattern: '^[a-z ]+$' }],
    ['a number that is none', '/** @maximum many */', {}],
    ['another tag', '/** @example 5 */', {}],
    ['in the middle of a line', '/** mail@maxLength 5 */', {}],
  ])('%s', (_, text, expected) => {
    const of = withLimits(schema({ file: 'a', span: { start: 0, end: 0 } }), limitsIn(doc(text), 'a'));
    expect(Object.fromEntries([...of.keywords].map(([key, { value }]) => [key, value]))).toEqual(expected);
  });

  test('of one parameter', () => {
    const limits = limitsIn(doc('/**\n * @param limit how many\n * @isInt limit\n * @maximum limit 9\n * @isInt other\n */'), 'a');
    expect(limitsOf('limit', limits).map(({ tag, text }) => [tag, text])).toEqual([
      ['isInt', ''],
      ['maximum', '9'],
    ]);
    expect(limits[1]?.place.span).toEqual({ start: 32, end: 44 });
  });
});

test('types of every kind', async () => {
  const body = `@Post() a(@Body() body: Pick<Item, 'name' | 'size'>) { return 1; }
@Put() b(@BodyProp('x') x: string, @BodyProp() y?: number) { return 1; }
@Get('q') q(@Queries() page: Page, @Query('z') other?: string) { return 1; }`;
  const more = 'interface Item { name: string; size?: number; secret: string }\ninterface Page { from: string; to?: string }';
  const { routes } = await inventoryOf(files(body, { more }));
  const found = routes.map(({ parameters, body: sent }) => [
    ...parameters.map((each) => `${each.in} ${each.name}${each.required ? '!' : ''}`),
    ...[...(sent?.schema.properties ?? [])].map(([name, { required }]) => `body ${name}${required ? '!' : ''}`),
  ]);
  expect(found).toEqual([
    ['body name!', 'body size'],
    ['body x!', 'body y'],
    ['query from!', 'query to', 'query z'],
  ]);
});
