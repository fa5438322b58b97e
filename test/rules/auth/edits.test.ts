import { describe } from 'vitest';
import authWriteSecured from '../../../src/rules/auth/auth-write-secured.ts';
import { editCases } from '../../support/edits.ts';

const PATHS = ['/a', '/b', '/c', '/d', '/e'];
const TOKEN = '[{token: []}]';

function api({
  secured = PATHS,
  security = () => TOKEN,
  open = '',
  head = '',
}: {
  secured?: readonly string[];
  security?: (path: string) => string;
  open?: string;
  head?: string;
}): string {
  const others = secured.map((path) => `  ${path}:\n    get: {responses: {}, security: ${security(path)}}\n`).join('');
  return `openapi: 3.1.0
${head}paths:
${others}${open}  /orders:
    post:
      responses: {'201': {description: ok}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    login: {type: oauth2, flows: {clientCredentials: {tokenUrl: https://id.acme.com/t, scopes: {write: Writes}}}}
`;
}

describe('auth-write-secured', () => {
  editCases(authWriteSecured, [
    { name: 'the only one without', document: api({}), diff: ['+      security:', '+        - token: []'] },
    {
      name: 'what is public by nature does not speak against it',
      document: api({ open: '  /login:\n    post: {responses: {}}\n  /logout:\n    post: {responses: {}, security: []}\n' }),
      diff: ['+      security:', '+        - token: []'],
      left: 1,
    },
    {
      name: 'both schemes at once',
      document: api({ security: () => '[{token: [], login: []}]' }),
      diff: ['+      security:', '+        - login: []', '+          token: []'],
    },
    { name: 'four others', document: api({ secured: PATHS.slice(1) }), diff: [] },
    { name: 'another one without', document: api({ open: '  /z:\n    get: {responses: {}}\n' }), diff: [] },
    { name: 'another one that is public on purpose', document: api({ open: '  /z:\n    get: {responses: {}, security: []}\n' }), diff: [] },
    { name: 'others that differ', document: api({ security: (path) => (path === '/e' ? '[{login: []}]' : TOKEN) }), diff: [] },
    { name: 'alternatives', document: api({ security: () => '[{token: []}, {login: []}]' }), diff: [] },
    { name: 'optional', document: api({ security: () => '[{token: []}, {}]' }), diff: [] },
    { name: 'scopes', document: api({ security: () => '[{login: [write]}]' }), diff: [] },
    { name: 'a scheme that is not defined', document: api({ security: () => '[{other: []}]' }), diff: [] },
    { name: 'an empty root', document: api({ head: 'security: []\n' }), diff: [] },
  ]);
});
