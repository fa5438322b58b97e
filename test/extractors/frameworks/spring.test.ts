import { describe, expect, test } from 'vitest';
import { expressionAccess, matchesPattern } from '../../../src/extractors/frameworks/spring/access.ts';
import { inventoryJson } from '../../../src/extractors/inventory-json.ts';
import { inventoryOf, lines } from '../../support/code.ts';

const POM = '<project><artifactId>x</artifactId></project>';
const SECURED = '<project><artifactId>spring-boot-starter-security</artifactId></project>';

const controller = (body: string, head = '@RestController') =>
  `package a;\nimport org.springframework.web.bind.annotation.*;\n${head}\npublic class C {\n${body}\n}`;

const chain = (rules: string, more = '') => `package a;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
class Config { ${more}
  @Bean SecurityFilterChain chain(HttpSecurity http) throws Exception { http.authorizeHttpRequests(a -> a${rules}); return http.build(); } }`;

const secured = (rules: string, body: string, more = '') =>
  lines({ 'pom.xml': SECURED, 'src/main/java/a/C.java': controller(body), 'src/main/java/a/Config.java': chain(rules, more) });

describe('matchesPattern', () => {
  test.each<[pattern: string, path: string, expected: 'yes' | 'no' | 'maybe']>([
    ['/**', '/a/b', 'yes'],
    ['/a/**', '/a', 'yes'],
    ['/a/**', '/a/b/{id}', 'yes'],
    ['/a/**', '/ab', 'no'],
    ['/a/*', '/a/b', 'yes'],
    ['/a/*', '/a/{id}', 'yes'],
    ['/a/*', '/a/b/c', 'no'],
    ['/a/feed', '/a/{slug}', 'no'],
    ['/a/{x}', '/a/{id}', 'yes'],
    ['/a/{x}/b', '/a/1/b', 'yes'],
    ['/a/b*', '/a/bcd', 'yes'],
    ['/a/b*', '/a/cbd', 'no'],
    ['/a/**/z', '/a/b/c/z', 'yes'],
    ['/a/**/z', '/a/b/c/y', 'no'],
    ['/a/b', '/a/b', 'yes'],
    ['/a/b', '/a', 'no'],
    ['/a/b', '/{*}/b', 'maybe'],
    ['/a/**', '/{*}', 'maybe'],
  ])('%s on %s: %s', (pattern, path, expected) => {
    expect(matchesPattern(pattern, path)).toBe(expected);
  });
});

describe('expressionAccess', () => {
  test.each<[expression: string, kind: string, scopes: string[]]>([
    ['permitAll()', 'public', []],
    ['permitAll', 'public', []],
    ['isAuthenticated()', 'required', []],
    ["hasRole('A')", 'authorizes', ['A']],
    ["hasAnyAuthority('a', 'b') and #id > 0", 'authorizes', ['a', 'b']],
    ["hasRole('A') or permitAll()", 'public', []],
    ['@access.check(#id)', 'unknown', []],
    ['#user.name == authentication.name', 'unknown', []],
    ['#user.id == principal.id', 'required', []],
    ['principal.empty == false', 'unknown', []],
    ['principal != null', 'unknown', []],
    ["authentication.name != 'bob'", 'unknown', []],
    ['authentication.authorities.size() > 0', 'unknown', []],
    ['!isAuthenticated()', 'unknown', []],
    ['not isAuthenticated()', 'unknown', []],
    ['isAuthenticated() == false', 'unknown', []],
    ["!hasRole('BANNED')", 'unknown', []],
    ["hasRole('ANONYMOUS')", 'public', []],
    ["hasAuthority('ANONYMOUS')", 'authorizes', ['ANONYMOUS']],
    ["hasAnyRole('USER','ANONYMOUS')", 'public', []],
    ["hasRole('A') or true", 'public', []],
    ["hasRole('A') or #id == 1", 'unknown', []],
    ["hasRole('A') and #id == 1", 'authorizes', ['A']],
    ["hasRole('A') || @access.open(#id)", 'unknown', []],
    ["hasRole('A') or hasPermission(#id, 'read')", 'unknown', []],
    ["hasRole('A') and hasRole('B')", 'authorizes', ['A', 'B']],
    ["hasRole('A') or hasRole('B')", 'authorizes', []],
    ["(hasRole('A') and hasRole('B')) or hasRole('A')", 'authorizes', ['A']],
    ["hasRole('A') ? true : false", 'unknown', []],
    ["hasRole('{role}')", 'unknown', []],
  ])('%s: %s', (expression, kind, scopes) => {
    expect(expressionAccess(expression)).toMatchObject({ kind, scopes });
  });
});

