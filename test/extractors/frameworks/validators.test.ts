import { expect, test } from 'vitest';
import { inventoryJson } from '../../../src/extractors/inventory-json.ts';
import { inventoryOf } from '../../support/code.ts';

const HEAD = "const express = require('express'); const app = express(); const h = (req, res) => res.end();\n";

async function route(code: string) {
  const [first] = inventoryJson(await inventoryOf({ 'package.json': '{}', 'app.js': HEAD + code }));
  return {
    body: first?.body?.schema ?? null,
    query: first?.parameters.filter((each) => each.in === 'query').map(({ name, required, schema }) => [name, required, schema]),
  };
}

test.each<[name: string, code: string, body: unknown, query?: unknown]>([
  [
    'express-validator',
    "const { body, query } = require('express-validator'); app.post('/a', body('mail').isEmail().isLength({ max: 80 }), body('kind').optional().isIn(['x', 'y']), query('page').isInt({ min: 1, max: 9 }), h);",
    {
      type: 'object',
      properties: { mail: { type: 'string', format: 'email', maxLength: 80 }, kind: { enum: ['x', 'y'] } },
      required: ['mail'],
    },
    [['page', true, { type: 'integer', minimum: 1, maximum: 9 }]],
  ],
  [
    'celebrate',
    "const { celebrate, Joi, Segments } = require('celebrate'); app.post('/a', celebrate({ [Segments.BODY]: Joi.object().keys({ n: Joi.string().required().max(5), l: Joi.array().items(Joi.number()).max(3) }), query: { q: Joi.string() } }), h);",
    {
      type: 'object',
      properties: { n: { type: 'string', maxLength: 5 }, l: { type: 'array', maxItems: 3, items: { type: 'number' } } },
      required: ['n'],
      additionalProperties: false,
    },
    [['q', false, { type: 'string' }]],
  ],
  [
    'a function of the program around zod',
    "const { z } = require('zod'); const validate = (schema) => (req, res, next) => { req.body = schema.parse(req.body); next(); }; app.post('/a', validate(z.object({ n: z.string().min(1).max(5), e: z.enum(['a']), d: z.object({ x: z.boolean() }).partial() })), h);",
    {
      type: 'object',
      properties: {
        n: { type: 'string', minLength: 1, maxLength: 5 },
        e: { type: 'string', enum: ['a'] },
        d: { type: 'object', properties: { x: { type: 'boolean' } } },
      },
      required: ['n', 'e', 'd'],
    },
  ],
  [
    'one schema for the whole request',
    "const { z } = require('zod'); const check = (s) => (req, res, next) => { s.parse({ body: req.body }); next(); }; app.post('/a', check(z.object({ body: z.object({ n: z.string() }), query: z.object({ p: z.coerce.number().optional() }) })), h);",
    { type: 'object', properties: { n: { type: 'string' } }, required: ['n'] },
    [['p', false, { type: 'number' }]],
  ],
  [
    'the query alone',
    "const { z } = require('zod'); const check = (s) => (req, res, next) => { s.parse(req.query); next(); }; app.get('/a', check(z.object({ p: z.string() })), h);",
    null,
    [['p', true, { type: 'string' }]],
  ],
  [
    'what the handler reads',
    "app.post('/a', (req, res) => { const { x } = req.body; res.json([x, req.body.y, req.query.z]); });",
    { type: 'object', properties: { y: {}, x: {} } },
    [['z', false, {}]],
  ],
  ['nothing', "app.post('/a', h);", null],
])('%s', async (_, code, body, query = []) => {
  expect(await route(code)).toEqual({ body, query });
});
