import { describe, expect, test } from 'vitest';
import { inventoryOf, lines } from '../../support/code.ts';

const START = 'var builder = WebApplication.CreateBuilder(args); var app = builder.Build();';

const minimal = (code: string, more: Readonly<Record<string, string>> = {}) =>
  lines({ 'App.csproj': '<Project />', 'Program.cs': `${START}\n${code}\napp.Run();`, ...more });

const mvc = (code: string, { setup = '', more = {} }: { readonly setup?: string; readonly more?: Readonly<Record<string, string>> } = {}) =>
  lines({
    'App.csproj': '<Project />',
    'Program.cs': `var builder = WebApplication.CreateBuilder(args); builder.Services.AddControllers(); ${setup} var app = builder.Build(); app.MapControllers(); app.Run();`,
    'Things.cs': `using Microsoft.AspNetCore.Mvc;\nnamespace App;\n${code}`,
    ...more,
  });

const controller = (members: string, attributes = '[ApiController, Route("things")]', base = 'ControllerBase') =>
  `${attributes} public class ThingsController : ${base} { ${members} }`;

const get = '[HttpGet] public string Get() => "";';

describe('routes of controllers', () => {
  test.each<[name: string, code: string, expected: string[]]>([
    [
      'tokens',
      controller('[HttpGet] public string ListAsync() => "";', '[ApiController, Route("api/[controller]/[action]")]'),
      ['GET /api/Things/List none'],
    ],
    [
      'constraints and marks',
      controller('[HttpGet("{id:int:min(1)}/{**rest}")] public string A(int id, string rest) => "";'),
      ['GET /things/{id}/{rest} none'],
    ],
    [
      'an absolute template',
      controller('[HttpGet("/a")] public string A() => ""; [HttpGet("~/b")] public string B() => "";'),
      ['GET /a none', 'GET /b none'],
    ],
    ['two routes of a class', controller(get, '[ApiController, Route("a"), Route("b")]'), ['GET /a none', 'GET /b none']],
    ['a route beside a verb', controller('[HttpPost, Route("x")] public string A() => "";'), ['POST /things/x none']],
    ['several verbs', controller('[HttpGet("x"), HttpPost("y")] public string A() => "";'), ['GET /things/x none', 'POST /things/y none']],
    [
      'a constant of another class',
      `static class C { public const string P = "p" + "/q"; } ${controller('[HttpGet(C.P)] public string A() => "";')}`,
      ['GET /things/p/q none'],
    ],
    [
      'inherited actions',
      `public abstract class Base<T> : ControllerBase { [HttpGet] public T All() => default; } ${controller('', '[ApiController, Route("things")]', 'Base<string>')}`,
      ['GET /things none'],
    ],
    [
      'an override is one action',
      `public class B : ControllerBase { [HttpGet] public virtual string A() => ""; } ${controller('public override string A() => "";', '[ApiController, Route("things")]', 'B')}`,
      ['GET /things none'],
    ],
    ['no action', controller('[NonAction] public string A() => ""; private string B() => ""; public static string C() => "";'), []],
    ['no controller', `[NonController] ${controller(get)} public abstract class XController : ControllerBase { ${get} }`, []],
    ['a page is no operation', controller('[HttpGet] public IActionResult A() => View();', '[Route("things")]', 'Controller'), []],
    ['a client is no controller', 'public class ApiController { public string Get(string path) => path; }', []],
    ['an unknown template is a wildcard', controller('[HttpGet(Elsewhere.Path)] public string A() => "";'), ['GET /things/{*} none']],
  ])('%s', async (_, code, expected) => {
    expect((await mvc(code)).sort()).toEqual(expected);
  });

  test('versions stand in the path where the explorer puts them there', async () => {
    const code = controller(get, '[ApiController, ApiVersion("1.0"), ApiVersion("2.1"), Route("v{version:apiVersion}/things")]');
    expect(await mvc(code)).toEqual(['GET /v{version}/things none']);
    const setup = 'builder.Services.AddApiVersioning().AddApiExplorer(o => o.SubstituteApiVersionInUrl = true);';
    expect((await mvc(code, { setup })).sort()).toEqual(['GET /v1/things none', 'GET /v2.1/things none']);
  });

  test('lower case, where the application asks for it', async () => {
    const setup = 'builder.Services.AddRouting(o => o.LowercaseUrls = true);';
    expect(await mvc(controller(get, '[ApiController, Route("Api/[controller]")]'), { setup })).toEqual(['GET /api/things none']);
  });
});

