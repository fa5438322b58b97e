import { describe, expect, test } from 'vitest';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';
import { flagPolicy } from '../../src/ruleset.ts';
import { run } from '../../src/run.ts';

const EXPRESS = `const express = require('express');
const jwt = require('jsonwebtoken');
const app = express();

function signedIn(req, res, next) {
  if (!req.headers.authorization) return res.status(401).end();
  req.user = jwt.verify(req.headers.authorization, process.env.KEY);
  next();
}

const admin = (req, res, next) => (req.user.role === 'admin' ? next() : res.status(403).end());

app.get('/me', signedIn, (req, res) => res.json({ id: req.user.id, currentUser: true }));
app.delete('/members/:id', signedIn, admin, (req, res) => res.end());
app.listen(3000);
`;

const FASTAPI = `from fastapi import Depends, FastAPI, Security
from fastapi.security import OAuth2PasswordBearer
from pydantic import BaseModel, Field

app = FastAPI()
login = OAuth2PasswordBearer(tokenUrl='token', scopes={'write': 'Write'})


class Member(BaseModel):
    name: str = Field(max_length=80)
    age: int = Field(ge=0, le=150)


class Known(BaseModel):
    name: str


@app.post('/members', response_model=Known, dependencies=[Security(login, scopes=['write'])])
def add(member: Member):
    return None


@app.get('/members/{id}', response_model=Known, dependencies=[Depends(login)])
def get(id: int):
    return None
`;

/** `regress-bound 11`, of the rules on a change. */
async function lost(file: string, before: string, now: string): Promise<string[]> {
  const others = { 'package.json': '{}', 'requirements.txt': 'fastapi' };
  const { findings } = await run({
    workspace: new MemoryWorkspace({ ...others, [file]: now }),
    base: { workspace: new MemoryWorkspace({ ...others, [file]: before }), label: 'main' },
    patterns: [],
    policy: await flagPolicy({ preset: 'recommended' }),
  });
  return findings.filter(({ ruleId }) => ruleId.startsWith('regress-')).map(({ ruleId, range }) => `${ruleId} ${range.start.line}`);
}

describe('what a change of code takes away', () => {
  test.each<[what: string, file: string, from: string | RegExp, to: string, lines: readonly string[]]>([
    ['a guard', 'app.js', "'/members/:id', signedIn, admin,", "'/members/:id',", ['regress-security 14']],
    ['a guard, where the handler may guard itself', 'app.js', "'/me', signedIn,", "'/me',", ['regress-security 13']],
    [
      'a refusal',
      'app.js',
      'if (!req.headers.authorization) return res.status(401).end();',
      'if (!req.headers.authorization) return next();',
      ['regress-security 13'],
    ],
    ['a dependency', 'app.py', ', dependencies=[Depends(login)]', '', ['regress-security 23']],
    ['a scope', 'app.py', "scopes=['write']", 'scopes=[]', ['regress-scope 18']],
    ['a length', 'app.py', 'Field(max_length=80)', 'Field()', ['regress-bound 10']],
    ['a maximum that grows', 'app.py', 'le=150', 'le=1500', ['regress-bound 11']],
    [
      'an answer that holds a password',
      'app.py',
      'class Known(BaseModel):\n    name: str',
      'class Known(BaseModel):\n    name: str\n    password: str',
      ['regress-exposure 16'],
    ],
  ])('%s', async (_, file, from, to, lines) => {
    const before = file === 'app.js' ? EXPRESS : FASTAPI;
    const now = before.replace(from, to);
    expect(now).not.toBe(before);
    expect(await lost(file, before, now)).toEqual(lines);
  });

  test.each<[what: string, file: string, from: string, to: string]>([
    ['another name of a guard', 'app.js', 'signedIn', 'requireUser'],
    ['a guard on all routes', 'app.js', "app.get('/me', signedIn,", "app.use(signedIn);\napp.get('/me',"],
    ['a guard that is added', 'app.js', "app.get('/me', signedIn,", "app.get('/me', signedIn, admin,"],
    ['another name of a type', 'app.py', 'Member', 'NewMember'],
    [
      'another order of fields',
      'app.py',
      '    name: str = Field(max_length=80)\n    age: int = Field(ge=0, le=150)',
      '    age: int = Field(ge=0, le=150)\n    name: str = Field(max_length=80)',
    ],
    ['another name of a path parameter', 'app.py', '{id}', '{member_id}'],
    ['a bound that is tightened', 'app.py', 'max_length=80', 'max_length=40'],
    ['a comment', 'app.py', 'app = FastAPI()', '# The API.\napp = FastAPI()'],
  ])('nothing by %s', async (_, file, from, to) => {
    const before = file === 'app.js' ? EXPRESS : FASTAPI;
    const now = before.replaceAll(from, to);
    expect(now).not.toBe(before);
    expect(await lost(file, before, now)).toEqual([]);
  });
});
