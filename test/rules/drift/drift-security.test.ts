import { expect, test } from 'vitest';
import rule from '../../../src/rules/drift/drift-security.ts';
import { documentApi, driftFindings, writtenCode } from '../../support/drift.ts';
import { type DriftCase, drifts, hits, route, written } from './apis.ts';

const SECURED = { security: [{ token: [] }] };
const PUBLIC = { security: [] };
const OPTIONAL = { security: [{ token: [] }, {}] };

/** `GET /orders` between an operation on which both agree, so that the two belong together. */
const pair = (enforced: string, document: object, more: object = {}): Pick<DriftCase, 'code' | 'document'> => ({
  code: { 'GET /orders': route(enforced, { evidence: ['`guard` refuses'], ...more }), 'POST /orders': route('required') },
  document: { 'GET /orders': { ...document }, 'POST /orders': SECURED },
});

const open = (does: string): string => `code GET /orders: \`GET /orders\` ${does}, while the document requires \`token\``;

drifts(rule, [
  { name: 'secured, no guard', ...pair('none', SECURED), hits: [open('asks for no credential in the code')] },
  { name: 'secured, public in the code', ...pair('public', SECURED), hits: [open('is declared public in the code')] },
  {
    name: 'secured, optional in the code',
    ...pair('optional', SECURED),
    hits: [open('answers without a credential in the code, which only reads one that is there')],
  },
  { name: 'secured, unknown', ...pair('unknown', SECURED), hits: [] },
  { name: 'secured, required', ...pair('required', SECURED), hits: [] },
  { name: 'a level that is none', ...pair('whatever', SECURED), hits: [] },
  {
    name: 'public, required',
    ...pair('required', PUBLIC),
    hits: ['document GET /orders security: `GET /orders` needs no credential by the document, while the code refuses requests without one'],
  },
  {
    name: 'optional, required',
    ...pair('required', OPTIONAL),
    hits: ['document GET /orders security: can be called without a credential by the document (`{}`)'],
  },
  {
    name: 'nothing said though schemes are defined, required',
    ...pair('required', {}),
    hits: ['document GET /orders: needs no credential'],
  },
  { name: 'nothing said and no scheme defined, required', ...pair('required', {}), written: { schemes: {} }, hits: [] },
  { name: 'public, none', ...pair('none', PUBLIC), hits: [] },
  { name: 'public, optional', ...pair('optional', PUBLIC), hits: [] },
  { name: 'public, unknown', ...pair('unknown', PUBLIC), hits: [] },
  { name: 'optional, none', ...pair('none', OPTIONAL), hits: [] },
  { name: 'optional, optional', ...pair('optional', OPTIONAL), hits: [] },
  {
    name: 'secured by the root',
    ...pair('none', {}),
    written: { security: [{ token: [] }] },
    hits: [open('asks for no credential in the code')],
  },
  {
    name: 'public against the root, required',
    ...pair('required', PUBLIC),
    written: { security: [{ token: [] }] },
    hits: ['document GET /orders security: needs no credential'],
  },
  { name: 'secured by TLS, which stands before the code', ...pair('none', { security: [{ tls: [] }] }), hits: [] },
  { name: 'secured by a gateway', ...pair('none', { security: [{ gateway: [] }] }), hits: [] },
  {
    name: 'secured by a gateway and a token of its own',
    ...pair('none', { security: [{ gateway: [], token: [] }] }),
    hits: ['code GET /orders: asks for no credential'],
  },
  {
    name: 'a sign-in that the document forgot to open',
    code: { 'POST /login': route('none'), 'GET /orders': route('required') },
    document: { 'POST /login': {}, 'GET /orders': {} },
    written: { security: [{ token: [] }] },
    hits: ['code POST /login: which nobody has yet who calls it: say `security: []` in the document'],
  },
  {
    name: 'a sign-in refuses requests without a credential, and is public',
    code: { 'POST /users/login': route('required'), 'GET /orders': route('required') },
    document: { 'POST /users/login': PUBLIC, 'GET /orders': SECURED },
    hits: [],
  },
  {
    name: 'a path that is not wholly known is compared with nothing',
    code: { 'GET /{any}/orders': route('none', { wildcards: ['any'] }), 'POST /orders': route('required') },
    document: { 'GET /admin/orders': SECURED, 'POST /orders': SECURED, 'GET /orders': SECURED },
    hits: ['code GET /{any}/orders: while the document requires'],
  },
  {
    name: 'a route for any method answers this one too',
    code: { 'GET /orders': route('none', { any: true }), 'POST /orders': route('required') },
    document: { 'GET /orders': SECURED, 'POST /orders': SECURED },
    hits: [open('asks for no credential in the code')],
  },
]);

test('both places and the evidence are shown', () => {
  const { code, document } = pair('public', SECURED, { evidence: ['`permitAll()` lets everybody in'] });
  const [found] = driftFindings(rule, [writtenCode(written(code))], [documentApi(written(document))]);
  expect(found?.problem.related?.map(({ message, place }) => [place.document.file, message])).toEqual([
    ['openapi.yaml', 'what the document requires of `GET /orders`'],
    ['[code]', 'read in the code: `permitAll()` lets everybody in'],
  ]);
});

test('ten and more of one cause are told once', () => {
  const labels = Array.from({ length: 11 }, (_, index) => `GET /orders/kind${index}`);
  const code = Object.fromEntries(labels.map((label) => [label, route('none')]));
  const document = Object.fromEntries(labels.map((label) => [label, SECURED]));
  expect(hits(rule, [writtenCode(written(code))], [documentApi(written(document))])).toEqual([
    expect.stringMatching(
      /^code: 11 operations, such as `GET \/orders\/kind0`, ask for no credential in the code, while the document requires `token`/,
    ),
  ]);
});
