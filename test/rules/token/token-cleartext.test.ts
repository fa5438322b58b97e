import { describe } from 'vitest';
import rule from '../../../src/rules/token/token-cleartext.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const SCHEMES =
  'components: {securitySchemes: {key: {type: apiKey, in: header, name: k}, token: {type: http, scheme: bearer}, tls: {type: mutualTLS}}}\n';
const document = (servers: string, operation: string) => `
openapi: 3.0.3
info: {title: t, version: '1'}
servers:
${servers}
paths:
  /a: {get: {${operation}, responses: {}}}
${SCHEMES}`;

describe('token-cleartext', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'each clear server, with what it lets through',
      document: document(
        '  - url: https://acme.com\n  - url: HTTP://acme.com\n  - url: ws://acme.com',
        'security: [{key: []}, {token: []}]',
      ),
      hits: ['5: `key`, `token` are accepted over `HTTP://acme.com`, which has no TLS', '6: `key`, `token` are'],
    }),
    {
      name: 'a scheme that may be http',
      document: document(
        "  - url: '{s}://acme.com'\n    variables:\n      s: {default: https, enum: [https, http]}",
        'security: [{key: []}]',
      ),
      hits: ['6: `key` is accepted over `{s}://acme.com`, which may have no TLS'],
    },
    {
      name: 'the server of the operation',
      document: document('  - url: https://acme.com', "security: [{key: []}], servers: [{url: 'http://get.acme.com'}]"),
      hits: ['6: http://get.acme.com'],
    },
    {
      name: 'optional credentials are sent too',
      document: document('  - url: http://acme.com', 'security: [{}, {key: []}]'),
      hits: ['4: `key` is accepted'],
    },
    {
      name: 'inherited security',
      document: `openapi: 3.1.0\nservers: [{url: 'http://acme.com'}]\nsecurity: [{token: []}]\npaths:\n  /a: {get: {responses: {}}}\n${SCHEMES}`,
      hits: ['2: `token`'],
    },
    { name: 'no credential in use', document: document('  - url: http://acme.com', 'security: []'), hits: [] },
    {
      name: 'replaced by a server with TLS',
      document: document('  - url: http://acme.com', "security: [{key: []}], servers: [{url: 'https://acme.com'}]"),
      hits: [],
    },
    {
      name: 'relative, and this machine',
      document: document('  - url: /v1\n  - url: http://localhost:8080', 'security: [{key: []}]'),
      hits: [],
    },
    {
      name: 'this machine denied',
      document: document('  - url: http://localhost:8080', 'security: [{key: []}]'),
      options: { loopback: 'deny' },
      hits: ['4: `key`'],
    },
    {
      name: 'a client certificate is no text',
      document: document('  - url: http://acme.com', 'security: [{tls: []}]').replace('3.0.3', '3.1.0'),
      hits: [],
    },
    {
      name: 'swagger 2',
      document: `
        swagger: "2.0"
        host: acme.com
        schemes: [https, http]
        securityDefinitions: {key: {type: apiKey, in: header, name: k}, pw: {type: basic}}
        paths:
          /a: {get: {security: [{key: []}], responses: {}}}
          /b: {get: {schemes: [http], security: [{pw: []}], responses: {}}}
      `,
      hits: ['3: `key` is accepted', '7: `pw` is accepted'],
    },
  ]));
