import { describe, expect, test } from 'vitest';
import { inventoryOf, lines } from '../../support/code.ts';

const HEAD = 'from flask import Flask, Blueprint, abort, request, session\nfrom flask.views import MethodView\napp = Flask(__name__)\n';

const app = (code: string, more: Record<string, string> = {}) => lines({ 'app.py': HEAD + code, ...more });

const route = (decorators: string, body = 'return {}', more = '') =>
  app(`${more}\n@app.route("/a")\n${decorators}\ndef a():\n    ${body}\n`);

const tail = (line = '') => line.split(' ').slice(2).join(' ');

describe('routes', () => {
  test.each<[name: string, code: string, expected: string[]]>([
    ['GET is the standard', '@app.route("/a")\ndef a(): return {}', ['GET /a none']],
    ['methods', '@app.route("/a", methods=["PUT", "POST"])\ndef a(): return {}', ['POST /a none', 'PUT /a none']],
    ['a method each', '@app.delete("/a")\ndef a(): return {}', ['DELETE /a none']],
    ['two rules', '@app.route("/a")\n@app.route("/b")\ndef a(): return {}', ['GET /a none', 'GET /b none']],
    ['variables', '@app.route("/<a>/<int:b>/<path:c>/<any(x,y):d>/")\ndef a(**k): return {}', ['GET /{a}/{b}/{c}/{d}/ none']],
    ['add_url_rule', 'def a(): return {}\napp.add_url_rule("/a", view_func=a, methods=["POST"])', ['POST /a none']],
    [
      'a class',
      'class A(MethodView):\n    def get(self): return {}\n    def put(self): return {}\napp.add_url_rule("/a", view_func=A.as_view("a"))',
      ['GET /a none', 'PUT /a none'],
    ],
    [
      'inherited methods',
      'class B(MethodView):\n    def get(self): return {}\nclass A(B):\n    pass\napp.add_url_rule("/a", view_func=A.as_view("a"))',
      ['GET /a none'],
    ],
    ['a page', 'from flask import render_template\n@app.route("/a")\ndef a(): return render_template("a.html"), 200', []],
    ['a way to a page', 'from flask import redirect\n@app.route("/a")\ndef a(): return redirect("/b")', []],
    [
      'a page or data',
      'from flask import redirect\n@app.route("/a")\ndef a():\n    if x: return redirect("/b")\n    return {}',
      ['GET /a none'],
    ],
    ['a loop', 'for p in ["/a", "/b"]:\n    app.add_url_rule(p, view_func=lambda: {})', ['GET /a none', 'GET /b none']],
    [
      'restful resources',
      'from flask_restful import Api, Resource\napi = Api(app, prefix="/v1")\nclass A(Resource):\n    def get(self): return {}\napi.add_resource(A, "/a", "/b")',
      ['GET /v1/a none', 'GET /v1/b none'],
    ],
    [
      'restx namespaces',
      'from flask_restx import Api, Resource\napi = Api(app)\nns = api.namespace("cats")\n@ns.route("/<int:id>")\nclass A(Resource):\n    def get(self, id): return {}',
      ['GET /cats/{id} none'],
    ],
    [
      'a factory that nobody calls',
      'def create_app():\n    one = Flask("x")\n    @one.route("/a")\n    def a(): return {}\n    return one',
      ['GET /a none'],
    ],
    ['no route', '@other.route("/a")\ndef a(): return {}', []],
  ])('%s', async (_, code, expected) => {
    expect((await app(code)).sort()).toEqual(expected);
  });
});

describe('blueprints', () => {
  const bp = 'bp = Blueprint("b", __name__, url_prefix="/own")\n@bp.route("/a")\ndef a(): return {}\n';
  test.each<[name: string, code: string, expected: string[]]>([
    ['with its own prefix', `${bp}app.register_blueprint(bp)`, ['GET /own/a none']],
    ['with another', `${bp}app.register_blueprint(bp, url_prefix="/other")`, ['GET /other/a none']],
    [
      'in another',
      `${bp}outer = Blueprint("o", __name__, url_prefix="/outer")\nouter.register_blueprint(bp)\napp.register_blueprint(outer)`,
      ['GET /outer/own/a none'],
    ],
    ['registered nowhere', bp, ['GET /{*}/a unknown']],
    ['with a prefix of the environment', `${bp}app.register_blueprint(bp, url_prefix=os.environ["P"])`, ['GET /{*}/a none']],
  ])('%s', async (_, code, expected) => {
    expect(await app(code)).toEqual(expected);
  });

  test('a package whose file imports the modules beside it', async () => {
    const files = {
      'run.py': 'from pkg import views\nfrom flask import Flask\napp = Flask("x")\napp.register_blueprint(views.users.bp)',
      'pkg/__init__.py': '',
      'pkg/views/__init__.py': 'from . import users',
      'pkg/views/users.py': 'from flask import Blueprint\nbp = Blueprint("u", __name__)\n@bp.get("/users")\ndef all(): return {}',
    };
    expect(await lines(files)).toEqual(['GET /users none']);
  });
});

