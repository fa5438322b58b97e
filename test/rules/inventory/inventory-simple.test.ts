import { describe, expect, test } from 'vitest';
import { check } from '../../../src/engine/check.ts';
import externalRef from '../../../src/rules/inventory/inventory-external-ref.ts';
import operationId from '../../../src/rules/inventory/inventory-operation-id.ts';
import queryInPath from '../../../src/rules/inventory/inventory-query-in-path.ts';
import sunset from '../../../src/rules/inventory/inventory-sunset.ts';
import traceMethod from '../../../src/rules/inventory/inventory-trace-method.ts';
import version from '../../../src/rules/inventory/inventory-version.ts';
import { apiOf, cases, everyVersion3 } from '../../support/rules.ts';

const head = "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\n";
const swagger = "swagger: '2.0'\ninfo: { title: Pets, version: '1' }\n";
const ok = "responses: { '200': { description: ok } }";

describe('inventory-trace-method', () =>
  cases(traceMethod, [
    ...everyVersion3({ name: 'trace', document: `${head}paths:\n  /pets:\n    trace: { ${ok} }\n`, hits: ['5: `TRACE /pets` echoes'] }),
    {
      name: '3.2 additionalOperations',
      document: `${head}paths:\n  /pets:\n    additionalOperations:\n      Trace: { ${ok} }\n`.replace('3.1.0', '3.2.0'),
      hits: ['6: `Trace /pets`'],
    },
    { name: 'a path named trace', document: `${head}paths:\n  /trace:\n    get: { operationId: trace, ${ok} }\n`, hits: [] },
    {
      name: '2.0 has no trace; what is written there is no operation of it',
      document: `${swagger}paths:\n  /pets:\n    get: { ${ok} }\n`,
      hits: [],
    },
  ]));

describe('inventory-query-in-path', () =>
  cases(queryInPath, [
    ...everyVersion3({
      name: 'a query string',
      document: `${head}paths:\n  /pets?kind=dog:\n    get: { ${ok} }\n`,
      hits: ['4: `/pets?kind=dog` holds a query string, so gateways never match it: use `/pets` and'],
    }),
    { name: '2.0', document: `${swagger}paths:\n  '/pets?id={id}':\n    get: { ${ok} }\n`, hits: ['4: use `/pets` and'] },
    {
      name: 'an RFC 6570 query template',
      document: `${head}paths:\n  '/pets{?limit}':\n    get: { ${ok} }\n`,
      hits: ['4: use `/pets` and'],
    },
    { name: "Azure's own place for it", document: `${swagger}paths: {}\nx-ms-paths:\n  '/pets?id={id}':\n    get: { ${ok} }\n`, hits: [] },
    { name: 'a fragment', document: `${head}paths:\n  '/#Action=List':\n    get: { ${ok} }\n`, hits: [] },
    {
      name: 'a callback',
      document: `${head}paths:\n  /pets:\n    post:\n      ${ok}\n      callbacks: { a: { 'https://a.io?x={$request.body#/x}': { post: { ${ok} } } } }\n`,
      hits: [],
    },
  ]));

describe('inventory-operation-id', () => {
  const two = (first: string, second: string): string =>
    `${head}paths:\n  /pets:\n    get:\n      ${first}\n      ${ok}\n    post:\n      ${second}\n      ${ok}\n`;
  cases(operationId, [
    ...everyVersion3({ name: 'missing', document: two('operationId: a', 'summary: b'), hits: ['8: `POST /pets` has no `operationId`'] }),
    { name: 'empty', document: two('operationId: a', "operationId: ' '"), hits: ['8: `POST /pets`'] },
    { name: 'twice', document: two('operationId: a', 'operationId: a'), hits: ['9: `a` is the id of `GET /pets` too'] },
    { name: '2.0', document: two('operationId: a', 'operationId: a').replace(head, swagger), hits: ['9: `a`'] },
    { name: 'in another case it is another id', document: two('operationId: a', 'operationId: A'), hits: [] },
    { name: 'a webhook needs none', document: `${head}webhooks:\n  born: { post: { ${ok} } }\n`, hits: [] },
    {
      name: 'but shares the names',
      document: `${two('operationId: a', 'operationId: b')}webhooks:\n  born:\n    post: { operationId: a, ${ok} }\n`,
      hits: ['13: `a` is the id of `GET /pets`'],
    },
    {
      name: 'everywhere',
      document: `${head}paths:\n${Array.from({ length: 10 }, (_, index) => `  /p${index}: { get: { ${ok} } }`).join('\n')}\n`,
      hits: ['1: None of the 10 operations has an `operationId`'],
    },
  ]);
  test('a duplicate points at the first', () => {
    const [found] = check(operationId, apiOf(two('operationId: a', 'operationId: a')));
    expect(found?.problem.related?.map(({ place }) => place.pointer)).toEqual(['/paths/~1pets/get/operationId']);
  });
});

