import { beforeAll, describe, expect, test } from 'vitest';
import { answerToAnonymous } from '../../../src/extractors/frameworks/django/anonymous.ts';
import { fromRegex } from '../../../src/extractors/frameworks/django/urls.ts';
import { inventoryJson } from '../../../src/extractors/inventory-json.ts';
import { Program } from '../../../src/extractors/program.ts';
import { Parsers } from '../../../src/extractors/syntax/parser.ts';
import type { FunctionDeclaration } from '../../../src/extractors/syntax/unit.ts';
import { PackedGrammars } from '../../../src/inputs/grammars.ts';
import { inventoryOf, lines } from '../../support/code.ts';

const SETTINGS = 'ROOT_URLCONF = "urls"\n';

const URLS = 'from django.urls import path, re_path, include\nfrom rest_framework import routers\nfrom views import *\nimport views\n';

const VIEWS = `from rest_framework import generics, mixins, viewsets, permissions
from rest_framework.decorators import action, api_view, permission_classes
from rest_framework.permissions import *
from rest_framework.permissions import AllowAny, IsAuthenticated, IsAdminUser, IsAuthenticatedOrReadOnly, BasePermission
from rest_framework.response import Response
from rest_framework.views import APIView
from django.http import JsonResponse
`;

const app = (urls: string, views: string, settings = '', more: Record<string, string> = {}) => ({
  'settings.py': SETTINGS + settings,
  'urls.py': URLS + urls,
  'views.py': VIEWS + views,
  ...more,
});

const sorted = async (files: Record<string, string>) => (await lines(files)).sort();

const tail = (line = '') => line.split(' ').slice(2).join(' ');

describe('fromRegex', () => {
  test.each<[regex: string, path: string]>([
    ['^articles/$', 'articles/'],
    ['^articles/(?P<slug>[-\\w]+)/?$', 'articles/{slug}'],
    ['^a/(?P<y>[0-9]{4})/(?P<m>\\d+)/$', 'a/{y}/{m}/'],
    ['^a/(\\d+)/$', 'a/{arg0}/'],
    ['^a(?:/b)?$', 'a'],
    ['^a/[a-z]+/b$', 'a/{*}/b'],
    ['^v1\\.0/x$', 'v1.0/x'],
    ['a/(?P<x', 'a/{arg0}'],
  ])('%s', (regex, path) => {
    expect(fromRegex(regex).path).toBe(path);
  });
});

describe('URL configurations', () => {
  const view = 'class V(APIView):\n    def get(self, request): return Response({})\n';
  test.each<[name: string, urls: string, expected: string[]]>([
    ['path', 'urlpatterns = [path("a/<int:pk>/", V.as_view())]', ['GET /a/{pk}/ none']],
    ['re_path', 'urlpatterns = [re_path(r"^a/(?P<pk>\\d+)$", V.as_view())]', ['GET /a/{pk} none']],
    ['a list that is included', 'inner = [path("b", V.as_view())]\nurlpatterns = [path("a/", include(inner))]', ['GET /a/b none']],
    ['a list and its name', 'inner = [path("b", V.as_view())]\nurlpatterns = [path("a/", include((inner, "app")))]', ['GET /a/b none']],
    ['what is added', 'urlpatterns = [path("a", V.as_view())]\nurlpatterns += [path("b", V.as_view())]', ['GET /a none', 'GET /b none']],
    [
      'what is added under a condition',
      'urlpatterns = [path("a", V.as_view())]\nif DEBUG:\n    urlpatterns += [path("b", V.as_view())]',
      ['GET /a none', 'GET /b none'],
    ],
    [
      'what is put before under a condition',
      'urlpatterns = [path("a", V.as_view())]\nif DEBUG:\n    urlpatterns = [path("b", V.as_view())] + urlpatterns',
      ['GET /a none', 'GET /b none'],
    ],
    [
      'a wrapped view',
      'from django.views.decorators.csrf import csrf_exempt\nurlpatterns = [path("a", csrf_exempt(V.as_view()))]',
      ['GET /a none'],
    ],
    ['a package’s view', 'from lib import W\nurlpatterns = [path("a", W.as_view())]', []],
  ])('%s', async (_, urls, expected) => {
    expect(await sorted(app(urls, view))).toEqual(expected);
  });

  test('a module by its name, and one that nobody includes', async () => {
    const files = app('urlpatterns = [path("api/", include("shop.urls"))]', view, '', {
      'shop/urls.py': `${URLS}urlpatterns = [path("a", V.as_view())]`,
      'lost/urls.py': `${URLS}urlpatterns = [path("b", V.as_view())]`,
    });
    expect(await sorted(files)).toEqual(['GET /api/a none', 'GET /{*}/b unknown']);
  });

  test('lists of several files, joined by variables, are there once', async () => {
    const files = app('from one import urlpatterns as one\nurlpatterns = [*one]', view, '', {
      'one.py': `${URLS}urlpatterns = [path("a", V.as_view())]`,
    });
    expect(await sorted(files)).toEqual(['GET /a none']);
  });
});

