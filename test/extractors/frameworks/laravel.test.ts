import { describe, expect, test } from 'vitest';
import { inventoryOf, lines } from '../../support/code.ts';

const COMPOSER = '{ "require": { "laravel/framework": "^12.0" } }';
const BOOT =
  "<?php\nuse Illuminate\\Foundation\\Application;\nreturn Application::configure()->withRouting(api: __DIR__.'/../routes/api.php')->withMiddleware(function ($middleware) { MIDDLEWARE })->create();";

const app = (
  routes: string,
  { middleware = '', more = {} }: { readonly middleware?: string; readonly more?: Readonly<Record<string, string>> } = {},
) =>
  lines({
    'composer.json': COMPOSER,
    'bootstrap/app.php': BOOT.replace('MIDDLEWARE', middleware),
    'routes/api.php': `<?php\nuse Illuminate\\Support\\Facades\\Route;\nuse App\\Http\\Controllers\\ThingController;\n${routes}`,
    ...more,
  });

const controller = (body: string, head = 'class ThingController') => ({
  'app/Http/Controllers/ThingController.php': `<?php\nnamespace App\\Http\\Controllers;\n${head} { ${body} }`,
});

const show = { more: controller('public function show() { return []; }') };

describe('routes', () => {
  test.each<[name: string, code: string, expected: string[]]>([
    [
      'methods',
      "Route::get('a', fn () => 1); Route::match(['put', 'patch'], '/b', fn () => 1); Route::any('c', fn () => 1);",
      ['* /api/c none', 'GET /api/a none', 'PATCH /api/b none', 'PUT /api/b none'],
    ],
    ['parameters', "Route::get('a/{id}/{slug?}/{post:uuid}', fn () => 1);", ['GET /api/a/{id}/{slug}/{post} none']],
    [
      'groups',
      "Route::prefix('x')->group(function () { Route::prefix('y')->group(function () { Route::get('z', fn () => 1); }); });",
      ['GET /api/x/y/z none'],
    ],
    ['groups as arrays', "Route::group(['prefix' => 'x'], function () { Route::get('z', fn () => 1); });", ['GET /api/x/z none']],
    ['a group ends', "Route::prefix('x')->group(function () {}); Route::get('z', fn () => 1);", ['GET /api/z none']],
    ['a loop', "foreach (['a', 'b'] as $x) { Route::get(\"/$x\", fn () => 1); }", ['GET /api/a none', 'GET /api/b none']],
    ['what is no operation', "Route::redirect('a', 'b'); Route::view('c', 'd'); Route::fallback(fn () => 1);", []],
  ])('%s', async (_, code, expected) => {
    expect((await app(code)).sort()).toEqual(expected);
  });

  test.each<[name: string, code: string]>([
    ['an array', "Route::get('a', [ThingController::class, 'show']);"],
    ['a text', "Route::get('a', 'ThingController@show');"],
    ['a group of one controller', "Route::controller(ThingController::class)->group(fn () => Route::get('a', 'show'));"],
  ])('a handler as %s', async (_, code) => {
    expect(await app(code, show)).toEqual(['GET /api/a none']);
  });

  test('resources have what their controller has', async () => {
    const more = controller(
      'public function index() {} public function store() {} public function show() {} public function update() {} public function destroy() {}',
    );
    const all = await app("Route::apiResource('dog-houses', ThingController::class)->except('destroy');", { more });
    expect(all.sort()).toEqual([
      'GET /api/dog-houses none',
      'GET /api/dog-houses/{dog_house} none',
      'PATCH /api/dog-houses/{dog_house} none',
      'POST /api/dog-houses none',
      'PUT /api/dog-houses/{dog_house} none',
    ]);
    expect(await app("Route::resource('posts.comments', ThingController::class, ['only' => ['show']]);", { more })).toEqual([
      'GET /api/posts/{post}/comments/{comment} none',
    ]);
  });

  test('files that nothing was seen to load', async () => {
    const files = {
      'composer.json': COMPOSER,
      'routes/mobile.php': "<?php\nuse Illuminate\\Support\\Facades\\Route;\nRoute::get('a', fn () => 1);",
    };
    expect(await lines(files)).toEqual(['GET /{*}/a unknown']);
    expect(
      await lines({
        ...files,
        'composer.json': '{}',
        'routes/mobile.php': "<?php\nuse Bramus\\Router\\Route;\nRoute::get('a', fn () => 1);",
      }),
    ).toEqual([]);
  });
});

