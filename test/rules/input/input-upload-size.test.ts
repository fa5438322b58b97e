import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-upload-size.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withBody } from './documents.ts';

const form = (field: string, rest = '') =>
  withBody(`{ type: object, properties: {\n file: ${field} } }${rest}`).replace('application/json', 'multipart/form-data');
const swagger = (field: string) =>
  `swagger: "2.0"\ninfo: { title: T, version: "1" }\npaths:\n  /a:\n    post:\n      parameters:\n        - { in: formData, name: file, ${field} }\n      responses: {}\n`;

describe('input-upload-size', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'form field',
      document: form('{ type: string, format: binary }'),
      hits: ['11: `file` in the request body of POST /things may be of any size'],
    }),
    { name: 'list of files', document: form('{ type: array, items: { type: string, format: binary } }'), hits: ['11: '] },
    { name: 'whole body', document: withBody('{ type: string, format: binary }').replace('application/json', 'image/png'), hits: ['10: '] },
    {
      name: '3.1 media type alone',
      document: `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n  /a:\n    post:\n      requestBody:\n        content:\n          image/png: {}\n      responses: {}\n`,
      hits: ['8: '],
    },
    { name: '3.1 contentMediaType', document: form('{ type: string, contentMediaType: image/png }'), hits: ['11: '] },
    { name: 'swagger 2', document: swagger('type: file'), hits: ['7: '] },
    { name: 'maxLength', document: form('{ type: string, format: binary, maxLength: 100 }'), hits: [] },
    { name: 'extension on the schema', document: swagger('type: file, x-max-size: 100'), hits: [] },
    { name: 'own extension', document: form('{ type: string, format: binary, x-limit: 1 }'), options: { keys: ['x-limit'] }, hits: [] },
    { name: 'text', document: form('{ type: string }'), hits: [] },
    { name: 'base64 text', document: form('{ type: string, contentMediaType: image/png, contentEncoding: base64 }'), hits: [] },
    {
      name: 'response',
      document: `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: { /a: { get: { responses: { '200': { description: OK, content: { image/png: {} } } } } } }\n`,
      hits: [],
    },
  ]));