describe('security of controllers', () => {
  test.each<[name: string, code: string, expected: string]>([
    ['a class', controller(get, '[ApiController, Route("things"), Authorize]'), 'required'],
    ['an action that is open', controller(`[AllowAnonymous] ${get}`, '[ApiController, Route("things"), Authorize]'), 'public'],
    ['an open class stays open', controller(`[Authorize] ${get}`, '[ApiController, Route("things"), AllowAnonymous]'), 'public'],
    ['roles', controller(`[Authorize(Roles = "a,b")] ${get}`), 'required (a,b)'],
    ['schemes', controller(`[Authorize(AuthenticationSchemes = "Key")] ${get}`), 'required Key'],
    [
      'a base class of the program',
      `[Authorize] public abstract class B : ControllerBase {} ${controller(get, '[ApiController, Route("things")]', 'B')}`,
      'required',
    ],
    ['a base class of a package', controller(get, '[ApiController, Route("things")]', 'CompanyController'), 'unknown'],
    ['documentation protects nothing', controller(`[ProducesResponseType(401), SwaggerOperation("needs a token")] ${get}`), 'none'],
    ['an attribute of a package', controller(`[Checked] ${get}`), 'unknown'],
    [
      'an attribute of the program that does nothing',
      `public class CheckedAttribute : Attribute {} ${controller(`[Checked] ${get}`)}`,
      'none',
    ],
    [
      'an attribute that extends `[Authorize]`',
      `public class CheckedAttribute : AuthorizeAttribute { public CheckedAttribute() { Roles = "x"; } } ${controller(`[Checked] ${get}`)}`,
      'required (x)',
    ],
    [
      'a filter that only counts',
      `public class CountAttribute : ActionFilterAttribute { public override void OnActionExecuting(ActionExecutingContext c) { n++; } } ${controller(`[Count] ${get}`)}`,
      'none',
    ],
    [
      'a handler that reads who asks',
      controller('[HttpGet] public IActionResult A() { var id = User.FindFirstValue("sub"); return Ok(id); }'),
      'unknown',
    ],
    [
      'a handler that compares a secret',
      controller(
        '[HttpPost] public IActionResult A(string key) { if (!FixedTimeEquals(key, _options.WebhookKey)) return BadRequest(); return Ok(); }',
      ),
      'unknown',
    ],
  ])('%s', async (_, code, expected) => {
    expect((await mvc(code))[0]?.replace(/^\w+ \S+ /, '')).toBe(expected);
  });

  test.each<[name: string, setup: string, expected: string]>([
    ['a filter for all', 'builder.Services.AddMvc(o => o.Filters.Add(new AuthorizeFilter()));', 'required'],
    ['a filter for all, by type', 'builder.Services.AddMvc(o => { o.Filters.Add<AuthorizeFilter>(); });', 'required'],
    [
      'a filter for all under a condition',
      'builder.Services.AddMvc(o => { if (secure) o.Filters.Add(new AuthorizeFilter()); });',
      'unknown',
    ],
    ['a filter that nobody knows', 'builder.Services.AddMvc(o => o.Filters.Add(new CompanyFilter()));', 'unknown'],
    ['options set elsewhere', 'builder.Services.Configure<MvcOptions>(o => o.Filters.Add(new AuthorizeFilter("p")));', 'required (p)'],
    [
      'a fallback policy',
      'builder.Services.AddAuthorization(o => o.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());',
      'required',
    ],
    ['the default policy as fallback', 'builder.Services.AddAuthorization(o => { o.FallbackPolicy = o.DefaultPolicy; });', 'required'],
    [
      'a fallback policy of a builder',
      'builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireRole("r").Build());',
      'required (r)',
    ],
    [
      'a fallback policy under a condition',
      'builder.Services.AddAuthorization(o => { if (secure) o.FallbackPolicy = o.DefaultPolicy; });',
      'unknown',
    ],
    ['no fallback', 'builder.Services.AddAuthorization(o => o.FallbackPolicy = null);', 'none'],
    ['only policies', 'builder.Services.AddAuthorization(o => o.AddPolicy("p", p => p.RequireRole("r")));', 'none'],
  ])('%s', async (_, setup, expected) => {
    expect((await mvc(controller(get), { setup }))[0]?.replace(/^\w+ \S+ /, '')).toBe(expected);
  });

  test('what is required of all controllers, and what lifts it', async () => {
    const program = `${START} app.MapControllers().RequireAuthorization(); app.Run();`;
    const files = { 'App.csproj': '<Project />', 'Program.cs': program };
    const open = controller(`${get} [HttpPost, AllowAnonymous] public string Post() => "";`);
    expect(await lines({ ...files, 'Things.cs': `namespace App; ${open}` })).toEqual(['GET /things required', 'POST /things public']);
  });

  test('a library takes over what the application that refers to it sets up', async () => {
    const program = `${START} app.MapControllers().RequireAuthorization(); app.Run();`;
    const library = { 'lib/Lib.csproj': '<Project />', 'lib/Things.cs': `namespace Lib; ${controller(get)}` };
    expect(await lines(library)).toEqual(['GET /things unknown']);
    const application = {
      'app/App.csproj': '<Project><ProjectReference Include="..\\lib\\Lib.csproj" /></Project>',
      'app/Program.cs': program,
    };
    expect(await lines({ ...library, ...application })).toEqual(['GET /things required']);
  });

  test('an application with a `Startup`', async () => {
    const startup = (more: string) =>
      `public class Startup { public void ConfigureServices(IServiceCollection services) { services.AddControllers(); services.AddAuthorization(o => o.FallbackPolicy = o.DefaultPolicy); } public void Configure(IApplicationBuilder app) { app.UseRouting(); ${more} app.UseEndpoints(e => e.MapControllers()); } }`;
    const files = (more: string) => ({
      'App.csproj': '<Project />',
      'Program.cs':
        'class Program { static void Main(string[] args) => Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(w => w.UseStartup<Startup>()).Build().Run(); }',
      'Startup.cs': startup(more),
      'Things.cs': controller(get),
    });
    expect(await lines(files('app.UseAuthorization();'))).toEqual(['GET /things required']);
    expect(await lines(files(''))).toEqual(['GET /things unknown']);
  });

  test('middleware of the program', async () => {
    const middleware = (body: string) => ({
      'Gate.cs': `public class Gate(RequestDelegate next) { public async Task InvokeAsync(HttpContext context) { ${body} await next(context); } }`,
    });
    const program = (body: string) => minimal('app.UseMiddleware<Gate>(); app.MapGet("/a", () => "");', middleware(body));
    expect(await program('if (!context.Request.Headers.ContainsKey("x-api-key")) { context.Response.StatusCode = 401; return; }')).toEqual([
      'GET /a required',
    ]);
    expect(await program('context.Response.Headers["X-Trace"] = "1";')).toEqual(['GET /a none']);
    expect(
      await program(
        'if (context.Request.Path != "/a" && !context.Request.Headers.ContainsKey("x-api-key")) { context.Response.StatusCode = 401; return; }',
      ),
    ).toEqual(['GET /a unknown']);
    expect(await minimal('app.UseCompanyGate(); app.MapGet("/a", () => "");')).toEqual(['GET /a unknown']);
  });

  test('what a mediator hands on', async () => {
    const action = controller('[HttpPost] public Task<int> Post(Make command) => _mediator.Send(command);');
    const handler = (body: string) =>
      `public record Make(string Name) : IRequest<int>; public class Maker : IRequestHandler<Make, int> { public Task<int> Handle(Make request, CancellationToken ct) { ${body} } }`;
    expect(await mvc(`${action} ${handler('return 1;')}`)).toEqual(['POST /things none']);
    expect(await mvc(`${action} ${handler('if (_currentUser.Id == null) throw new ForbiddenException(); return 1;')}`)).toEqual([
      'POST /things unknown',
    ]);
    expect(await mvc(action)).toEqual(['POST /things unknown']);
  });

  test('a part of a controller in another file', async () => {
    const code = '[ApiController, Route("things"), Authorize] public partial class ThingsController : ControllerBase { }';
    const more = { 'Things.More.cs': `namespace App; public partial class ThingsController { ${get} }` };
    expect(await mvc(code, { more })).toEqual(['GET /things required']);
  });
});

