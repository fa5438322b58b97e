import { describe, expect, test } from 'vitest';
import { inventoryJson } from '../../../src/extractors/inventory-json.ts';
import { inventoryOf, lines } from '../../support/code.ts';

const HEAD = `import { Controller, Get, Module, SetMetadata, UseGuards, createParamDecorator } from '@nestjs/common';
import { APP_GUARD, NestFactory, Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
`;

const jwt = "class Jwt extends AuthGuard('jwt') {}\n";

/** A controller with the route \`GET /a\`; the last argument is what the module provides. */
const nest = (classes: string, decorators: string, providers = '') =>
  lines({
    'package.json': '{}',
    'main.ts': `${HEAD}${classes}
@Controller() class C { ${decorators} @Get('a') a() { return 1; } }
@Module({ controllers: [C], providers: [${providers}] }) class M {}
async function start() { const app = await NestFactory.create(M); await app.listen(1); }
start();`,
  });

const global = (name: string) => `{ provide: APP_GUARD, useClass: ${name} }`;

const roles = `class Roles { constructor(private reflector: Reflector) {}
  canActivate(context) { const roles = this.reflector.get('roles', context.getHandler()); if (!roles) return true; return roles.includes(context.user.role); } }\n`;

const open = `class Open extends AuthGuard('jwt') { constructor(private reflector: Reflector) { super(); }
  canActivate(context) { if (this.reflector.getAllAndOverride('open', [context.getHandler()])) return true; return super.canActivate(context); } }\n`;

describe('security', () => {
  test.each<[name: string, classes: string, decorators: string, providers: string, expected: string]>([
    ['nothing', '', '', '', 'none'],
    ['a guard of passport', '', "@UseGuards(AuthGuard('jwt'))", '', 'required jwt'],
    ['a class that extends one', jwt, '@UseGuards(Jwt)', '', 'required jwt'],
    ['a global guard', jwt, '', global('Jwt'), 'required jwt'],
    ['a global guard that lets marked routes through', open, "@SetMetadata('open', true)", global('Open'), 'public'],
    ['the same without the mark', open, '', global('Open'), 'required jwt'],
    ['the same with the mark taken back', open, "@SetMetadata('open', false)", global('Open'), 'required jwt'],
    ['a guard of roles alone authenticates nobody', roles, '', global('Roles'), 'none'],
    ['roles that are asked for', roles, "@SetMetadata('roles', ['admin'])", global('Roles'), 'required (admin)'],
    [
      'a guard that reads metadata in a way nobody understands',
      "class G { canActivate(context) { return decide(this.reflector.get('x', context)); } }\n",
      '@UseGuards(G)',
      '',
      'unknown',
    ],
    ['a guard of unknown meaning', 'class G { canActivate() { return process.env.X === "1"; } }\n', '@UseGuards(G)', '', 'unknown'],
    ['a guard from elsewhere', "import { G } from '@company/guard';\n", '@UseGuards(G)', '', 'unknown'],
    [
      'a guard with a body of its own',
      'class G { canActivate(c) { const r = c.switchToHttp().getRequest(); return check(r.headers.authorization); } }\n',
      '@UseGuards(G)',
      '',
      'required',
    ],
    [
      'a guard that hands nobody back',
      "class Lenient extends AuthGuard('jwt') { handleRequest(err, user) { return user; } }\n",
      '@UseGuards(Lenient)',
      '',
      'optional jwt',
    ],
    [
      'a guard that swallows refusals',
      "class Lenient extends AuthGuard('jwt') { async canActivate(c) { try { return await super.canActivate(c); } catch { return true; } } }\n",
      '@UseGuards(Lenient)',
      '',
      'optional jwt',
    ],
    ['the throttler', "import { ThrottlerGuard } from '@nestjs/throttler';\n", '', global('ThrottlerGuard'), 'none'],
    ['a decorator from elsewhere', "import { Protected } from '@company/guard';\n", '@Protected()', '', 'unknown'],
    ['documentation protects nothing', "import { ApiBearerAuth } from '@nestjs/swagger';\n", '@ApiBearerAuth()', '', 'none bearer'],
    [
      'a decorator made by the reflector',
      "const Open = Reflector.createDecorator<boolean>();\nclass G extends AuthGuard('jwt') { canActivate(c) { const open = this.reflector.get(Open, c.getHandler()); if (open) return true; return super.canActivate(c); } }\n",
      '@Open(true)',
      global('G'),
      'public',
    ],
  ])('%s', async (_, classes, decorators, providers, expected) => {
    const [line = ''] = await nest(classes, decorators, providers);
    expect(line.split(' ').slice(2).join(' ')).toBe(expected);
  });

  test('middleware stands before the routes that it names', async () => {
    const classes = 'class Auth { use(req, res, next) { if (!req.headers.authorization) throw new UnauthorizedException(); next(); } }\n';
    const module = (target: string) =>
      lines({
        'package.json': '{}',
        'main.ts': `${HEAD}import { RequestMethod, Post } from '@nestjs/common';\n${classes}
@Controller('x') class C { @Get('a') a() {} @Post('a') b() {} @Get('a/:id') c() {} }
@Module({ controllers: [C] }) class M { configure(consumer) { consumer.apply(Auth).forRoutes(${target}); } }
NestFactory.create(M);`,
      });
    expect(await module("{ path: 'x/a', method: RequestMethod.POST }")).toEqual([
      'GET /x/a none',
      'POST /x/a required',
      'GET /x/a/{id} none',
    ]);
    expect(await module("'x/a'")).toEqual(['GET /x/a required', 'POST /x/a required', 'GET /x/a/{id} required']);
    expect(await module('C')).toEqual(['GET /x/a required', 'POST /x/a required', 'GET /x/a/{id} required']);
    expect(await module("'y'")).toEqual(['GET /x/a none', 'POST /x/a none', 'GET /x/a/{id} none']);
  });

  test('a parameter decorator of the program may read the credential', async () => {
    const read = (body: string) =>
      lines({
        'package.json': '{}',
        'main.ts': `${HEAD}const User = createParamDecorator((data, ctx) => { const req = ctx.switchToHttp().getRequest(); ${body} });
@Controller() class C { @Get('a') a(@User() user) { return 1; } }
@Module({ controllers: [C] }) class M {}
NestFactory.create(M);`,
      });
    expect(await read('return decode(req.headers.authorization);')).toEqual(['GET /a optional']);
    expect(await read('if (!req.headers.authorization) throw new UnauthorizedException(); return 1;')).toEqual(['GET /a required']);
    expect(await read('return req.ip;')).toEqual(['GET /a none']);
  });

  test('a base class that is not in the code may guard', async () => {
    const code = `${HEAD}import { Base } from '@company/base';\n@Controller('x') class C extends Base { @Get() a() {} }\n@Module({ controllers: [C] }) class M {}\nNestFactory.create(M);`;
    expect(await lines({ 'package.json': '{}', 'main.ts': code })).toEqual(['GET /x unknown']);
  });
});