describe('decorators', () => {
  test.each<[name: string, more: string, decorators: string, expected: string]>([
    ['flask-login', 'from flask_login import login_required', '@login_required', 'required session'],
    ['flask-jwt-extended', 'from flask_jwt_extended import jwt_required', '@jwt_required()', 'required bearer'],
    ['of its third version', 'from flask_jwt_extended import jwt_required', '@jwt_required', 'required bearer'],
    ['optional', 'from flask_jwt_extended import jwt_required', '@jwt_required(optional=True)', 'optional bearer'],
    ['optional by a setting', 'from flask_jwt_extended import jwt_required', '@jwt_required(optional=OPEN)', 'unknown'],
    ['flask-httpauth', 'from flask_httpauth import HTTPTokenAuth\nauth = HTTPTokenAuth()', '@auth.login_required', 'required bearer'],
    [
      'with a role',
      'from flask_httpauth import HTTPBasicAuth\nauth = HTTPBasicAuth()',
      '@auth.login_required(role="x")',
      'required basic (x)',
    ],
    ['roles of flask-security', 'from flask_security import roles_required', '@roles_required("x", "y")', 'required session (x,y)'],
    ['one of a package that is not known', 'from lib import guarded', '@guarded', 'unknown'],
    ['one that caches', 'from flask_caching import Cache\ncache = Cache()', '@cache.cached(timeout=1)', 'none'],
    [
      'one of the code that refuses',
      'def g(f):\n    def w(*a):\n        if "user" not in session: abort(401)\n        return f(*a)\n    return w',
      '@g',
      'required',
    ],
    [
      'one that calls one that refuses',
      'def check():\n    if not request.headers.get("authorization"): abort(401)\ndef g(f):\n    def w(*a):\n        check()\n        return f(*a)\n    return w',
      '@g',
      'required',
    ],
    [
      'one that calls it under a condition',
      'def check():\n    if not request.headers.get("authorization"): abort(401)\ndef g(f):\n    def w(*a):\n        if ON: check()\n        return f(*a)\n    return w',
      '@g',
      'unknown',
    ],
    [
      'one that a setting turns off',
      'def g(f):\n    def w(*a):\n        v = get_config("visibility")\n        if v == "public":\n            return f(*a)\n        if "user" not in session: abort(401)\n        return f(*a)\n    return w',
      '@g',
      'unknown',
    ],
    [
      'one that asks a setting and refuses all the same',
      'def g(f):\n    def w(*a):\n        v = get_config("visibility")\n        if v == "public":\n            log(v)\n        if "user" not in session: abort(401)\n        return f(*a)\n    return w',
      '@g',
      'required',
    ],
    ['one that counts', 'def g(f):\n    def w(*a):\n        n.append(1)\n        return f(*a)\n    return w', '@g', 'none'],
    [
      'documentation protects nothing',
      'from flask_smorest import Blueprint as B\nblp = B("b", __name__)',
      '@blp.doc(security=[{"jwt": []}])',
      'none jwt',
    ],
  ])('%s', async (_, more, decorators, expected) => {
    expect(tail((await route(decorators, 'return {}', more))[0])).toBe(expected);
  });

  test('outside of the route guards nothing', async () => {
    const code = 'from flask_login import login_required\n@login_required\n@app.route("/a")\ndef a(): return {}';
    expect(await app(code)).toEqual(['GET /a none']);
  });

  test.each<[name: string, code: string, expected: string[]]>([
    [
      'of a class',
      'class A(MethodView):\n    decorators = [login_required]\n    def get(self): return {}\napp.add_url_rule("/a", view_func=A.as_view("a"))',
      ['GET /a required session'],
    ],
    [
      'of one method',
      'class A(MethodView):\n    @login_required\n    def put(self): return {}\n    def get(self): return {}\napp.add_url_rule("/a", view_func=A.as_view("a"))',
      ['GET /a none', 'PUT /a required session'],
    ],
    [
      'around a view',
      'class A(MethodView):\n    def get(self): return {}\napp.add_url_rule("/a", view_func=login_required(A.as_view("a")))',
      ['GET /a required session'],
    ],
    [
      'of a restful api',
      'from flask_restful import Api, Resource\napi = Api(app, decorators=[login_required])\nclass A(Resource):\n    def get(self): return {}\napi.add_resource(A, "/a")',
      ['GET /a required session'],
    ],
    [
      'by method',
      'from flask_restful import Api, Resource\napi = Api(app)\nclass A(Resource):\n    method_decorators = {"put": [login_required]}\n    def get(self): return {}\n    def put(self): return {}\napi.add_resource(A, "/a")',
      ['GET /a none', 'PUT /a required session'],
    ],
    [
      'a base class that is not there',
      'from lib import Base\nclass A(Base):\n    def get(self): return {}\napp.add_url_rule("/a", view_func=A.as_view("a"))',
      ['GET /a unknown'],
    ],
  ])('%s', async (_, code, expected) => {
    expect((await app(`from flask_login import login_required\n${code}`)).sort()).toEqual(expected);
  });
});

