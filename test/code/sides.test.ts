import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readSides } from '../../src/code/sides.ts';
import type { Report } from '../../src/findings/report.ts';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';
import { flagPolicy } from '../../src/ruleset.ts';
import { run } from '../../src/run.ts';

type Files = Readonly<Record<string, string>>;

const GUARD = `package com.acme.guard;

import org.springframework.context.annotation.*;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@Configuration
public class Security {
  @Bean
  SecurityFilterChain chain(HttpSecurity http) throws Exception {
    http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated());
    return http.build();
  }
}
`;

const ORDERS = `package com.acme.shop;

import org.springframework.web.bind.annotation.*;

@RestController
public class Orders {
  @DeleteMapping("/orders/{id}")
  public void remove(@PathVariable int id) {
  }
}
`;

const REFUSE = `export function signedIn(req, res, next) {
  if (!req.headers.authorization) return res.status(401).end();
  req.user = verify(req.headers.authorization);
  next();
}
`;

const API = `import express from 'express';
import { signedIn } from '../guard/index.js';

const app = express();
app.delete('/books/:isbn', signedIn, (req, res) => res.end());
app.listen(3000);
`;

/** Two Java modules of which one guards the other, two packages of which one guards the other, and a language that offers nothing. */
const SHOP: Files = {
  'shop/pom.xml': '<project><dependencies><dependency><artifactId>guard</artifactId></dependency></dependencies></project>',
  'shop/src/main/java/com/acme/shop/Orders.java': ORDERS,
  'guard/pom.xml': '<project><artifactId>guard</artifactId></project>',
  'guard/src/main/java/com/acme/guard/Security.java': GUARD,
  'packages/api/package.json': '{"type":"module"}',
  'packages/api/server.js': API,
  'packages/guard/package.json': '{"type":"module"}',
  'packages/guard/index.js': `import { verify } from 'jsonwebtoken';\n${REFUSE}`,
  'tools/count.py': 'print(1)\n',
};

const JAVA = 'shop/src/main/java/com/acme/shop/Orders.java';
const CHAIN = 'guard/src/main/java/com/acme/guard/Security.java';
const INDEX = 'packages/guard/index.js';

/** Compared with a base of which it is known what is the same, and of which it is not. */
async function reports(now: Files, before: Files): Promise<{ readonly known: Report; readonly unknown: Report }> {
  const policy = await flagPolicy({ preset: 'strict' });
  const judge = (same?: (file: string) => boolean): Promise<Report> =>
    run({
      workspace: new MemoryWorkspace(now),
      base: { workspace: new MemoryWorkspace(before), label: 'main', ...(same && { same }) },
      patterns: [],
      policy,
    });
  return { known: await judge((file) => file in before && now[file] === before[file]), unknown: await judge() };
}

/** `regress-security app.js:5`, of the rules on a change. */
function lost({ findings }: Report): string[] {
  return findings
    .filter(({ ruleId }) => ruleId.startsWith('regress-'))
    .map(({ ruleId, file, range }) => `${ruleId} ${file}:${range.start.line}`);
}

const without = (files: Files, ...gone: readonly string[]): Files =>
  Object.fromEntries(Object.entries(files).filter(([file]) => !gone.includes(file)));

describe('what differs elsewhere', () => {
  test.each<[what: string, now: Files, lines: readonly string[]]>([
    ['nothing', SHOP, []],
    [
      'the filter chain of another module',
      { ...SHOP, [CHAIN]: GUARD.replace('.authenticated()', '.permitAll()') },
      [`regress-security ${JAVA}:7`],
    ],
    [
      'the build file that names the module of the filter chain',
      { ...SHOP, 'shop/pom.xml': '<project></project>' },
      [`regress-security ${JAVA}:7`],
    ],
    ['the file of the filter chain is gone', without(SHOP, CHAIN), [`regress-security ${JAVA}:7`]],
    [
      'a guard in another package',
      { ...SHOP, [INDEX]: SHOP[INDEX]?.replace('return res.status(401).end()', 'return next()') ?? '' },
      ['regress-security packages/api/server.js:5'],
    ],
    [
      'the file of a handler is renamed',
      { ...without(SHOP, JAVA), [JAVA.replace('Orders', 'Purchases')]: ORDERS.replace('class Orders', 'class Purchases') },
      [],
    ],
    [
      'the file of a guard is renamed',
      {
        ...without(SHOP, INDEX),
        'packages/guard/login.js': SHOP[INDEX] ?? '',
        'packages/api/server.js': API.replace('guard/index', 'guard/login'),
      },
      [],
    ],
    ['a handler is gone', without(SHOP, JAVA), []],
    ['a file of another language', { ...SHOP, 'tools/count.py': 'print(2)\n' }, []],
    ['a file that is new', { ...SHOP, 'tools/sum.py': 'print(3)\n' }, []],
  ])('%s', async (_, now, lines) => {
    const { known, unknown } = await reports(now, SHOP);
    expect(lost(known)).toEqual(lines);
    expect(JSON.stringify(known)).toBe(JSON.stringify(unknown));
  });
});

test.each<[what: string, file: string, text: string, same: boolean]>([
  ['a language that offers nothing', 'tools/count.py', 'print(2)\n', true],
  ['a file of another language that is new', 'tools/sum.py', 'print(2)\n', true],
  ['a language of its own', JAVA, `// Orders.\n${ORDERS}`, false],
  ['a setting that any language may read', 'shop/src/main/resources/application.yml', 'server: {}\n', false],
])('code is read once when what differs is %s', async (_, file, text, same) => {
  const now = { ...SHOP, [file]: text };
  const base = { workspace: new MemoryWorkspace(SHOP), same: (each: string) => each !== file && each in SHOP };
  const sides = await readSides(new MemoryWorkspace(now), base, () => true);
  expect({ same: sides.same, shared: sides.base === sides.head }).toEqual({ same, shared: same });
});

const FIXTURES = fileURLToPath(new URL('../fixtures/code/', import.meta.url));

describe('the report of an app is the same whether the base tells what is the same or not', () => {
  test.each(readdirSync(FIXTURES))('%s', async (app) => {
    const folder = join(FIXTURES, app);
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/')).sort();
    const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
    const sources = paths.filter((path) => !/\.(?:json|md)$/.test(path));
    const [first = '', second = ''] = [sources[0], sources.at(-1)];
    for (const now of [files, without(files, first), { ...without(files, second), [`moved/${second}`]: files[second] ?? '' }]) {
      // Without the only file that has operations nothing is left to judge, and that is said either way.
      const { known, unknown } = await reports(now, files).catch(({ message }: Error) => ({ known: message, unknown: message }));
      expect(JSON.stringify(known)).toBe(JSON.stringify(unknown));
    }
  });
});
