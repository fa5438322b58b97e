import { defineRule } from '../../engine/define-rule.ts';
import type { Operation, Property, Schema } from '../../model/api.ts';
import { isPageSize, picksPage } from './page-sizes.ts';

export default defineRule({
  id: 'input-list-paging',
  title: 'List without paging',
  severity: 'info',
  owasp: 'API4:2023',
  cwe: 770,
  why: 'A list that always comes back whole grows with the table, and so does what one request costs.',
  fix: 'Add a `limit` with a `maximum`, and a cursor or offset; or bound the answer with `maxItems`.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema: { type: array, items: { type: object } }
`,
    good: `
paths:
  /pets:
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
        - { name: cursor, in: query, schema: { type: string, maxLength: 100 } }
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema: { type: array, items: { type: object } }
`,
  },
  visit: 'operation',
  holds: 'both',
  inCode: 'take a bounded page size and a cursor or offset, and answer with one page',
  applies: (operation) => operation.origin === 'path' && operation.method.toUpperCase() === 'GET' && answersList(operation),
  *check(operation) {
    if (operation.parameters.some((parameter) => isPageSize(parameter) || picksPage(parameter) || isPaging(parameter.words))) return;
    yield {
      message: `\`${operation.label}\` answers with a whole list and has no paging: add \`limit\` with a \`maximum\` and a cursor or offset`,
    };
  },
  everywhere: (count) =>
    `None of the ${count} operations that answer with a list has paging: add \`limit\` with a \`maximum\` and a cursor or offset to each`,
});

/** Names of an envelope's list. */
const listNames: ReadonlySet<string> = new Set(['data', 'item', 'result', 'record', 'entry', 'value', 'row', 'element', 'list']);

/** A success answer that is an array with no bound, or an envelope whose list is one. Lists of fixed values do not grow. */
function answersList(operation: Operation): boolean {
  const schemas = operation.responses
    .filter(({ status }) => status === '200' || status === '2XX')
    .flatMap(({ response }) => response.content.flatMap(({ schema }) => schema ?? []));
  return schemas.some((schema) => grows(schema) || isWholeEnvelope([...schema.properties.values()]));
}

/** An envelope that counts pages beside its list says that the list is cut. */
function isWholeEnvelope(properties: readonly Property[]): boolean {
  const lists = properties.some(({ words, schema }) => words.length === 1 && listNames.has(words[0] ?? '') && grows(schema));
  return lists && !properties.some(({ words }) => isPaging(words));
}

function grows(schema: Schema): boolean {
  return schema.types.join() === 'array' && schema.maxItems === undefined && schema.items?.values === undefined;
}

const pagingWords: ReadonlySet<string> = new Set([
  'page',
  'paging',
  'pagination',
  'limit',
  'offset',
  'cursor',
  'skip',
  'take',
  'top',
  'marker',
  'range',
]);

function isPaging(words: readonly string[]): boolean {
  return (
    words.some((word) => pagingWords.has(word)) ||
    (words.includes('max') && words.some((word) => ['result', 'item', 'record', 'key'].includes(word)))
  );
}
