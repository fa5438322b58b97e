import { describe, expect, test } from 'vitest';
import { type Diff, diffOfFiles } from '../../src/github/diff.ts';
import { operationLines, placeInDiff } from '../../src/github/place.ts';
import { finding, range } from '../support/reports.ts';

const YAML = `openapi: 3.1.0
paths:
  /pets:
    get:
      summary: List

      parameters:
        - name: limit
          in: query
    post:
      summary: Make
      responses:
        '201': { description: ok }
components:
  schemas:
    Pet: { type: object }
`;
const JSON_TEXT = `{
  "paths": {
    "/pets": {
      "get": {
        "summary": "List"
      },
      "post": {
        "summary": "Make"
      }
    }
  }
}
`;

const texts = (file: string) => ({ 'openapi.yaml': YAML, 'openapi.json': JSON_TEXT })[file]?.split('\n');

/** A diff that shows some lines of a file, of which some are changed. */
function showing(file: string, first: number, last: number, ...added: number[]): Diff {
  const rows = Array.from({ length: last - first + 1 }, (_, index) => `${added.includes(first + index) ? '+' : ' '}x`);
  return diffOfFiles([{ filename: file, status: 'modified', patch: [`@@ -${first} +${first},${rows.length} @@`, ...rows].join('\n') }]);
}

const onPost = finding({ file: 'openapi.yaml', range: range(10, 5, 9), path: ['paths', '/pets', 'post'] });

describe('where a finding is shown', () => {
  test('on its own line when the diff shows it, also as context', () => {
    expect(placeInDiff(onPost, showing('openapi.yaml', 8, 11, 11), texts)).toEqual({ file: 'openapi.yaml', range: onPost.range });
  });

  test('on the nearest changed line of its operation', () => {
    expect(placeInDiff(onPost, showing('openapi.yaml', 11, 15, 12, 13), texts)).toEqual({
      file: 'openapi.yaml',
      range: range(12, 1, 1),
      truePlace: 'openapi.yaml:10',
    });
  });

  test('beside a deleted line of its operation', () => {
    const diff = diffOfFiles([
      { filename: 'openapi.yaml', status: 'modified', patch: '@@ -12,4 +12,3 @@\n       responses:\n-      security: []\n         x\n y' },
    ]);
    expect(placeInDiff(onPost, diff, texts)).toMatchObject({ range: range(12, 1, 1), truePlace: 'openapi.yaml:10' });
  });

  test('not on a changed line of the next operation, but on the file', () => {
    expect(placeInDiff(onPost, showing('openapi.yaml', 4, 8, 5), texts)).toEqual({
      file: 'openapi.yaml',
      range: undefined,
      truePlace: 'openapi.yaml:10',
    });
  });

  test('on what it is related to, when that changed', () => {
    const definition = finding({
      file: 'common.yaml',
      path: ['components', 'schemas', 'Pet'],
      related: [
        { message: 'unchanged', file: 'openapi.yaml', range: range(3, 1), pointer: '' },
        { message: 'used here', file: 'openapi.yaml', range: range(8, 1), pointer: '' },
      ],
    });
    expect(placeInDiff(definition, showing('openapi.yaml', 2, 9, 8), texts)).toEqual({
      file: 'openapi.yaml',
      range: range(8, 1),
      truePlace: 'common.yaml:2',
    });
  });

  test('at its own place when its file is not in the diff, or the diff tells no lines', () => {
    const own = { file: 'openapi.yaml', range: onPost.range };
    expect(placeInDiff(onPost, new Map(), texts)).toEqual(own);
    expect(placeInDiff(onPost, diffOfFiles([{ filename: 'openapi.yaml', status: 'modified', changes: 9 }]), texts)).toEqual(own);
    expect(placeInDiff(onPost, diffOfFiles([{ filename: 'openapi.yaml', status: 'renamed', changes: 0 }]), texts)).toEqual(own);
  });

  test('on the file when its text cannot be had', () => {
    expect(placeInDiff(onPost, showing('openapi.yaml', 11, 15, 12), () => undefined)).toMatchObject({ range: undefined });
  });

  test('a range must be shown whole', () => {
    const long = finding({ file: 'openapi.yaml', range: range(10, 5, 9, 12), path: ['paths', '/pets', 'post'] });
    expect(placeInDiff(long, showing('openapi.yaml', 8, 11, 11), texts)).toMatchObject({ range: range(11, 1, 1) });
  });
});

describe('the lines of an operation', () => {
  const lines = (file: string, line: number, path: (string | number)[]) =>
    operationLines(finding({ file, range: range(line, 1), path }), texts(file) ?? []);

  test.each<[string, string, number, (string | number)[], object | undefined]>([
    ['from its key', 'openapi.yaml', 4, ['paths', '/pets', 'get'], { first: 4, last: 9 }],
    ['from inside, over blank lines', 'openapi.yaml', 8, ['paths', '/pets', 'get', 'parameters', 0, 'name'], { first: 4, last: 9 }],
    ['of the next one', 'openapi.yaml', 13, ['paths', '/pets', 'post', 'responses', '201'], { first: 10, last: 13 }],
    ['in JSON', 'openapi.json', 8, ['paths', '/pets', 'post', 'summary'], { first: 7, last: 8 }],
    ['of a path item in a file of its own', 'openapi.json', 5, ['get', 'summary'], { first: 4, last: 5 }],
    ['none for a schema', 'openapi.yaml', 16, ['components', 'schemas', 'Pet'], undefined],
    ['none for the whole document', 'openapi.yaml', 1, [], undefined],
    ['none when the text has no such key', 'openapi.yaml', 13, ['paths', '/pets', 'delete', 'responses'], undefined],
    ['none past the end', 'openapi.yaml', 99, ['paths', '/pets', 'post'], undefined],
  ])('%s', (_, file, line, path, expected) => {
    expect(lines(file, line, path)).toEqual(expected);
  });

  test('one line of JSON is one block', () => {
    expect(operationLines(finding({ range: range(1, 50), path: ['paths', '/x', 'get'] }), ['{"paths":{"/x":{"get":{}}}}'])).toBeUndefined();
  });
});