describe('views', () => {
  test.each<[name: string, views: string, urls: string, expected: string[]]>([
    ['generic', 'class V(generics.ListCreateAPIView): pass', 'path("a", V.as_view())', ['GET /a none', 'POST /a none']],
    [
      'generic with methods of its own',
      'class V(generics.ListAPIView):\n    def put(self, request): pass',
      'path("a", V.as_view())',
      ['GET /a none', 'PUT /a none'],
    ],
    [
      'with fewer methods',
      'class V(generics.RetrieveUpdateAPIView):\n    http_method_names = ["get", "put"]',
      'path("a", V.as_view())',
      ['GET /a none', 'PUT /a none'],
    ],
    [
      'actions of a view set',
      'class V(viewsets.ViewSet):\n    def list(self, request): pass\n    def wipe(self, request): pass',
      'path("a", V.as_view({"get": "list", "delete": "wipe"}))',
      ['DELETE /a none', 'GET /a none'],
    ],
    ['functions', '@api_view(["GET", "PUT"])\ndef v(request): return Response({})', 'path("a", views.v)', ['GET /a none', 'PUT /a none']],
    ['plain functions with data', 'def v(request): return JsonResponse({})', 'path("a", views.v)', ['* /a none']],
    ['plain pages', 'from django.shortcuts import render\ndef v(request): return render(request, "a.html")', 'path("a", views.v)', []],
    [
      'a base class that is not there',
      'from lib import Base\nclass V(Base, APIView):\n    def get(self, request): pass',
      'path("a", V.as_view())',
      ['GET /a unknown'],
    ],
  ])('%s', async (_, views, urls, expected) => {
    expect(await sorted(app(`urlpatterns = [${urls}]`, views))).toEqual(expected);
  });

  test.each<[name: string, views: string, router: string, expected: string[]]>([
    [
      'a whole view set',
      'class V(viewsets.ModelViewSet): pass',
      'r = routers.DefaultRouter()\nr.register("a", V)',
      ['DELETE /a/{pk}/ none', 'GET /a/ none', 'GET /a/{pk}/ none', 'PATCH /a/{pk}/ none', 'POST /a/ none', 'PUT /a/{pk}/ none'],
    ],
    [
      'without slashes, by another field',
      'class V(viewsets.ReadOnlyModelViewSet):\n    lookup_field = "slug"',
      'r = routers.SimpleRouter(trailing_slash=False)\nr.register(r"a", V)',
      ['GET /a none', 'GET /a/{slug} none'],
    ],
    [
      'what it declares without a mixin',
      'class V(viewsets.GenericViewSet):\n    def update(self, request, pk): pass',
      'r = routers.DefaultRouter()\nr.register("a", V)',
      ['PUT /a/{pk}/ none'],
    ],
    [
      'actions',
      'class V(viewsets.GenericViewSet):\n    @action(detail=True, methods=["post"], url_path="x-y")\n    def x(self, request, pk): pass\n    @x.mapping.delete\n    def un_x(self, request, pk): pass\n    @action(detail=False)\n    def z(self, request): pass',
      'r = routers.DefaultRouter()\nr.register("a", V)',
      ['DELETE /a/{pk}/x-y/ none', 'GET /a/z/ none', 'POST /a/{pk}/x-y/ none'],
    ],
    [
      'nested routers',
      'class V(mixins.ListModelMixin, viewsets.GenericViewSet): pass',
      'from rest_framework_nested.routers import NestedSimpleRouter\np = routers.DefaultRouter()\np.register("a", V)\nr = NestedSimpleRouter(p, "a", lookup="owner")\nr.register("b", V)',
      ['GET /a/{owner_pk}/b/ none'],
    ],
  ])('%s', async (_, views, router, expected) => {
    expect(await sorted(app(`${router}\nurlpatterns = [path("", include(r.urls))]`, views))).toEqual(expected);
  });
});

