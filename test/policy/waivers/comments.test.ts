import { describe, expect, test } from 'vitest';
import { MemoryWorkspace } from '../../../src/inputs/memory.ts';
import { flagPolicy } from '../../../src/ruleset.ts';
import { type RunRequest, run } from '../../../src/run.ts';

type Files = Readonly<Record<string, string>>;

const FIELDS = 'rule: auth-write-secured, reason: Anybody may sign up, owner: accounts, expires: "2027-01-31"';
const WAIVER = `apiward-waive: { ${FIELDS} }`;

const EXPRESS = (above: string, behind = '', between = ''): Files => ({
  'package.json': '{}',
  'app.js': `const express = require('express');
const app = express();
${above}
${between}app.post('/members', (req, res) => res.end());${behind}

app.post('/orders', (req, res) => res.end());
app.listen(3000);
`,
});

const FASTAPI = (above: string): Files => ({
  'requirements.txt': 'fastapi',
  'app.py': `from fastapi import FastAPI

app = FastAPI()

${above}
@app.post('/members')
def join():
    return None


@app.post('/orders')
def order():
    return None
`,
});

async function judge(files: Files, request: Partial<RunRequest> = {}) {
  const policy = await flagPolicy({ preset: 'recommended' });
  return run({ workspace: new MemoryWorkspace(files), patterns: [], policy, known: { today: '2026-11-24' }, ...request });
}

/** `auth-write-secured 4 waived`, of that rule and of those on waivers. */
async function said(files: Files, request: Partial<RunRequest> = {}): Promise<string[]> {
  const { findings } = await judge(files, request);
  return findings
    .filter(({ ruleId }) => /^(?:auth-write-secured|waiver-|policy-)/.test(ruleId))
    .map(({ ruleId, range, status }) => `${ruleId} ${range.start.line} ${status}`);
}