describe('before_request', () => {
  const refusing = 'if not request.headers.get("authorization"): abort(401)';
  test.each<[name: string, code: string, expected: string[]]>([
    ['of the application', `@app.before_request\ndef g():\n    ${refusing}\n@app.get("/a")\ndef a(): return {}`, ['GET /a required']],
    ['as a call', `def g():\n    ${refusing}\napp.before_request(g)\n@app.get("/a")\ndef a(): return {}`, ['GET /a required']],
    [
      'for some paths',
      `@app.before_request\ndef g():\n    if request.path == "/a": return\n    ${refusing}\n@app.get("/a")\ndef a(): return {}`,
      ['GET /a unknown'],
    ],
    [
      'for some blueprints',
      `@app.before_request\ndef g():\n    if request.blueprint == "x": return\n    ${refusing}\n@app.get("/a")\ndef a(): return {}`,
      ['GET /a unknown'],
    ],
    ['one that only counts', '@app.before_request\ndef g(): n.append(1)\n@app.get("/a")\ndef a(): return {}', ['GET /a none']],
    [
      'of a blueprint',
      `bp = Blueprint("b", __name__)\n@bp.before_request\ndef g():\n    ${refusing}\n@bp.get("/b")\ndef b(): return {}\napp.register_blueprint(bp)\n@app.get("/a")\ndef a(): return {}`,
      ['GET /a none', 'GET /b required'],
    ],
    [
      'of a blueprint for everything',
      `bp = Blueprint("b", __name__)\n@bp.before_app_request\ndef g():\n    ${refusing}\napp.register_blueprint(bp)\n@app.get("/a")\ndef a(): return {}`,
      ['GET /a required'],
    ],
    [
      'around the application',
      'from lib import Gate\napp.wsgi_app = Gate(app.wsgi_app)\n@app.get("/a")\ndef a(): return {}',
      ['GET /a unknown'],
    ],
    [
      'a proxy around it',
      'from werkzeug.middleware.proxy_fix import ProxyFix\napp.wsgi_app = ProxyFix(app.wsgi_app)\n@app.get("/a")\ndef a(): return {}',
      ['GET /a none'],
    ],
  ])('%s', async (_, code, expected) => {
    expect((await app(code)).sort()).toEqual(expected);
  });

  test('a handler that asks itself', async () => {
    expect(tail((await route('', 'if not current_user.is_admin: abort(403)'))[0])).toBe('unknown');
  });
});

describe('what is read', () => {
  const parts = async (code: string) => {
    const { routes } = await inventoryOf({ 'app.py': HEAD + code });
    return routes.flatMap(({ parameters, body }) => [
      ...parameters.map((each) =>
        `${each.in} ${each.name}${each.required ? '!' : ''} ${each.schema.keywords.get('type')?.value ?? ''}`.trim(),
      ),
      ...(body === undefined ? [] : [`${body.mediaTypes} ${[...(body.schema.properties?.keys() ?? [])]}`]),
    ]);
  };
  test.each<[name: string, code: string, expected: string[]]>([
    [
      'the query',
      '@app.get("/a")\ndef a():\n    return [request.args.get("x", type=int), request.args["y"]]',
      ['query x integer', 'query y!'],
    ],
    [
      'a header and a cookie',
      '@app.get("/a")\ndef a():\n    return [request.headers.get("X-A"), request.cookies["c"], request.headers["Authorization"]]',
      ['header X-A', 'cookie c!'],
    ],
    [
      'a body by its fields',
      '@app.post("/a")\ndef a():\n    data = request.get_json() or {}\n    return data["x"] + data.get("y")',
      ['application/json x,y'],
    ],
    ['a body as a whole', '@app.post("/a")\ndef a():\n    return save(request.json)', ['application/json ']],
    ['a form and a file', '@app.post("/a")\ndef a():\n    return request.form["x"] + request.files["f"]', ['multipart/form-data x,f']],
    [
      'kwargs of webargs',
      'from webargs import fields\nfrom webargs.flaskparser import use_kwargs\n@app.get("/a")\n@use_kwargs({"x": fields.Int(required=True)}, location="query")\ndef a(x): return {}',
      ['query x! integer'],
    ],
  ])('%s', async (_, code, expected) => {
    expect(await parts(code)).toEqual(expected);
  });
});

test('docstrings hold OpenAPI where a package reads them', async () => {
  const code = (head: string) => ({
    'app.py': `${head}\n${HEAD}@app.get("/a/<int:id>")\ndef a(id):\n    """One.\n    ---\n    security:\n      - key: []\n    """\n    return {}\n`,
  });
  const read = await inventoryOf(code('from flasgger import Swagger'));
  expect(read.documents.map(({ value }) => value)).toEqual([
    { swagger: '2.0', info: { title: 'API', version: '0' }, paths: { '/a/{id}': { get: { security: [{ key: [] }] } } } },
  ]);
  expect((await inventoryOf(code(''))).documents).toEqual([]);
});