describe('security', () => {
  const key = (body: string) => ({
    more: {
      'app/Http/Middleware/Key.php': `<?php\nnamespace App\\Http\\Middleware;\nclass Key { public function handle($request, $next) { ${body} return $next($request); } }`,
      ...show.more,
    },
    middleware: "$middleware->alias(['key' => \\App\\Http\\Middleware\\Key::class]);",
  });
  test.each<[name: string, code: string, options: Parameters<typeof app>[1], expected: string]>([
    ['a guard', "Route::get('a', fn () => 1)->middleware('auth:sanctum');", {}, 'required sanctum'],
    ['of a group', "Route::middleware(['auth'])->group(fn () => Route::get('a', fn () => 1));", {}, 'required'],
    ['taken away', "Route::middleware('auth')->group(fn () => Route::get('a', fn () => 1)->withoutMiddleware('auth'));", {}, 'none'],
    ['permissions', "Route::get('a', fn () => 1)->middleware('role:admin|editor');", {}, 'required (admin,editor)'],
    ['what limits and logs', "Route::get('a', fn () => 1)->middleware(['throttle:60,1', 'cache.headers:public']);", {}, 'none'],
    ['what nobody knows', "Route::get('a', fn () => 1)->middleware('company.gate');", {}, 'unknown'],
    [
      'own middleware that refuses',
      "Route::get('a', fn () => 1)->middleware('key');",
      key("if ($request->header('X-Api-Key') !== 'k') { abort(401); }"),
      'required',
    ],
    ['own middleware that counts', "Route::get('a', fn () => 1)->middleware('key');", key('Counter::add(1);'), 'none'],
    [
      'own middleware that a setting switches off',
      "Route::get('a', fn () => 1)->middleware('key');",
      key("if (config('open')) { return $next($request); } if ($request->header('X-Api-Key') !== 'k') { abort(401); }"),
      'unknown',
    ],
    [
      'by the constructor',
      "Route::get('a', [ThingController::class, 'show']);",
      { more: controller("public function __construct() { $this->middleware('auth')->except('index'); } public function show() {}") },
      'required',
    ],
    [
      'by the constructor for another action',
      "Route::get('a', [ThingController::class, 'show']);",
      {
        more: controller(
          "public function __construct() { $this->middleware('auth')->only('index'); } public function show() { return 1; }",
        ),
      },
      'none',
    ],
    [
      'a policy',
      "Route::get('a', [ThingController::class, 'show']);",
      { more: controller("public function show() { $this->authorize('view'); return 1; }") },
      'required',
    ],
    ['a handler that reads who asks', "Route::get('a', fn (Request $request) => $request->user());", {}, 'unknown'],
    [
      'a parent of a package',
      "Route::get('a', [ThingController::class, 'show']);",
      { more: controller('public function show() { return 1; }', 'class ThingController extends \\Company\\Base') },
      'unknown',
    ],
    ['appended to all', "Route::get('a', fn () => 1);", { middleware: "$middleware->api(prepend: ['auth:api']);" }, 'required api'],
  ])('%s', async (_, code, options, expected) => {
    expect((await app(code, options))[0]?.replace(/^\w+ \S+ /, '')).toBe(expected);
  });
});

test('rules of a request', async () => {
  const { routes } = await inventoryOf({
    'composer.json': COMPOSER,
    'bootstrap/app.php': BOOT.replace('MIDDLEWARE', ''),
    'routes/api.php':
      "<?php\nuse Illuminate\\Support\\Facades\\Route;\nRoute::post('a', function ($request) { $request->validate(['name' => 'required|string|max:9', 'age' => ['integer', 'between:1,9'], 'tags.*' => 'string|max:3']); });",
  });
  const properties = routes[0]?.body?.schema.properties;
  const keywords = (name: string) =>
    Object.fromEntries([...(properties?.get(name)?.schema.keywords ?? [])].map(([key, { value }]) => [key, value]));
  expect(keywords('name')).toEqual({ type: 'string', maxLength: 9 });
  expect(keywords('age')).toEqual({ type: 'integer', minimum: 1, maximum: 9 });
  expect(keywords('tags')).toEqual({ type: 'array' });
  expect([...(properties ?? [])].map(([name, { required }]) => [name, required])).toEqual([
    ['name', true],
    ['age', false],
    ['tags', false],
  ]);
});

describe('providers of routes', () => {
  const provider = (body: string, head = 'class Routing extends Provider') => ({
    'composer.json': COMPOSER,
    'app/Providers/Routing.php': `<?php
namespace App\\Providers;
use Illuminate\\Foundation\\Support\\Providers\\RouteServiceProvider as Provider;
use Illuminate\\Support\\Facades\\Route as Facade;
${head} { ${body} }`,
    'routes/web.php': "<?php\nuse Illuminate\\Support\\Facades\\Route;\nRoute::get('a', fn () => response()->json(1));",
  });
  test.each<[name: string, files: Record<string, string>, expected: string[]]>([
    [
      'of any name, with the facade by any',
      provider("public function map() { Facade::prefix('x')->middleware('auth')->group(base_path('routes/web.php')); }"),
      ['GET /x/a required'],
    ],
    [
      'that run a file inside of a group',
      provider(
        "public function map() { Facade::group(['prefix' => 'x', 'middleware' => 'auth'], function () { require base_path('routes/web.php'); }); }",
      ),
      ['GET /x/a required'],
    ],
    [
      'that give the facade a method',
      provider(
        "public function register() { Facade::macro('shop', function ($name, $routes) { return Facade::group(['prefix' => $name, 'middleware' => 'auth'], $routes); }); } public function map() { Facade::shop('y', function () { Facade::get('b', fn () => response()->json(1)); }); Facade::group(['prefix' => 'x'], base_path('routes/web.php')); }",
      ),
      ['GET /x/a none', 'GET /y/b required'],
    ],
    [
      'of something else load none',
      provider("public function map() { Facade::prefix('x')->group(base_path('routes/web.php')); }", 'class Routing'),
      ['GET /a none'],
    ],
  ])('%s', async (_, files, expected) => {
    expect((await lines(files)).sort()).toEqual(expected);
  });
});
