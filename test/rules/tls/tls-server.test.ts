import { describe } from 'vitest';
import rule from '../../../src/rules/tls/tls-server.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

describe('tls-server', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'http and ws in any case, any place in the list',
      document: `
        openapi: 3.0.3
        info: {title: t, version: '1'}
        servers:
          - url: https://api.acme.com
          - url: http://api.acme.com
          - url: HTTP://API.acme.com/v1
          - url: ws://api.acme.com
          - url: ' http://api.acme.com'
          - url: ftp://files.acme.com
          - url: http://{region}.acme.com
            variables: {region: {default: eu}}
        paths: {}
      `,
      hits: ['5: over `http`', '6: over `http`', '7: over `ws`', '8: over `http`', '9: over `ftp`', '10: over `http`'],
    }),
    ...everyVersion3({
      name: 'https, wss, relative, variables and this machine are fine',
      document: `
        openapi: 3.0.3
        info: {title: t, version: '1'}
        servers:
          - url: https://api.acme.com/http://x
          - url: WSS://api.acme.com
          - url: /v1
          - url: //api.acme.com
          - url: v1/http
          - url: api.acme.com:8080/v1
          - url: '{scheme}://api.acme.com'
          - url: http://localhost:8080
          - url: http://dev.localhost
          - url: http://127.0.0.1/v1
          - url: http://[::1]:3000
          - url: ''
          - description: no url
          - 5
        paths: {}
      `,
      hits: [],
    }),
    {
      name: 'what only looks like this machine',
      document: `
        openapi: 3.1.0
        servers:
          - url: http://localhost.acme.com
          - url: http://localhost@acme.com/
          - url: http://127.0.0.1.acme.com
          - url: http://128.0.0.1
        paths: {}
      `,
      hits: ['3: localhost.acme', '4: localhost@acme', '5: 127', '6: 128'],
    },
    {
      name: 'loopback denied by policy',
      document: 'openapi: 3.1.0\nservers:\n  - url: http://localhost:8080\npaths: {}\n',
      options: { loopback: 'deny' },
      hits: ['3: localhost'],
    },
    {
      name: 'further schemes by policy',
      document: 'openapi: 3.1.0\nservers:\n  - url: grpcs://api.acme.com\n  - url: grpc://api.acme.com\npaths: {}\n',
      options: { schemes: ['https', 'grpcs'] },
      hits: ['4: grpc'],
    },
    {
      name: 'swagger 2 schemes',
      document: `
        swagger: "2.0"
        host: api.acme.com
        schemes:
          - https
          - http
          - wss
          - WS
          - ftp
        paths: {}
      `,
      hits: ['5: `http`', '7: `ws`', '8: `ftp`'],
    },
    { name: 'swagger 2 without host', document: 'swagger: "2.0"\nschemes: [http]\npaths: {}\n', hits: ['2: `http`'] },
    { name: 'swagger 2 without schemes', document: 'swagger: "2.0"\nhost: api.acme.com\npaths: {}\n', hits: [] },
    { name: 'swagger 2 on this machine', document: 'swagger: "2.0"\nhost: localhost:8080\nschemes: [http]\npaths: {}\n', hits: [] },
  ]));
