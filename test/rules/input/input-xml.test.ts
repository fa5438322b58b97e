import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-xml.ts';
import { cases, everyVersion3, type RuleCase } from '../../support/rules.ts';
import { withBody } from './documents.ts';

const body = (type: string) => withBody('{ type: object }').replace('application/json', `'${type}'`);
const swagger = (type: string) => `swagger: "2.0"\ninfo: { title: T, version: "1" }\nconsumes: ['${type}']\npaths: {}\n`;
const accepted = (type: string): RuleCase => ({ name: `accepted: ${type}`, document: body(type), hits: ['9: is accepted'] });
const other = (type: string): RuleCase => ({ name: `something else: ${type}`, document: body(type), hits: [] });

describe('input-xml', () =>
  cases(rule, [
    ...everyVersion3({ name: 'xml', document: body('application/xml'), hits: ['9: `application/xml` is accepted: switch off DTDs'] }),
    ...['text/xml', 'application/soap+xml', 'image/svg+xml', 'Application/XML; charset=utf-8'].map(accepted),
    ...['application/json', 'application/xmlish', 'application/vnd.openxmlformats-officedocument'].map(other),
    { name: 'swagger 2', document: swagger('text/xml'), hits: ['3: '] },
    { name: 'produced only', document: `swagger: "2.0"\ninfo: { title: T, version: "1" }\nproduces: [text/xml]\npaths: {}\n`, hits: [] },
    {
      name: 'in many places',
      document: `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n${Array.from({ length: 10 }, (_, index) => `  /a${index}: { post: { requestBody: { content: { text/xml: { schema: {} } } }, responses: {} } }\n`).join('')}`,
      hits: ['1: XML is accepted in 10 places'],
    },
  ]));