describe('minimal APIs', () => {
  test.each<[name: string, code: string, expected: string[]]>([
    [
      'methods',
      'app.MapGet("/a", () => ""); app.MapMethods("/b", new[] { "PUT", "PATCH" }, () => ""); app.Map("/c", () => "");',
      ['* /c none', 'GET /a none', 'PATCH /b none', 'PUT /b none'],
    ],
    ['groups', 'var g = app.MapGroup("/a").MapGroup("b"); g.MapGet("{id:int}", (int id) => id);', ['GET /a/b/{id} none']],
    [
      'a group that is closed later',
      'var g = app.MapGroup("/a"); g.MapGet("/b", () => ""); g.RequireAuthorization();',
      ['GET /a/b required'],
    ],
    [
      'an endpoint of it that is open',
      'var g = app.MapGroup("/a").RequireAuthorization(); g.MapGet("/b", () => "").AllowAnonymous();',
      ['GET /a/b public'],
    ],
    ['attributes of a lambda', 'app.MapGet("/a", [Authorize(Roles = "x")] () => "");', ['GET /a required (x)']],
    ['a policy in place', 'app.MapGet("/a", () => "").RequireAuthorization(p => p.RequireRole("x"));', ['GET /a required (x)']],
    ['a policy by name', 'app.MapGet("/a", () => "").RequireAuthorization("p");', ['GET /a required (p)']],
    ['a convention that nobody knows', 'app.MapGet("/a", () => "").Guarded();', ['GET /a unknown']],
    ['documentation protects nothing', 'app.MapGet("/a", () => "").WithOpenApi().Produces(401).WithTags("Secure");', ['GET /a none']],
    ['a loop over names', 'foreach (var name in new[] { "a", "b" }) { app.MapGet($"/{name}", () => ""); }', ['GET /a none', 'GET /b none']],
    ['left out of the document', 'app.MapGet("/a", () => "").ExcludeFromDescription();', []],
    ['other endpoints', 'app.MapHub<Chat>("/chat"); app.MapRazorPages(); app.MapFallbackToFile("index.html");', []],
    ['under a condition', 'if (app.Environment.IsDevelopment()) app.MapGet("/a", () => "");', ['GET /a unknown']],
    [
      'a fallback policy set after',
      'app.MapGet("/a", () => ""); builder.Services.AddAuthorization(o => o.FallbackPolicy = o.DefaultPolicy);',
      ['GET /a required'],
    ],
  ])('%s', async (_, code, expected) => {
    expect((await minimal(code)).sort()).toEqual(expected);
  });

  test('through extension methods, and helpers that map what they are given', async () => {
    const more = {
      'Things.cs':
        'public static class Things { public static void MapThings(this IEndpointRouteBuilder app, string prefix = "/t") { app.MapGroup(prefix).MapGet(All); } static string All() => ""; }',
      'Helpers.cs':
        'public static class Helpers { public static RouteHandlerBuilder MapGet(this IEndpointRouteBuilder app, Delegate handler, string pattern = "all") => app.MapGet(pattern, handler).RequireAuthorization(); }',
    };
    expect((await minimal('app.MapThings(); app.MapThings("/u");', more)).sort()).toEqual(['GET /t/all required', 'GET /u/all required']);
  });

  test('what one unseen group requires holds for no other', async () => {
    const more = {
      'A.cs': 'class A : IModule { public void Map(RouteGroupBuilder g) { g.RequireAuthorization(); g.MapGet("/a", () => ""); } }',
      'B.cs': 'class B : IModule { public void Map(RouteGroupBuilder g) { g.MapGet("/b", () => ""); } }',
    };
    expect(await minimal('app.MapModules();', more)).toEqual(['GET /{*}/a required', 'GET /{*}/b unknown']);
  });
});

test('branches of the preprocessor', async () => {
  const code = controller(`#if NET\n[HttpGet] public string Get()\n#else\n[HttpGet] public string Get(int old)\n#endif\n => "";`);
  const { routes, unread } = await inventoryOf({
    'App.csproj': '<Project />',
    'Program.cs': `${START} app.MapControllers();`,
    'Things.cs': code.replaceAll('#', '\n#'),
  });
  expect(routes.map(({ path, security }) => [path, security.enforced])).toEqual([['/things', 'none']]);
  expect(unread).toEqual([]);
});
