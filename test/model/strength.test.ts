import { expect, test } from 'vitest';
import { alternativeStrength, schemeStrength } from '../../src/model/strength.ts';
import { apiOf } from '../support/rules.ts';

const api = apiOf(`
openapi: 3.1.0
security: [{basic: [], bearer: []}, {}, {bearer: [], odd: []}, {nowhere: []}]
paths: {}
components:
  securitySchemes:
    mtls: {type: mutualTLS}
    oidc: {type: openIdConnect, openIdConnectUrl: 'https://a'}
    oauth: {type: oauth2, flows: {}}
    dpop: {type: http, scheme: DPoP}
    bearer: {type: http, scheme: BEARER}
    custom: {type: http, scheme: acme-hmac}
    header: {type: apiKey, in: header, name: k}
    cookie: {type: apiKey, in: cookie, name: k}
    digest: {type: http, scheme: Digest}
    query: {type: apiKey, in: query, name: k}
    basic: {type: http, scheme: Basic}
    odd: {type: apiKey, in: body, name: k}
    unknown: {type: constructor}
    noName: {type: http}
`);

test.each([
  ['mtls', 5],
  ['oidc', 5],
  ['oauth', 5],
  ['dpop', 5],
  ['bearer', 4],
  ['custom', 3],
  ['header', 3],
  ['cookie', 2],
  ['digest', 2],
  ['query', 1],
  ['basic', 1],
  ['odd', undefined],
  ['unknown', undefined],
  ['noName', undefined],
  ['nowhere', undefined],
])('%s ranks %s', (name, rank) => expect(schemeStrength(api.schemes.get(name))).toBe(rank));

test('alternatives: the strongest of what is asked together, 0 for none, unknown when a part is', () =>
  expect(api.security?.alternatives.map(alternativeStrength)).toEqual([4, 0, undefined, undefined]));
