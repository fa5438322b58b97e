import { defineRule } from '../../engine/define-rule.ts';
import type { Operation } from '../../model/api.ts';
import { answersAny, isCode } from '../../model/code-facts.ts';
import { isOpenEndpoint } from '../../model/open-endpoints.ts';
import { isListedPublic, type PublicOptions, publicOptionDocs, publicOptions } from './public-operations.ts';
import { isCalled } from './securities.ts';

export default defineRule<'operation', PublicOptions>({
  id: 'auth-debug-public',
  title: 'Debugging or administration without security',
  severity: 'error',
  owasp: 'API8:2023',
  cwe: 489,
  why: 'These endpoints show the inside of the service or steer it, and scanners try their names first.',
  fix: 'Require a scheme on the operation, take it out of the public API, or list it under `public` in the policy.',
  examples: {
    bad: `
paths:
  /actuator/env:
    get:
      security: []
      responses:
        '200': { description: Environment }
`,
    good: `
paths:
  /actuator/env:
    get:
      security:
        - operator: []
      responses:
        '200': { description: Environment }
components:
  securitySchemes:
    operator: { type: mutualTLS }
`,
  },
  options: publicOptions,
  optionDocs: publicOptionDocs,
  visit: 'operation',
  holds: 'both',
  inCode: 'put a guard before the handler, or do not mount it in production',
  applies: (operation, { options }) =>
    isCalled(operation) &&
    operation.method !== 'OPTIONS' &&
    exposedSegment(operation.path) !== undefined &&
    // Nobody has a credential yet at `POST /admin/token`.
    !(operation.method === 'POST' && isOpenEndpoint(operation)) &&
    !redirects(operation) &&
    !isListedPublic(operation, options),
  *check(operation, { api }) {
    const { security, label, path } = operation;
    // Of a route that answers every method one operation is told.
    if (isCode(api) && answersAny(operation) && operation.method !== 'GET') return;
    if (!security.isPublic && !security.isOptional) return;
    const reach = security.isPublic ? 'without any credential' : 'without a credential, which `{}` makes optional';
    yield {
      message: `\`${label}\` opens \`${exposedSegment(path)}\` to anybody ${reach}: require a scheme or remove it from the public API`,
      ...(security.origin === 'operation' && { at: ['security'] }),
    };
  },
  everywhere: (count) =>
    `All ${count} operations for debugging and administration are open to anybody: require a scheme or remove them from the public API`,
});

/** It answers with redirects alone: what stands behind them is judged by itself. */
function redirects({ responses }: Operation): boolean {
  return responses.length > 0 && responses.every(({ status }) => status.startsWith('3'));
}

/** Telling wherever they stand. */
const ANYWHERE = new Set([
  'debug',
  '_debug',
  '__debug__',
  'pprof',
  'actuator',
  'admin',
  '_admin',
  'graphiql',
  'heapdump',
  'threaddump',
  'phpinfo',
]);
/** Of the service itself only above any parameter: `/devices/{id}/env` is a device's. */
const ABOVE_PARAMETERS = new Set(['env', 'swagger', 'swagger-ui', 'swagger-ui.html']);
/** Of the service itself only at the end: `/metrics/playback` takes a client's figures in. */
const LAST = new Set(['metrics', 'prometheus']);

/** The whole segment that names a debugging or administration endpoint. */
function exposedSegment(path: string): string | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  const parameter = segments.findIndex((segment) => segment.includes('{'));
  return segments.find((segment, index) => {
    const name = segment.toLowerCase();
    if (ANYWHERE.has(name)) return true;
    if (parameter >= 0 && index > parameter) return false;
    return ABOVE_PARAMETERS.has(name) || (LAST.has(name) && index === segments.length - 1);
  });
}
