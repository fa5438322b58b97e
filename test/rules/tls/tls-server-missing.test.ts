import { describe } from 'vitest';
import rule from '../../../src/rules/tls/tls-server-missing.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const GET = "get: {responses: {'200': {description: ok}}}";

describe('tls-server-missing', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'no servers',
      document: `openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n  /a: {${GET}}\n`,
      hits: ['1: no server is named'],
    }),
    ...everyVersion3({
      name: 'empty list',
      document: `openapi: 3.0.3\ninfo: {title: t, version: '1'}\nservers: []\npaths:\n  /a: {${GET}}\n`,
      hits: ['1: no server is named'],
    }),
    {
      name: 'one path without',
      document: `openapi: 3.1.0\npaths:\n  /a: {servers: [{url: 'https://a.acme.com'}], ${GET}}\n  /b: {${GET}}\n`,
      hits: ['1: no server is named'],
    },
    {
      name: 'only this machine',
      document: `openapi: 3.1.0\nservers:\n  - url: http://localhost:8080\npaths:\n  /a: {${GET}}\n`,
      hits: ['2: only servers on this machine'],
    },
    ...everyVersion3({
      name: 'relative on purpose',
      document: `openapi: 3.0.3\ninfo: {title: t, version: '1'}\nservers: [{url: /}]\npaths:\n  /a: {${GET}}\n`,
      hits: [],
    }),
    { name: 'http is a server too', document: `openapi: 3.1.0\nservers: [{url: 'http://acme.com'}]\npaths:\n  /a: {${GET}}\n`, hits: [] },
    {
      name: 'this machine beside a real one',
      document: `openapi: 3.1.0\nservers: [{url: 'http://localhost'}, {url: 'https://acme.com'}]\npaths:\n  /a: {${GET}}\n`,
      hits: [],
    },
    {
      name: 'every path has its own',
      document: `openapi: 3.1.0\npaths:\n  /a: {servers: [{url: 'https://a.acme.com'}], ${GET}}\n`,
      hits: [],
    },
    { name: 'nothing to call', document: 'openapi: 3.1.0\npaths: {}\nwebhooks:\n  w: {post: {responses: {}}}\n', hits: [] },
    {
      name: 'swagger 2 host without schemes',
      document: `swagger: "2.0"\nhost: api.acme.com\npaths:\n  /a: {${GET}}\n`,
      hits: ['2: no `schemes`'],
    },
    { name: 'swagger 2 with nothing', document: `swagger: "2.0"\npaths:\n  /a: {${GET}}\n`, hits: ['1: no `schemes`'] },
    {
      name: 'swagger 2 on this machine',
      document: `swagger: "2.0"\nhost: localhost:8080\nschemes: [http]\npaths:\n  /a: {${GET}}\n`,
      hits: ['2: only servers on this machine'],
    },
    { name: 'swagger 2 with schemes', document: `swagger: "2.0"\nschemes: [https]\npaths:\n  /a: {${GET}}\n`, hits: [] },
    {
      name: 'swagger 2 with schemes on each operation',
      document: `swagger: "2.0"\nhost: a.acme.com\npaths:\n  /a: {get: {schemes: [https], responses: {}}}\n`,
      hits: [],
    },
  ]));
