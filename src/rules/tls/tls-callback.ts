import { defineRule } from '../../engine/define-rule.ts';
import type { Schema } from '../../model/api.ts';
import { isCleartext, type TransportPolicy, transportPolicy, transportPolicyDocs, urlScheme } from '../../model/transport.ts';
import { callbackOwners, expressionSchemas } from './runtime-expression.ts';

export default defineRule<'pathItem', TransportPolicy>({
  id: 'tls-callback',
  title: 'Callback that may go out without TLS',
  severity: 'warn',
  owasp: 'API10:2023',
  cwe: 319,
  why: 'A callback carries data out of the API to an address that somebody else chose; without TLS anyone on the way reads or forges it.',
  fix: "Write `https://` in the expression, or let the schema of the address demand it: `pattern: '^https://'`.",
  examples: {
    bad: `paths:
  /subscriptions:
    post:
      requestBody: {content: {application/json: {schema: {type: object, properties: {url: {type: string, format: uri}}}}}}
      responses: {'201': {description: ok}}
      callbacks:
        event:
          '{$request.body#/url}':
            post: {responses: {'204': {description: ok}}}
`,
    good: `paths:
  /subscriptions:
    post:
      requestBody: {content: {application/json: {schema: {type: object, properties: {url: {type: string, pattern: '^https://[^/]+'}}}}}}
      responses: {'201': {description: ok}}
      callbacks:
        event:
          '{$request.body#/url}':
            post: {responses: {'204': {description: ok}}}
`,
  },
  options: transportPolicy,
  optionDocs: transportPolicyDocs,
  visit: 'pathItem',
  applies: (item) => item.origin === 'callback',
  *check(item, { api, options }) {
    const expression = item.path.trim();
    if (isCleartext(expression, options)) {
      yield {
        message: `the callback \`${expression}\` goes out over \`${urlScheme(expression)}\`, open to anyone on the way: use \`https://\``,
      };
      return;
    }
    // Only an address that begins with a runtime value takes its scheme from there; `$url` is this API's own address.
    const [, source] = /^\{([^}]*)\}/.exec(expression) ?? [];
    if (source === undefined || source === '$url') return;
    const schemas = expressionSchemas(source, callbackOwners(item, api));
    if (schemas.length > 0 && schemas.every((schema) => schema !== undefined && demandsTls(schema))) return;
    const open = schemas.find((schema) => schema === undefined || !demandsTls(schema));
    yield {
      message: `callbacks go to whatever \`${source}\` holds, plain http included: let its schema demand \`pattern: '^https://'\``,
      // The schema is the line to edit, and one finding then stands for all callbacks that take their address from it.
      ...(open !== undefined && { place: open.place, related: [{ place: item.place, message: 'the callback that goes there' }] }),
    };
  },
});

/** Whether every value of a schema is a TLS address (or the scheme itself, for `{scheme}://` expressions). */
function demandsTls(schema: Schema, depth = 0): boolean {
  if (schema.patterns.some((pattern) => /^\^(?:\((?:\?:)?)?(?:https|wss)(?![?*{])/.test(pattern) && !/http(?!s)/i.test(pattern)))
    return true;
  if (schema.format !== undefined && /^https/.test(schema.format)) return true;
  const { values, alternatives } = schema;
  if (values !== undefined && values.length > 0)
    return values.every((value) => typeof value === 'string' && /^(?:https|wss)(?:$|:)/i.test(value));
  return depth < 8 && alternatives.length > 0 && alternatives.every((alternative) => demandsTls(alternative, depth + 1));
}
