import { describe, expect, test } from 'vitest';
import { inventoryOf, lines } from '../../support/code.ts';

const PLAIN = 'dependencies { implementation("org.springframework.boot:spring-boot-starter-web") }';
const SECURED = 'dependencies { implementation("org.springframework.boot:spring-boot-starter-security") }';
const WEB = 'package a\nimport org.springframework.web.bind.annotation.*\n';

const controller = (body: string, head = '@RestController'): string => `${WEB}${head}\nclass C {\n${body}\n}`;
const A = '@GetMapping("/a")\nfun a() = "x"';

const config = (body: string, more = ''): string => `package a
import org.springframework.context.annotation.Bean
import org.springframework.http.HttpMethod
import org.springframework.security.config.annotation.web.builders.HttpSecurity
${more}
class Config {
  ${body}
}`;

const chain = (body: string): string =>
  config(`@Bean fun chain(http: HttpSecurity): SecurityFilterChain {\n${body}\nreturn http.build()\n}`);

const files = (build: string, sources: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries([['build.gradle.kts', build], ...Object.entries(sources).map(([name, text]) => [`src/main/kotlin/a/${name}`, text])]);

const plain = (text: string): Promise<string[]> => lines(files(PLAIN, { 'C.kt': text }));
const security = async (configuration: string, body = A): Promise<string> => {
  const found = await lines(files(SECURED, { 'C.kt': controller(body), 'Config.kt': configuration }));
  return found.map((line) => line.split(' ').slice(2).join(' ')).join(' | ');
};

describe('operations', () => {
  test.each<[name: string, text: string, expected: string[]]>([
    [
      'a path in a constant of the companion',
      controller('companion object { const val P = "/p" }\n@GetMapping(P) fun f() = 1'),
      ['GET /p none'],
    ],
    [
      'a constant of the file in a template',
      `${controller('@GetMapping("$BASE/x") fun f() = 1')}\nprivate const val BASE = "/b"`,
      ['GET /b/x none'],
    ],
    [
      'several paths, with and without a name',
      controller('@GetMapping("/a", "/b") fun f() = 1\n@PostMapping(path = ["/c"]) fun g() = 1'),
      ['GET /a none', 'GET /b none', 'POST /c none'],
    ],
    [
      'methods of a mapping',
      controller('@RequestMapping("/a", method = [RequestMethod.PUT, RequestMethod.PATCH]) fun f() = 1'),
      ['PATCH /a none', 'PUT /a none'],
    ],
    [
      'annotations on lines of their own',
      controller('@GetMapping("/a")\n@Deprecated("x")\nopen suspend fun f() = 1', '@RestController\n@RequestMapping("/r")\n@Suppress'),
      ['GET /r/a none'],
    ],
    [
      'a template that is not known is a wildcard',
      controller('@GetMapping("/a/${'.concat('other()}/b") fun f() = 1')),
      ['GET /a/{*}/b none'],
    ],
    ['an HTML controller', controller('@GetMapping("/a") fun f() = "page"', '@Controller'), []],
    ['a client', `${WEB}@FeignClient("x")\ninterface C { @GetMapping("/a") fun f(): String }`, []],
    ['an interface alone', `${WEB}@RestController\ninterface C { @GetMapping("/a") fun f(): String }`, []],
    [
      'what an interface says',
      `${WEB}interface I { @GetMapping("/a") fun f(): String }\n@RestController class C : I { override fun f() = "x" }`,
      ['GET /a none'],
    ],
    ['a class that is open', controller('@GetMapping("/a") open fun f() = 1').replace('class C', 'open class C'), ['GET /a none']],
  ])('%s', async (_, text, expected) => {
    expect(await plain(text)).toEqual(expected);
  });

  test('a member that cannot be read takes `none` and completeness away, not the other operations', async () => {
    const inventory = await inventoryOf(files(PLAIN, { 'C.kt': controller(`${A}\n@GetMapping("/b") fun b() { ) }`) }));
    expect(inventory.routes.map(({ path, security: { enforced } }) => `${path} ${enforced}`)).toEqual(['/a unknown']);
    expect(inventory.modules[0]?.complete).toBe(false);
    expect(inventory.notes.map(({ message }) => message)).toEqual([
      'spring: src/main/kotlin/a/C.kt could not be read whole, so of no operation it is said that nothing guards it',
    ]);
  });

  test('Java and Kotlin of one module', async () => {
    const found = await lines({
      'pom.xml': '<project/>',
      'src/main/java/a/J.java':
        'package a; import org.springframework.web.bind.annotation.*; @RestController class J extends Base { @GetMapping(Paths.P) String f() { return ""; } }',
      'src/main/java/a/Names.java': 'package a; class Names { static final String N = "/n"; }',
      'src/main/kotlin/Anything.kt': `${WEB}object Paths { const val P = Names.N + "/p" }\nabstract class Base { @GetMapping("/base") fun base() = 1 }`,
    });
    expect(found.sort()).toEqual(['GET /base none', 'GET /n/p none']);
  });

  test.each<[parameter: string, expected: string]>([
    ['@RequestParam q: String', 'query q required string'],
    ['@RequestParam q: String?', 'query q optional string'],
    ['@RequestParam q: Int = 3', 'query q optional integer'],
    ['@RequestParam(required = false) q: String', 'query q optional string'],
    ['@RequestParam("n") @Max(9) q: Long', 'query n required integer maximum=9'],
    ['@RequestHeader("X-A") q: String?', 'header X-A optional string'],
  ])('%s', async (parameter, expected) => {
    const { routes } = await inventoryOf(files(PLAIN, { 'C.kt': controller(`@GetMapping("/a") fun f(${parameter}) = 1`) }));
    const read = routes[0]?.parameters?.map(({ in: where, name, required, schema: { keywords } }) => {
      const bounds = [...keywords].filter(([key]) => /^m[ai]/.test(key)).map(([key, { value }]) => `${key}=${value}`);
      return [where, name, required ? 'required' : 'optional', keywords.get('type')?.value, ...bounds].join(' ');
    });
    expect(read).toEqual([expected]);
  });

  test.each<[property: string, build: string, expected: string]>([
    ['@field:Size(max = 3) val x: String', PLAIN, 'maxLength'],
    ['@get:Size(max = 3) val x: String', PLAIN, 'maxLength'],
    ['@Size(max = 3) val x: String', PLAIN, ''],
    ['@param:Size(max = 3) val x: String', PLAIN, ''],
    ['@Size(max = 3) val x: String', `${PLAIN}\nfreeCompilerArgs.add("-Xannotation-default-target=param-property")`, 'maxLength'],
  ])('bounds of %s', async (property, build, expected) => {
    const text = `${controller('@PostMapping("/a") fun f(@Valid @RequestBody b: B) = 1')}\ndata class B(${property})`;
    const { modules } = await inventoryOf(files(build, { 'C.kt': text }));
    const keywords = modules[0]?.schemas.get('B')?.properties?.get('x')?.schema.keywords ?? new Map();
    expect([...keywords.keys()].filter((key) => key.startsWith('max')).join()).toBe(expected);
  });
});

describe('the DSL of Spring Security', () => {
  const dsl = (rules: string): string => chain(`http { authorizeHttpRequests {\n${rules}\n} }`);

  test.each<[name: string, configuration: string, expected: string]>([
    ['every request', dsl('authorize(anyRequest, authenticated)'), 'required'],
    ['every request, without saying so', dsl('authorize(authenticated)'), 'required'],
    ['the first rule wins', dsl('authorize("/a", permitAll)\nauthorize(anyRequest, authenticated)'), 'public'],
    ['a rule for this method', dsl('authorize(HttpMethod.GET, "/a", permitAll)\nauthorize(anyRequest, denyAll)'), 'public'],
    ['a rule for another method', dsl('authorize(HttpMethod.POST, "/a", permitAll)\nauthorize(anyRequest, authenticated)'), 'required'],
    ['a rule for another path', dsl('authorize("/ab/**", permitAll)\nauthorize(anyRequest, authenticated)'), 'required'],
    ['roles', dsl('authorize("/a", hasAnyRole("X", "Y"))\nauthorize(anyRequest, denyAll)'), 'required (X,Y)'],
    ['arguments by name', dsl('authorize(pattern = "/a", access = hasAuthority("X"))\nauthorize(anyRequest, denyAll)'), 'required (X)'],
    ['what no rule names is refused', dsl('authorize("/b", permitAll)'), 'required'],
    ['a loop over a list', dsl('listOf("/b", "/a").forEach { authorize(it, permitAll) }\nauthorize(anyRequest, authenticated)'), 'public'],
    ['a loop of the language', dsl('for (p in arrayOf("/a")) authorize(p, permitAll)\nauthorize(anyRequest, authenticated)'), 'public'],
    ['a loop over what is not known', dsl('paths().forEach { authorize(it, permitAll) }\nauthorize(anyRequest, authenticated)'), 'unknown'],
    ['a rule under a condition', dsl('if (isOpen()) authorize("/a", permitAll)\nauthorize(anyRequest, authenticated)'), 'unknown'],
    ['a pattern that is not known', dsl('authorize(pattern(), permitAll)\nauthorize(anyRequest, authenticated)'), 'unknown'],
    ['access by code of its own', dsl('authorize("/a", decide())\nauthorize(anyRequest, authenticated)'), 'unknown'],
    [
      'a matcher as an object',
      dsl('authorize(AntPathRequestMatcher("/a", "GET"), permitAll)\nauthorize(anyRequest, authenticated)'),
      'public',
    ],
    ['the path of a servlet', dsl('authorize("/a", "/servlet", permitAll)\nauthorize(anyRequest, authenticated)'), 'unknown'],
    [
      'schemes, without those that are off',
      chain('http { httpBasic { }\nformLogin { disable() }\nauthorizeHttpRequests { authorize(anyRequest, authenticated) } }'),
      'required basic',
    ],
    ['an old section lets through what it does not name', chain('http { authorizeRequests { authorize("/b", authenticated) } }'), 'none'],
    [
      'a chain for other requests',
      chain('http { securityMatcher("/b/**")\nauthorizeHttpRequests { authorize(anyRequest, authenticated) } }'),
      'none',
    ],
    [
      'an extension of the program',
      config(
        '@Bean fun chain(http: HttpSecurity): SecurityFilterChain { http { rules() }\nreturn http.build() }',
        'fun HttpSecurityDsl.rules() { authorizeHttpRequests { authorize("/a", permitAll) } }',
      ),
      'public',
    ],
    [
      'a function that is given the rules',
      config(
        '@Bean fun chain(http: HttpSecurity): SecurityFilterChain = http.apply { invoke { authorizeHttpRequests { authorize(anyRequest, authenticated) } } }.build()',
      ),
      'required',
    ],
    [
      'of WebFlux',
      config(
        '@Bean fun chain(http: ServerHttpSecurity): SecurityWebFilterChain = http { authorizeExchange { authorize("/a", permitAll)\nauthorize(anyExchange, authenticated) } }',
      ),
      'public',
    ],
    [
      'of WebFlux, by a matcher',
      config(
        '@Bean fun chain(http: ServerHttpSecurity): SecurityWebFilterChain = http { authorizeExchange { authorize(pathMatchers(HttpMethod.POST, "/a"), permitAll)\nauthorize(anyExchange, authenticated) } }',
        'import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers.pathMatchers',
      ),
      'required',
    ],
  ])('%s', async (_, configuration, expected) => {
    expect(await security(configuration)).toBe(expected);
  });

  test.each<[name: string, configuration: string, expected: string]>([
    [
      'lambdas with `it`',
      chain('http.csrf { it.disable() }.authorizeHttpRequests { it.requestMatchers("/a").permitAll().anyRequest().authenticated() }'),
      'public',
    ],
    [
      'lambdas with a name',
      chain(
        'http.authorizeHttpRequests { auth -> auth.requestMatchers(HttpMethod.POST, "/a").permitAll()\nauth.anyRequest().hasRole("X") }',
      ),
      'required (X)',
    ],
    [
      'an array that is spread',
      config(
        'companion object { private val OPEN = arrayOf("/a") }\n@Bean fun chain(http: HttpSecurity) = http.authorizeHttpRequests { it.requestMatchers(*OPEN).permitAll().anyRequest().authenticated() }.build()',
      ),
      'public',
    ],
    [
      'a bean whose type is left out',
      config('@Bean fun chain(http: HttpSecurity) = http.authorizeHttpRequests { it.anyRequest().authenticated() }.build()'),
      'required',
    ],
    [
      'no bean, and nothing calls it',
      config('fun chain(http: HttpSecurity) = http.authorizeHttpRequests { it.anyRequest().authenticated() }.build()'),
      'unknown',
    ],
    ['scope functions', chain('with(http) { authorizeHttpRequests { it.anyRequest().authenticated() } }'), 'required'],
    [
      'an adapter',
      config(
        'override fun configure(http: HttpSecurity) { http.authorizeRequests().antMatchers("/a").permitAll().anyRequest().authenticated() }',
      ),
      'public',
    ],
    [
      'what is ignored',
      config(
        '@Bean fun customizer() = WebSecurityCustomizer { it.ignoring().requestMatchers("/a") }\n@Bean fun chain(http: HttpSecurity) = http.authorizeHttpRequests { it.anyRequest().authenticated() }.build()',
      ),
      'public',
    ],
    [
      'names of entries of an enumeration',
      config(
        '@Bean fun chain(http: HttpSecurity) = http.authorizeHttpRequests { it.anyRequest().hasRole(Role.ADMIN.name) }.build()',
        'enum class Role { ADMIN, USER }',
      ),
      'required (ADMIN)',
    ],
    ['no configuration at all', 'package a', 'unknown'],
  ])('the builder of Java: %s', async (_, configuration, expected) => {
    expect(await security(configuration)).toBe(expected);
  });
});

describe('methods and handlers', () => {
  const ENABLED = `${chain('http { authorizeHttpRequests { authorize(anyRequest, permitAll) } }')}\n@EnableMethodSecurity class E`;
  const DISABLED = chain('http { authorizeHttpRequests { authorize(anyRequest, permitAll) } }');

  test.each<[name: string, configuration: string, body: string, expected: string]>([
    ['@PreAuthorize where it is enabled', ENABLED, `@PreAuthorize("hasRole('X')")\n${A}`, 'required (X)'],
    [
      '@PreAuthorize with a constant',
      ENABLED,
      `@PreAuthorize("hasRole('$R')")\n${A}\ncompanion object { const val R = "X" }`,
      'required (X)',
    ],
    ['@PreAuthorize where nothing enables it', DISABLED, `@PreAuthorize("hasRole('X')")\n${A}`, 'unknown'],
    ['the principal is read', DISABLED, '@GetMapping("/a") fun a(user: Principal?) = user?.name', 'optional'],
    ['an annotation for documents', DISABLED, `@SecurityRequirement(name = "bearer")\n${A}`, 'public bearer'],
  ])('%s', async (_, configuration, body, expected) => {
    expect(await security(configuration, body)).toBe(expected);
  });

  test.each<[name: string, body: string, expected: string]>([
    ['a handler that asks who it is', '@GetMapping("/a") fun a() = SecurityContextHolder.getContext().authentication', 'GET /a unknown'],
    [
      'a handler that refuses',
      '@GetMapping("/a") fun a() { if (x) throw ResponseStatusException(HttpStatus.UNAUTHORIZED) }',
      'GET /a unknown',
    ],
    ['a handler that does neither', '@GetMapping("/a") fun a(): List<String> { return load().map { it.name } }', 'GET /a none'],
  ])('without Spring Security: %s', async (_, body, expected) => {
    expect(await plain(controller(body))).toEqual([expected]);
  });

  test.each<[name: string, pointcut: string, body: string, expected: string]>([
    ['for an annotation of the method', '@annotation(Checked)', `@Checked\n${A}`, 'GET /a unknown'],
    ['for one that it has not', '@annotation(Checked)', A, 'GET /a none'],
    ['by the name of a parameter', '@annotation(checked)', `@Checked\n${A}`, 'GET /a unknown'],
    ['in a pattern', 'execution(@a.Checked * *.*(..))', `@Checked\n${A}`, 'GET /a unknown'],
    ['for anything', 'execution(* a..*(..))', A, 'GET /a unknown'],
    ['by a pointcut with a name', 'guarded()', A, 'GET /a none'],
  ])('an aspect %s', async (_, pointcut, body, expected) => {
    const aspect = `package a
import org.aspectj.lang.annotation.*
annotation class Checked
@Aspect class Guarding {
  @Pointcut("@annotation(a.Checked)") fun guarded() {}
  @Around("${pointcut}") fun check(point: ProceedingJoinPoint, checked: Checked): Any? { if (token() == null) throw Unauthorized()
return point.proceed() } }`;
    expect(await lines(files(PLAIN, { 'C.kt': controller(body), 'Guarding.kt': aspect }))).toEqual([expected]);
  });

  test('an aspect that has nothing to do with access', async () => {
    const aspect =
      'package a\nimport org.aspectj.lang.annotation.*\n@Aspect class Timing { @Around("execution(* a..*(..))") fun time(p: ProceedingJoinPoint) = p.proceed() }';
    expect(await lines(files(PLAIN, { 'C.kt': controller(A), 'Timing.kt': aspect }))).toEqual(['GET /a none']);
  });

  test('a filter of the program', async () => {
    const filter =
      'package a\nclass F : OncePerRequestFilter() { override fun doFilterInternal(request: HttpServletRequest, response: HttpServletResponse, chain: FilterChain) { if (request.getHeader("token") == null) response.sendError(401) else chain.doFilter(request, response) } }';
    expect(await lines(files(PLAIN, { 'C.kt': controller(A), 'F.kt': filter }))).toEqual(['GET /a unknown']);
  });
});

describe('functional endpoints', () => {
  const routes = (body: string, more = ''): Promise<string[]> =>
    plain(`package a
import org.springframework.context.annotation.Bean
import org.springframework.web.reactive.function.server.*
class Handler { fun list(request: ServerRequest) = ServerResponse.ok().build()\nfun own(request: ServerRequest) = check(request.principal()) }
class Routes(private val handler: Handler) { @Bean fun routes() = ${body} }
${more}`);

  test.each<[name: string, body: string, expected: string[]]>([
    ['a handler by reference', 'router { GET("/a", handler::list) }', ['GET /a none']],
    ['a handler in place', 'coRouter { POST("/a") { ServerResponse.ok().build() } }', ['POST /a none']],
    ['a handler that asks who it is', 'router { GET("/a", handler::own) }', ['GET /a unknown']],
    [
      'nested paths',
      'router { "/a".nest { GET("/b", handler::list)\n"/c".nest { DELETE("/{id}", handler::list) } } }',
      ['GET /a/b none', 'DELETE /a/c/{id} none'],
    ],
    ['a predicate beside the path', 'router { ("/a" and accept(JSON)).nest { GET("/b", handler::list) } }', ['GET /a/b none']],
    ['a predicate before the path', 'router { (accept(JSON) and "/a").nest { GET("", handler::list) } }', ['GET /a none']],
    ['a filter', 'router { GET("/a", handler::list)\nfilter { r, next -> next(r) } }', ['GET /a unknown']],
    ['a router inside of another', 'router { add(other()) }', ['GET /o none']],
    ['a handler that is nowhere', 'router { GET("/a", missing::list) }', ['GET /a unknown']],
    ['static files', 'router { resources("/**", ClassPathResource("static/")) }', []],
  ])('%s', async (_, body, expected) => {
    const more = body.includes('other()') ? 'fun other() = router { GET("/o") { ServerResponse.ok().build() } }' : '';
    expect(await routes(body, more)).toEqual(expected);
  });

  test('a function outside of any class', async () => {
    expect(
      await plain(
        'package a\nimport org.springframework.web.servlet.function.*\nfun api() = router { GET("/a") { ServerResponse.ok().build() } }',
      ),
    ).toEqual(['GET /a none']);
  });
});

describe('ways into the DSL', () => {
  const rules = 'invoke { authorizeHttpRequests { authorize("/a", hasRole("A")); authorize(anyRequest, permitAll) } }';
  test.each<[name: string, body: string]>([
    ['run', `http.run { ${rules}; build() }`],
    ['apply', `http.apply { ${rules} }.build()`],
    ['with', `with(http) { ${rules}; build() }`],
  ])('%s', async (_, body) => {
    const more = 'import org.springframework.security.config.annotation.web.invoke';
    expect(await security(config(`@Bean fun chain(http: HttpSecurity): SecurityFilterChain = ${body}`, more))).toBe('required (A)');
  });

  test.each<[authority: string, expected: string]>([
    ['ROLE_GUEST', 'public'],
    ['ROLE_OTHER', 'required (GUEST)'],
  ])('anonymous callers with %s', async (authority, expected) => {
    const section = `anonymous { authorities = listOf(SimpleGrantedAuthority("${authority}")) }`;
    expect(await security(chain(`http { ${section}\nauthorizeHttpRequests { authorize(anyRequest, hasRole("GUEST")) } }`))).toBe(expected);
  });
});
