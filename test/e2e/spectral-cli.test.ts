/**
 * Our rules under Spectral's own CLI: the same findings with the same messages, severities and lines as under ours. One difference is
 * meant: Spectral shows a rule's results in the document that it was given, so what stands in another file is told on the line of the
 * reference that leads there, with its place in the message.
 */
import { readFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { PRESETS } from '../../src/engine/presets.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { DIST, runBundle, runNode } from '../support/dist.ts';
import { temporaryFolder } from '../support/temporary.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SPECTRAL = fileURLToPath(import.meta.resolve('@stoplight/spectral-cli/dist/index.js'));

const SWAGGER = `{
  "swagger": "2.0",
  "info": { "title": "Old", "version": "1" },
  "host": "old.local",
  "schemes": ["http"],
  "securityDefinitions": {
    "key": { "type": "apiKey", "in": "query", "name": "token" },
    "login": { "type": "oauth2", "flow": "implicit", "authorizationUrl": "http://old.local/a", "scopes": { "read": "r" } }
  },
  "security": [{ "key": [] }],
  "paths": {
    "/users/{id}": {
      "get": {
        "parameters": [{ "name": "id", "in": "path", "required": true, "type": "integer" }],
        "responses": { "200": { "description": "ok", "schema": { "$ref": "#/definitions/User" } } }
      },
      "delete": {
        "security": [],
        "parameters": [{ "name": "id", "in": "path", "required": true, "type": "integer" }],
        "responses": { "204": { "description": "gone" } }
      }
    },
    "/login": {
      "post": {
        "parameters": [{ "name": "body", "in": "body", "schema": { "$ref": "#/definitions/User" } }],
        "responses": { "200": { "description": "ok" } }
      }
    }
  },
  "definitions": {
    "User": { "type": "object", "propertis": {}, "properties": { "name": { "type": "string" }, "password": { "type": "string" } } }
  }
}
`;

const MANY = `# Each operation lacks the same, which is told once.
openapi: 3.0.3
info: { title: Many, version: '1' }
paths:
${Array.from({ length: 12 }, (_, nth) => `  /a${nth}: { get: { responses: { '200': { description: ok } } } }`).join('\n')}
`;

const FILES = {
  'swagger.json': SWAGGER,
  'many.yaml': MANY,
  'split/openapi.yaml': `# In four files.
openapi: 3.1.0
info: { title: Split, version: '1' }
servers: [{ url: 'http://split.local' }]
paths:
  /pets: { $ref: paths/pets.yaml }
  /pets/{id}:
    get:
      parameters:
        - $ref: parts.yaml#/parameters/Id
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: { $ref: 'parts.yaml#/schemas/Pet' }
components:
  securitySchemes:
    basic: { type: http, scheme: basic }
`,
  'split/paths/pets.yaml': `post:
  operationId: addPet
  requestBody:
    content:
      application/json:
        schema: { $ref: '../parts.yaml#/schemas/Pet' }
  responses:
    '201': { description: created }
`,
  'split/parts.yaml': `parameters:
  Id: { name: id, in: path, required: true, schema: { type: string } }
schemas:
  Pet:
    type: object
    description: <script>alert(1)</script>
    properties:
      name: { type: string }
      owner: { $ref: 'named.yaml#owner' }
      password: { type: string }
`,
  'split/named.yaml': `Owner:
  $anchor: owner
  type: object
  properties: { mail: { type: string } }
`,
};
const DOCUMENTS = ['split/openapi.yaml', 'bookshop.yaml', 'swagger.json', 'many.yaml'];

interface Told {
  readonly code: string;
  readonly message: string;
  readonly severity: number;
  readonly source: string;
  readonly range: { readonly start: { readonly line: number } };
}

describe('same findings as under our own CLI', () => {
  test.each(PRESETS)('rulesets/%s.yaml', async (preset) => {
    const cwd = await folder();
    const [theirs, ours] = [await spectral(`${ROOT}rulesets/${preset}.yaml`, cwd), await apiward(['--preset', preset], cwd)];
    expect(ours.length).toBeGreaterThan(5);
    expect(theirs).toEqual(ours);
  });

  test('a ruleset that extends dist/ruleset.js and changes severities', async () => {
    const cwd = await folder({
      'mine.yaml': `extends: ['${DIST}ruleset.js']\nrules: { tls-server: hint, token-basic: 'off', data-top-level-array: warn }\n`,
    });
    const ours = await apiward(['--rule', 'tls-server=info', '--rule', 'token-basic=off', '--rule', 'data-top-level-array=warn'], cwd);
    expect((await spectral('mine.yaml', cwd)).map((line) => line.replace('tls-server hint', 'tls-server info'))).toEqual(ours);
  });
});

test('where a finding of another file is shown', async () => {
  const cwd = await folder();
  const results = await run(`${ROOT}rulesets/recommended.yaml`, ['split/openapi.yaml'], cwd);
  const line = (part: string) => results.filter(({ message }) => message.includes(part)).map(({ range }) => range.start.line + 1);
  expect(new Set(line('(in paths/pets.yaml#'))).toEqual(new Set([6]));
  expect(new Set(line('(in parts.yaml#/parameters/Id'))).toEqual(new Set([10]));
  expect(new Set(line('(in parts.yaml#/schemas/Pet'))).toEqual(new Set([16]));
});

async function folder(files: Readonly<Record<string, string>> = {}): Promise<string> {
  return temporaryFolder({ ...FILES, ...files, 'bookshop.yaml': await readFile(`${ROOT}examples/bookshop.yaml`) });
}

/** `document: rule severity place: message` of every finding, sorted; the place is a line of the document, or one of another file. */
async function spectral(ruleset: string, cwd: string): Promise<string[]> {
  const results = await run(ruleset, DOCUMENTS, cwd);
  return (
    results
      // What Spectral's own resolver says, which knows no anchors.
      .filter(({ code }) => code !== 'invalid-ref')
      .map(({ code, message, severity, source, range }) => {
        const [, text = message, place = `line ${range.start.line + 1}`] = /^(.*) \(in (\S+#\S*)\)$/.exec(message) ?? [];
        return `${relative(cwd, source)}: ${code} ${['error', 'warn', 'info', 'hint'][severity]} ${place}: ${text}`;
      })
      .sort()
  );
}

async function apiward(argv: readonly string[], cwd: string): Promise<string[]> {
  const { stdout } = await runBundle('cli.js', [...argv, '--format', 'json', ...DOCUMENTS], { cwd });
  return (JSON.parse(stdout).findings as Finding[])
    .map(({ ruleId, severity, file, range, pointer, message }) => {
      const document = DOCUMENTS.includes(file) ? file : 'split/openapi.yaml';
      const place = file === document ? `line ${range.start.line}` : `${relative(dirname(document), file)}#${pointer}`;
      return `${document}: ${ruleId} ${severity} ${place}: ${message}`;
    })
    .sort();
}

async function run(ruleset: string, documents: readonly string[], cwd: string): Promise<Told[]> {
  const { code, stdout, stderr } = await runNode(SPECTRAL, ['lint', ...documents, '--ruleset', ruleset, '--format', 'json', '--quiet'], {
    cwd,
  });
  if (code !== 0 && code !== 1) throw new Error(`Spectral's CLI failed: ${stdout}${stderr}`);
  return JSON.parse(stdout);
}
