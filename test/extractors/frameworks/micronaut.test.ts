import { describe, expect, test } from 'vitest';
import { inventoryOf, lines } from '../../support/code.ts';

const BUILD = 'micronaut-http-server';
const SECURED = 'micronaut-http-server micronaut-security-jwt';
const SETTINGS = 'src/main/resources/application.yml';

const controller = (body: string, head = '@Controller("/a")') =>
  `package a;\nimport io.micronaut.http.annotation.*;\nimport io.micronaut.security.annotation.Secured;\n${head}\npublic class C {\n${body}\n}`;

const GET = '@Get public String a() { return ""; }';

const app = (body: string, { head, build = BUILD, ...more }: { head?: string; build?: string; [file: string]: string | undefined } = {}) =>
  lines({ 'build.gradle': build, 'src/main/java/a/C.java': controller(body, head), ...(more as Record<string, string>) });

const tail = (line = '') => line.split(' ').slice(2).join(' ');

describe('paths', () => {
  test.each<[name: string, head: string, body: string, expected: string[]]>([
    ['without a path', '@Controller', GET, ['GET / none']],
    ['class and method', '@Controller("a")', '@Get("b/{id}") String b(Long id) { return ""; }', ['GET /a/b/{id} none']],
    ['query parts', '@Controller("/a")', '@Get("/b{?x,y*}") String b() { return ""; }', ['GET /a/b none']],
    [
      'an optional segment, a length, a rest',
      '@Controller("/a")',
      '@Get("/{x:3}{/y}/{+z}") String b() { return ""; }',
      ['GET /a/{x}/{y}/{z} none'],
    ],
    ['several', '@Controller("/a")', '@Post(uris = {"/b", "/c"}) void b() {}', ['POST /a/b none', 'POST /a/c none']],
    ['a method of its own', '@Controller("/a")', '@CustomHttpMethod(method = "LOCK", value = "/b") void b() {}', ['LOCK /a/b none']],
    ['no mapping', '@Controller("/a")', 'public String a() { return ""; }', []],
    ['a client', '@Client("/a")', GET, []],
  ])('%s', async (_, head, body, expected) => {
    expect((await app(body, { head })).sort()).toEqual(expected);
  });

  test.each<[name: string, settings: string, head: string, expected: string, complete: boolean]>([
    ['a setting', 'api:\n  root: /v1', `@Controller("\${api.root}/a")`, '/v1/a', true],
    ['a standard', '', `@Controller("\${api.root:/v2}/a")`, '/v2/a', true],
    ['a setting that is nowhere', '', `@Controller("\${api.root}/a")`, '/{*}/a', false],
    ['the context path', 'micronaut:\n  server:\n    context-path: /ctx', '@Controller("/a")', '/ctx/a', true],
  ])('%s', async (_, settings, head, expected, complete) => {
    const files = { 'build.gradle': BUILD, [SETTINGS]: settings, 'src/main/java/a/C.java': controller(GET, head) };
    const { routes, modules } = await inventoryOf(files);
    expect([routes.map(({ path }) => path), modules[0]?.complete]).toEqual([[expected], complete]);
  });

  test('mappings of an interface in another module', async () => {
    const files = {
      'api/build.gradle': BUILD,
      'api/src/main/java/b/Api.java':
        'package b; import io.micronaut.http.annotation.*; public interface Api { @Get("/x/{id}") String x(@QueryValue String q, Long id); }',
      'app/build.gradle': BUILD,
      'app/src/main/java/a/C.java':
        'package a; import b.Api; import io.micronaut.http.annotation.Controller; @Controller("/a") class C implements Api { public String x(String q, Long id) { return q; } }',
    };
    const { routes } = await inventoryOf(files);
    expect(routes.map(({ path, parameters }) => [path, parameters.map((each) => `${each.in} ${each.name}`)])).toEqual([
      ['/a/x/{id}', ['query q', 'path id']],
    ]);
  });
});

