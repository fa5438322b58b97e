import { describe } from 'vitest';
import rule from '../../../src/rules/data/data-sensitive-response.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

/** One operation whose response object has these properties, from line 12 on. */
const answering = (properties: string[], { method = 'get', status = 200, path = '/me' } = {}) =>
  [
    'openapi: 3.1.0',
    'info: {title: t, version: "1"}',
    'paths:',
    `  ${path}:`,
    `    ${method}:`,
    '      responses:',
    `        '${status}':`,
    '          description: ok',
    '          content:',
    '            application/json:',
    '              schema:',
    '                type: object',
    '                properties:',
    ...properties.map((line) => `                  ${line}`),
  ].join('\n');

const string = '{type: string}';

describe('data-sensitive-response', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'each kind of field',
      document: answering([
        ...[
          'password',
          'pin',
          'cvv',
          'client_secret',
          'privateKey',
          'ssn',
          'taxId',
          'cardNumber',
          'iban',
          'passportNumber',
          'diagnosis',
        ].map((name) => `${name}: ${string}`),
        'faceTemplate: {type: string, format: byte}',
        'medicalRecordNumber: {type: integer}',
      ]),
      hits: [
        ...[
          '`password` in the 200 response of GET /me sends a password back',
          'sends a PIN',
          'sends a CVV',
          'sends a secret',
          'sends a private key',
        ],
        ...['sends an SSN', 'sends a tax ID', 'sends a card number', 'sends an IBAN', 'sends a passport number', 'sends a diagnosis'],
        ...['sends a face template', 'sends a medical record number'],
      ].map((message, index) => `${index + 14}: ${message}`),
    }),
    ...everyVersion3({
      name: 'proof that nothing leaves, or only a mask',
      document: answering([
        'password: {type: string, writeOnly: true}',
        'credentials: {type: object, writeOnly: true, properties: {password: {type: string}}}',
        "ssn: {type: string, pattern: '^\\*{5}[0-9]{4}$'}",
        "iban: {type: string, pattern: '^[A-Z]{2}X{10}[0-9]{4}$'}",
        'cardNumber: {type: string, x-masked: true}',
        'passportNumber: {type: string, maxLength: 4}',
        'cardLast4: {type: string}',
        'maskedCardNumber: {type: string}',
      ]),
      hits: [],
    }),
    {
      name: 'what proves nothing',
      document: answering([
        'cvv: {type: string, maxLength: 4}',
        'ssn: {type: string, x-masked: false}',
        "cardNumber: {type: string, pattern: '^[0-9]{16}$'}",
        "taxId: {type: string, pattern: '^[0-9X]{9}$'}",
        'password: {type: [string, "null"], writeOnly: false, readOnly: true}',
      ]),
      hits: ['14: CVV', '15: SSN', '16: card number', '17: tax ID', '18: password'],
    },
    {
      name: 'not secrets',
      document: answering([
        'hasPassword: {type: boolean}',
        'password: {type: boolean}',
        'passwordExpiresAt: {type: string, format: date-time}',
        'passwordResetUrl: {type: string, format: uri}',
        'pinned: {type: boolean}',
        'cardId: {type: string}',
        'secretName: {type: string}',
        'nextPageToken: {type: string}',
        'access_token: {type: string}',
        'apiKey: {type: string}',
        'accountNumber: {type: string}',
        'email: {type: string}',
        'healthCheck: {type: string}',
        'pin: {type: object, properties: {x: {type: number}}}',
      ]),
      hits: [],
    },
    {
      name: 'the neighbours of a name',
      document: answering([
        'address: {type: object, properties: {pin: {type: string}, state: {type: string}}}',
        'errors: {type: object, properties: {password: {type: string}}}',
        'company: {type: object, properties: {taxId: {type: string}}}',
        'owner: {type: object, properties: {taxId: {type: string}, pin: {type: string}}}',
      ]),
      hits: ['17: tax ID', '17: PIN'],
    },
    {
      name: 'a secret that is shown once',
      document: answering(['clientSecret: {type: string}'], { method: 'post', status: 201 }),
      hits: [],
    },
    { name: 'a rotated one', document: answering(['secret: {type: string}'], { method: 'post', path: '/hooks/{id}/rotate' }), hits: [] },
    {
      name: 'a secret from a search',
      document: answering(['clientSecret: {type: string}'], { method: 'post', path: '/users/search' }),
      hits: ['14: secret'],
    },
    {
      name: 'a password from a creation',
      document: answering(['password: {type: string}'], { method: 'post', status: 201 }),
      hits: ['14: password'],
    },
    {
      name: 'masking keys of the policy',
      document: answering(['ssn: {type: string, x-vault: true}']),
      options: { maskingKeys: ['x-vault'] },
      hits: [],
    },
    {
      name: 'words of the policy',
      document: answering(['employeeNumber: {type: string}', 'iban: {type: string}', 'api_key: {type: string}']),
      options: { add: ['employee number', 'api key'], remove: ['iban'] },
      hits: ['14: an employee number', '16: an API key'],
    },
    {
      name: 'classes of the policy',
      document: answering(['email: {type: string}']),
      options: { classes: ['contact'] },
      hits: ['14: an email'],
    },
    {
      name: 'once, at the definition, behind references and combinations',
      document: `
        openapi: 3.0.3
        info: {title: t, version: "1"}
        paths:
          /a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pair'}}}}}}}
          /b: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pair'}}}}}}}
          /c: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Login'}}}}, responses: {'204': {description: ok}}}}
        components:
          schemas:
            Base:
              properties:
                ssn: {type: string}
            Pair:
              allOf:
                - {$ref: '#/components/schemas/Base'}
                - type: object
                  properties:
                    items:
                      type: array
                      items:
                        oneOf:
                          - properties:
                              cvv: {type: string}
            Login:
              properties:
                password: {type: string}
            Unused:
              properties:
                iban: {type: string}
            UnusedRequest:
              properties:
                iban: {type: string}
      `,
      hits: ['11: `Base.ssn` sends an SSN', '22: CVV', '28: IBAN'],
    },
    {
      name: 'never inside an example',
      document: answering(['a: {type: object, additionalProperties: {type: string}, example: {properties: {ssn: {type: string}}}}']),
      hits: [],
    },
    {
      name: 'swagger 2 has no writeOnly',
      document: `
        swagger: "2.0"
        info: {title: t, version: "1"}
        paths:
          /a:
            get:
              responses:
                200: {description: ok, schema: {$ref: '#/definitions/User'}}
        definitions:
          User:
            type: object
            properties:
              password: {type: string}
              passport: {type: string, x-masked: true}
      `,
      hits: ['12: keep it: leave it out of the response schema, or mask it'],
    },
    {
      name: '3.2 item schemas',
      document: `
        openapi: 3.2.0
        info: {title: t, version: "1"}
        paths:
          /a:
            query:
              responses:
                '200':
                  description: ok
                  content:
                    application/jsonl:
                      itemSchema:
                        properties:
                          cardNumber: {type: string}
      `,
      hits: ['13: card number'],
    },
    {
      name: 'the id of a tax beside its rate',
      document: answering([`tax_id: ${string}`, 'tax_rate: {type: number}']),
      hits: [],
    },
    {
      name: 'names of secrets',
      document: answering([
        "secrets: {type: array, items: {type: string, pattern: '^las:secret:[a-f0-9]{32}$'}}",
        "secret: {type: string, pattern: '^[a-f0-9]{32}$'}",
      ]),
      hits: ['15: `secret`'],
    },
  ]));
