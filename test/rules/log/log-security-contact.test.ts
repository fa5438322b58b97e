import { describe } from 'vitest';
import rule from '../../../src/rules/log/log-security-contact.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const info = (more: string, root = ''): string => `openapi: 3.1.0\n${root}info:\n  title: Pets\n  version: '1'\n${more}paths: {}\n`;

describe('log-security-contact', () =>
  cases(rule, [
    ...everyVersion3({ name: 'nobody', document: info(''), hits: ['2: The document names nobody'] }),
    { name: '2.0', document: info('').replace('openapi: 3.1.0', "swagger: '2.0'"), hits: ['2: nobody'] },
    { name: 'an empty contact', document: info('  contact: {}\n'), hits: ['2: nobody'] },
    { name: 'a name alone cannot be reached', document: info("  contact: { name: The team, email: '' }\n"), hits: ['2: nobody'] },
    { name: 'other docs', document: info('', 'externalDocs: { url: https://acme.io/guide }\n'), hits: ['3: nobody'] },
    { name: 'email', document: info('  contact: { email: a@acme.io }\n'), hits: [] },
    { name: 'url', document: info('  contact: { url: https://acme.io/contact }\n'), hits: [] },
    { name: 'x-security-contact', document: info('  x-security-contact: security@acme.io\n'), hits: [] },
    { name: 'x-security-contact on the root', document: info('', 'x-security-contact: { email: security@acme.io }\n'), hits: [] },
    { name: 'a disclosure policy', document: info('', 'externalDocs: { url: https://acme.io/.well-known/security.txt }\n'), hits: [] },
  ]));
