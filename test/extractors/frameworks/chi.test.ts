import { describe, expect, test } from 'vitest';
import { lines } from '../../support/code.ts';

const app = (code: string, rest = '', serve = 'r') =>
  lines({
    'go.mod': 'module example.com/app',
    'main.go': `package main\nimport (\n"net/http"\n"github.com/go-chi/chi/v5"\n"github.com/go-chi/chi/v5/middleware"\n"github.com/go-chi/jwtauth/v5"\n)\nfunc main() {\nr := chi.NewRouter()\n${code}\nhttp.ListenAndServe(":1", ${serve})\n}\nfunc h(w http.ResponseWriter, r *http.Request) {}\n${rest}`,
  });

describe('routes and security', () => {
  const refuse =
    'func auth(next http.Handler) http.Handler { return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { if r.Header.Get("Authorization") == "" { http.Error(w, "no", http.StatusUnauthorized); return }; next.ServeHTTP(w, r) }) }';
  test.each<[name: string, code: string, rest: string, expected: string[]]>([
    [
      'methods',
      'r.Get("/a", h); r.Method("PUT", "/b", http.HandlerFunc(h)); r.HandleFunc("/c", h)',
      '',
      ['* /c none', 'GET /a none', 'PUT /b none'],
    ],
    ['patterns', 'r.Get("/a/{id:[0-9]{2,3}}/*", h)', '', ['GET /a/{id}/{*} none']],
    [
      'routes in routes',
      'r.Route("/a", func(r chi.Router) { r.Route("/b", func(r chi.Router) { r.Get("/", h) }) })',
      '',
      ['GET /a/b none'],
    ],
    [
      'mounted routers',
      'r.Mount("/x", other())',
      'func other() chi.Router { r := chi.NewRouter(); r.Get("/a", h); return r }',
      ['GET /x/a none'],
    ],
    [
      'a group keeps its own',
      'r.Group(func(r chi.Router) { r.Use(auth); r.Get("/a", h) }); r.Get("/b", h)',
      refuse,
      ['GET /a required', 'GET /b none'],
    ],
    ['with', 'r.With(auth).Get("/a", h); r.Get("/b", h)', refuse, ['GET /a required', 'GET /b none']],
    ['reading a token is not asking for it', 'r.Use(jwtauth.Verifier(t)); r.Get("/a", h)', '', ['GET /a optional jwt']],
    ['asking', 'r.Use(jwtauth.Verifier(t)); r.Use(jwtauth.Authenticator(t)); r.Get("/a", h)', '', ['GET /a required jwt']],
    ['what has nothing to do with access', 'r.Use(middleware.Logger); r.Use(middleware.Timeout(60)); r.Get("/a", h)', '', ['GET /a none']],
    ['of a package that nobody knows', 'r.Use(company.Gate); r.Get("/a", h)', '', ['GET /a unknown']],
  ])('%s', async (_, code, rest, expected) => {
    expect((await app(code, rest)).sort()).toEqual(expected);
  });

  test('what is wrapped around the router', async () => {
    expect(await app('r.Get("/a", h)', refuse, 'auth(r)')).toEqual(['GET /a required']);
    expect(await app('r.Get("/a", h)', '', 'company.Gate(r)')).toEqual(['GET /a unknown']);
  });
});
