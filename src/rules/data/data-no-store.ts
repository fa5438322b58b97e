import { get, isObject } from '../../documents/tree.ts';
import { defineRule, type RuleContext } from '../../engine/define-rule.ts';
import type { Api, Response, Schema } from '../../model/api.ts';
import { type CarrierPolicy, carriers } from './carriers.ts';
import { isSuccess, responseLabel } from './success.ts';

export default defineRule<'response', CarrierPolicy>({
  id: 'data-no-store',
  title: 'Sensitive response that may be cached',
  severity: 'warn',
  owasp: 'API8:2023',
  cwe: 525,
  why: 'Browsers and proxies keep what they may; a cached token or identity number outlives the session and its owner.',
  fix: 'Document the header that the server must send: `Cache-Control` with `schema: { type: string, const: no-store }` (an `enum` before 3.1).',
  examples: {
    bad: `
paths:
  /token:
    post:
      responses:
        '200':
          description: Token
          content: { application/json: { schema: { type: object, properties: { access_token: { type: string } } } } }
`,
    good: `
paths:
  /token:
    post:
      responses:
        '200':
          description: Token
          headers: { Cache-Control: { schema: { type: string, const: no-store } } }
          content: { application/json: { schema: { type: object, properties: { access_token: { type: string } } } } }
`,
  },
  options: {
    classes: ['password', 'secret', 'token', 'pin', 'government', 'financial', 'health', 'biometric'],
    add: [],
    remove: [],
    depth: 4,
  },
  optionDocs: {
    classes: 'Classes of fields that count; `account`, `personal`, `contact`, `name` and `address` are the others.',
    add: 'More names that are sensitive here, as words: `employee number`.',
    remove: 'Names that are not sensitive here: `iban`.',
    depth: 'How many steps (property, item, alternative) below the body a field still counts.',
  },
  visit: 'response',
  applies: (response, context) => carried(response, context) !== undefined,
  *check(response, context) {
    const header = response.headers.get('cache-control');
    // What is written of the header decides, wherever it stands: const, enum, pattern, example or description.
    if (header !== undefined && saysNoStore(header.raw, header.schema)) return;
    const name = carried(response, context);
    const edit =
      header === undefined ? 'document the header `Cache-Control: no-store`' : 'give the `Cache-Control` header `const: no-store`';
    const at = response.usedBy.length === 0 ? 'The response' : responseLabel(response).replace(/^t/, 'T');
    yield {
      message: `${at} carries \`${name}\`, and nothing keeps caches from storing it: ${edit}`,
      ...(header === undefined ? {} : { place: header.place }),
    };
  },
  everywhere: (count) =>
    `None of the ${count} responses that carry a token or a sensitive field is kept out of caches: document \`Cache-Control: no-store\` on them`,
});

const found = new WeakMap<Api, { readonly policy: CarrierPolicy; readonly map: ReadonlyMap<Schema, string> }>();

/** Name of the sensitive field that a successful response carries. */
function carried(response: Response, { api, options }: RuleContext<CarrierPolicy>): string | undefined {
  if (response.usedBy.length > 0 && !isSuccess(response)) return undefined;
  let known = found.get(api);
  if (known?.policy !== options) {
    known = { policy: options, map: carriers(api, options) };
    found.set(api, known);
  }
  for (const { schema, itemSchema } of response.content) {
    const name = (schema && known.map.get(schema)) ?? (itemSchema && known.map.get(itemSchema));
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Whether what is written of a `Cache-Control` header keeps responses out of caches. */
export function saysNoStore(raw: object, schema: Schema | undefined): boolean {
  const said = [raw, ...(schema?.parts.map((part) => part.raw) ?? [])].flatMap((part) => Object.values(part));
  return said.some((value) => texts(value).some((text) => /no-store/i.test(text)));
}

/** A text, the texts of a list such as `enum`, or the values of named `examples`. */
function texts(value: unknown): string[] {
  const values = isObject(value) ? Object.values(value).map((example) => get(example, 'value')) : Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === 'string');
}