describe('inventory-version', () =>
  cases(version, [
    ...everyVersion3({ name: 'none', document: 'openapi: 3.1.0\ninfo:\n  title: Pets\npaths: {}\n', hits: ['2: no `info.version`'] }),
    { name: '2.0', document: "swagger: '2.0'\ninfo:\n  title: Pets\npaths: {}\n", hits: ['2: no `info.version`'] },
    { name: 'empty', document: "openapi: 3.1.0\ninfo:\n  title: Pets\n  version: ''\npaths: {}\n", hits: ['4: no `info.version`'] },
    { name: 'no info', document: 'openapi: 3.1.0\npaths: {}\n', hits: ['1: no `info.version`'] },
    { name: 'a number', document: 'openapi: 3.1.0\ninfo: { title: Pets, version: 1.0 }\npaths: {}\n', hits: [] },
    { name: 'a text', document: `${head}paths: {}\n`, hits: [] },
  ]));

describe('inventory-sunset', () => {
  const old = (more: string, responses = ok, item = ''): string =>
    `${head}paths:\n  /pets:\n${item}    get:\n      deprecated: true\n      ${more}\n      ${responses}\n`;
  cases(sunset, [
    ...everyVersion3({ name: 'no end', document: old('summary: x'), hits: ['6: `GET /pets` is deprecated without an end'] }),
    { name: '2.0', document: old('summary: x').replace(head, swagger), hits: ['6: `GET /pets`'] },
    { name: 'x-sunset', document: old("x-sunset: '2027-06-30'"), hits: [] },
    { name: 'an empty x-sunset', document: old("x-sunset: ''"), hits: ['6: `GET /pets`'] },
    { name: 'on the path', document: old('summary: x', ok, "    x-sunset: '2027-06-30'\n"), hits: [] },
    ...['Sunset', 'sunset', 'Deprecation'].map((name) => ({
      name: `the ${name} header`,
      document: old('summary: x', `responses: { '200': { description: ok, headers: { ${name}: { schema: { type: string } } } } }`),
      hits: [],
    })),
    { name: 'not deprecated', document: old('summary: x').replace('deprecated: true', 'deprecated: false'), hits: [] },
    { name: "the policy's key", document: old('x-retired: 2027'), options: { keys: ['x-retired'] }, hits: [] },
  ]);
});

describe('inventory-external-ref', () => {
  const ref = (target: string): string => `${head}paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                $ref: '${target}'
`;
  cases(externalRef, [
    ...everyVersion3({
      name: 'a foreign host',
      document: ref('https://schemas.acme.dev/pets.yaml#/Pet'),
      hits: ['12: `https://schemas.acme.dev/pets.yaml#/Pet` lets `schemas.acme.dev` change'],
    }),
    { name: 'plain http', document: ref('HTTP://schemas.acme.dev/pets.yaml'), hits: ['12: lets `schemas.acme.dev`'] },
    {
      name: 'plain http to a host that is allowed',
      document: ref('HTTP://schemas.acme.dev/pets.yaml'),
      options: { allowedHosts: ['schemas.acme.dev'] },
      hits: ['12: is read without TLS'],
    },
    { name: 'a scheme-relative one', document: ref('//schemas.acme.dev/pets.yaml'), hits: ['12: lets `schemas.acme.dev`'] },
    {
      name: '2.0',
      document: `${swagger}paths:\n  /pets:\n    $ref: 'https://acme.dev/pets.yaml'\n`,
      hits: ['5: lets `acme.dev`'],
    },
    {
      name: 'an allowed host',
      document: ref('https://Schemas.acme.io/pets.yaml'),
      options: { allowedHosts: ['schemas.acme.io'] },
      hits: [],
    },
    {
      name: 'a host below an allowed one',
      document: ref('https://a.acme.io/pets.yaml'),
      options: { allowedHosts: ['*.acme.io'] },
      hits: [],
    },
    {
      name: 'a host that ends like it',
      document: ref('https://evilacme.io/pets.yaml'),
      options: { allowedHosts: ['*.acme.io', 'acme.io'] },
      hits: ['12: lets `evilacme.io`'],
    },
    {
      name: 'an allowed host as user',
      document: ref('https://acme.io@evil.io/pets.yaml'),
      options: { allowedHosts: ['acme.io'] },
      hits: ['12: lets `evil.io`'],
    },
    { name: 'a missing local file is structure-valid', document: ref('./pets.yaml#/Pet'), hits: [] },
    {
      name: 'in an example it is data',
      document: `${head}paths: {}\ncomponents: { schemas: { A: { type: object, example: { $ref: 'https://acme.dev/a' } } } }\n`,
      hits: [],
    },
  ]);
});