describe('several chains', () => {
  const beans = (first: string, second: string): Record<string, string> => ({
    'pom.xml': SECURED,
    'src/main/java/a/C.java': controller('@GetMapping("/a") public String a() { return ""; }'),
    'src/main/java/a/Config.java': `package a;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
class Config {
  @Bean ${first} return http.build(); }
  @Bean ${second} return http.build(); }
}`,
  });
  const asks = (head: string, own = ''): string =>
    `${head} SecurityFilterChain asks(HttpSecurity http) { http${own}.authorizeHttpRequests(a -> a.anyRequest().hasRole("A"));`;
  const opens = (head: string, own = ''): string =>
    `${head} SecurityFilterChain opens(HttpSecurity http) { http${own}.authorizeHttpRequests(a -> a.anyRequest().permitAll());`;

  test.each<[name: string, first: string, second: string, expected: string]>([
    ['of the actuator', asks('@Order(1)', '.securityMatcher(EndpointRequest.toAnyEndpoint())'), opens('@Order(2)'), 'public'],
    ['of the console', asks('@Order(1)', '.securityMatcher(PathRequest.toH2Console())'), opens('@Order(2)'), 'public'],
    ['of its path', asks('@Order(1)', '.securityMatcher("/a")'), opens('@Order(2)'), 'required (A)'],
    ['of a regular expression', asks('@Order(1)', '.securityMatcher(new RegexRequestMatcher("/a", null))'), opens('@Order(2)'), 'unknown'],
    ['below zero', asks('@Order(2)'), opens('@Order(-10)'), 'public'],
    ['highest', asks('@Order(2)'), opens('@Order(Ordered.HIGHEST_PRECEDENCE + 1)'), 'public'],
    ['lowest', asks('@Order(2)'), opens('@Order(Ordered.LOWEST_PRECEDENCE - 5)'), 'required (A)'],
    ['of an order that is not known', asks('@Order(2)'), opens('@Order(Other.ORDER)'), 'unknown'],
    ['on a condition', asks('@Order(1) @Profile("x")'), opens('@Order(2)'), 'unknown'],
    ['on a condition, with the same answer', asks('@Order(1) @Profile("x")'), asks('@Order(2)'), 'required (A)'],
    ['after it, on a condition', asks('@Order(1)'), opens('@Order(2) @ConditionalOnProperty("x")'), 'required (A)'],
  ])('%s', async (_, first, second, expected) => {
    expect(await lines(beans(first, second))).toEqual([`GET /a ${expected}`]);
  });
});

describe('method security', () => {
  test.each<[name: string, head: string, expected: string]>([
    ['on', '@EnableMethodSecurity', 'required (A)'],
    ['by its full name', '@org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity', 'required (A)'],
    ['off', '@EnableMethodSecurity(prePostEnabled = false, securedEnabled = true)', 'unknown'],
    ['off by default', '@EnableGlobalMethodSecurity(securedEnabled = true)', 'unknown'],
    ['of old', '@EnableGlobalMethodSecurity(prePostEnabled = true)', 'required (A)'],
    ['in a comment', '// @EnableMethodSecurity', 'unknown'],
    ['on a condition', '@Profile("x") @EnableMethodSecurity', 'unknown'],
  ])('%s', async (_, head, expected) => {
    const body = '@PreAuthorize("hasRole(\'A\')") @GetMapping("/a") public String a() { return ""; }';
    const config = chain('.anyRequest().permitAll()').replace('class Config', `${head}\nclass Config`);
    const found = await lines({ 'pom.xml': SECURED, 'src/main/java/a/C.java': controller(body), 'src/main/java/a/Config.java': config });
    expect(found).toEqual([`GET /a ${expected}`]);
  });
});

