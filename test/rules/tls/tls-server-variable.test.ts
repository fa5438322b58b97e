import { describe } from 'vitest';
import rule from '../../../src/rules/tls/tls-server-variable.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const server = (url: string, variables: string) => `
  openapi: 3.0.3
  info: {title: t, version: '1'}
  servers:
    - url: '${url}'
      variables: ${variables}
  paths: {}
`;

describe('tls-server-variable', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'default http',
      document: server('{scheme}://acme.com', '{scheme: {default: http, enum: [http, https]}}'),
      hits: ['5: may be `http`'],
    }),
    ...everyVersion3({
      name: 'http among the values, on its line',
      document: `
        openapi: 3.0.3
        info: {title: t, version: '1'}
        servers:
          - url: '{scheme}://acme.com'
            variables:
              scheme:
                default: https
                enum:
                  - https
                  - HTTP
        paths: {}
      `,
      hits: ['10: may be `HTTP`'],
    }),
    {
      name: 'left open',
      document: server('{scheme}://acme.com', '{scheme: {default: https}}'),
      hits: ['5: nothing limits the variable `scheme`'],
    },
    { name: 'not declared', document: server('{scheme}://acme.com', '{}'), hits: ['4: nothing limits the variable `scheme`'] },
    {
      name: 'empty enum limits nothing',
      document: server('{scheme}://acme.com', '{scheme: {default: https, enum: []}}'),
      hits: ['5: nothing limits'],
    },
    { name: 'part of the scheme', document: server('http{s}://acme.com', "{s: {default: s, enum: [s, '']}}"), hits: ['5: may be ``'] },
    {
      name: 'whole URL with an http default',
      document: server('{base}/v1', "{base: {default: 'http://acme.com'}}"),
      hits: ['5: may be `http://acme.com`'],
    },
    {
      name: 'whole URL left open',
      document: server('{base}/v1', "{base: {default: 'https://acme.com'}}"),
      hits: ['5: nothing limits the variable `base`'],
    },
    {
      name: 'also on a path',
      document: `openapi: 3.1.0\npaths:\n  /a:\n    servers: [{url: '{p}://acme.com', variables: {p: {default: http}}}]\n    get: {responses: {'200': {description: ok}}}\n`,
      hits: ['4: may be `http`'],
    },
    { name: 'https and wss only', document: server('{scheme}://acme.com', '{scheme: {default: https, enum: [https, wss]}}'), hits: [] },
    { name: 'part of the scheme, https only', document: server('http{s}://acme.com', '{s: {default: s, enum: [s]}}'), hits: [] },
    {
      name: 'whole URLs, https only',
      document: server('{base}/v1', "{base: {default: 'https://a.acme.com', enum: ['https://a.acme.com', 'https://b.acme.com']}}"),
      hits: [],
    },
    {
      name: 'host, path and relative variables',
      document: server('https://{host}/{path}', '{host: {default: http}, path: {default: http}}'),
      hits: [],
    },
    { name: 'a base path that is not declared', document: server('{basePath}/v1', '{}'), hits: [] },
    { name: 'a base path', document: server('{base}/v1', '{base: {default: /api}}'), hits: [] },
    { name: 'this machine', document: server('{scheme}://localhost:8080', '{scheme: {default: http, enum: [http, https]}}'), hits: [] },
    {
      name: 'this machine denied',
      document: server('{scheme}://localhost:8080', '{scheme: {default: http}}'),
      options: { loopback: 'deny' },
      hits: ['5: may be `http`'],
    },
    { name: 'swagger 2 has none', document: 'swagger: "2.0"\nhost: "{x}"\nschemes: [https]\npaths: {}\n', hits: [] },
    {
      name: 'essential: left open with an https default',
      document: server('{scheme}://acme.com', '{scheme: {default: https}}'),
      options: { unlimited: 'allow' },
      hits: [],
    },
    {
      name: 'essential: http by default',
      document: server('{scheme}://acme.com', '{scheme: {default: http}}'),
      options: { unlimited: 'allow' },
      hits: ['5: may be `http`'],
    },
  ]));
