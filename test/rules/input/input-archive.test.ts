import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-archive.ts';
import { cases, everyVersion3, type RuleCase } from '../../support/rules.ts';
import { withBody } from './documents.ts';

const body = (type: string) => withBody('{ type: object }').replace('application/json', `'${type}'`);
const swagger = (type: string) => `swagger: "2.0"\ninfo: { title: T, version: "1" }\nconsumes: ['${type}']\npaths: {}\n`;
const accepted = (type: string): RuleCase => ({ name: `accepted: ${type}`, document: body(type), hits: ['9: is accepted'] });
const other = (type: string): RuleCase => ({ name: `something else: ${type}`, document: body(type), hits: [] });
const part = (type: string) =>
  withBody('{ type: object }').replace(
    '{ type: object }\n',
    `{ type: object }\n            encoding:\n              file: { contentType: '${type}' }\n`,
  );

describe('input-archive', () =>
  cases(rule, [
    ...everyVersion3({ name: 'zip', document: body('application/zip'), hits: ['9: `application/zip` is accepted'] }),
    ...[
      'application/gzip',
      'application/x-gzip',
      'application/x-tar',
      'application/x-zip-compressed',
      'Application/ZIP; a=b',
      'application/vnd.rar',
    ].map(accepted),
    ...['application/json', 'application/zipcode', 'text/csv', 'image/png'].map(other),
    { name: 'part', document: part('image/png, application/zip'), hits: ['12: '] },
    { name: 'swagger 2', document: swagger('application/zip'), hits: ['3: '] },
  ]));
