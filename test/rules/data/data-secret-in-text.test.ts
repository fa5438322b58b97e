import { describe, expect, test } from 'vitest';
import { check } from '../../../src/engine/check.ts';
import rule from '../../../src/rules/data/data-secret-in-text.ts';
import { apiOf, cases, everyVersion3 } from '../../support/rules.ts';

// Put together here so that no scanner takes this file for a leak.
const aws = ['AK', 'IAZ7Q3VRB5XKTN2MWD'].join('');
const github = ['gh', 'p_pL3x9QmZt7RkW2yVd8TnHb4Gc1JsU6eAf05o'].join('');
const stripe = ['sk', '_live_p3Lx9QmZt7RkW2yVd8TnHb4G'].join('');

const everywhere = `
  openapi: 3.1.0
  info:
    title: t
    version: "1"
    description: call it with ${aws}
  servers:
    - url: https://api.acme.io/v1?key=${github}
      variables: {}
  x-note: ${stripe}
  paths:
    /pets:
      get:
        summary: key ${aws}
        parameters:
          - name: q
            in: query
            example: ${github}
            schema:
              type: string
              default: ${stripe}
              enum: [a, ${aws}]
              examples: ['${github}']
        responses:
          '200':
            description: ok
            content:
              application/json:
                examples:
                  one:
                    value:
                      list:
                        - key: ${stripe}
`;

describe('data-secret-in-text', () => {
  cases(rule, [
    ...everyVersion3({
      name: 'in every text of the document',
      document: everywhere,
      hits: [
        '5: `AKIA\u2026 (20 characters)` has the shape of a real secret (AWS access key)',
        '7: GitHub token',
        '9: Stripe live key',
        '13: AWS',
        '17: GitHub',
        '20: Stripe',
        '21: AWS',
        '22: GitHub',
        '32: Stripe',
      ],
    }),
    {
      name: 'two in one text, and a folded text',
      document: `
        openapi: 3.0.0
        info:
          title: t
          version: "1"
          description: |
            First ${aws}
            then ${github}
        paths: {}
      `,
      hits: ['5: AWS access key', '5: GitHub token'],
    },
    {
      name: 'in a key',
      document: `
        openapi: 3.0.0
        info: {title: t, version: "1"}
        paths:
          /bots/${github}/messages:
            get: {responses: {'200': {description: ok}}}
      `,
      hits: ['4: GitHub token'],
    },
    {
      name: 'samples and placeholders',
      document: `
        openapi: 3.0.0
        info:
          title: t
          version: "1"
          description: AKIAIOSFODNN7EXAMPLE, ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, <api-key>, sk_live_...
        x-hash: 0b9c2d7e4f6a8b1c3d5e7f90a1b2c3d4e5f60718293a4b5c6d7e8f9012345678
        x-id: 3f0c8a52-7d41-4b9e-8c66-1e2f3a4b5c6d
        paths: {}
      `,
      hits: [],
    },
    {
      name: 'samples of the policy',
      document: `
        openapi: 3.0.0
        info: {title: t, version: "1", description: "${aws} ${github}"}
        paths: {}
      `,
      options: { samples: [aws] },
      hits: ['2: GitHub token'],
    },
    {
      name: 'YAML aliases speak once',
      document: `
        openapi: 3.0.0
        info: {title: t, version: "1"}
        x-a: &a {key: ${aws}}
        x-b: *a
        x-c: *a
        paths: {}
      `,
      hits: ['3: AWS'],
    },
    {
      name: 'swagger 2',
      document: `
        swagger: "2.0"
        info: {title: t, version: "1"}
        paths:
          /a:
            get:
              responses:
                200:
                  description: ok
                  examples: {application/json: {token: ${github}}}
      `,
      hits: ['9: GitHub token'],
    },
  ]);

  test('no finding repeats the secret', () => {
    const document = `openapi: 3.0.0\ninfo: {title: t, version: "1", description: ${github}}\npaths: {/a/${github}: {}}\n`;
    const said = check(rule, apiOf(document)).map(({ problem, place }) => `${problem.message} ${place.pointer}`);
    expect(said).toHaveLength(2);
    expect(said.join()).not.toContain(github.slice(0, 12));
  });

  test('a large document without secrets', () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, row) => `  - {id: ${row}, text: "A sentence of common length that says what row ${row} is about, at length."}`,
    );
    const document = `openapi: 3.0.0\ninfo: {title: t, version: "1"}\npaths: {}\nx-rows:\n${rows.join('\n')}\n`;
    const api = apiOf(document);
    expect(check(rule, api)).toEqual([]);
  });
});
