import { describe } from 'vitest';
import rule from '../../../src/rules/tls/tls-twin-server.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

describe('tls-twin-server', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'same host, whatever the case, port or path; once a host',
      document: `
        openapi: 3.0.3
        info: {title: t, version: '1'}
        servers:
          - url: https://api.acme.com/v1
          - url: HTTP://API.acme.com:8080/v2
          - url: http://api.acme.com
          - url: wss://live.acme.com
          - url: ws://live.acme.com
          - url: http://{region}.acme.com
          - url: https://{region}.acme.com
        paths: {}
      `,
      hits: ['5: `api.acme.com` is offered over both `https` and `http`', '8: both `wss` and `ws`', '9: {region}.acme.com'],
    }),
    {
      name: 'root and path server',
      document: `
        openapi: 3.1.0
        servers: [{url: 'https://acme.com'}]
        paths:
          /a:
            servers: [{url: 'http://acme.com'}]
            get: {responses: {}}
      `,
      hits: ['5: acme.com'],
    },
    {
      name: 'other hosts, relative and this machine',
      document: `
        openapi: 3.1.0
        servers:
          - url: http://a.acme.com
          - url: https://b.acme.com
          - url: //a.acme.com
          - url: /v1
          - url: http://localhost
          - url: https://localhost
        paths: {}
      `,
      hits: [],
    },
    {
      name: 'swagger 2',
      document: 'swagger: "2.0"\nhost: api.acme.com\nschemes:\n  - http\n  - https\npaths: {}\n',
      hits: ['4: `api.acme.com`'],
    },
    { name: 'swagger 2 without host', document: 'swagger: "2.0"\nschemes: [http, https]\npaths: {}\n', hits: ['2: this API'] },
    { name: 'swagger 2 with one', document: 'swagger: "2.0"\nhost: api.acme.com\nschemes: [http]\npaths: {}\n', hits: [] },
  ]));
