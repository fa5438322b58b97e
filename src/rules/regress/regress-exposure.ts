import type { Place } from '../../documents/place.ts';
import { defineRule, type Problem } from '../../engine/define-rule.ts';
import type { Change, Header, Operation, Response, ResponseUse } from '../../model/api.ts';
import { responsePairs } from '../../model/change/messages.ts';
import { matchOperations } from '../../model/change/operations.ts';
import { MAX_HOLDERS } from '../../model/change/schema-graph.ts';
import { gathered, type Repeatable } from '../../model/repeated.ts';
import { saysNoStore } from '../data/data-no-store.ts';
import type { ExposurePolicy } from '../data/exposure.ts';
import { maskingKeys } from '../data/masking.ts';
import { withArticle } from '../data/wording.ts';
import { advice } from '../data/write-only.ts';
import { subject } from '../input/subject.ts';
import { type ExposedField, exposedFields } from './exposed-fields.ts';
import { operationNames, quotedList, relatedTo } from './wording.ts';

export default defineRule<'change', ExposurePolicy>({
  id: 'regress-exposure',
  title: 'Response that gives away more than before',
  severity: 'error',
  owasp: 'API3:2023',
  cwe: 200,
  why: 'A field that was kept back now reaches clients, caches, logs and screenshots, and what has leaked once cannot be called back.',
  fix: 'Leave the field out of the response, restore `writeOnly`, its mask or `Cache-Control: no-store`.',
  examples: {
    base: `
paths:
  /me:
    get:
      responses:
        '200':
          description: Me
          content:
            application/json:
              schema:
                type: object
                properties: { name: { type: string }, password: { type: string, writeOnly: true } }
`,
    bad: `
paths:
  /me:
    get:
      responses:
        '200':
          description: Me
          content:
            application/json:
              schema:
                type: object
                properties: { name: { type: string }, password: { type: string }, ssn: { type: string } }
`,
    good: `
paths:
  /me:
    get:
      responses:
        '200':
          description: Me
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Me' }
components:
  schemas:
    Me:
      type: object
      properties:
        name: { type: string }
        password: { type: string, writeOnly: true }
        ssn: { type: string, x-masked: true }
`,
  },
  options: {
    classes: ['password', 'secret', 'pin', 'government', 'financial', 'health', 'biometric'],
    add: [],
    remove: [],
    maskingKeys,
  },
  optionDocs: {
    classes: 'Classes of fields that count; `token`, `account`, `personal`, `contact`, `name` and `address` are the others.',
    add: 'More names that are sensitive here, as words: `employee number`.',
    remove: 'Names that are not sensitive here: `iban`.',
    maskingKeys: 'Extension keys that say a value goes out masked.',
  },
  visit: 'change',
  holds: 'both',
  inCode: 'leave it out of the type that answers, or keep it from being serialised',
  *check(change, { options }) {
    const { fields, isCut } = exposedFields(change, options);
    const found = fields.map((field) => fieldProblem(field, advice(change.head.version)));
    yield* gathered(found, change.place, ({ together }, count) => `${count} ${together}`);
    yield* cacheProblems(change);
    if (isCut) {
      yield {
        message:
          'The schemas under `paths` refer to each other in too many ways to compare them all with the base: review the rest by hand',
        place: change.place.at('paths'),
      };
    }
  },
});

interface FieldProblem extends Repeatable {
  readonly problem: Problem & { readonly place: Place };
  /** What is said of many after their number. */
  readonly together: string;
}

function fieldProblem(field: ExposedField, edit: string): FieldProblem {
  const { place, base, operations } = field;
  const named = subject(place);
  const { said, together, remedy } = wordsFor(field, edit);
  const who = operations.length === 0 ? '' : ` by ${operationNames(operations, MAX_HOLDERS)}`;
  return {
    cause: together,
    problem: { message: `${named} ${said}${who}: ${remedy}`, place, related: relatedTo(base, operations, 'answers with it') },
    where: named,
    together: `${together}: ${remedy}`,
  };
}

interface Wording {
  readonly said: string;
  readonly together: string;
  readonly remedy: string;
}

function wordsFor({ kind, property, fields }: ExposedField, edit: string): Wording {
  const keep = `${edit}, or mask it and add \`x-masked: true\``;
  if (kind === 'hidden') {
    return {
      said: 'was `writeOnly` in the base and is sent now',
      together: 'values that were `writeOnly` in the base are sent now',
      remedy: keep,
    };
  }
  if (kind === 'masked') {
    const together = 'values that went out masked in the base are sent whole now';
    return { said: 'went out masked in the base and is sent whole now', together, remedy: 'mask it and say so by `x-masked: true`' };
  }
  const [first] = fields;
  if (property !== undefined && first?.property === property && fields.length === 1) {
    const what = withArticle(first.label);
    const said = `is ${what}, not sent in the base and sent now`;
    return { said, together: `values that the base did not send are sent now, each ${what}`, remedy: keep };
  }
  const names = [...new Set(fields.map((each) => each.property.name))];
  const what = quotedList(names);
  const remedy = `leave ${names.length === 1 ? 'it' : 'them'} out, or mask and mark by \`x-masked: true\``;
  return {
    said: `brings ${what}, not sent there in the base and sent now`,
    together: `values in responses bring ${what}, which the base did not send there`,
    remedy,
  };
}

/** Responses that caches were told not to keep. */
function* cacheProblems(change: Change): Generator<Problem> {
  const lost = new Map<object, { use: ResponseUse; base: Place; operations: Operation[] }>();
  for (const pair of matchOperations(change).pairs) {
    if (pair.head.origin !== 'path') continue;
    for (const { base, head } of responsePairs(pair)) {
      const was = base.map(({ response }) => noStore(response)).find((header) => header !== undefined);
      if (was === undefined || noStore(head.response) !== undefined) continue;
      const known = lost.get(head.response.raw);
      if (known === undefined) lost.set(head.response.raw, { use: head, base: was.place, operations: [pair.head] });
      else known.operations.push(pair.head);
    }
  }
  for (const { use, base, operations } of lost.values()) {
    const { status, response } = use;
    yield {
      message: `The \`${status}\` response of ${operationNames(operations)} was kept out of caches in the base and is not now: restore \`Cache-Control: no-store\``,
      place: response.headers.get('cache-control')?.place ?? response.place,
      related: relatedTo(base, operations.length > 1 ? operations : [], 'answers with it'),
    };
  }
}

function noStore({ headers }: Response): Header | undefined {
  const header = headers.get('cache-control');
  return header !== undefined && saysNoStore(header.raw, header.schema) ? header : undefined;
}