describe('filter chains', () => {
  test.each<[name: string, rules: string, expected: string]>([
    ['everything', '.anyRequest().authenticated()', 'required'],
    ['a role that everybody has', '.requestMatchers("/a").hasAnyRole("X", "ANONYMOUS").anyRequest().denyAll()', 'public'],
    ['the first rule wins', '.requestMatchers("/a").permitAll().anyRequest().authenticated()', 'public'],
    ['a rule for another method', '.requestMatchers(HttpMethod.POST, "/a").permitAll().anyRequest().authenticated()', 'required'],
    ['a rule for this method', '.requestMatchers(HttpMethod.GET, "/a").permitAll().anyRequest().authenticated()', 'public'],
    ['a rule that could not be read', '.requestMatchers(paths()).permitAll().anyRequest().authenticated()', 'unknown'],
    ['the same where it makes no difference', '.requestMatchers(paths()).authenticated().anyRequest().authenticated()', 'required'],
    ['roles', '.requestMatchers("/a").hasAnyRole("X", "Y").anyRequest().denyAll()', 'required (X,Y)'],
    ['what no rule names is refused', '.requestMatchers("/b").permitAll()', 'required'],
    ['access by code of its own', '.requestMatchers("/a").access((x, y) -> decide(x)).anyRequest().authenticated()', 'unknown'],
    [
      'static files are elsewhere',
      '.requestMatchers(PathRequest.toStaticResources().atCommonLocations()).permitAll().anyRequest().authenticated()',
      'required',
    ],
    ['matchers as objects', '.requestMatchers(new AntPathRequestMatcher("/a", "GET")).permitAll().anyRequest().authenticated()', 'public'],
  ])('%s', async (_, rules, expected) => {
    const [line = ''] = await secured(rules, '@GetMapping("/a") public String a() { return ""; }');
    expect(line.split(' ').slice(2).join(' ')).toBe(expected);
  });

  test.each<[name: string, config: string, expected: string]>([
    [
      'and() of old',
      'http.csrf().disable().authorizeRequests().antMatchers("/a").permitAll().anyRequest().authenticated().and().httpBasic();',
      'public',
    ],
    ['old chains let through what no rule names', 'http.authorizeRequests().antMatchers("/b").authenticated();', 'none'],
    ['no rules and a filter of its own', 'http.addFilterBefore(filter, X.class);', 'unknown'],
    ['no rules at all', 'http.csrf().disable();', 'none'],
    [
      'a rule on a condition',
      'var a = http.authorizeRequests(); if (open) { a.antMatchers("/a").permitAll(); } a.anyRequest().authenticated();',
      'unknown',
    ],
    [
      'a rule on a condition that makes no difference',
      'var a = http.authorizeRequests(); if (open) { a.antMatchers("/a").authenticated(); } a.anyRequest().authenticated();',
      'required',
    ],
    [
      'what anonymous callers are is not known',
      'http.anonymous().authorities(given()).and().authorizeRequests().anyRequest().hasRole("A");',
      'unknown',
    ],
    [
      'anonymous callers have a role',
      'http.anonymous().authorities("ROLE_A").and().authorizeRequests().anyRequest().hasRole("A");',
      'public',
    ],
  ])('%s', async (_, config, expected) => {
    const text = `package a;\nimport org.springframework.security.config.annotation.web.builders.HttpSecurity;
class Config extends WebSecurityConfigurerAdapter { @Override protected void configure(HttpSecurity http) { ${config} } }`;
    const files = {
      'pom.xml': SECURED,
      'src/main/java/a/C.java': controller('@GetMapping("/a") public String a() { return ""; }'),
      'src/main/java/a/Config.java': text,
    };
    expect(await lines(files)).toEqual([`GET /a ${expected}`]);
  });

  const refusing = 'if (request.getHeader("Authorization") == null) response.sendError(401);';
  const opens = 'http.csrf().disable();';
  const asks = 'http.authorizeHttpRequests(a -> a.anyRequest().authenticated());';
  const ofSpring = 'org.springframework.web.filter.OncePerRequestFilter';
  test.each<[name: string, imported: string, rules: string, body: string, expected: string]>([
    ['beside a chain that lets everybody pass', ofSpring, opens, refusing, 'unknown'],
    ['beside a chain, with nothing of Spring', 'jakarta.servlet.*', opens, refusing, 'unknown'],
    [
      'that hands the request on under another name',
      ofSpring,
      opens,
      'HttpServletRequest req = (HttpServletRequest) request; if (!checker.check(req)) return;',
      'unknown',
    ],
    ['that only logs', ofSpring, opens, 'log.info(request.getHeader("X-Trace")); chain.doFilter(request, response);', 'none'],
    ['beside a chain that asks', ofSpring, asks, refusing, 'required'],
  ])('a filter %s', async (_, imported, rules, body, expected) => {
    const files = {
      'pom.xml': SECURED,
      'src/main/java/a/C.java': controller('@GetMapping("/a") public String a() { return ""; }'),
      'src/main/java/a/Config.java': `package a;\nimport org.springframework.security.config.annotation.web.builders.HttpSecurity;
class Config extends WebSecurityConfigurerAdapter { @Override protected void configure(HttpSecurity http) { ${rules} } }`,
      'src/main/java/a/F.java': `package a; import ${imported};
public class F extends OncePerRequestFilter { protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) { ${body} } }`,
    };
    expect(await lines(files)).toEqual([`GET /a ${expected}`]);
  });

  test.each<[name: string, bean: string, expected: string[]]>([
    ['for a prefix', 'b.addUrlPatterns("/api/*");', ['GET /a none', 'GET /api/a required']],
    ['for a list', 'b.setUrlPatterns(List.of("/x/*", "/api/a"));', ['GET /a none', 'GET /api/a required']],
    ['for a constant', 'b.addUrlPatterns(PATTERN);', ['GET /a none', 'GET /api/a required']],
    ['for everything', '', ['GET /a required', 'GET /api/a required']],
    ['for an extension', 'b.addUrlPatterns("*.do");', ['GET /a none', 'GET /api/a none']],
    ['for what configuration says', 'b.addUrlPatterns(properties.getPatterns());', ['GET /a unknown', 'GET /api/a unknown']],
    ['that is switched off', 'b.setEnabled(false);', ['GET /a unknown', 'GET /api/a unknown']],
    ['under a condition', 'if (on) b.addUrlPatterns("/api/*");', ['GET /a unknown', 'GET /api/a unknown']],
  ])('a filter that is registered %s', async (_, patterns, expected) => {
    const files = {
      'pom.xml': POM,
      'src/main/java/a/C.java': controller(
        '@GetMapping("/a") public String a() { return ""; } @GetMapping("/api/a") public String b() { return ""; }',
      ),
      'src/main/java/a/Config.java': `package a;\nimport org.springframework.boot.web.servlet.FilterRegistrationBean;
@Configuration class Config { static final String PATTERN = "/api/*";
  @Bean FilterRegistrationBean<F> filter() { FilterRegistrationBean<F> b = new FilterRegistrationBean<>(new F()); ${patterns} return b; } }`,
      'src/main/java/a/F.java': `package a; import ${ofSpring};
public class F extends OncePerRequestFilter { protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) { ${refusing} } }`,
    };
    expect((await lines(files)).sort()).toEqual(expected);
  });

  test('a chain holds for its build module alone', async () => {
    const files = {
      'one/pom.xml': SECURED,
      'one/src/main/java/a/C.java': controller('@GetMapping("/one") public String a() { return ""; }'),
      'one/src/main/java/a/Config.java': chain('.anyRequest().authenticated()'),
      'two/pom.xml': POM,
      'two/src/main/java/a/C.java': controller('@GetMapping("/two") public String a() { return ""; }'),
    };
    expect(await lines(files)).toEqual(['GET /one required', 'GET /two none']);
  });

  test('a chain of a module that the build names holds too', async () => {
    const files = {
      'web/pom.xml':
        '<project><artifactId>web</artifactId><dependencies><dependency><artifactId>guard</artifactId></dependency></dependencies></project>',
      'web/src/main/java/a/C.java': controller('@GetMapping("/a") public String a() { return ""; }'),
      'guard/pom.xml': '<project><artifactId>guard</artifactId></project>',
      'guard/src/main/java/a/Config.java': chain('.anyRequest().authenticated()'),
    };
    expect(await lines(files)).toEqual(['GET /a required']);
    expect(await lines({ ...files, 'web/pom.xml': POM })).toEqual(['GET /a none']);
  });

  test.each<[name: string, paths: string, expected: string]>([
    ['this path', '"/a"', 'public'],
    ['another', '"/b"', 'required'],
    ['paths that could not be read', 'paths()', 'unknown'],
  ])('a chain that ignores %s', async (_, paths, expected) => {
    const bean = `@Bean WebSecurityCustomizer open() { return web -> web.ignoring().requestMatchers(${paths}); }`;
    const found = await secured('.anyRequest().authenticated()', '@GetMapping("/a") public String a() { return ""; }', bean);
    expect(found).toEqual([`GET /a ${expected}`]);
  });

  test('a security library without configuration is unknown', async () => {
    const files = { 'pom.xml': SECURED, 'src/main/java/a/C.java': controller('@GetMapping("/a") public String a() { return ""; }') };
    expect(await lines(files)).toEqual(['GET /a unknown']);
  });
});

