import { describe, expect, test } from 'vitest';
import { inventoryJson } from '../../../src/extractors/inventory-json.ts';
import { inventoryOf, lines } from '../../support/code.ts';

const HEAD = `from typing import Annotated, Optional
from fastapi import APIRouter, Body, Cookie, Depends, FastAPI, Header, HTTPException, Path, Query, Request, Security
from fastapi.security import HTTPBearer, HTTPBasic, OAuth2PasswordBearer
from pydantic import BaseModel, Field
app = FastAPI()
bearer = HTTPBearer()
maybe = HTTPBearer(auto_error=False)
`;

const app = (code: string, more: Readonly<Record<string, string>> = {}) => lines({ 'main.py': HEAD + code, ...more });

describe('routes', () => {
  test.each<[name: string, code: string, expected: string[]]>([
    [
      'methods',
      '@app.get("/a")\ndef a(): ...\n@app.api_route("/b", methods=["PUT", "PATCH"])\ndef b(): ...',
      ['GET /a none', 'PUT /b none', 'PATCH /b none'],
    ],
    ['a slash at the end counts', '@app.get("/a/")\ndef a(): ...', ['GET /a/ none']],
    ['prefixes', 'r = APIRouter(prefix="/r")\n@r.get("")\ndef a(): ...\napp.include_router(r, prefix="/v1")', ['GET /v1/r none']],
    [
      'a prefix that nobody knows',
      'import os\nr = APIRouter()\n@r.get("/a")\ndef a(): ...\napp.include_router(r, prefix=os.environ["P"])',
      ['GET /{*}/a none'],
    ],
    ['an application below another', 'sub = FastAPI()\n@sub.get("/a")\ndef a(): ...\napp.mount("/sub", sub)', ['GET /sub/a none']],
    [
      'dependencies are not those of an application below',
      'top = FastAPI(dependencies=[Depends(bearer)])\nsub = FastAPI()\n@sub.get("/a")\ndef a(): ...\ntop.mount("/sub", sub)',
      ['GET /sub/a none'],
    ],
    ['added by call', 'def a(): ...\napp.add_api_route("/a", a, methods=["DELETE"])', ['DELETE /a none']],
    ['paths with a converter', '@app.get("/files/{name:path}")\ndef a(name: str): ...', ['GET /files/{name} none']],
    ['sockets are no operations', '@app.websocket("/ws")\nasync def ws(s): ...', []],
    ['event handlers are no operations', '@app.on_event("startup")\ndef start(): ...', []],
    ['another object with a method of that name', 'import celery\n@celery.get("/a")\ndef a(): ...', []],
    [
      'a router made in a function',
      'def make():\n  r = APIRouter()\n  @r.get("/a")\n  def a(): ...\n  return r\napp.include_router(make())',
      ['GET /a none'],
    ],
    ['a loop', 'for name in ["a", "b"]:\n  app.add_api_route("/" + name, lambda: 1)', ['GET /a none', 'GET /b none']],
  ])('%s', async (_, code, expected) => {
    expect((await app(code)).sort()).toEqual([...expected].sort());
  });
});