describe('a waiver in a comment', () => {
  test.each<[what: string, files: Files, lines: readonly string[]]>([
    ['above the route', EXPRESS(`// ${WAIVER}`), ['auth-write-secured 4 waived', 'auth-write-secured 6 new']],
    [
      'with other comments between',
      EXPRESS(`// ${WAIVER}`, '', '/* Everybody. */ '),
      ['auth-write-secured 4 waived', 'auth-write-secured 6 new'],
    ],
    ['in a block comment', EXPRESS(`/* ${WAIVER} */`), ['auth-write-secured 4 waived', 'auth-write-secured 6 new']],
    [
      'in a longer block comment',
      EXPRESS(`/**\n * Sign-up.\n * ${WAIVER}\n */`),
      ['auth-write-secured 7 waived', 'auth-write-secured 9 new'],
    ],
    ['behind the route', EXPRESS('', ` // ${WAIVER}`), ['auth-write-secured 4 waived', 'auth-write-secured 6 new']],
    ['of Python, above the decorator', FASTAPI(`# ${WAIVER}`), ['auth-write-secured 6 waived', 'auth-write-secured 11 new']],
    [
      'with Windows line ends',
      Object.fromEntries(Object.entries(EXPRESS(`// ${WAIVER}`)).map(([file, text]) => [file, text.replaceAll('\n', '\r\n')])),
      ['auth-write-secured 4 waived', 'auth-write-secured 6 new'],
    ],
  ])('%s', async (_, files, lines) => {
    expect(await said(files)).toEqual(lines);
  });

  test('is named by what it lets pass', async () => {
    const { findings } = await judge(EXPRESS(`// ${WAIVER}`));
    expect(findings.find(({ status }) => status === 'waived')?.waiver).toEqual({
      reason: 'Anybody may sign up',
      owner: 'accounts',
      expires: '2027-01-31',
      file: 'app.js',
      line: 3,
    });
  });

  test.each<[what: string, files: Files, lines: readonly string[]]>([
    [
      'over',
      EXPRESS(`// ${WAIVER.replace('2027', '2026')}`),
      ['waiver-expired 3 new', 'auth-write-secured 4 new', 'auth-write-secured 6 new'],
    ],
    [
      'of another rule',
      EXPRESS(`// ${WAIVER.replace('write', 'read')}`),
      ['waiver-unused 3 new', 'auth-write-secured 4 new', 'auth-write-secured 6 new'],
    ],
    [
      'that lacks its owner',
      EXPRESS(`// ${WAIVER.replace(', owner: accounts', '')}`),
      ['waiver-invalid 3 new', 'auth-write-secured 4 new', 'auth-write-secured 6 new'],
    ],
    [
      'that is no mapping',
      EXPRESS('// apiward-waive: everything'),
      ['waiver-invalid 3 new', 'auth-write-secured 4 new', 'auth-write-secured 6 new'],
    ],
    [
      'before nothing that is judged',
      EXPRESS(`// ${WAIVER}\nconst limit = 3;\n`),
      ['waiver-invalid 3 new', 'auth-write-secured 6 new', 'auth-write-secured 8 new'],
    ],
    [
      'in a text, which is no comment',
      EXPRESS(`const help = '${WAIVER.replaceAll("'", '')}';`),
      ['auth-write-secured 4 new', 'auth-write-secured 6 new'],
    ],
  ])('lets nothing pass that is %s', async (_, files, lines) => {
    expect(await said(files)).toEqual(lines);
  });

  test('waives a field of a type, and the fields beside it not', async () => {
    const files: Files = {
      'requirements.txt': 'fastapi',
      'app.py': `from fastapi import Depends, FastAPI
from fastapi.security import HTTPBearer
from pydantic import BaseModel

app = FastAPI(dependencies=[Depends(HTTPBearer())])


class Member(BaseModel):
    # apiward-waive: { rule: input-string-length, reason: Cut to 80 in the database, owner: accounts, expires: "2027-01-31" }
    nickname: str
    motto: str


@app.post('/members')
def join(member: Member):
    return None
`,
    };
    const { findings } = await judge(files);
    const lengths = findings.filter(({ ruleId }) => ruleId === 'input-string-length');
    expect(lengths.map(({ range, status }) => `${range.start.line} ${status}`)).toEqual(['10 waived', '11 new']);
  });

  test('waives nothing in a document with the same path', async () => {
    const document = `openapi: 3.1.0
info: { title: Members, version: '1' }
servers: [{ url: https://members.dev }]
paths:
  /members: { post: { security: [], responses: { '201': { description: made } } } }
components:
  securitySchemes: { login: { type: openIdConnect, openIdConnectUrl: 'https://id.members.dev/.well-known/openid-configuration' } }
`;
    const lines = await said({ ...EXPRESS(`// ${WAIVER}`), 'openapi.yaml': document });
    expect(lines).toEqual(['auth-write-secured 4 waived', 'auth-write-secured 6 new', 'auth-write-secured 5 new']);
  });

  test('of a route is right where the same file holds OpenAPI in comments too', async () => {
    const comment = '/**\n * @openapi\n * /orders:\n *   post: { responses: { 201: { description: made } } }\n */\n';
    const lines = await said(EXPRESS(`${comment}\n// ${WAIVER}`));
    expect(lines.filter((line) => line.startsWith('waiver-'))).toEqual([]);
    expect(lines).toContain('auth-write-secured 10 waived');
  });

  test('counts on a pull request once the base has it', async () => {
    const base = (files: Files) => ({ base: { workspace: new MemoryWorkspace(files), label: 'main' } });
    const waived = EXPRESS(`// ${WAIVER}`);
    const added = await said(waived, base(EXPRESS('')));
    expect(added).toEqual(['policy-tampered 3 new', 'auth-write-secured 4 existing', 'auth-write-secured 6 existing']);
    const known = await said(waived, base(waived));
    expect(known).toEqual(['auth-write-secured 4 waived', 'auth-write-secured 6 existing']);
  });
});
