/** Applications beside a document that agrees with them, and what a change of one side is told as. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MemoryWorkspace } from '../../../src/inputs/memory.ts';
import { flagPolicy } from '../../../src/ruleset.ts';
import { run } from '../../../src/run.ts';
import { fixtureFolder } from '../../support/code.ts';

type Files = Record<string, string>;

function filesOf(app: string): Files {
  const folder = fixtureFolder(app);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile());
  const code = names.filter((name) => name !== 'expected.json').map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  const document = readFileSync(new URL(`../../fixtures/drift/${app}.yaml`, import.meta.url), 'utf8');
  return { ...Object.fromEntries(code), 'openapi.yaml': document };
}

/** `file:line rule: message`, of everything that compares code. */
async function said(files: Files): Promise<string[]> {
  const policy = await flagPolicy({ preset: 'recommended', code: ['auto'] });
  const { findings } = await run({ workspace: new MemoryWorkspace(files), patterns: [], policy });
  return findings
    .filter(({ ruleId }) => ruleId.startsWith('drift-') || ruleId === 'auth-code-guard')
    .map(({ ruleId, file, range, message }) => `${file}:${range.start.line} ${ruleId}: ${message}`);
}

interface Change {
  readonly name: string;
  readonly app: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly says: readonly string[];
}

const CHANGES: readonly Change[] = [
  {
    name: 'a route is removed',
    app: 'express',
    file: 'src/routes/books.ts',
    from: '  .get((_req, res) => res.json([]))\n',
    to: '',
    says: ['openapi.yaml:65 drift-unimplemented: `GET /api/books/{bookId}/reviews` has no route in the code'],
  },
  {
    name: 'a route is added',
    app: 'express',
    file: 'src/routes/books.ts',
    from: 'export default router;',
    to: "router.delete('/books/:id', passport.authenticate('jwt'), (req, res) => res.sendStatus(204));\n\nexport default router;",
    says: ['src/routes/books.ts:29 drift-undocumented: `DELETE /api/books/{id}` is in no document, though `GET /api/books/{bookId}` is'],
  },
  {
    name: 'a guard is removed',
    app: 'express',
    file: 'src/routes/books.ts',
    from: "passport.authenticate('jwt', { session: false }), ",
    to: '',
    says: [
      'src/routes/books.ts:22 drift-security: `POST /api/books/{id}/reviews` asks for no credential in the code, while the document requires `token` (HTTP bearer)',
    ],
  },
  {
    name: 'a guard is removed from a handler that reads the user which the guard left',
    app: 'express',
    file: 'src/routes/accounts.ts',
    from: "accounts.get('/me', requireToken, ",
    to: "accounts.get('/me', ",
    says: ['src/routes/accounts.ts:11 drift-security: `GET /api/accounts/me` asks for no credential in the code'],
  },
  {
    name: 'a guard is made optional',
    app: 'express',
    file: 'src/routes/books.ts',
    from: "passport.authenticate('jwt', { session: false }), body",
    to: 'optional, body',
    says: ['src/routes/books.ts:22 drift-security: `POST /api/books/{id}/reviews` answers without a credential in the code'],
  },
  {
    name: 'the document opens an operation',
    app: 'express',
    file: 'openapi.yaml',
    from: '  /cache:\n    delete:\n',
    to: '  /cache:\n    delete:\n      security: []\n',
    says: [
      'openapi.yaml:93 drift-security: `DELETE /cache` needs no credential by the document, while the code refuses requests without one',
    ],
  },
  {
    name: 'a parameter is added',
    app: 'express',
    file: 'src/routes/books.ts',
    from: "query('page').isInt(),",
    to: "query('page').isInt(), query('owner').optional(),",
    says: [
      'src/routes/books.ts:10 drift-parameter: `GET /api/books` reads the query parameter `owner` in the code, which the document lacks',
    ],
  },
  {
    name: 'a limit is raised',
    app: 'express',
    file: 'src/routes/books.ts',
    from: 'isLength({ max: 500 })',
    to: 'isLength({ max: 5000 })',
    says: [
      'src/routes/books.ts:22 drift-parameter: body field `text` of `POST /api/books/{id}/reviews` has `maxLength` 5000 in the code and 500 in the document',
    ],
  },
  {
    name: 'a limiter is added',
    app: 'express',
    file: 'src/server.ts',
    from: 'app.use(API_PREFIX, books);',
    to: 'app.use(API_PREFIX, rateLimit({ windowMs: 1000, limit: 5 }), books);',
    says: [
      'src/server.ts:26 drift-ratelimit: `GET /api/books` and 4 more operations are limited in the code (express-rate-limit, 5 requests in 1 s), and the document has no `429`',
    ],
  },
  {
    name: 'a route is removed where a router has no known place: it may be there',
    app: 'fastapi',
    file: 'shop/routers/items.py',
    from: '@router.get("/{item_id}")\n',
    to: '',
    says: [],
  },
  {
    name: 'a guard is removed',
    app: 'fastapi',
    file: 'shop/routers/items.py',
    from: '@router.put("/{item_id}", dependencies=[Depends(strict_client)])',
    to: '@router.put("/{item_id}")',
    says: [
      'shop/routers/items.py:29 drift-security: `PUT /v1/items/{item_id}` asks for no credential in the code, while the document requires `key`',
    ],
  },
  {
    name: 'another scope is asked for',
    app: 'fastapi',
    file: 'shop/security.py',
    from: 'scopes=["items:write"]',
    to: 'scopes=["admin"]',
    says: ['shop/routers/items.py:24 drift-scopes: `POST /v1/items/` asks for `admin` in the code and for `items:write` in the document'],
  },
  {
    name: 'a field is added',
    app: 'fastapi',
    file: 'shop/models.py',
    from: '    note: Optional[str] = None\n',
    to: '    note: Optional[str] = None\n    owner_id: int = 0\n',
    says: ['shop/models.py:20 drift-parameter: `POST /v1/items/` reads the body field `owner_id` in the code, which the document lacks'],
  },
  {
    name: 'a limit is dropped',
    app: 'fastapi',
    file: 'shop/routers/items.py',
    from: 'Query(20, ge=1, le=100)',
    to: 'Query(20, ge=1)',
    says: [
      'shop/routers/items.py:10 drift-parameter: query parameter `limit` of `GET /v1/items/` has no `maximum` in the code, where the document says 100 and the code checks',
    ],
  },
];