describe('security', () => {
  const user = 'def user(t=Depends(bearer)): return t\n';
  test.each<[name: string, code: string, expected: string]>([
    ['a scheme', '@app.get("/a")\ndef a(t=Depends(bearer)): ...', 'required bearer'],
    ['a scheme that refuses nobody', '@app.get("/a")\ndef a(t=Depends(maybe)): ...', 'optional bearer'],
    ['a dependency on a scheme', `${user}@app.get("/a")\ndef a(u=Depends(user)): ...`, 'required bearer'],
    ['by annotation', `${user}@app.get("/a")\ndef a(u: Annotated[str, Depends(user)]): ...`, 'required bearer'],
    ['by an alias of an annotation', `${user}User = Annotated[str, Depends(user)]\n@app.get("/a")\ndef a(u: User): ...`, 'required bearer'],
    ['in the decorator', `${user}@app.get("/a", dependencies=[Depends(user)])\ndef a(): ...`, 'required bearer'],
    [
      'of the router',
      `${user}r = APIRouter(dependencies=[Depends(user)])\n@r.get("/a")\ndef a(): ...\napp.include_router(r)`,
      'required bearer',
    ],
    [
      'of the inclusion',
      `${user}r = APIRouter()\n@r.get("/a")\ndef a(): ...\napp.include_router(r, dependencies=[Depends(user)])`,
      'required bearer',
    ],
    [
      'dependencies that nobody knows',
      'import shop\nr = APIRouter(dependencies=shop.guards)\n@r.get("/a")\ndef a(): ...\napp.include_router(r)',
      'unknown',
    ],
    ['scopes', `${user}@app.get("/a")\ndef a(u=Security(user, scopes=["x", "y"])): ...`, 'required bearer (x,y)'],
    [
      'a class whose instances are called',
      `class Role:\n  def __init__(self, r): self.r = r\n  def __call__(self, t=Depends(bearer)): ...\n@app.get("/a")\ndef a(u=Depends(Role("x"))): ...`,
      'required bearer',
    ],
    [
      'a function that makes one',
      'def need(strict=True):\n  return one if strict else two\ndef one(t=Depends(bearer)): ...\ndef two(t=Depends(maybe)): ...\n@app.get("/a")\ndef a(u=Depends(need())): ...',
      'required bearer',
    ],
    [
      'the same, optional',
      'def need(strict=True):\n  return one if strict else two\ndef one(t=Depends(bearer)): ...\ndef two(t=Depends(maybe)): ...\n@app.get("/a")\ndef a(u=Depends(need(strict=False))): ...',
      'optional bearer',
    ],
    [
      'one that refuses by itself',
      'def user(authorization: str = Header()):\n  if not ok(authorization): raise HTTPException(401)\n@app.get("/a")\ndef a(u=Depends(user)): ...',
      'required',
    ],
    [
      'one that refuses what the scheme let through',
      'def user(t=Depends(maybe)):\n  if t is None: raise HTTPException(status_code=401)\n@app.get("/a")\ndef a(u=Depends(user)): ...',
      'required bearer',
    ],
    ['a database is no guard', 'def db():\n  yield connect()\n@app.get("/a")\ndef a(d=Depends(db)): ...', 'none'],
    ['a dependency from elsewhere', 'from company import guard\n@app.get("/a")\ndef a(u=Depends(guard)): ...', 'unknown'],
    [
      'a class of the router',
      `${user}class Guarded(APIRouter):\n  def __init__(self, **kw):\n    super().__init__(dependencies=[Depends(user)], **kw)\nr = Guarded(prefix="/g")\n@r.get("/a")\ndef a(): ...\napp.include_router(r)`,
      'required bearer',
    ],
    [
      'middleware that guards nothing',
      'from fastapi.middleware.gzip import GZipMiddleware\napp.add_middleware(GZipMiddleware)\n@app.get("/a")\ndef a(): ...',
      'none',
    ],
    [
      'middleware from elsewhere',
      'from company import GuardMiddleware\napp.add_middleware(GuardMiddleware)\n@app.get("/a")\ndef a(): ...',
      'unknown',
    ],
    [
      'own middleware that only hands on',
      '@app.middleware("http")\nasync def headers(request, call_next):\n  response = await call_next(request)\n  response.headers["X-A"] = "b"\n  return response\n@app.get("/a")\ndef a(): ...',
      'none',
    ],
    [
      'own middleware that hands the request to somebody else',
      'from company import check\n@app.middleware("http")\nasync def headers(request, call_next):\n  check(request)\n  return await call_next(request)\n@app.get("/a")\ndef a(): ...',
      'unknown',
    ],
    [
      'own middleware that refuses',
      '@app.middleware("http")\nasync def guard(request, call_next):\n  if request.headers.get("authorization") is None: return Response(status_code=401)\n  return await call_next(request)\n@app.get("/a")\ndef a(): ...',
      'required',
    ],
    ['a decorator that nobody knows', 'from company import protected\n@app.get("/a")\n@protected\ndef a(): ...', 'unknown'],
    [
      'a login refuses wrong passwords',
      '@app.post("/login")\ndef login(p: str = Body()):\n  if p != "x": raise HTTPException(401)',
      'none',
    ],
  ])('%s', async (_, code, expected) => {
    const [line = ''] = await app(code);
    expect(line.split(' ').slice(2).join(' ')).toBe(expected);
  });
});

test('class-based views take the dependencies of their class', async () => {
  const code = `from fastapi_utils.cbv import cbv
r = APIRouter()
@cbv(r)
class Views:
  user: str = Depends(bearer)
  @r.get("/a")
  def a(self): ...
app.include_router(r)`;
  expect(await app(code)).toEqual(['GET /a required bearer']);
});

test('parameters and body, with bounds', async () => {
  const code = `
class Item(BaseModel):
  name: str = Field(max_length=9)
def paging(limit: int = Query(10, le=100)): ...
@app.put("/items/{id}")
def put(id: int = Path(ge=1), q: Optional[str] = None, x_run: str = Header(), sid: str = Cookie(None), item: Item = Body(), page=Depends(paging)): ...`;
  const [route] = inventoryJson(await inventoryOf({ 'main.py': HEAD + code }));
  expect(route?.parameters.map(({ name, in: location, required, schema }) => [location, name, required, schema])).toEqual([
    ['path', 'id', true, { type: 'integer', minimum: 1 }],
    ['query', 'q', false, { type: 'string', nullable: true }],
    ['header', 'x-run', true, { type: 'string' }],
    ['cookie', 'sid', false, { type: 'string' }],
    ['query', 'limit', false, { type: 'integer', maximum: 100 }],
  ]);
  expect(route?.body?.schema).toEqual({
    title: 'Item',
    type: 'object',
    properties: { name: { type: 'string', maxLength: 9 } },
    required: ['name'],
  });
});

test.each<[name: string, body: string, status: string]>([
  ['a redirect', 'return RedirectResponse("/b")', '307'],
  ['a redirect by name', 'r = RedirectResponse("/b")\n  r.delete_cookie("s")\n  return r', '307'],
  ['a redirect or data', 'if x:\n    return RedirectResponse("/b")\n  return {}', '200'],
  ['data by the same name', 'r = RedirectResponse("/b")\n  r = {}\n  return r', '200'],
  ['nothing', 'pass', '200'],
])('answers with %s', async (_, body, status) => {
  const { routes } = await inventoryOf({ 'main.py': `${HEAD}\n@app.get("/a")\ndef a():\n  ${body}\n` });
  expect(routes[0]?.responses?.map((each) => each.status)).toEqual([status]);
});
