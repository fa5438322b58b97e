import { allRules } from '../../src/rules/index.ts';

interface Key {
  readonly key: string;
  /** Objects that may carry it. */
  readonly on: string;
  /** JSON Schema of its value. */
  readonly value: object;
  readonly says: string;
  /** Rules that it satisfies. */
  readonly rules: readonly string[];
}

/** One key a practice: the name we suggest. Rules accept more spellings; their pages list them as options. */
export const EVIDENCE: readonly Key[] = [
  { key: 'x-masked', on: 'Schema', value: { const: true }, says: 'the value goes out masked', rules: ['data-sensitive-response'] },
  {
    key: 'x-sanitize',
    on: 'Schema',
    value: { type: ['string', 'boolean'] },
    says: 'how free text is cleaned or escaped before it is stored or shown, e.g. `html-escape`',
    rules: ['input-sanitised'],
  },
  {
    key: 'x-max-size',
    on: 'Schema, Media Type, Request Body, Operation',
    value: { type: ['integer', 'string'], minimum: 1 },
    says: 'the largest upload in bytes, or with a unit: `10MB`',
    rules: ['input-upload-size'],
  },
  {
    key: 'x-max-depth',
    on: 'Schema',
    value: { type: 'integer', minimum: 1 },
    says: 'how deep a recursive value may nest',
    rules: ['input-recursive'],
  },
  {
    key: 'x-content-types',
    on: 'Schema, Media Type, Parameter',
    value: { type: 'array', items: { type: 'string' }, minItems: 1 },
    says: 'the media types that an uploaded file may have',
    rules: ['input-upload-type'],
  },
  {
    key: 'x-audit',
    on: 'Operation, Path Item, OpenAPI',
    value: { type: ['boolean', 'string', 'object'] },
    says: 'the call is written to an audit log',
    rules: ['log-audit'],
  },
  {
    key: 'x-key-rotation-days',
    on: 'Security Scheme',
    value: { type: 'integer', minimum: 1 },
    says: 'after how many days a key is replaced',
    rules: ['token-rotation'],
  },
  {
    key: 'x-jwks-uri',
    on: 'Security Scheme',
    value: { type: 'string', format: 'uri', pattern: '^https://' },
    says: 'where the signing keys are published, so that they can be replaced',
    rules: ['token-rotation'],
  },
  {
    key: 'x-pkce',
    on: 'OAuth Flow, Security Scheme, OpenAPI',
    value: { type: ['boolean', 'string'] },
    says: 'PKCE (RFC 7636) is required',
    rules: ['oauth-pkce'],
  },
  {
    key: 'x-refresh-token-rotation',
    on: 'OAuth Flow, Security Scheme, OpenAPI',
    value: { type: ['boolean', 'string'] },
    says: 'a refresh token is replaced at each use (RFC 9700 section 4.14)',
    rules: ['oauth-refresh-protected'],
  },
  {
    key: 'x-sunset',
    on: 'Operation, Path Item',
    value: { type: 'string', format: 'date' },
    says: 'when a deprecated operation ends (RFC 8594)',
    rules: ['inventory-sunset'],
  },
  {
    key: 'x-concurrency-limit',
    on: 'Operation, Path Item, OpenAPI',
    value: { type: 'integer', minimum: 1 },
    says: 'how many calls run at once',
    rules: ['throttle-policy'],
  },
  {
    key: 'x-rate-limit',
    on: 'Operation, Path Item, OpenAPI',
    value: { type: ['integer', 'string', 'object'] },
    says: 'the limit of calls, as a gateway enforces it',
    rules: ['ratelimit-headers', 'throttle-policy'],
  },
  {
    key: 'x-webhook-signature',
    on: 'Operation, Path Item, OpenAPI',
    value: { type: ['boolean', 'string', 'object'] },
    says: 'how a webhook proves that it comes from this API',
    rules: ['webhook-auth'],
  },
  {
    key: 'x-security-contact',
    on: 'OpenAPI, Info',
    value: { type: 'string' },
    says: 'where a vulnerability is reported',
    rules: ['log-security-contact'],
  },
];

/** The page about them. */
export function evidencePage(): string {
  const known = new Set(allRules.map(({ id }) => id));
  const rows = EVIDENCE.map(({ key, on, says, rules }) => {
    const links = rules.filter((id) => known.has(id)).map((id) => `[${id}](rules/${id}.md)`);
    return `| \`${key}\` | ${on} | ${says} | ${links.join(', ')} |`;
  });
  return `<!-- Generated from scripts/generate/evidence.ts: do not edit. -->
# Evidence: what OpenAPI has no field for

Some practices leave no trace in an OpenAPI document: that a value goes out masked, that keys are rotated, that PKCE is required. A
document says so with an extension, and the rule that would ask is satisfied. A statement is not a proof; it is a promise that a
reviewer sees, and that a change of the document can break visibly.

\`false\`, \`null\`, \`0\`, an empty text, \`none\` and \`off\` deny the practice. The nearest object decides: a flow before its scheme, an
operation before its path item before the document. Each rule's page lists the other spellings it takes; a ruleset can set its own.

| extension | stands on | says | satisfies |
|---|---|---|---|
${rows.join('\n')}

Rate limits enforced by a gateway count too: \`x-google-quota\` with \`x-google-management\`, Kong's rate-limiting plugins, AWS usage plans,
Azure API Management policies, Zuplo routes, Tyk and others; see [ratelimit-headers](rules/ratelimit-headers.md).

[evidence.schema.json](evidence.schema.json) describes the values for editors and validators.
`;
}

/** JSON Schema of the extensions, for whichever object carries them. */
export function evidenceSchema(): string {
  const properties = Object.fromEntries(EVIDENCE.map(({ key, on, says, value }) => [key, { description: `${on}: ${says}`, ...value }]));
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://raw.githubusercontent.com/apiward/apiward/main/docs/evidence.schema.json',
    title: 'Evidence extensions that apiward reads in OpenAPI documents',
    type: 'object',
    properties,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