describe('permissions', () => {
  const of = async (body: string, { before = '', settings = '', decorator = '' } = {}) => {
    const views = `${before}\n${decorator}\nclass V(APIView):\n    ${body.replaceAll('\n', '\n    ')}\n    def get(self, request): return Response({})\n    def post(self, request): return Response({})\n`;
    return (await sorted(app('urlpatterns = [path("a", V.as_view())]', views, settings))).map(tail);
  };
  const standard = (name: string) => `REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["${name}"]}\n`;

  test.each<[name: string, body: string, how: Parameters<typeof of>[1], expected: [get: string, post: string]]>([
    ['none', 'x = 1', {}, ['none', 'none']],
    ['an empty list', 'permission_classes = []', {}, ['public', 'public']],
    ['AllowAny', 'permission_classes = [AllowAny]', {}, ['public', 'public']],
    ['IsAuthenticated', 'permission_classes = (IsAuthenticated,)', {}, ['required session,basic', 'required session,basic']],
    [
      'IsAdminUser',
      'permission_classes = [permissions.IsAdminUser]',
      {},
      ['required session,basic (staff)', 'required session,basic (staff)'],
    ],
    ['read only', 'permission_classes = [IsAuthenticatedOrReadOnly]', {}, ['optional session,basic', 'required session,basic']],
    ['all of them', 'permission_classes = [AllowAny, IsAuthenticated]', {}, ['required session,basic', 'required session,basic']],
    ['one of them', 'permission_classes = [AllowAny | IsAuthenticated]', {}, ['public', 'public']],
    ['turned around', 'permission_classes = [~IsAuthenticated]', {}, ['unknown', 'unknown']],
    ['a package’s', 'permission_classes = [Gate]', { before: 'from lib import Gate' }, ['unknown', 'unknown']],
    [
      'of the settings',
      'x = 1',
      { settings: standard('rest_framework.permissions.IsAuthenticated') },
      ['required session,basic', 'required session,basic'],
    ],
    ['open by the settings', 'x = 1', { settings: standard('rest_framework.permissions.AllowAny') }, ['none', 'none']],
    [
      'of the program by the settings',
      'x = 1',
      { settings: standard('views.Own'), before: 'class Own(IsAuthenticated): pass' },
      ['required session,basic', 'required session,basic'],
    ],
    [
      'settings that could not be read',
      'x = 1',
      { settings: 'REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": env("P")}\n' },
      ['unknown', 'unknown'],
    ],
    ['get_permissions', 'def get_permissions(self):\n    return [AllowAny()] if x else [IsAuthenticated()]', {}, ['unknown', 'unknown']],
    [
      'get_permissions that always asks',
      'def get_permissions(self):\n    if x: return [IsAdminUser()]\n    return [IsAuthenticated()]',
      {},
      ['required session,basic (staff)', 'required session,basic (staff)'],
    ],
    [
      'a decorated view',
      'permission_classes = []',
      {
        before: 'from django.contrib.auth.decorators import login_required\nfrom django.utils.decorators import method_decorator',
        decorator: '@method_decorator(login_required, name="dispatch")',
      },
      ['required session', 'required session'],
    ],
    [
      'a decorated method',
      'permission_classes = []',
      {
        before: 'from django.contrib.auth.decorators import login_required\nfrom django.utils.decorators import method_decorator',
        decorator: '@method_decorator(login_required, name="post")',
      },
      ['public', 'required session'],
    ],
    [
      'a test of its own',
      'x = 1',
      {
        before: 'from django.contrib.auth.decorators import user_passes_test\nfrom django.utils.decorators import method_decorator',
        decorator: '@method_decorator(user_passes_test(lambda user: True), name="dispatch")',
      },
      ['unknown', 'unknown'],
    ],
    [
      'authentication',
      'permission_classes = [IsAuthenticated]\nauthentication_classes = [JWTAuthentication]',
      { before: 'from rest_framework_simplejwt.authentication import JWTAuthentication' },
      ['required bearer', 'required bearer'],
    ],
  ])('%s', async (_, body, how, expected) => {
    expect(await of(body, how)).toEqual(expected);
  });

  test('of a function', async () => {
    const views = (classes: string) => `@api_view(["GET"])\n@permission_classes([${classes}])\ndef v(request): return Response({})`;
    expect(await sorted(app('urlpatterns = [path("a", views.v)]', views('IsAuthenticated')))).toEqual(['GET /a required session,basic']);
    expect(await sorted(app('urlpatterns = [path("a", views.v)]', views('AllowAny')))).toEqual(['GET /a public']);
  });

  test('of one action', async () => {
    const views =
      'class V(viewsets.GenericViewSet):\n    permission_classes = [IsAuthenticated]\n    @action(detail=False, permission_classes=[AllowAny])\n    def x(self, request): pass\n    @action(detail=False)\n    def y(self, request): pass';
    const urls = 'r = routers.DefaultRouter()\nr.register("a", V)\nurlpatterns = r.urls';
    expect(await sorted(app(urls, views))).toEqual(['GET /a/x/ public', 'GET /a/y/ required session,basic']);
  });

  test.each<[name: string, middleware: string, expected: string]>([
    [
      'that refuses',
      'def m(get_response):\n    def inner(request):\n        if not request.headers.get("authorization"): return HttpResponse(status=401)\n        return get_response(request)\n    return inner',
      'required',
    ],
    [
      'that only looks',
      'def m(get_response):\n    def inner(request):\n        request.seen = request.user\n        return get_response(request)\n    return inner',
      'none',
    ],
    [
      'that refuses for some paths',
      'def m(get_response):\n    def inner(request):\n        if request.path == "/x": return get_response(request)\n        if not request.headers.get("authorization"): return HttpResponse(status=401)\n        return get_response(request)\n    return inner',
      'unknown',
    ],
  ])('middleware %s', async (_, middleware, expected) => {
    const files = app(
      'urlpatterns = [path("a", V.as_view())]',
      'class V(APIView):\n    def get(self, request): return Response({})',
      'MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "gate.m"]\n',
      { 'gate.py': middleware },
    );
    expect(tail((await sorted(files))[0])).toBe(expected);
  });
});

