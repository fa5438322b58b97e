import { defineRule } from '../../engine/define-rule.ts';

export default defineRule({
  id: 'token-key-in-url',
  title: 'API key in the URL',
  severity: 'error',
  owasp: 'API2:2023',
  cwe: 598,
  why: 'URLs end up in access logs, browser history, referrers and monitoring, so a key in the URL is soon known to others.',
  fix: 'Set `in: header` (and a header name such as `X-API-Key`).',
  examples: {
    bad: 'components:\n  securitySchemes:\n    key: {type: apiKey, in: query, name: api_key}\n',
    good: 'components:\n  securitySchemes:\n    key: {type: apiKey, in: header, name: X-API-Key}\n',
  },
  visit: 'securityScheme',
  *check(scheme) {
    const { location } = scheme;
    // `path` is no legal value, and its meaning is as plain.
    if (scheme.type !== 'apiKey' || (location !== 'query' && location !== 'path')) return;
    yield {
      message: `\`${scheme.name}\` sends its key in the ${location === 'query' ? 'query string' : 'path'}, where logs and browser history keep it: set \`in: header\``,
      at: ['in'],
    };
  },
});
