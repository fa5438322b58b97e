import { describe } from 'vitest';
import rule from '../../../src/rules/error/error-example-leak.ts';
import { cases, everyVersion3, type RuleCase } from '../../support/rules.ts';
import { open, swagger } from './documents.ts';

const media = (text: string, status = '500'): string =>
  open(`responses:
  '200': { description: ok }
  '${status}':
    description: bad
    content:
      application/json:
        ${text}`);
const quoted = (text: string): string => JSON.stringify(text);
const shown = (key: string, text: string): string => media(`example: { ${key}: ${quoted(text)} }`);
const leaks = (what: string, texts: readonly string[]): RuleCase[] =>
  texts.map((text) => ({ name: text, document: shown('message', text), hits: [`12: The error example shows ${what}`] }));
const fine = (texts: readonly string[], key = 'message'): RuleCase[] =>
  texts.map((text) => ({ name: `fine: ${key} ${text}`, document: shown(key, text), hits: [] }));

describe('error-example-leak', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'in a text',
      document: shown('message', 'SQLSTATE[42S02]: no such table'),
      hits: ['12: a database error (`SQLSTATE`)'],
    }),
    ...leaks('a stack frame', [
      'java.lang.NullPointerException\n\tat com.acme.Pets.find(Pets.java:42)',
      'at sun.reflect.NativeMethodAccessorImpl.invoke0(Native Method)',
      'Traceback (most recent call last):\n  File "/srv/pets.py", line 3, in find',
      '   at Acme.Pets.Controllers.PetController.Get(Int32 id) in C:\\build\\Pets.cs:line 12',
      'Error: oops\n    at find (/srv/app/pets.js:4:2)',
      'at node:internal/process/task_queues:95:5',
      '#0 /var/www/pets/index.php(12): Pets->find()',
      'Undefined index in /var/www/index.php on line 7',
      'goroutine 1 [running]:',
      '/go/src/acme/pets/find.go:33',
      "/srv/pets/app.rb:10:in `find'",
    ]),
    ...leaks('an exception class', [
      'java.lang.IllegalArgumentException',
      'System.NullReferenceException: Object reference',
      'org.springframework.dao.DataAccessException',
    ]),
    ...leaks('a database error', [
      'ORA-00942: table or view does not exist',
      'You have an error in your SQL syntax',
      'duplicate key value violates unique constraint "pets_pkey"',
      'SQLITE_CONSTRAINT: UNIQUE',
      "Duplicate entry 'a' for key 'name'",
    ]),
    ...leaks('a path of the server', [
      'cannot read /var/www/pets/data',
      'open /etc/pets/tls',
      'C:\\inetpub\\wwwroot\\pets',
      '/home/deploy/pets/app.py',
      'no such file: /app/config/db.conf',
    ]),
    ...leaks('a private address', ['connect ECONNREFUSED 10.0.3.7:5432', 'upstream 192.168.1.4 timed out', '172.20.0.2:8080']),
    { name: 'the host of an error', document: shown('server', '10.1.2.3'), hits: ['12: a private address (`10.1.2.3`)'] },
    ...fine([
      'Pet 42 was not found',
      'Look at example.com (see the docs)',
      'The constraint violates.unique.name',
      '/data/attributes/name',
      'https://acme.io/var/www/help',
      '/api/v1/home/feed',
      'Version 10.2.3.4 is too old',
      '10.0.0.300 and 110.0.0.1 are no addresses of ours: connect',
      '172.32.0.1:80',
      'type.googleapis.com/google.rpc.BadRequest',
      'ORA-12',
    ]),
    ...fine(['/home/feed/new', '/root/pets'], 'instance'),
    ...fine(['/home/feed/new'], 'path'),
    ...fine(['10.0.0.1'], 'ipAddress'),
    {
      name: 'the whole example is a text',
      document: media(`example: ${quoted('panic\ngoroutine 7 [running]:')}`),
      hits: ['12: a stack frame'],
    },
    {
      name: 'one finding an example',
      document: media(`example: { a: ${quoted('SQLSTATE[1]')}, b: [${quoted('ORA-00942')}] }`),
      hits: ['12: a database error (`SQLSTATE`)'],
    },
    {
      name: 'examples',
      document: media(`examples:\n          one: { value: { message: fine } }\n          two: { value: { message: 'ORA-00942' } }`),
      hits: ['14: `ORA-00942`'],
    },
    {
      name: '3.2 serializedValue',
      document: media(`examples: { one: { serializedValue: 'ORA-00942' } }`).replace('3.1.0', '3.2.0'),
      hits: ['12: `ORA-00942`'],
    },
    {
      name: 'a shared example, once, where it is',
      document: `${media("examples: { one: { $ref: '#/components/examples/Oops' }, two: { $ref: '#/components/examples/Oops' } }")}
components:
  examples:
    Oops:
      value: { message: 'ORA-00942' }`,
      hits: ['16: `ORA-00942`'],
    },
    {
      name: 'a schema example',
      document: media("schema: { type: object, properties: { message: { type: string, example: 'ORA-00942' } } }", 'default'),
      hits: ['12: `ORA-00942`'],
    },
    {
      name: '3.1 schema examples',
      document: media("schema: { type: string, examples: [fine, 'ORA-00942'] }", '4XX'),
      hits: ['12: `ORA-00942`'],
    },
    {
      name: '2.0 examples',
      document: swagger(
        "responses:\n  '200': { description: ok }\n  '500': { description: bad, examples: { application/json: { message: 'ORA-00942' } } }",
      ),
      hits: ['10: `ORA-00942`'],
    },
    { name: 'a success may show paths', document: media("example: { message: 'ORA-00942' }", '201'), hits: [] },
    {
      name: 'a description is prose',
      document: open("responses: { '200': { description: ok }, '500': { description: 'ORA-00942' } }"),
      hits: [],
    },
  ]));