describe('answerToAnonymous', () => {
  const parsers = new Parsers(new PackedGrammars());
  beforeAll(() => parsers.load(['python']));
  const permission = (body: string): FunctionDeclaration => {
    const text = `class P:\n    def has_permission(self, request, view):\n        ${body.replaceAll('\n', '\n        ')}\n`;
    const [first] = new Program(new Map([['p.py', text]]), parsers).unit('p.py')?.statements ?? [];
    return (first?.kind === 'type' ? first.type.methods[0] : undefined) as FunctionDeclaration;
  };
  test.each<[body: string, get: string, post: string]>([
    ['return True', 'yes', 'yes'],
    ['return request.user.is_authenticated', 'no', 'no'],
    ['return bool(request.user and request.user.is_authenticated)', 'no', 'no'],
    ['return request.user.is_authenticated or x', 'maybe', 'maybe'],
    ['return request.user.is_authenticated and x', 'no', 'no'],
    ['return not request.user.is_anonymous', 'no', 'no'],
    ['return request.method in SAFE_METHODS', 'yes', 'no'],
    ['return request.method in permissions.SAFE_METHODS or request.user.is_staff', 'yes', 'no'],
    ['return request.method in ("GET", "HEAD")', 'yes', 'no'],
    ['return request.method == "POST"', 'no', 'yes'],
    ['if request.method in SAFE_METHODS:\n    return True\nreturn request.user.is_staff', 'yes', 'no'],
    ['if request.user.is_authenticated:\n    return True\nelse:\n    return False', 'no', 'no'],
    ['if x:\n    return True\nreturn request.user.is_staff', 'maybe', 'maybe'],
    ['if x:\n    return False\nreturn request.user.is_staff', 'maybe', 'maybe'],
    ['user = request.user\nreturn user.is_authenticated', 'no', 'no'],
    ['return super().has_permission(request, view) and x', 'no', 'no'],
    ['raise PermissionDenied()', 'no', 'no'],
    ['return helper(request)', 'maybe', 'maybe'],
    ['pass', 'no', 'no'],
    ['a = a\nreturn a', 'maybe', 'maybe'],
  ])('%s', (body, get, post) => {
    const declared = permission(body);
    expect([answerToAnonymous(declared, 'GET', () => 'no'), answerToAnonymous(declared, 'POST', () => 'no')]).toEqual([get, post]);
  });
});

