import { describe } from 'vitest';
import rule from '../../../src/rules/error/error-internals.ts';
import { cases, everyVersion3, type RuleCase } from '../../support/rules.ts';
import { open, swagger } from './documents.ts';

/** An error body whose schema begins on line 13. */
const body = (schema: string, status = '500'): string =>
  open(`responses:
  '200': { description: ok }
  '${status}':
    description: bad
    content:
      application/json:
        schema:
          ${schema}`);
const property = (name: string, schema = '{ type: string }', more = ''): string =>
  body(`type: object\n          properties:\n            message: { type: string }\n            ${name}: ${schema}${more}`);
const example = (text: string): string =>
  open(`responses:
  '200': { description: ok }
  '500':
    description: bad
    content:
      application/json:
        ${text}`);

const bodies = (count: number): string =>
  [
    'openapi: 3.0.3',
    'info: {title: t, version: "1"}',
    'paths:',
    ...Array.from(
      { length: count },
      (_, n) =>
        `  /p${n}: {get: {responses: {'500': {description: bad, content: {application/json: {schema: {properties: {callstack: {type: string}}}}}}}}}`,
    ),
  ].join('\n');

const leaks = (...names: string[]): RuleCase[] =>
  names.map((name) => ({ name, document: property(name), hits: [`16: \`${name}\` in the \`500\` response of \`GET /pets\``] }));
const fine = (...names: string[]): RuleCase[] => names.map((name) => ({ name: `${name} is fine`, document: property(name), hits: [] }));

