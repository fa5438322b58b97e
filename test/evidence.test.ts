import { expect, test } from 'vitest';
import { EVIDENCE } from '../scripts/generate/evidence.ts';
import { completeExample } from '../src/engine/example.ts';
import { allRules } from '../src/rules/index.ts';
import { hits } from './support/rules.ts';

/** A place for each documented extension where it must silence its rule, and what it says there. */
const DOCUMENTS: Readonly<Record<string, (extension: string) => string>> = {
  'x-masked': (extension) => `
    paths:
      /me: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Me'}}}}}}}
    components: {schemas: {Me: {type: object, properties: {ssn: {type: string, ${extension}}}}}}
  `,
  'x-sanitize': (extension) => `
    paths:
      /a: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {comment: {type: string, maxLength: 500, ${extension}}}}}}}, responses: {}}}
  `,
  'x-max-size': (extension) => `
    paths:
      /a: {post: {requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {file: {type: string, format: binary, ${extension}}}}}}}, responses: {}}}
  `,
  'x-max-depth': (extension) => `
    paths:
      /a: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}, responses: {}}}
    components: {schemas: {Tree: {type: object, ${extension}, properties: {left: {$ref: '#/components/schemas/Tree'}}}}}
  `,
  'x-content-types': (extension) => `
    paths:
      /a: {post: {requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {file: {type: string, format: binary, ${extension}}}}}}}, responses: {}}}
  `,
  'x-audit': (extension) => `paths: {/a: {post: {${extension}, responses: {}}}}`,
  'x-key-rotation-days': (extension) => `
    paths: {/a: {get: {security: [{key: []}], responses: {}}}}
    components: {securitySchemes: {key: {type: apiKey, in: header, name: X-API-Key, ${extension}}}}
  `,
  'x-jwks-uri': (extension) => `
    paths: {/a: {get: {security: [{key: []}], responses: {}}}}
    components: {securitySchemes: {key: {type: http, scheme: bearer, bearerFormat: JWT, ${extension}}}}
  `,
  'x-pkce': (extension) => `
    components: {securitySchemes: {o: {type: oauth2, flows: {authorizationCode: {authorizationUrl: https://a.io/a, tokenUrl: https://a.io/t, scopes: {}, ${extension}}}}}}
  `,
  'x-refresh-token-rotation': (extension) => `
    components: {securitySchemes: {o: {type: oauth2, flows: {authorizationCode: {authorizationUrl: https://a.io/a, tokenUrl: https://a.io/t, refreshUrl: https://a.io/r, scopes: {}, ${extension}}}}}}
  `,
  'x-sunset': (extension) => `paths: {/a: {get: {deprecated: true, ${extension}, responses: {}}}}`,
  'x-concurrency-limit': (extension) => `paths: {/a: {get: {${extension}, responses: {}}}}`,
  'x-rate-limit': (extension) => `paths: {/a: {get: {${extension}, responses: {'200': {description: ok}}}}}`,
  'x-webhook-signature': (extension) => `webhooks: {a: {post: {${extension}, responses: {}}}}`,
  'x-security-contact': (extension) => `info: {title: a, version: '1', ${extension}}\npaths: {}`,
};

const VALUES: Readonly<Record<string, string>> = {
  'x-masked': 'true',
  'x-max-size': '1000000',
  'x-max-depth': '5',
  'x-content-types': '[image/png]',
  'x-key-rotation-days': '90',
  'x-jwks-uri': 'https://a.io/.well-known/jwks.json',
  'x-sunset': "'2027-01-01'",
  'x-concurrency-limit': '10',
  'x-rate-limit': '100',
  'x-security-contact': 'security@a.io',
};

const rows = EVIDENCE.flatMap(({ key, rules }) => rules.map((id) => [key, id] as const));

test.each(rows)('%s satisfies %s', (key, id) => {
  const rule = allRules.find((item) => item.id === id);
  const document = DOCUMENTS[key];
  if (rule === undefined || document === undefined) throw new Error(`no rule ${id} or no document for ${key}`);
  expect(hits(rule, completeExample(document('x-other: 1'))), 'without it').not.toEqual([]);
  expect(hits(rule, completeExample(document(`${key}: ${VALUES[key] ?? 'required'}`))), 'with it').toEqual([]);
});
