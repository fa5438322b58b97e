import { describe, expect, test } from 'vitest';
import { lines } from '../../support/code.ts';

const app = (code: string, serve = 'mux') =>
  lines({
    'go.mod': 'module example.com/app',
    'main.go': `package main\nimport "net/http"\nfunc main() {\nmux := http.NewServeMux()\n${code}\nhttp.ListenAndServe(":1", ${serve})\n}\nfunc h(w http.ResponseWriter, r *http.Request) {}\nfunc auth(next http.Handler) http.Handler { return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { if r.Header.Get("Authorization") == "" { w.WriteHeader(401); return }; next.ServeHTTP(w, r) }) }\nfunc log(next http.HandlerFunc) http.HandlerFunc { return func(w http.ResponseWriter, r *http.Request) { next(w, r) } }`,
  });

describe('patterns and wrappers', () => {
  test.each<[name: string, code: string, expected: string[]]>([
    [
      'methods and parameters',
      'mux.HandleFunc("GET /a/{id}", h); mux.HandleFunc("POST example.com/b/{rest...}", h)',
      ['GET /a/{id} none', 'POST /b/{rest} none'],
    ],
    ['every method', 'mux.HandleFunc("/a", h)', ['* /a none']],
    ['everything below', 'mux.HandleFunc("GET /a/", h)', ['GET /a/{*} none']],
    ['only the root', 'mux.HandleFunc("GET /{$}", h)', ['GET / none']],
    ['the multiplexer of the package', 'http.HandleFunc("GET /a", h)', ['GET /a none']],
    [
      'a wrapped handler',
      'mux.Handle("GET /a", auth(http.HandlerFunc(h))); mux.HandleFunc("GET /b", log(h))',
      ['GET /a required', 'GET /b none'],
    ],
    ['wrapped twice', 'mux.Handle("GET /a", auth(log(h)))', ['GET /a required']],
    ['by something that nobody knows', 'mux.Handle("GET /a", company.Gate(h))', ['GET /a unknown']],
    ['files', 'mux.Handle("GET /s/", http.FileServer(dir))', []],
  ])('%s', async (_, code, expected) => {
    expect((await app(code)).sort()).toEqual(expected);
  });

  test('what is wrapped around all of it', async () => {
    expect(await app('mux.HandleFunc("GET /a", h)', 'auth(mux)')).toEqual(['GET /a required']);
    expect(await app('mux.HandleFunc("GET /a", h); s := &http.Server{Handler: auth(mux)}; s.ListenAndServe()', 'nil')).toEqual([
      'GET /a required',
    ]);
  });
});
