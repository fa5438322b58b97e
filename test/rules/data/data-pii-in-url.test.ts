import { describe } from 'vitest';
import rule from '../../../src/rules/data/data-pii-in-url.ts';
import { cases, everyVersion3 } from '../../support/rules.ts';

const taking = (...parameters: string[]) =>
  [
    'openapi: 3.1.0',
    'info: {title: t, version: "1"}',
    'paths:',
    '  /users/{ssn}:',
    '    get:',
    "      responses: {'200': {description: ok}}",
    '      parameters:',
    ...parameters.map((line) => `        - ${line}`),
  ].join('\n');
const query = (name: string, schema = '{type: string}') => `{name: ${name}, in: query, schema: ${schema}}`;

describe('data-pii-in-url', () =>
  cases(rule, [
    ...everyVersion3({
      name: 'personal data',
      document: taking(
        '{name: ssn, in: path, required: true, schema: {type: string}}',
        query('email'),
        query('phone_number'),
        query('dateOfBirth', '{type: string, format: date}'),
        query('lastName'),
        query('iban'),
        query('passport'),
      ),
      hits: [
        '8: `ssn` puts an SSN into the path',
        '9: `email` puts an email into the query string',
        ...['10: phone number', '11: date of birth', '12: last name', '13: IBAN', '14: passport'],
      ],
    }),
    ...everyVersion3({
      name: 'no person, or no URL',
      document: taking(
        '{name: userId, in: path, required: true, schema: {type: string}}',
        '{name: X-Email, in: header, schema: {type: string}}',
        '{name: email, in: cookie, schema: {type: string}}',
        query('emailVerified', '{type: boolean}'),
        query('email_id'),
        query('phoneType'),
        query('sort', '{type: string, enum: [email, phone]}'),
        query('email', '{type: string, enum: [verified, unverified]}'),
        query('postalCode'),
        query('accountNumber'),
        query('ip_address'),
        query('filename'),
        query('page_token'),
        query('api_key'),
      ),
      hits: [],
    }),
    {
      name: 'policy',
      document: taking(query('memberNumber'), query('email')),
      options: { add: ['member number'], remove: ['email'] },
      hits: ['8: member number'],
    },
    { name: 'classes of the policy', document: taking(query('zip'), query('email')), options: { classes: ['address'] }, hits: ['8: zip'] },
    {
      name: 'a shared parameter speaks once',
      document: `
        openapi: 3.0.0
        info: {title: t, version: "1"}
        paths:
          /a: {get: {parameters: [{$ref: '#/components/parameters/Mail'}], responses: {'200': {description: ok}}}}
          /b: {get: {parameters: [{$ref: '#/components/parameters/Mail'}], responses: {'200': {description: ok}}}}
        components:
          parameters:
            Mail:
              in: query
              name: email
              schema: {type: string}
      `,
      hits: ['10: email'],
    },
    {
      name: '3.2 querystring',
      document: `
        openapi: 3.2.0
        info: {title: t, version: "1"}
        paths:
          /a:
            get:
              parameters:
                - name: q
                  in: querystring
                  content:
                    application/x-www-form-urlencoded:
                      schema:
                        properties:
                          page: {type: integer}
                          email: {type: string}
              responses: {'200': {description: ok}}
      `,
      hits: ['14: `email` puts an email into the query string'],
    },
    {
      name: 'swagger 2',
      document: `
        swagger: "2.0"
        info: {title: t, version: "1"}
        paths:
          /a/{phone}:
            post:
              parameters:
                - {name: phone, in: path, required: true, type: string}
                - {name: email, in: formData, type: string}
                - {name: mobile, in: query, type: boolean}
              responses: {200: {description: ok}}
      `,
      hits: ['7: phone'],
    },
  ]));
