import { defineRule } from '../../engine/define-rule.ts';
import type { Api } from '../../model/api.ts';
import { type EvidenceSource, findEvidence } from '../../model/evidence.ts';
import { hasGatewayLimit } from './gateway-limits.ts';

interface Options {
  readonly keys: readonly string[];
}

export default defineRule<'operation', Options>({
  id: 'throttle-policy',
  title: 'No throttling statement',
  severity: 'off',
  owasp: 'API4:2023',
  cwe: 770,
  why: 'A limit that is written down can be reviewed and tested; one that is not is forgotten when the gateway changes.',
  fix: 'State the limit beside the operation, its path or the document, for example `x-concurrency-limit: 20`, or in the gateway extension.',
  examples: {
    bad: "paths:\n  /pets:\n    get:\n      responses: {'200': {description: ok}}\n",
    good: "x-concurrency-limit: 20\npaths:\n  /pets:\n    get:\n      responses: {'200': {description: ok}}\n",
  },
  options: { keys: ['x-concurrency-limit', 'x-concurrency', 'x-max-concurrency', 'x-throttle'] },
  optionDocs: {
    keys: 'Extension keys on an operation, its path or the document that state concurrency or throttling, beside those of known gateways.',
  },
  visit: 'operation',
  applies: (operation) => operation.origin === 'path',
  *check(operation, { api, options }) {
    if (findEvidence([operation, operation.pathItem, rootSource(api, options)], options) !== undefined || hasGatewayLimit(operation, api))
      return;
    const key = options.keys[0] ?? 'x-concurrency-limit';
    yield { message: `\`${operation.label}\` states no throttling, which policy asks for, so nobody can check it: add \`${key}\`` };
  },
  everywhere: (count, { options }) =>
    `none of the ${count} operations states throttling, which policy asks for: add \`${options.keys[0] ?? 'x-concurrency-limit'}\` to the document or to each`,
});

const cache = new WeakMap<Api, { readonly options: Options; readonly source: EvidenceSource }>();

/** The document with nothing but the wanted keys, so that its fields are read once and not for each operation. */
function rootSource(api: Api, options: Options): EvidenceSource {
  const known = cache.get(api);
  if (known?.options === options) return known.source;
  const wanted = new Set(options.keys.map((key) => key.toLowerCase()));
  const raw = Object.fromEntries(Object.entries(api.raw).filter(([key]) => wanted.has(key.toLowerCase())));
  const source = { raw, place: api.place };
  cache.set(api, { options, source });
  return source;
}
