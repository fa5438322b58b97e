import { describe } from 'vitest';
import rule from '../../../src/rules/token/token-cookie-csrf.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const document = (operation: string, method = 'post') => `
  openapi: 3.0.3
  info: {title: t, version: '1'}
  paths:
    /a:
      ${method}: {${operation}, responses: {}}
  components:
    securitySchemes:
      sid: {type: apiKey, in: cookie, name: sid}
      csrf: {type: apiKey, in: header, name: X-XSRF-TOKEN}
      bearer: {type: http, scheme: bearer}
`;

const parameter = (name: string, location = 'header') =>
  `security: [{sid: []}], parameters: [{name: ${name}, in: ${location}, schema: {type: string}}]`;
const body = (name: string) =>
  `security: [{sid: []}], requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {${name}: {type: string}}}}}}`;

describe('token-cookie-csrf', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'a cookie alone',
      document: document('security: [{sid: []}]'),
      hits: ['5: `POST /a` accepts the cookie `sid`'],
    }),
    { name: 'a cookie or a token', document: document('security: [{bearer: []}, {sid: []}]'), hits: ['5: `sid`'] },
    { name: 'an unrelated header', document: document(parameter('X-Request-Id')), hits: ['5: `sid`'] },
    { name: 'the token in a cookie only', document: document(parameter('csrf_token', 'cookie')), hits: ['5: `sid`'] },
    {
      name: 'inherited',
      document:
        'openapi: 3.1.0\nsecurity: [{sid: []}]\npaths:\n  /a: {delete: {responses: {}}, get: {responses: {}}}\ncomponents: {securitySchemes: {sid: {type: apiKey, in: cookie, name: sid}}}\n',
      hits: ['4: `DELETE /a`'],
    },
    {
      name: 'ten of ten: one finding',
      document: `openapi: 3.1.0\nsecurity: [{sid: []}]\npaths:\n${Array.from({ length: 10 }, (_, at) => `  /a${at}: {post: {responses: {}}}\n`).join('')}components: {securitySchemes: {sid: {type: apiKey, in: cookie, name: sid}}}\n`,
      hits: ['1: all 10 unsafe operations accept a cookie'],
    },
    ...['X-CSRF-Token', 'x-xsrf-token', 'X-Requested-With', 'csrfToken'].map((name) => ({
      name: `header ${name}`,
      document: document(parameter(name)),
      hits: [],
    })),
    { name: 'form field csrfmiddlewaretoken', document: document(body('csrfmiddlewaretoken')), hits: [] },
    { name: 'form field authenticity_token', document: document(body('authenticity_token')), hits: [] },
    { name: 'the name of the policy', document: document(parameter('X-Acme-Guard')), options: { names: ['x-acme-guard'] }, hits: [] },
    { name: 'a second scheme with the token', document: document('security: [{sid: [], csrf: []}]'), hits: [] },
    { name: 'a cookie beside a bearer token', document: document('security: [{sid: [], bearer: []}]'), hits: [] },
    { name: 'reading', document: document('security: [{sid: []}]', 'get'), hits: [] },
    { name: 'no cookie', document: document('security: [{bearer: []}]'), hits: [] },
  ]));