test('serializers, models, filters and pages', async () => {
  const views = `from django.db import models
from rest_framework import serializers
class M(models.Model):
    name = models.CharField(max_length=9)
    note = models.TextField(blank=True)
    made = models.DateTimeField(auto_now_add=True)
class S(serializers.ModelSerializer):
    code = serializers.RegexField(r"^[a-z]+$", min_length=2)
    class Meta:
        model = M
        exclude = ["id"]
        read_only_fields = ["note"]
class V(viewsets.ModelViewSet):
    serializer_class = S
    search_fields = ["name"]
`;
  const settings = 'REST_FRAMEWORK = {"DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination"}\n';
  const { routes, modules } = await inventoryOf(
    app('r = routers.DefaultRouter()\nr.register("a", V)\nurlpatterns = r.urls', views, settings),
  );
  expect(routes.find(({ handler }) => handler === 'V.list')?.parameters.map(({ name }) => name)).toEqual(['search', 'limit', 'offset']);
  const properties = [...(modules[0]?.schemas.get('S')?.properties ?? [])].map(([name, { schema, required }]) => [
    name,
    required,
    Object.fromEntries([...schema.keywords].map(([key, { value }]) => [key, value])),
  ]);
  expect(properties).toEqual([
    ['name', true, { type: 'string', maxLength: 9 }],
    ['note', false, { type: 'string', readOnly: true }],
    ['made', false, { type: 'string', format: 'date-time', readOnly: true }],
    ['code', true, { type: 'string', pattern: '^[a-z]+$', minLength: 2 }],
  ]);
});

test.each<[name: string, body: string, expected: object]>([
  ['that masks', 'return "*" * len(value)', { 'x-masked': true }],
  ['that says a fixed mask', 'return "******"', { 'x-masked': true }],
  ['that changes it', 'return value.lower()', {}],
  ['that multiplies', 'return value * 2', {}],
])('a field of its own %s', async (_, body, expected) => {
  const views = `from rest_framework import serializers
class SecretField(serializers.CharField):
    def to_representation(self, value):
        ${body}
class S(serializers.Serializer):
    password = SecretField()
class V(viewsets.ModelViewSet):
    serializer_class = S
`;
  const { modules } = await inventoryOf(app('r = routers.DefaultRouter()\nr.register("a", V)\nurlpatterns = r.urls', views));
  const keywords = modules[0]?.schemas.get('S')?.properties?.get('password')?.schema.keywords ?? [];
  expect(Object.fromEntries([...keywords].map(([key, { value }]) => [key, value]))).toEqual(expected);
});

