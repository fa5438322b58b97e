import rule from '../../../src/rules/regress/regress-tls.ts';
import { pairs } from './pairs.ts';

const servers = (...urls: string[]): string => `servers:\n${urls.map((url) => `  - url: '${url}'\n`).join('')}`;
const nested = (level: string, url: string): string => `
servers:
  - url: https://api.acme.com
paths:
  /pets:
    ${level === 'path' ? `servers: [{ url: '${url}' }]` : 'summary: Pets'}
    get:
      ${level === 'operation' ? `servers: [{ url: '${url}' }]` : 'summary: Pets'}
      responses: {}
`;
const swagger = (schemes: string, operation = ''): string => `
swagger: '2.0'
host: api.acme.com
${schemes}
paths:
  /pets:
    get: { ${operation}responses: {} }
`;

pairs(rule, [
  {
    name: 'https becomes http',
    base: servers('https://api.acme.com/v1'),
    head: servers('http://api.acme.com/v1'),
    hits: [
      '6: `https://api.acme.com/v1` in the base is `http://api.acme.com/v1` now, so anyone on the way can read and change what is sent: use `https` alone',
    ],
  },
  {
    name: 'http is added beside it',
    base: servers('https://api.acme.com'),
    head: servers('https://api.acme.com', 'http://api.acme.com'),
    hits: [
      '7: `http://api.acme.com` was added beside `https://api.acme.com`, so anyone on the way can read and change what is sent: use `https` alone',
    ],
  },
  {
    name: 'another host without TLS is added',
    base: servers('https://api.acme.com'),
    head: servers('https://api.acme.com', 'HTTP://old.acme.com'),
    hits: [
      '7: `HTTP://old.acme.com` was added and goes without TLS, so anyone on the way can read and change what is sent: use `https` alone',
    ],
  },
  {
    name: 'the host changes on the way',
    base: servers('https://api.acme.com'),
    head: servers('http://api.acme.io'),
    hits: [
      '6: `http://api.acme.io` was added and goes without TLS, so anyone on the way can read and change what is sent: use `https` alone',
    ],
  },
  {
    name: 'wss becomes ws',
    base: servers('wss://feed.acme.com'),
    head: servers('ws://feed.acme.com'),
    hits: [
      '6: `wss://feed.acme.com` in the base is `ws://feed.acme.com` now, so anyone on the way can read and change what is sent: use `https` alone',
    ],
  },
  {
    name: 'a relative server becomes http',
    base: servers('/v1'),
    head: servers('http://api.acme.com/v1'),
    hits: [
      '6: `http://api.acme.com/v1` was added and goes without TLS, so anyone on the way can read and change what is sent: use `https` alone',
    ],
  },
  {
    name: 'servers appear, without TLS',
    base: '',
    head: servers('http://api.acme.com'),
    hits: [
      '6: `http://api.acme.com` was added and goes without TLS, so anyone on the way can read and change what is sent: use `https` alone',
    ],
  },
  {
    name: 'a variable lets the scheme become http',
    base: "servers:\n  - url: '{scheme}://api.acme.com'\n    variables: { scheme: { default: https, enum: [https] } }",
    head: "servers:\n  - url: '{scheme}://api.acme.com'\n    variables:\n      scheme:\n        default: https\n        enum: [https, http]",
    hits: [
      '10: The variable `scheme` lets `{scheme}://api.acme.com` do without TLS now, so anyone on the way can read and change what is sent: use `https` alone',
    ],
  },
  {
    name: 'a path gets a server of its own',
    base: nested('', ''),
    head: nested('path', 'http://files.acme.com'),
    hits: [
      '9: `http://files.acme.com` was added and goes without TLS, so anyone on the way can read and change what is sent: use `https` alone',
    ],
  },
  {
    name: 'an operation gets a server of its own',
    base: nested('', ''),
    head: nested('operation', 'http://api.acme.com'),
    hits: [
      '11: `https://api.acme.com` in the base is `http://api.acme.com` now, so anyone on the way can read and change what is sent: use `https` alone',
    ],
  },
  {
    name: 'the server of an operation',
    base: nested('operation', 'https://files.acme.com'),
    head: nested('operation', 'http://files.acme.com'),
    hits: [
      '11: `https://files.acme.com` in the base is `http://files.acme.com` now, so anyone on the way can read and change what is sent: use `https` alone',
    ],
  },
  {
    name: 'a new operation with a server without TLS',
    base: servers('https://api.acme.com'),
    head: `${servers('https://api.acme.com')}paths: { /health: { get: { servers: [{ url: 'http://files.acme.com' }], responses: {} } } }`,
    hits: [
      '7: `http://files.acme.com` was added and goes without TLS, so anyone on the way can read and change what is sent: use `https` alone',
    ],
  },
  {
    name: '2.0: http besides',
    base: swagger('schemes: [https]'),
    head: swagger('schemes: [https, http]'),
    hits: [
      '6: `http://api.acme.com` was added beside `https://api.acme.com`, so anyone on the way can read and change what is sent: use `https` alone',
    ],
  },
  {
    name: '2.0: http instead',
    base: swagger('schemes: [https]'),
    head: swagger('schemes: [http]'),
    hits: [
      '6: `https://api.acme.com` in the base is `http://api.acme.com` now, so anyone on the way can read and change what is sent: use `https` alone',
    ],
  },
  {
    name: '2.0: an operation',
    base: swagger('schemes: [https]'),
    head: swagger('schemes: [https]', 'schemes: [http], '),
    hits: [
      '9: `https://api.acme.com` in the base is `http://api.acme.com` now, so anyone on the way can read and change what is sent: use `https` alone',
    ],
  },
  {
    name: '2.0 to 3.0: lost on the way',
    base: swagger('schemes: [https]'),
    head: `openapi: 3.0.3\n${servers('http://api.acme.com')}`,
    hits: [
      '6: `https://api.acme.com` in the base is `http://api.acme.com` now, so anyone on the way can read and change what is sent: use `https` alone',
    ],
  },
  {
    name: 'loopback, where the policy allows none',
    base: servers('https://api.acme.com'),
    head: servers('https://api.acme.com', 'http://localhost:80'),
    options: { loopback: 'deny' },
    hits: [
      '7: `http://localhost:80` was added and goes without TLS, so anyone on the way can read and change what is sent: use `https` alone',
    ],
  },

  {
    name: 'ten servers: told once',
    base: servers(...Array.from({ length: 10 }, (_, index) => `https://s${index}.acme.com`)),
    head: servers(...Array.from({ length: 10 }, (_, index) => `http://s${index}.acme.com`)),
    hits: [
      '1: 10 servers go without TLS that did not in the base, so anyone on the way can read and change what is sent: use `https` alone',
    ],
  },

  // What follows is harmless.
  { name: 'another host with TLS', base: servers('https://api.acme.com'), head: servers('https://api.acme.io', 'wss://feed.acme.io') },
  { name: 'a relative server', base: servers('https://api.acme.com'), head: servers('/v1') },
  { name: 'servers are removed', base: servers('https://api.acme.com'), head: '' },
  { name: 'loopback is added', base: servers('https://api.acme.com'), head: servers('https://api.acme.com', 'http://localhost:8080') },
  {
    name: 'reordered',
    base: servers('http://old.acme.com', 'https://api.acme.com'),
    head: servers('https://api.acme.com', 'http://old.acme.com'),
  },
  { name: 'http becomes https', base: servers('http://api.acme.com'), head: servers('https://api.acme.com') },
  { name: 'another path on a host without TLS', base: servers('http://api.acme.com/v1'), head: servers('http://api.acme.com:80/v2') },
  { name: 'a host without TLS is renamed', base: servers('http://api.acme.com'), head: servers('http://api.acme.io') },
  {
    name: 'from the operation to the path',
    base: nested('operation', 'http://files.acme.com'),
    head: nested('path', 'http://files.acme.com'),
  },
  {
    name: '2.0: an operation says what the root says',
    base: swagger('schemes: [http, https]'),
    head: swagger('schemes: [http, https]', 'schemes: [http], '),
  },
  {
    name: '2.0 to 3.1',
    base: swagger('basePath: /v1\nschemes: [https, http]'),
    head: servers('https://api.acme.com/v1', 'http://api.acme.com/v1'),
  },
  { name: '2.0: nothing is said of the scheme any more', base: swagger('schemes: [https]'), head: swagger('') },
  {
    name: 'the scheme moves into a variable',
    base: servers('https://api.acme.com'),
    head: "servers:\n  - url: '{scheme}://api.acme.com'\n    variables: { scheme: { default: https, enum: [https] } }",
  },
  {
    name: 'a variable that let it become http already',
    base: "servers:\n  - url: '{scheme}://api.acme.com'\n    variables: { scheme: { default: https, enum: [https, http] } }",
    head: servers('http://api.acme.com'),
  },
]);
