import { describe } from 'vitest';
import tlsNestedServer from '../../../src/rules/tls/tls-nested-server.ts';
import tlsServer from '../../../src/rules/tls/tls-server.ts';
import tlsServerMissing from '../../../src/rules/tls/tls-server-missing.ts';
import tlsServerVariable from '../../../src/rules/tls/tls-server-variable.ts';
import tlsTwinServer from '../../../src/rules/tls/tls-twin-server.ts';
import { editCases } from '../../support/edits.ts';

const servers = (...urls: string[]) => `openapi: 3.1.0\nservers:\n${urls.map((url) => `  - url: ${url}\n`).join('')}paths: {}\n`;
const swagger = (head: string) => `swagger: '2.0'\n${head}paths: {/a: {get: {responses: {'200': {description: ok}}}}}\n`;
const change = (before: string, after: string) => [`-  - url: ${before}`, `+  - url: ${after}`];

describe('tls-server', () => {
  editCases(tlsServer, [
    {
      name: 'https for http',
      document: servers('http://api.acme.com/v1'),
      diff: change('http://api.acme.com/v1', 'https://api.acme.com/v1'),
    },
    { name: 'wss for ws', document: servers('WS://api.acme.com'), diff: change('WS://api.acme.com', 'wss://api.acme.com') },
    {
      name: 'a template in the name',
      document: servers('http://{region}.acme.com'),
      diff: change('http://{region}.acme.com', 'https://{region}.acme.com'),
    },
    {
      name: 'the twin stands beside it',
      document: servers('https://api.acme.com', 'http://api.acme.com'),
      diff: ['-  - url: http://api.acme.com'],
    },
    {
      name: 'twice the same',
      document: servers('http://api.acme.com', 'http://api.acme.com'),
      diff: [
        ...change('http://api.acme.com', 'https://api.acme.com').slice(0, 1),
        '-  - url: http://api.acme.com',
        '+  - url: https://api.acme.com',
      ],
    },
    { name: 'a port', document: servers('http://api.acme.com:8080'), diff: [] },
    { name: 'an address', document: servers('http://10.0.0.1'), diff: [] },
    {
      name: 'a name inside a network',
      document: servers('http://api', 'http://api.acme.internal', 'http://api.svc.cluster.local'),
      diff: [],
    },
    { name: 'a user', document: servers('http://u:p@api.acme.com'), diff: [] },
    { name: 'a host that is a template', document: servers("'http://{host}/v1'"), diff: [] },
    { name: 'another scheme', document: servers('ftp://api.acme.com'), diff: [] },
    { name: 'loopback where policy denies it', document: servers('http://localhost:80'), options: { loopback: 'deny' }, diff: [] },
    { name: 'https that policy does not allow', document: servers('http://api.acme.com'), options: { schemes: ['wss'] }, diff: [] },
    { name: '2.0: the only scheme', document: swagger('host: api.acme.com\nschemes:\n- http\n'), diff: ['-- http', '+- https'] },
    {
      name: '2.0: https stands beside it',
      document: swagger('host: api.acme.com:8080\nschemes: [http, https]\n'),
      diff: ['-schemes: [http, https]', '+schemes: [https]'],
    },
    {
      name: '2.0: web sockets too',
      document: swagger('host: api.acme.com\nschemes: [http, ws]\n'),
      diff: ['-schemes: [http, ws]', '+schemes: [https, wss]'],
    },
    { name: '2.0: a port', document: swagger('host: api.acme.com:8080\nschemes: [http]\n'), diff: [] },
    { name: '2.0: no host', document: swagger('schemes: [http]\n'), diff: [] },
    { name: '2.0: an entry that is no text', document: swagger('host: api.acme.com\nschemes: [5, http]\n'), diff: [] },
  ]);
});

describe('tls-nested-server', () => {
  const nested = (url: string) => `openapi: 3.1.0
servers: [{url: https://api.acme.com}]
paths:
  /files:
    servers:
      - url: ${url}
        description: files
    get: {responses: {'200': {description: ok}}}
`;
  editCases(tlsNestedServer, [
    {
      name: 'https for http',
      document: nested('http://files.acme.com'),
      diff: ['-      - url: http://files.acme.com', '+      - url: https://files.acme.com'],
    },
    { name: 'a port', document: nested('http://files.acme.com:81'), diff: [] },
    {
      name: '2.0: the schemes of an operation',
      document: `swagger: '2.0'
host: api.acme.com
schemes: [https]
paths: {/a: {get: {schemes: [http], responses: {'200': {description: ok}}}}}
`,
      diff: [
        "-paths: {/a: {get: {schemes: [http], responses: {'200': {description: ok}}}}}",
        "+paths: {/a: {get: {schemes: [https], responses: {'200': {description: ok}}}}}",
      ],
    },
    {
      name: 'the server of a link',
      document: `openapi: 3.1.0
paths: {}
components:
  links:
    next:
      operationRef: '#/paths/~1a/get'
      server: {url: http://next.acme.com}
`,
      diff: ['-      server: {url: http://next.acme.com}', '+      server: {url: https://next.acme.com}'],
    },
  ]);
});

describe('tls-twin-server', () => {
  editCases(tlsTwinServer, [
    { name: 'the same URL', document: servers('https://api.acme.com', 'http://api.acme.com'), diff: ['-  - url: http://api.acme.com'] },
    {
      name: 'another path',
      document: servers('https://api.acme.com/v2', 'http://api.acme.com/v1'),
      diff: change('http://api.acme.com/v1', 'https://api.acme.com/v1'),
    },
    { name: 'a port', document: servers('https://api.acme.com', 'http://api.acme.com:8080'), diff: [] },
  ]);
});

describe('tls-server-missing', () => {
  editCases(tlsServerMissing, [
    { name: '2.0', document: swagger('host: api.acme.com\nbasePath: /v1\n'), diff: ['+schemes:', '+  - https'] },
    { name: '2.0: a port', document: swagger('host: api.acme.com:8080\n'), diff: [] },
    { name: '2.0: no host', document: swagger(''), diff: [] },
    { name: '2.0: schemes that name nothing', document: swagger('host: api.acme.com\nschemes: []\n'), diff: [] },
    { name: '3.1', document: "openapi: 3.1.0\npaths: {/a: {get: {responses: {'200': {description: ok}}}}}\n", diff: [] },
  ]);
});

describe('tls-server-variable', () => {
  const variable = (url: string, said: string) => `openapi: 3.1.0
servers:
  - url: '${url}'
    variables:
      scheme: {${said}}
paths: {}
`;
  editCases(tlsServerVariable, [
    {
      name: 'http among the values',
      document: variable('{scheme}://api.acme.com:{port}', 'default: https, enum: [https, http]'),
      diff: ['-      scheme: {default: https, enum: [https, http]}', '+      scheme: {default: https, enum: [https]}'],
    },
    {
      name: 'http by default: the values are the next round',
      document: variable('{scheme}://api.acme.com', 'default: http, enum: [https, http]'),
      diff: ['-      scheme: {default: http, enum: [https, http]}', '+      scheme: {default: https, enum: [https, http]}'],
      left: 1,
    },
    { name: 'https is none of the values', document: variable('{scheme}://api.acme.com', 'default: http, enum: [http]'), diff: [] },
    { name: 'no values at all', document: variable('{scheme}://api.acme.com', 'default: http'), diff: [] },
    {
      name: 'a variable that holds more than the scheme',
      document: variable('{scheme}/v1', 'default: https://a.acme.com, enum: [https://a.acme.com, http://a.acme.com]'),
      diff: [],
    },
  ]);
});
