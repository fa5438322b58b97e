import { defineRule } from '../../engine/define-rule.ts';
import { matchesFor } from '../../model/drift/matched.ts';
import { gathered } from '../../model/repeated.ts';
import { RequestComparison } from './request-comparison.ts';

export default defineRule({
  id: 'drift-parameter',
  title: 'Parameter or field that code and document see differently',
  severity: 'warn',
  owasp: 'API3:2023',
  cwe: 915,
  why: 'What the code reads and the document does not name is bounded by no gateway and tried by no test: the way in for mass assignment. A bound that differs holds for one side only. (A bound of the document that the code lacks counts where most others are checked by the code.)',
  fix: 'Describe what the code reads, or stop reading it; make both bounds the same.',
  examples: {
    language: 'python',
    document: `
paths:
  /profile:
    patch:
      parameters:
        - { name: notify, in: query, schema: { type: boolean } }
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                name: { type: string, maxLength: 80 }
      responses:
        '200': { description: The profile }
`,
    bad: `
from fastapi import FastAPI
from pydantic import BaseModel, Field

app = FastAPI()


class Profile(BaseModel):
    name: str = Field(max_length=200)
    is_admin: bool = False


@app.patch("/profile")
def change(profile: Profile, notify: bool = True, as_user: int = 0):
    ...
`,
    good: `
from fastapi import FastAPI
from pydantic import BaseModel, Field

app = FastAPI()


class Profile(BaseModel):
    name: str = Field(max_length=80)


@app.patch("/profile")
def change(profile: Profile, notify: bool = True):
    ...
`,
  },
  visit: 'counterpart',
  holds: 'code',
  *check(counterpart) {
    for (const { code, document, pairs } of matchesFor(counterpart)) {
      if (code.specFirst) continue;
      const found = new RequestComparison(document).problems(pairs);
      yield* gathered(found, counterpart.place, ({ cause }, count) => `${count} operations ${cause}`);
    }
  },
});
