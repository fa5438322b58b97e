import { describe, expect, test } from 'vitest';
import { inventoryJson } from '../../src/extractors/inventory-json.ts';
import { inventoryOf } from '../support/code.ts';

const APP = "const app = require('express')();\n";

/** Code that grows without bound when it is followed to the letter: each of it must end, and lose no route beside it. */
describe('code that would never end', () => {
  test.each<[name: string, files: Record<string, string>]>([
    [
      'a text that doubles',
      { 'a.js': `${APP}let s = 'x'; for (const i of [${'1,'.repeat(150)}]) s = s + s; app.get('/a', h); function h(q, s) { s.end(); }` },
    ],
    [
      'a list that doubles',
      {
        'a.js': `${APP}let l = [1]; for (const i of [${'1,'.repeat(150)}]) l = [...l, ...l]; app.get('/a', h); function h(q, s) { s.end(); }`,
      },
    ],
    [
      'a list that is joined to itself',
      {
        'a.js': `${APP}let l = ['x']; for (const i of [${'1,'.repeat(150)}]) l = l.concat(l); app.get('/a', h); function h(q, s) { s.end(); }`,
      },
    ],
    [
      'functions that call each other twice',
      {
        'a.js': `${APP}${Array.from({ length: 60 }, (_, n) => `function f${n}() { f${n + 1}(); f${n + 1}(); }`).join('\n')} f0(); app.get('/a', h); function h(q, s) { s.end(); }`,
      },
    ],
    [
      'loops inside of loops',
      {
        'a.js': `${APP}const l = [${'1,'.repeat(150)}]; ${'for (const i of l) '.repeat(8)} i; app.get('/a', h); function h(q, s) { s.end(); }`,
      },
    ],
    [
      'a router inside of itself',
      {
        'a.js': `${APP}const r = require('express').Router(); r.use(r); r.use('/x', r); app.use(r); app.get('/a', h); function h(q, s) { s.end(); }`,
      },
    ],
    [
      'thousands of guards',
      {
        'a.js': `${APP}const g = (q, s, n) => n();\n${'app.use(g);\n'.repeat(3000)}${Array.from({ length: 300 }, (_, n) => `app.get('/p${n}', g);`).join('\n')} app.get('/a', h); function h(q, s) { s.end(); }`,
      },
    ],
    [
      'classes that extend each other',
      { 'a.js': `${APP}class A extends B {} class B extends A {} new A().x(); app.get('/a', h); function h(q, s) { s.end(); }` },
    ],
    [
      'a class that extends a member of itself',
      {
        'a.js': `${APP}app.get('/a', h); function h(q, s) { s.end(); }`,
        'urls.py':
          'from rest_framework import views\nfrom django.urls import path\nclass A(A.B, views.APIView):\n  pass\nurlpatterns = [path("a/", A.as_view())]\n',
      },
    ],
    [
      'guards that extend each other',
      {
        'a.js': `${APP}app.get('/a', h); function h(q, s) { s.end(); }`,
        'cats.controller.ts':
          "import { Controller, Module, Post, UseGuards } from '@nestjs/common';\nclass A extends B {}\nclass B extends A {}\nclass C extends C {}\n@Controller('cats')\n@UseGuards(A, C)\nexport class Cats { @Post() add() { return 1; } }\n@Module({ controllers: [Cats] })\nexport class AppModule {}\n",
      },
    ],
    [
      'modules in a ring',
      {
        ...Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`m${n}.js`, `export * from './m${(n + 1) % 300}';`])),
        'a.js': `${APP}const { x } = require('./m0'); app.use(x); app.get('/a', h); function h(q, s) { s.end(); }`,
      },
    ],
  ])(
    '%s',
    async (_, files) => {
      const inventory = await inventoryOf({ 'package.json': '{}', ...files });
      expect(inventory.failures).toEqual([]);
      // A budget that ran out says so.
      if (!inventory.routes.some(({ path }) => path === '/a')) expect(inventory.modules.every(({ complete }) => !complete)).toBe(true);
    },
    60_000,
  );

  test('what is open in PHP', async () => {
    const files = {
      'composer.json': '{}',
      'a.php': `<?php\n${'#[OA\\Get(path: "/a", '.repeat(20_000)}`,
      'b.php': `<?php\n/** ${'@OA\\Get(path="/b") '.repeat(20_000)}`,
    };
    expect((await inventoryOf(files)).failures).toEqual([]);
  }, 60_000);

  test('a comment that never ends in a configuration', async () => {
    const files = {
      'package.json': '{}',
      'tsconfig.json': '/*'.repeat(200_000),
      'a.ts': `import express from 'express'; import { x } from '@lib/x'; const app = express(); app.use(x);`,
    };
    expect((await inventoryOf(files)).failures).toEqual([]);
  }, 60_000);
});