describe('annotations', () => {
  const enabled = '@EnableMethodSecurity class E {}\n';
  test.each<[name: string, annotation: string, more: string, expected: string]>([
    ['@PreAuthorize', '@PreAuthorize("hasRole(\'A\')")', enabled, 'required (A)'],
    ['@PreAuthorize that nothing enables', '@PreAuthorize("hasRole(\'A\')")', '', 'unknown'],
    ['@Secured that nothing enables', '@Secured("A")', enabled, 'unknown'],
    ['@Secured', '@Secured("A")', '@EnableMethodSecurity(securedEnabled = true) class E {}\n', 'required (A)'],
    ['@Secured for everybody', '@Secured("ROLE_ANONYMOUS")', '@EnableMethodSecurity(securedEnabled = true) class E {}\n', 'public'],
    ['@RolesAllowed for everybody', '@RolesAllowed("ANONYMOUS")', '@EnableMethodSecurity(jsr250Enabled = true) class E {}\n', 'public'],
    ['@RolesAllowed', '@RolesAllowed("A")', '@EnableMethodSecurity(jsr250Enabled = true) class E {}\n', 'required (A)'],
    ['documentation protects nothing', '@SecurityRequirement(name = "bearer")', '', 'none bearer'],
  ])('%s', async (_, annotation, more, expected) => {
    const files = {
      'pom.xml': POM,
      'src/main/java/a/C.java': controller(`${annotation} @GetMapping("/a") public String a() { return ""; }`),
      'src/main/java/a/E.java': `package a;\nimport org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;\n${more}`,
    };
    const [line = ''] = await lines(files);
    expect(line.split(' ').slice(2).join(' ')).toBe(expected);
  });
});

