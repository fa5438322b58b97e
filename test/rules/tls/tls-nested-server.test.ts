import { describe } from 'vitest';
import rule from '../../../src/rules/tls/tls-nested-server.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

describe('tls-nested-server', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'path, operation and link',
      document: `
        openapi: 3.0.3
        info: {title: t, version: '1'}
        servers: [{url: 'http://api.acme.com'}]
        paths:
          /files:
            servers:
              - url: http://files.acme.com
            get:
              servers:
                - url: Http://get.acme.com
                - url: https://get.acme.com
              responses:
                '200':
                  description: ok
                  links:
                    next:
                      operationId: x
                      server:
                        url: http://link.acme.com
      `,
      hits: ['7: this path is served', '10: this operation is served', '19: this link is served'],
    }),
    ...everyVersion3({
      name: 'https, relative and this machine are fine; the root is not its business',
      document: `
        openapi: 3.0.3
        info: {title: t, version: '1'}
        servers: [{url: 'http://api.acme.com'}]
        paths:
          /files:
            servers: [{url: 'https://files.acme.com'}, {url: /v2}, {url: 'http://localhost:9000'}]
            get:
              responses: {'200': {description: ok, content: {application/json: {example: {servers: [{url: 'http://x.acme.com'}]}}}}}
      `,
      hits: [],
    }),
    {
      name: 'webhook and callback servers',
      document: `
        openapi: 3.1.0
        paths:
          /a:
            post:
              responses: {'200': {description: ok}}
              callbacks:
                c:
                  'https://cb.acme.com':
                    post:
                      servers: [{url: 'http://cb.acme.com'}]
                      responses: {'200': {description: ok}}
        webhooks:
          w:
            servers: [{url: 'http://hook.acme.com'}]
            post: {responses: {'200': {description: ok}}}
      `,
      hits: ['10: cb.acme', '14: hook.acme'],
    },
    {
      name: 'swagger 2 operation schemes',
      document: `
        swagger: "2.0"
        host: api.acme.com
        schemes: [https]
        paths:
          /a:
            get: {schemes: [http, https], responses: {'200': {description: ok}}}
            put: {schemes: [https], responses: {'200': {description: ok}}}
      `,
      hits: ['6: this operation is served over `http`'],
    },
  ]));
