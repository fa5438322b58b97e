import { describe, expect, test } from 'vitest';
import { inventoryJson } from '../../../src/extractors/inventory-json.ts';
import { inventoryOf, lines } from '../../support/code.ts';

const HEAD = 'package main\nimport (\n"fmt"\n"net/http"\n"github.com/gin-gonic/gin"\n)\n';

const app = (code: string, rest = '', more: Readonly<Record<string, string>> = {}) =>
  lines({
    'go.mod': 'module example.com/app',
    'main.go': `${HEAD}func main() {\nr := gin.New()\n${code}\nr.Run()\n}\nfunc h(c *gin.Context) {}\n${rest}`,
    ...more,
  });

describe('routes', () => {
  test.each<[name: string, code: string, expected: string[]]>([
    ['methods', 'r.GET("/a", h); r.POST("/b", h); r.Any("/c", h)', ['* /c none', 'GET /a none', 'POST /b none']],
    [
      'methods by name',
      'r.Handle("PUT", "/a", h); r.Handle(http.MethodPatch, "/b", h); r.Match([]string{"GET", "HEAD"}, "/c", h)',
      ['GET /c none', 'HEAD /c none', 'PATCH /b none', 'PUT /a none'],
    ],
    ['templates', 'r.GET("/a/:id/*rest", h)', ['GET /a/{id}/{*} none']],
    ['groups in groups', 'g := r.Group("/a"); b := g.Group("/b"); { b.GET("/:id", h) }', ['GET /a/b/{id} none']],
    ['constants and formats', 'const v = 2; r.GET(fmt.Sprintf("/v%d/a", v), h)', ['GET /v2/a none']],
    ['a part that nobody knows', 'r.GET(os.Getenv("BASE")+"/a", h)', ['GET /{*}/a none']],
    ['a loop over paths', 'for _, p := range []string{"/a", "/b"} { r.GET(p, h) }', ['GET /a none', 'GET /b none']],
    [
      'a loop over structs',
      'for _, e := range []struct{ path string; fn gin.HandlerFunc }{{"/a", h}, {path: "/b", fn: h}} { r.GET(e.path, e.fn) }',
      ['GET /a none', 'GET /b none'],
    ],
    ['under a condition', 'if debug { r.GET("/a", h) }', ['GET /a unknown']],
    ['files are no operations', 'r.Static("/s", "./s"); r.StaticFile("/f", "./f"); r.NoRoute(h)', []],
    ['calls of something else', 'client.GET("/a", h)', []],
  ])('%s', async (_, code, expected) => {
    expect((await app(code)).sort()).toEqual(expected);
  });

  test('through packages, methods and fields', async () => {
    const more = {
      'api/api.go':
        'package api\nimport "github.com/gin-gonic/gin"\ntype Server struct { engine *gin.Engine; items *Items }\nfunc New() *Server { s := &Server{engine: gin.New(), items: &Items{}}; s.routes(); return s }\nfunc (s *Server) Run() {}',
      'api/routes.go': 'package api\nfunc (s *Server) routes() { s.engine.Group("/api").GET("/items", s.items.List) }',
      'api/items.go': 'package api\nimport "github.com/gin-gonic/gin"\ntype Items struct{}\nfunc (i *Items) List(c *gin.Context) {}',
    };
    const files = {
      'go.mod': 'module example.com/app',
      'main.go': 'package main\nimport "example.com/app/api"\nfunc main() { api.New().Run() }',
      ...more,
    };
    const { routes } = await inventoryOf(files);
    expect(routes.map(({ path, handler }) => [path, handler])).toEqual([['/api/items', 'Items.List']]);
  });

  test('routers that nothing was seen to call', async () => {
    const register = 'package app\nimport "github.com/gin-gonic/gin"\n';
    const files = (code: string) => ({ 'go.mod': 'module example.com/app', 'a.go': register + code });
    expect(await lines(files('func Register(g *gin.RouterGroup) { g.GET("/a", func(c *gin.Context) {}) }'))).toEqual([
      'GET /{*}/a unknown',
    ]);
    expect(await lines(files('func Register(e *gin.Engine) { e.GET("/a", func(c *gin.Context) {}) }'))).toEqual(['GET /a unknown']);
    expect(await lines(files('func New() *gin.Engine { e := gin.New(); e.GET("/a", func(c *gin.Context) {}); return e }'))).toEqual([
      'GET /a none',
    ]);
  });
});