test('an expression that asks a bean of the program is what the bean does', async () => {
  const files = (body: string) => ({
    'pom.xml': POM,
    'src/main/java/a/C.java': controller('@PreAuthorize("@el.check(\'x:read\')") @GetMapping("/a") public String a() { return ""; }'),
    'src/main/java/a/E.java':
      'package a;\nimport org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;\n@EnableMethodSecurity class E {}',
    'src/main/java/a/Permissions.java': `package a;\n@Service("el") public class Permissions { public boolean check(String p) { ${body} } }`,
  });
  expect(await lines(files('return users.getCurrentUser().has(p);'))).toEqual(['GET /a required (x:read)']);
  expect(await lines(files('return true;'))).toEqual(['GET /a unknown']);
});

describe('mappings', () => {
  test.each<[name: string, head: string, body: string, expected: string[]]>([
    [
      'arrays',
      '@RestController @RequestMapping({"/x", "/y"})',
      '@GetMapping({"/a", "/b"}) public String a() { return ""; }',
      ['GET /x/a none', 'GET /x/b none', 'GET /y/a none', 'GET /y/b none'],
    ],
    ['every method', '@RestController', '@RequestMapping("/a") public String a() { return ""; }', ['* /a none']],
    [
      'constants',
      '@RestController',
      'static final String P = "/p"; @PutMapping(P + "/{id:\\\\d{2}}") public String a() { return ""; }',
      ['PUT /p/{id} none'],
    ],
    ['pages are no operations', '@Controller', '@GetMapping("/a") public String a() { return "page"; }', []],
    ['data of a page controller', '@Controller', '@ResponseBody @GetMapping("/a") public String a() { return ""; }', ['GET /a none']],
    ['clients offer nothing', '@FeignClient("x") @RestController', '@GetMapping("/a") public String a() { return ""; }', []],
    ['an abstract class offers nothing itself', '@RestController abstract', '@GetMapping("/a") public String a() { return ""; }', []],
  ])('%s', async (_, head, body, expected) => {
    expect(
      await lines({
        'pom.xml': POM,
        'src/main/java/a/C.java': controller(body, head).replace('abstract\npublic class', 'public abstract class'),
      }),
    ).toEqual(expected);
  });

  test('a controller of a generated interface follows a document', async () => {
    const files = {
      'pom.xml': POM,
      'src/main/java/a/C.java':
        'package a;\nimport org.springframework.web.bind.annotation.*;\n@RestController\npublic class C implements PetsApi { public String list() { return ""; } }',
    };
    const inventory = await inventoryOf(files);
    expect(inventory.routes).toEqual([]);
    const generated = {
      ...files,
      'generated/a/PetsApi.java':
        'package a;\nimport org.springframework.web.bind.annotation.*;\npublic interface PetsApi { @GetMapping("/pets") String list(); }',
    };
    const [module] = (await inventoryOf(generated)).modules;
    expect([module?.specFirst, module?.routes.map(({ path }) => path), module?.complete]).toEqual([true, ['/pets'], false]);
  });

  test('functional endpoints', async () => {
    const code = `package a;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;
import static org.springframework.web.reactive.function.server.RequestPredicates.*;
import org.springframework.web.reactive.function.server.*;
class Routes {
  @Bean RouterFunction<ServerResponse> one(Handler h) { return route(GET("/one/{id}").and(accept(JSON)), h::get).andRoute(POST("/one"), h::add); }
  @Bean RouterFunction<ServerResponse> two(Handler h) { return RouterFunctions.route().path("/two", b -> b.GET("/x", h::get).DELETE("", h::add)).build(); }
  @Bean RouterFunction<ServerResponse> three(Handler h) { return route(GET("/three").or(path("/drei").and(method(HttpMethod.GET))), h::get); }
}
class Handler { Mono<ServerResponse> get(ServerRequest r) { return null; } Mono<ServerResponse> add(ServerRequest r) { return null; } }`;
    expect((await lines({ 'pom.xml': POM, 'src/main/java/a/Routes.java': code })).sort()).toEqual([
      'DELETE /two none',
      'GET /drei none',
      'GET /one/{id} none',
      'GET /three none',
      'GET /two/x none',
      'POST /one none',
    ]);
  });
});