/** A router whose place in the application is not known. */
const ORPHAN = /\n\norphan = APIRouter\(\)[\s\S]*$/;

test('a route that is missing where the place of every router is known', async () => {
  const files = filesOf('fastapi');
  const [admin, items] = ['shop/routers/admin.py', 'shop/routers/items.py'];
  const changed = {
    ...files,
    [admin]: files[admin]?.replace(ORPHAN, '') ?? '',
    [items]: files[items]?.replace('@router.get("/{item_id}")\n', '') ?? '',
  };
  expect(await said(changed)).toEqual([
    expect.stringContaining('openapi.yaml:22 drift-unimplemented: `GET /items/{id}` has no route in the code'),
  ]);
});

describe.each(['express', 'fastapi'])('%s', (app) => {
  test('a document that agrees', async () => expect(await said(filesOf(app))).toEqual([]));

  test('nothing is compared without a document or without code', async () => {
    const { 'openapi.yaml': document = '', ...code } = filesOf(app);
    expect(await said(code)).toEqual([]);
    expect(await said({ 'openapi.yaml': document })).toEqual([]);
  });

  test.each(CHANGES.filter((change) => change.app === app))('$name', async ({ file, from, to, says }) => {
    const files = filesOf(app);
    const text = files[file] ?? '';
    expect(text.split(from)).toHaveLength(2);
    expect(await said({ ...files, [file]: text.replace(from, to) })).toEqual(says.map((part) => expect.stringContaining(part)));
  });
});