describe('error-internals', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'stackTrace',
      document: property('stackTrace'),
      hits: ['16: `stackTrace` in the `500` response of `GET /pets` gives internals (stack trace)'],
    }),
    {
      name: 'the same name in ten bodies once',
      document: bodies(10),
      hits: ['1: `callstack` in 10 error bodies gives internals (stack trace) to every caller'],
    },
    { name: 'in nine bodies', document: bodies(9), hits: Array.from({ length: 9 }, (_, index) => `${index + 4}: \`callstack\``) },
    ...leaks('StackTrace', 'stack_trace', 'stacktrace', 'stack', 'callstack', 'backtrace', 'traceback', 'stackEntries', 'exceptionStack'),
    ...leaks('exception', 'ExceptionType', 'exceptionMessage', 'innerException', 'rootCauseExceptionClassName', 'javaClassName'),
    ...leaks('sql', 'sqlQuery', 'sql_state', 'SQLState', 'debug', 'debugInfo', 'debug_message'),
    ...fine(
      'error',
      'code',
      'details',
      'innererror',
      'traceId',
      'trace_id',
      'debug_id',
      'debugStep',
      'query',
      'file',
      'line',
      'trace',
      'exceptionId',
    ),
    ...fine('exception_fields', 'sqlId', 'haystack', 'techStack', 'stackOverflowUrl', 'requestId'),
    {
      name: 'a range',
      document: body('{ type: object, properties: { stack: { type: string } } }', '5XX'),
      hits: ['13: `stack` in the `5XX` response'],
    },
    {
      name: '2.0',
      document: swagger(
        "responses:\n  '200': { description: ok }\n  '400': { description: bad, schema: { type: object, properties: { exception: { type: string } } } }",
      ),
      hits: ['10: `exception`'],
    },
    {
      name: 'one finding a body, with the keys that tell of internals beside the first',
      document: property(
        'file',
        '{ type: string }',
        '\n            line: { type: integer }\n            exception: { type: string }\n            stack: { type: array, items: { type: string } }',
      ),
      hits: ['18: `exception`, `stack`, `file`, `line` in the'],
    },
    {
      name: 'file and line of the input',
      document: property('location', '{ type: object, properties: { file: { type: string }, line: { type: integer } } }'),
      hits: [],
    },
    {
      name: 'a trace of frames as PHP gives it',
      document: property('trace', '{ type: string }', '\n            file: { type: string }\n            line: { type: integer }'),
      hits: ['16: `trace`, `file`, `line`'],
    },
    {
      name: "Spring Boot's default body",
      document: property(
        'timestamp',
        '{ type: string }',
        '\n            status: { type: integer }\n            path: { type: string }\n            trace: { type: string }',
      ),
      hits: ['19: `trace`'],
    },
    { name: 'trace that says so', document: property('trace', '{ type: string, description: The stack trace }'), hits: ['16: `trace`'] },
    {
      name: 'deep inside',
      document: property(
        'errors',
        '{ type: array, items: { type: object, properties: { meta: { type: object, properties: { stack: { type: string } } } } } }',
      ),
      hits: ['16: `stack`'],
    },
    {
      name: 'in an alternative',
      document: body('oneOf: [{ type: object, properties: { debug: { type: string } } }]'),
      hits: ['13: `debug`'],
    },
    {
      name: 'merged by allOf, shared by two responses: once, where it is defined',
      document: `openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /a:
    get:
      responses:
        '200': { description: ok }
        '400': { description: bad, content: { application/json: { schema: { $ref: '#/components/schemas/Error' } } } }
        default: { description: bad, content: { application/json: { schema: { oneOf: [{ $ref: '#/components/schemas/Error' }] } } } }
components:
  schemas:
    Error: { allOf: [{ $ref: '#/components/schemas/Base' }] }
    Base:
      type: object
      properties:
        stackTrace: { type: string }
        cause: { $ref: '#/components/schemas/Error' }
`,
      hits: ['16: `stackTrace`'],
    },
    { name: 'a flag', document: property('debug', '{ type: boolean }'), hits: [] },
    { name: 'a 3.1 list of types', document: property('stack', '{ type: [string, "null"] }'), hits: ['16: `stack`'] },
    { name: 'a list that the author chose', document: property('stack', '{ enum: [heroku-20, heroku-22] }'), hits: [] },
    {
      name: 'a designed object',
      document: property('exception', '{ type: object, properties: { code: { type: string }, message: { type: string } } }'),
      hits: [],
    },
    {
      name: 'a designed object that leaks',
      document: property('exception', '{ type: object, properties: { stackTrace: { type: string } } }'),
      hits: ['16: `stackTrace`'],
    },
    {
      name: 'validation errors by field name',
      document: property(
        'stacktrace',
        '{ type: array, items: { type: string } }',
        '\n            non_field_errors: { type: array, items: { type: string } }',
      ),
      hits: [],
    },
    { name: 'the SQL of an API that takes SQL', document: property('sqlState').replace('/pets', '/sql/statements'), hits: [] },
    { name: 'the same elsewhere', document: property('sqlState'), hits: ['16: `sqlState`'] },
    { name: 'allowed by policy', document: property('debug'), options: { allowed: ['debug'] }, hits: [] },
    {
      name: 'a key of an example',
      document: example('example: { message: oops, error: { StackTrace: at X } }'),
      hits: ['12: `StackTrace` in an error example'],
    },
    {
      name: 'a key of one of the examples',
      document: example("examples: { one: { value: [{ exception: 'Oops' }] } }"),
      hits: ['12: `exception` in an error example'],
    },
    {
      name: 'a key of a schema example',
      document: example("schema: { type: object, example: { debug: 'x=1' } }"),
      hits: ['12: `debug` in an error example'],
    },
    { name: 'empty in the example', document: example("example: { stackTrace: '', debug: false, exception: null }"), hits: [] },
    { name: 'the name of an example', document: example("examples: { exception: { value: { message: 'Oops' } } }"), hits: [] },
    { name: 'a success may show a stack', document: property('stack').replace("'500':", "'201':"), hits: [] },
    {
      name: 'default alone is the success',
      document: property('stack').replace("        '200': { description: ok }\n", '').replace("'500':", 'default:'),
      hits: [],
    },
    {
      name: "a webhook's receiver answers what it likes",
      document: `openapi: 3.1.0
info: { title: Pets, version: '1' }
webhooks:
  born: { post: { responses: { '500': { description: bad, content: { application/json: { schema: { properties: { stack: { type: string } } } } } } } } }
`,
      hits: [],
    },
  ]));
