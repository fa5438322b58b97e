import { describe } from 'vitest';
import rule from '../../../src/rules/error/error-enumeration.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { open } from './documents.ts';

const answers = (...codes: string[]): string => `responses:\n${codes.map((code) => `  '${code}': { description: x }`).join('\n')}`;
const post = (path: string, ...codes: string[]): string => open(answers(...codes), path, 'post');

describe('error-enumeration', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'login',
      document: post('/v1/login', '200', '401', '404'),
      hits: ['9: `404` of `POST /v1/login` tells whether an account exists'],
    }),
    {
      name: '2.0',
      document: `swagger: '2.0'\ninfo: { title: Pets, version: '1' }\npaths:\n  /login:\n    post:\n${'      '}${answers('200', '404').replaceAll('\n', '\n      ')}`,
      hits: ['8: `404` of `POST /login`'],
    },
    { name: 'sign in', document: post('/auth/sign-in', '200', '404'), hits: ['8: answer the login the same'] },
    {
      name: 'by its operation id',
      document: open(`operationId: loginUser\n${answers('200', '404')}`, '/sessions', 'post'),
      hits: ['9: the login'],
    },
    { name: 'reset', document: post('/users/forgotPassword', '202', '404'), hits: ['8: answer the reset the same'] },
    { name: 'password/reset', document: post('/password/reset', '204', '404'), hits: ['8: the reset'] },
    { name: 'sign-up', document: post('/users/register', '201', '409'), hits: ['8: `409` of `POST /users/register` tells'] },
    { name: 'register at the root', document: post('/api/v1/register', '201', '409'), hits: ['8: the sign-up'] },
    { name: 'both codes', document: post('/signup', '201', '404', '409'), hits: ['8: `404`', '9: `409`'] },
    { name: '401 alone', document: post('/login', '200', '401'), hits: [] },
    { name: 'ranges say nothing of the account', document: post('/login', '200', '4XX', 'default'), hits: [] },
    { name: 'a list below login', document: post('/login/history', '200', '404'), hits: [] },
    { name: 'a safe method', document: open(answers('200', '404'), '/login', 'get'), hits: [] },
    { name: 'the token of a reset link', document: post('/reset-password/{token}', '200', '404'), hits: [] },
    { name: 'the tenant of a login', document: post('/tenants/{tenantId}/login', '200', '404'), hits: [] },
    { name: 'devices are registered too', document: post('/devices/register', '201', '409'), hits: [] },
    {
      name: 'a field of the account',
      document: open(`operationId: createAccountKey\n${answers('200', '404')}`, '/account/keys', 'put'),
      hits: [],
    },
    { name: 'nothing to compare with', document: post('/login', '404'), hits: [] },
  ]));
