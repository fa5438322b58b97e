import { describe } from 'vitest';
import rule from '../../../src/rules/input/input-upload-type.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';
import { withBody } from './documents.ts';

const form = (field: string, rest = '') =>
  withBody(`{ type: object, properties: {\n file: ${field} } }${rest}`).replace('application/json', 'multipart/form-data');
const swagger = (field: string) =>
  `swagger: "2.0"\ninfo: { title: T, version: "1" }\npaths:\n  /a:\n    post:\n      parameters:\n        - { in: formData, name: file, ${field} }\n      responses: {}\n`;

const encoding = (type: string) =>
  form('{ type: string, format: binary }', `\n`).replace('} }\n', `} }\n            encoding: { file: { contentType: '${type}' } }\n`);

describe('input-upload-type', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'form field',
      document: form('{ type: string, format: binary }'),
      hits: ['11: list the allowed types in `encoding.file.contentType`'],
    }),
    { name: 'swagger 2', document: swagger('type: file'), hits: ['7: `x-content-types`'] },
    { name: 'swagger 2 with an extension', document: swagger('type: file, x-content-types: [image/png]'), hits: [] },
    { name: 'any type', document: encoding('*/*'), hits: ['11: '] },
    { name: 'bytes', document: encoding('application/octet-stream'), hits: ['11: '] },
    { name: 'listed', document: encoding('image/png, image/jpeg'), hits: [] },
    { name: 'images', document: encoding('image/*'), hits: [] },
    { name: 'contentMediaType', document: form('{ type: string, contentMediaType: image/png }'), hits: [] },
    { name: 'whole body', document: withBody('{ type: string, format: binary }').replace('application/json', 'image/png'), hits: [] },
    { name: 'text field', document: form('{ type: string }'), hits: [] },
  ]));
