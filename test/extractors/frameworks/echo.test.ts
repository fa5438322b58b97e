import { describe, expect, test } from 'vitest';
import { lines } from '../../support/code.ts';

const app = (code: string, rest = '') =>
  lines({
    'go.mod': 'module example.com/app',
    'main.go': `package main\nimport (\n"net/http"\n"github.com/labstack/echo/v4"\n"github.com/labstack/echo/v4/middleware"\n)\nfunc main() {\ne := echo.New()\n${code}\n}\nfunc h(c echo.Context) error { return nil }\n${rest}`,
  });

describe('routes and security', () => {
  const refuse =
    'func auth(next echo.HandlerFunc) echo.HandlerFunc { return func(c echo.Context) error { if c.Request().Header.Get("Authorization") == "" { return echo.ErrUnauthorized }; return next(c) } }';
  test.each<[name: string, code: string, rest: string, expected: string[]]>([
    ['methods', 'e.GET("/a/:id", h); e.Any("/b", h); e.Add("PUT", "/c", h)', '', ['* /b none', 'GET /a/{id} none', 'PUT /c none']],
    ['groups', 'g := e.Group("/a"); g.Group("/b").GET("", h)', '', ['GET /a/b none']],
    ['middleware behind the handler', 'e.GET("/a", h, auth)', refuse, ['GET /a required']],
    ['middleware of the application holds for all', 'e.GET("/a", h); e.Use(auth)', refuse, ['GET /a required']],
    [
      'middleware of a group holds from there on',
      'g := e.Group("/g"); g.GET("/a", h); g.Use(auth); g.GET("/b", h)',
      refuse,
      ['GET /g/a none', 'GET /g/b required'],
    ],
    ['keys', 'e.Use(middleware.KeyAuth(check)); e.GET("/a", h)', '', ['GET /a required']],
    [
      'what has nothing to do with access',
      'e.Use(middleware.Logger(), middleware.CORS(), middleware.Gzip()); e.GET("/a", h)',
      '',
      ['GET /a none'],
    ],
    ['what skips some', 'e.Use(middleware.JWTWithConfig(middleware.JWTConfig{Skipper: skip})); e.GET("/a", h)', '', ['GET /a unknown']],
    [
      'own middleware that skips some',
      'e.Use(auth(Config{Skipper: skip})); e.GET("/a", h)',
      'type Config struct { Skipper func(echo.Context) bool }\nfunc skip(c echo.Context) bool { return c.Path() == "/a" }\nfunc auth(config Config) echo.MiddlewareFunc { return func(next echo.HandlerFunc) echo.HandlerFunc { return func(c echo.Context) error { if config.Skipper != nil && config.Skipper(c) { return next(c) }; if c.Request().Header.Get("Authorization") == "" { return echo.ErrUnauthorized }; return next(c) } } }',
      ['GET /a unknown'],
    ],
    [
      'the same that skips none',
      'e.Use(auth(Config{})); e.GET("/a", h)',
      'type Config struct { Skipper func(echo.Context) bool }\nfunc auth(config Config) echo.MiddlewareFunc { return func(next echo.HandlerFunc) echo.HandlerFunc { return func(c echo.Context) error { if config.Skipper != nil && config.Skipper(c) { return next(c) }; if c.Request().Header.Get("Authorization") == "" { return echo.ErrUnauthorized }; return next(c) } } }',
      ['GET /a required'],
    ],
    ['of a package that nobody knows', 'e.Use(company.Gate); e.GET("/a", h)', '', ['GET /a unknown']],
    ['files', 'e.Static("/s", "s"); e.File("/f", "f")', '', []],
  ])('%s', async (_, code, rest, expected) => {
    expect((await app(code, rest)).sort()).toEqual(expected);
  });
});