test('types that hold each other make a finite schema', async () => {
  const fields = (to: string): string => Array.from({ length: 200 }, (_, n) => `    f${n}: ${to}`).join('\n');
  const code = `from fastapi import FastAPI
from pydantic import BaseModel
app = FastAPI()
class C(BaseModel):
${fields('"A"')}
class B(BaseModel):
${fields('C')}
class A(BaseModel):
${fields('B')}
@app.post("/a")
def a(body: A): ...`;
  const inventory = await inventoryOf({ 'main.py': code });
  expect(inventory.failures).toEqual([]);
  expect(JSON.stringify(inventoryJson(inventory)).length).toBeLessThan(2_000_000);
});

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('a thing called %s is only a name', async (name) => {
  const files = {
    'package.json': '{}',
    'a.js': `${APP}app.get('/${name}/:${name}', (req, res) => res.json(req.query.${name}));\napp.use(require('${name}'));`,
    'b.py': `from fastapi import FastAPI\nfrom pydantic import BaseModel\napp = FastAPI()\nclass ${name}(BaseModel):\n  ${name}: str\n@app.post("/b")\ndef ${name}(x: ${name}): ...`,
    'pom.xml': '<p/>',
    'Program.cs': `var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddAuthentication().${name}();\nvar app = builder.Build();\napp.${name}("/x", () => 1);\napp.MapGet("/d", () => 1);\napp.Run();\n`,
    'E.cs': `using Microsoft.AspNetCore.Mvc;\n[ApiController, Route("e")]\npublic class E : ControllerBase { [HttpPost, ${name}] public int Add([${name}] ${name} x) => 1; }\n`,
    'f.js': `${APP}app.${name}('/x', h); app.get('/f', h); function h(q, s) { s.end(q.${name}); }`,
    'g.py': `from fastapi import FastAPI, ${name}\napp = FastAPI()\n@app.${name}("/x")\n@app.get("/g")\ndef g(x: ${name}, y: int = ${name}(3)): ...`,
    'C.java': `import org.springframework.web.bind.annotation.*; @RestController @${name} class C { @GetMapping("/c") ${name} ${name}(@RequestParam ${name} ${name}) { return null; } }`,
  };
  const inventory = await inventoryOf(files);
  expect(inventory.failures).toEqual([]);
  expect(inventory.routes.map(({ path }) => path).sort()).toEqual([`/${name}/{${name}}`, '/b', '/c', '/d', '/e', '/f', '/g'].sort());
});

test('what could not be parsed may hold a guard: nothing is said to have none', async () => {
  const app = "const app = require('express')();\napp.get('/a', (req, res) => res.end());\n";
  const enforced = async (code: string) =>
    (await inventoryOf({ 'package.json': '{}', 'a.js': code })).routes.map(({ security }) => security.enforced);
  expect(await enforced(app)).toEqual(['none']);
  expect(await enforced(`${app}app.use(((;\n`)).toEqual(['unknown']);
});