describe('security', () => {
  const map = (rules: string) => `micronaut:\n  security:\n    intercept-url-map:\n${rules}`;
  const rule = (pattern: string, access: string, method = '') =>
    `      - pattern: ${pattern}\n${method === '' ? '' : `        http-method: ${method}\n`}        access: [${access}]\n`;

  test.each<[name: string, settings: string, body: string, expected: string]>([
    ['what nothing names is refused', 'a: 1', GET, 'required'],
    ['a rule that opens', map(rule('/a/**', 'isAnonymous()')), GET, 'public'],
    ['a rule for another path', map(rule('/b/**', 'isAnonymous()')), GET, 'required'],
    ['roles', map(rule('/**', 'R, S')), GET, 'required (R,S)'],
    ['the first rule', map(rule('/a', 'isAuthenticated()') + rule('/**', 'isAnonymous()')), GET, 'required'],
    ['one of the method before one without', map(rule('/**', 'isAuthenticated()') + rule('/a', 'isAnonymous()', 'GET')), GET, 'public'],
    ['one of another method', map(rule('/**', 'isAnonymous()', 'POST')), GET, 'required'],
    ['the annotation before the map', map(rule('/**', 'isAnonymous()')), `@Secured("R") ${GET}`, 'required (R)'],
    ['a constant', 'a: 1', `@Secured(SecurityRule.IS_ANONYMOUS) ${GET}`, 'public'],
    ['authenticated', 'a: 1', `@Secured(SecurityRule.IS_AUTHENTICATED) ${GET}`, 'required'],
    ['an expression', 'a: 1', `@Secured("#{ user?.admin }") ${GET}`, 'unknown'],
    ['switched off', 'micronaut:\n  security:\n    enabled: false', GET, 'none'],
  ])('%s', async (_, settings, body, expected) => {
    expect(tail((await app(body, { build: SECURED, [SETTINGS]: settings }))[0])).toBe(expected);
  });

  test('without Micronaut Security an annotation does nothing that is known', async () => {
    expect(tail((await app(`@Secured("R") ${GET}`))[0])).toBe('unknown');
    expect(tail((await app(GET))[0])).toBe('none');
  });

  test('with Micronaut Security and no settings', async () => {
    expect(tail((await app(GET, { build: SECURED }))[0])).toBe('unknown');
  });

  test('a rule of the code may decide anything', async () => {
    const rules = {
      'src/main/java/a/Rule.java': 'package a; import io.micronaut.security.rules.SecurityRule; class Own implements SecurityRule {}',
    };
    expect(tail((await app(GET, { build: SECURED, [SETTINGS]: 'a: 1', ...rules }))[0])).toBe('unknown');
  });

  const filter = (pattern: string, body: string) => ({
    'src/main/java/a/F.java': `package a; import io.micronaut.http.annotation.*; @ServerFilter("${pattern}") class F { @RequestFilter HttpResponse<?> f(HttpRequest<?> request) { ${body} } }`,
  });
  const refusing = 'if (request.getHeaders().getAuthorization().isEmpty()) return HttpResponse.unauthorized(); return null;';
  test.each<[name: string, files: Record<string, string>, expected: string]>([
    ['a filter that refuses', filter('/a/**', refusing), 'required'],
    ['a filter of other paths', filter('/b/**', refusing), 'none'],
    ['a filter that does nothing', filter('/**', 'return null;'), 'none'],
  ])('%s', async (_, files, expected) => {
    expect(tail((await app(GET, files))[0])).toBe(expected);
  });
});

test('bodies and parameters without annotations', async () => {
  const body = `@Get("/{id}") String one(Long id, String q, HttpRequest<?> request, Principal who) { return ""; }
@Post String add(String name, @Nullable Integer age) { return ""; }
@Put("/f") String file(CompletedFileUpload file) { return ""; }
@Patch String patch(@Body("title") String title) { return ""; }`;
  const { routes } = await inventoryOf({ 'build.gradle': BUILD, 'src/main/java/a/C.java': controller(body) });
  const found = routes.map(({ method, parameters, body: sent }) => [
    method,
    ...parameters.map((each) => `${each.in} ${each.name}`),
    ...(sent === undefined
      ? []
      : [`${sent.mediaTypes} ${[...(sent.schema.properties ?? [])].map(([name, { required }]) => name + (required ? '!' : ''))}`]),
  ]);
  expect(found).toEqual([
    ['GET', 'path id', 'query q'],
    ['POST', 'application/json name!,age'],
    ['PUT', 'multipart/form-data file!'],
    ['PATCH', 'application/json title!'],
  ]);
});