describe('security', () => {
  const refuse =
    'func auth(c *gin.Context) { if c.GetHeader("Authorization") == "" { c.AbortWithStatus(http.StatusUnauthorized); return }; c.Next() }';
  test.each<[name: string, code: string, rest: string, expected: string]>([
    ['own middleware that refuses', 'r.GET("/a", auth, h)', refuse, 'required'],
    ['used before the route', 'r.Use(auth); r.GET("/a", h)', refuse, 'required'],
    ['used after the route', 'r.GET("/a", h); r.Use(auth)', refuse, 'none'],
    ['used by another group', 'r.Group("/b", auth); r.GET("/a", h)', refuse, 'none'],
    ['used under a condition', 'if secure { r.Use(auth) }; r.GET("/a", h)', refuse, 'unknown'],
    ['basic authentication', 'r.Group("/x", gin.BasicAuth(gin.Accounts{})).GET("/a", h)', '', 'required basic'],
    ['of a package that nobody knows', 'r.Use(company.Gate()); r.GET("/a", h)', '', 'unknown'],
    ['logging', 'r.Use(gin.Logger(), gin.Recovery()); r.GET("/a", h)', '', 'none'],
    [
      'not for every path',
      'r.Use(auth); r.GET("/a", h)',
      'func auth(c *gin.Context) { if c.Request.URL.Path == "/a" { c.Next(); return }; if c.GetHeader("Authorization") == "" { c.AbortWithStatus(401) } }',
      'unknown',
    ],
    [
      'only where a setting says so',
      'r.Use(auth); r.GET("/a", h)',
      'func auth(c *gin.Context) { if !settings.Private { return }; if c.GetHeader("Authorization") == "" { c.AbortWithStatus(401) } }',
      'unknown',
    ],
    [
      'lets requests without a token through',
      'r.Use(auth); r.GET("/a", h)',
      'func auth(c *gin.Context) { token := c.GetHeader("Authorization"); if token == "" { c.Next(); return }; if !valid(token) { c.AbortWithStatus(401) } }',
      'optional',
    ],
    [
      'never stops a request',
      'r.Use(auth); r.GET("/a", h)',
      'func auth(c *gin.Context) { claims, err := jwt.Parse(c.GetHeader("Authorization")); if err != nil { return }; c.Set("claims", claims) }',
      'optional',
    ],
    [
      'a preflight passes',
      'r.Use(auth); r.GET("/a", h)',
      'func auth(c *gin.Context) { if c.Request.Method == "OPTIONS" { c.Next(); return }; if c.GetHeader("Authorization") == "" { c.AbortWithStatus(401) } }',
      'required',
    ],
    [
      'made with a flag that is off',
      'r.Use(gate(false)); r.GET("/a", h)',
      'func gate(must bool) gin.HandlerFunc { return func(c *gin.Context) { if must { c.AbortWithStatus(401) }; jwt.Parse(c.GetHeader("Authorization")) } }',
      'optional',
    ],
    [
      'a handler that reads who asks',
      'r.GET("/a", who)',
      'func who(c *gin.Context) { user := c.MustGet("current_user"); c.JSON(200, user) }',
      'unknown',
    ],
    [
      'a method of a value',
      'm := &Gate{}; r.Use(m.Check); r.GET("/a", h)',
      'type Gate struct{}\nfunc (g *Gate) Check(c *gin.Context) { if c.GetHeader("X-Api-Key") == "" { c.AbortWithStatus(403) } }',
      'required',
    ],
  ])('%s', async (_, code, rest, expected) => {
    expect((await app(code, rest))[0]?.replace(/^\w+ \S+ /, '')).toBe(expected);
  });
});

test('what is bound, and how far', async () => {
  const rest =
    'type Item struct { Name string `json:"name" binding:"required,max=9"`; Kind string `json:"kind" binding:"oneof=a b"`; Age int `binding:"gt=0"`; secret string }\nfunc make(c *gin.Context) { var item Item; if err := c.ShouldBindJSON(&item); err != nil { return } }';
  const { routes } = await inventoryOf({
    'go.mod': 'module m',
    'main.go': `${HEAD}func main() { r := gin.New(); r.POST("/items", make) }\n${rest}`,
  });
  expect(routes[0]?.body?.schema.reference).toBe('Item.unchecked');
  expect(routes[0]?.body?.mediaTypes).toEqual(['application/json']);
});

test('tags of structs without a name', async () => {
  const rest =
    'type Item struct { Owner struct { FullName string `json:"full_name" binding:"max=9"`; hidden int; Skip string `json:"-"` } `json:"owner"`; Parts []struct { ID int `json:"id"` } `json:"parts"` }\nfunc make(c *gin.Context) { var item Item; c.ShouldBindJSON(&item) }';
  const [route] = inventoryJson(
    await inventoryOf({ 'go.mod': 'module m', 'main.go': `${HEAD}func main() { r := gin.New(); r.POST("/items", make) }\n${rest}` }),
  );
  expect(route?.body?.schema).toMatchObject({
    properties: {
      owner: { properties: { full_name: { type: 'string', maxLength: 9 } } },
      parts: { type: 'array', items: { properties: { id: { type: 'integer' } } } },
    },
  });
  expect(JSON.stringify(route?.body?.schema)).not.toMatch(/FullName|hidden|Skip|"ID"/);
});