describe('serializers of a handler of its own', () => {
  const views = (body: string, more = '') => `from rest_framework import serializers
class InSerializer(serializers.Serializer):
    password = serializers.CharField()
class OutSerializer(serializers.Serializer):
    name = serializers.CharField()
class V(viewsets.GenericViewSet):
    serializer_class = OutSerializer
    @action(detail=False, methods=["post"])
    def run(self, request):
${body
  .split('\n')
  .map((line) => `        ${line}`)
  .join('\n')}
${more}`;
  test.each<[name: string, body: string, read: string | undefined, answered: string | undefined]>([
    ['reads nothing by it and answers with it', 'return Response(self.get_serializer(x).data)', undefined, 'OutSerializer'],
    [
      'reads by one and answers with another',
      's = InSerializer(data=request.data)\ns.is_valid()\nreturn Response(self.get_serializer(x).data)',
      'InSerializer',
      'OutSerializer',
    ],
    [
      'reads by one and answers with something else',
      's = InSerializer(data=request.data)\nreturn Response({"ok": True})',
      'InSerializer',
      undefined,
    ],
    ['answers with what it read', 's = self.get_serializer(data=request.data)\nreturn Response(s.data)', 'OutSerializer', 'OutSerializer'],
    ['answers with many', 'return Response(OutSerializer(xs, many=True).data)', undefined, '[OutSerializer]'],
    [
      'answers with one of two',
      'if x:\n    return Response(InSerializer(x).data)\nreturn Response(OutSerializer(x).data)',
      undefined,
      undefined,
    ],
    ['reads fields by hand', 'name = request.data["name"]\nreturn Response({"name": name})', undefined, undefined],
  ])('%s', async (_, body, read, answered) => {
    const { routes } = await inventoryOf(app('r = routers.DefaultRouter()\nr.register("a", V)\nurlpatterns = r.urls', views(body)));
    const [route] = routes;
    const response = route?.responses?.[0]?.schema;
    expect(route?.body?.schema.reference).toBe(read);
    expect(response?.items === undefined ? response?.reference : `[${response.items.reference}]`).toBe(answered);
  });
});

test('filters of a list', async () => {
  const views = `import django_filters
from django_filters import rest_framework as filters
class Nothing(filters.FilterSet):
    text = filters.CharFilter()
class F(Nothing):
    price = filters.RangeFilter()
    made = filters.DateFromToRangeFilter()
    kind = filters.ChoiceFilter(choices=[("a", "A"), ("b", "B")])
    tags = filters.MultipleChoiceFilter(choices=[("x", "X")])
    note = "no filter"
    class Meta:
        fields = {"name": ["exact", "icontains"], "kind": ["exact"]}
class V(viewsets.ReadOnlyModelViewSet):
    filterset_class = F
    search_fields = ["name"]
`;
  const inventory = await inventoryOf(app('r = routers.DefaultRouter()\nr.register("a", V)\nurlpatterns = r.urls', views));
  const list = inventoryJson(inventory).find(({ path }) => path === '/a/');
  expect(list?.parameters.map(({ name }) => name)).toEqual([
    'price_min',
    'price_max',
    'made_after',
    'made_before',
    'kind',
    'tags',
    'text',
    'name',
    'name__icontains',
    'search',
  ]);
  expect(list?.parameters.find(({ name }) => name === 'kind')?.schema).toMatchObject({ enum: ['a', 'b'] });
  expect(list?.parameters.find(({ name }) => name === 'tags')?.schema).toMatchObject({ type: 'array', items: { enum: ['x'] } });
});

test('a stand-in for a package that is not installed is not what runs', async () => {
  const views = `try:
    from oauth2_provider.contrib.rest_framework import TokenHasScope
except ImportError:
    TokenHasScope = None
class V(APIView):
    permission_classes = [TokenHasScope]
    def get(self, request): return Response({})
`;
  expect(await sorted(app('urlpatterns = [path("a", V.as_view())]', views))).toEqual(['GET /a required session,basic']);
});

test.each<[name: string, imported: string, view: string, expected: string[]]>([
  [
    'that hands out tokens',
    'from rest_framework_simplejwt.views import TokenObtainPairView',
    'TokenObtainPairView.as_view()',
    ['POST /a public'],
  ],
  ['that is a function', 'from rest_framework.authtoken.views import obtain_auth_token', 'obtain_auth_token', ['POST /a public']],
  ['that is a page', 'from drf_spectacular.views import SpectacularSwaggerView', 'SpectacularSwaggerView.as_view(url_name="s")', []],
  ['of the name, of another package', 'from other.views import TokenObtainPairView', 'TokenObtainPairView.as_view()', []],
])('a view of a package %s', async (_, imported, view, expected) => {
  expect(await sorted(app(`${imported}\nurlpatterns = [path("a", ${view})]`, ''))).toEqual(expected);
});