test.each<[name: string, type: string, expected: string[]]>([
  ['setters', 'class Q { private int page; private String tag; public void setPage(int page) { this.page = page; } }', ['page?', 'tag?']],
  ['a record', 'record Q(int page, Integer size, String tag) {}', ['page', 'size?', 'tag?']],
  [
    'one constructor',
    'class Q { private final int page; private String tag; Q(int page, String tag) { this.page = page; } }',
    ['page', 'tag?'],
  ],
  ['one of two constructors', 'class Q { private int page; Q() {} Q(int page) { this.page = page; } }', ['page?']],
])('a query object that is bound by %s', async (_, type, expected) => {
  const files = {
    'pom.xml': POM,
    'src/main/java/a/C.java': controller('@GetMapping("/a") public String a(Q q) { return ""; }'),
    'src/main/java/a/Q.java': `package a;\n${type}`,
  };
  const [route] = inventoryJson(await inventoryOf(files));
  expect(route?.parameters.map(({ name, required }) => name + (required ? '' : '?'))).toEqual(expected);
});

test('a primitive of a body that is not sent keeps its zero', async () => {
  const files = {
    'pom.xml': POM,
    'src/main/java/a/C.java': controller('@PostMapping("/a") public String a(@Valid @RequestBody Q q) { return ""; }'),
    'src/main/java/a/Q.java':
      'package a;\nimport jakarta.validation.constraints.*;\nclass Q { int page; boolean on; @NotNull String tag; }',
  };
  const [route] = inventoryJson(await inventoryOf(files));
  expect(route?.body?.schema).toMatchObject({ required: ['tag'] });
});

describe('groups of constraints', () => {
  test.each<[name: string, annotation: string, field: string, expected: boolean]>([
    ['none', '@Valid', '@Size(max = 10)', true],
    ['one that is not asked for', '@Valid', '@Size(max = 10, groups = Update.class)', false],
    ['one asked for, and a constraint of none', '@Validated(Update.class)', '@Size(max = 10)', false],
    ['none asked for by name', '@Validated', '@Size(max = 10)', true],
  ])('%s', async (_, annotation, field, expected) => {
    const body = `@PostMapping("/a") public void a(${annotation} @RequestBody In in) {}\nstatic class In { ${field} public String name; }`;
    const inventory = await inventoryOf({ 'pom.xml': POM, 'src/main/java/a/C.java': controller(body) });
    expect(JSON.stringify(inventoryJson(inventory)).includes('"maxLength":10')).toBe(expected);
  });
});