describe('paths', () => {
  test.each<[name: string, app: string, controller: string, expected: string[]]>([
    ['a global prefix', "app.setGlobalPrefix('api');", "@Controller('x')", ['GET /api/x/a none']],
    ['a prefix that nobody knows', 'app.setGlobalPrefix(config.prefix);', "@Controller('x')", ['GET /{*}/x/a none']],
    ['several paths', '', "@Controller(['x', 'y'])", ['GET /x/a none', 'GET /y/a none']],
    [
      'a version',
      'app.enableVersioning({ type: VersioningType.URI });',
      "@Controller({ path: 'x', version: ['1', '2'] })",
      ['GET /v1/x/a none', 'GET /v2/x/a none'],
    ],
    [
      'a version in a header shows in no path',
      'app.enableVersioning({ type: VersioningType.HEADER, header: "v" });',
      "@Controller({ path: 'x', version: '1' })",
      ['GET /x/a none'],
    ],
    [
      'the default version',
      "app.enableVersioning({ type: VersioningType.URI, defaultVersion: '3' });",
      "@Controller('x')",
      ['GET /v3/x/a none'],
    ],
  ])('%s', async (_, app, controller, expected) => {
    const code = `${HEAD}import { VersioningType } from '@nestjs/common';
${controller} class C { @Get('a') a() {} }
@Module({ controllers: [C] }) class M {}
async function start() { const app = await NestFactory.create(M); ${app} } start();`;
    expect(await lines({ 'package.json': '{}', 'main.ts': code })).toEqual(expected);
  });
});

describe('controllers that nothing names', () => {
  const main = `${HEAD}import { A } from './a.controller';\n@Module({ controllers: [A] }) class M {}\nNestFactory.create(M);`;
  const controller = (name: string) =>
    `import { Controller, Get } from '@nestjs/common';\n@Controller('${name.toLowerCase()}') export class ${name} { @Get() all() {} }`;
  const files = { 'package.json': '{}', 'main.ts': main, 'a.controller.ts': controller('A'), 'b.controller.ts': controller('B') };
  test.each<[name: string, more: Record<string, string>, expected: string[]]>([
    ['are not served', {}, ['GET /a none']],
    ['unless their file is passed on', { 'all.ts': "export * from './b.controller.js';" }, ['GET /a none', 'GET /b none']],
    ['unless files are found by a pattern', { 'load.ts': 'const all = readdirSync(folder);' }, ['GET /a none', 'GET /b none']],
    ['unless they are imported by a computed name', { 'load.ts': 'const one = await import(name);' }, ['GET /a none', 'GET /b none']],
  ])('%s', async (_, more, expected) => {
    expect((await lines({ ...files, ...more })).sort()).toEqual(expected);
  });
});

test.each<[name: string, parameter: string, expected: string[]]>([
  [
    'a schema in the options',
    '@Query({ schema: z.object({ page: z.number(), tag: z.string().optional() }) }) q: Written',
    ['page', 'tag?'],
  ],
  ['a schema that is not known', '@Query({ schema: other.object({}) }) q: Written', []],
  ['a pipe that is given a schema', '@Query(new ZodPipe(z.object({ page: z.number() }))) q: Written', ['page']],
  ['a pipe of a package', '@Query(new ZodValidationPipe(z.object({ page: z.number() }))) q: Written', ['page']],
  ['the type alone', '@Query() q: Written', ['written']],
  ['a pipe without a schema', '@Query(new ValidationPipe({ transform: true })) q: Written', ['written']],
])('a query by %s', async (_, parameter, expected) => {
  const code = `${HEAD}import { Query, ValidationPipe } from '@nestjs/common';\nimport { ZodValidationPipe } from 'nestjs-zod';
import { z } from 'zod';\nimport * as other from 'other';
class Written { written: string }
class ZodPipe { constructor(private schema: unknown) {} transform(value) { return value; } }
@Controller() class C { @Get('a') a(${parameter}) {} }
@Module({ controllers: [C] }) class M {}\nNestFactory.create(M);`;
  const [route] = inventoryJson(await inventoryOf({ 'package.json': '{}', 'main.ts': code }));
  expect(route?.parameters.map(({ name, required }) => name + (required ? '' : '?'))).toEqual(expected);
});
