import { expect, test } from 'vitest';
import { check } from '../../../src/engine/check.ts';
import type { Rule } from '../../../src/engine/define-rule.ts';
import type { Api } from '../../../src/model/api.ts';
import type { CodeApi } from '../../../src/model/counterpart.ts';
import { beside, documentApi, driftFindings, exampleDrift, writtenCode } from '../../support/drift.ts';
import { mangled } from '../../support/rules.ts';

export type Version = '2.0' | '3.0.3' | '3.1.1' | '3.2.0';
export const VERSIONS: readonly Version[] = ['2.0', '3.0.3', '3.1.1', '3.2.0'];

type Json = Readonly<Record<string, unknown>>;

/** Operations by `GET /orders`, as OpenAPI 3 writes them. */
export type Routes = Readonly<Record<string, Json>>;

export interface Written {
  readonly version?: Version;
  /** Path of the server. */
  readonly base?: string;
  readonly security?: readonly Json[];
  readonly schemes?: Json;
  readonly schemas?: Json;
}

/** Schemes that documents name here. */
const SCHEMES: Json = {
  token: { type: 'http', scheme: 'bearer' },
  login: {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: 'https://id.acme.dev/t', scopes: { 'orders:read': '', 'orders:write': '', admin: '' } } },
  },
  tls: { type: 'mutualTLS' },
  gateway: { type: 'apiKey', in: 'header', name: 'Authorization', 'x-amazon-apigateway-authorizer': { type: 'token' } },
  key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
};

/** The text of a document: OpenAPI 3 operations, rewritten where the version is 2.0. */
export function written(routes: Routes, { version = '3.1.1', base, security, schemes = SCHEMES, schemas }: Written = {}): string {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [label, operation] of Object.entries(routes)) {
    const [method = '', path = ''] = label.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: { responses: { 200: { description: 'ok' } }, ...operation } };
  }
  const info = { title: 'Orders', version: '1' };
  const common = { info, paths, ...(security !== undefined && { security }) };
  if (version === '2.0') {
    const swagger = {
      swagger: '2.0',
      ...common,
      ...(base !== undefined && { basePath: base }),
      securityDefinitions: schemes,
      definitions: schemas,
    };
    return JSON.stringify(asSwagger(swagger), null, 1).replaceAll('#/components/schemas/', '#/definitions/');
  }
  const servers = base === undefined ? [] : [{ url: `https://acme.dev${base}` }];
  return JSON.stringify({ openapi: version, ...common, servers, components: { securitySchemes: schemes, schemas } }, null, 1);
}

/** Parameters, bodies and schemes as 2.0 has them. */
function asSwagger(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asSwagger);
  if (typeof value !== 'object' || value === null) return value;
  const { requestBody, ...rest } = value as { requestBody?: { content?: Record<string, { schema?: unknown }> } } & Json;
  const { schema, in: location, type, scheme, flows, ...other } = rest as Json & { schema?: Json; in?: string; flows?: Json };
  if (location !== undefined && location !== 'body' && schema !== undefined) return { ...other, in: location, ...schema };
  if (type === 'http') return { type: 'apiKey', in: 'header', name: `X-${String(scheme)}` };
  if (flows !== undefined) return { type, flow: 'application', ...(flows['clientCredentials'] as Json) };
  const inner = Object.fromEntries(Object.entries(rest).map(([key, each]) => [key, asSwagger(each)]));
  if (requestBody === undefined) return inner;
  const [media] = Object.values(requestBody.content ?? {});
  return { ...inner, parameters: [...((inner['parameters'] as unknown[]) ?? []), { in: 'body', name: 'body', ...media }] };
}

/** An operation of code. */
export function route(enforced: string, more: Json = {}): Json {
  const { scopes, evidence, limit, unknownLimit, any, wildcards, ...operation } = more as Json & { wildcards?: unknown };
  return {
    'x-apiward-enforced': enforced,
    ...(scopes !== undefined && { 'x-apiward-scopes': scopes }),
    ...(evidence !== undefined && { 'x-apiward-evidence': evidence }),
    ...(limit !== undefined && { 'x-apiward-rate-limit': limit }),
    ...(unknownLimit !== undefined && { 'x-apiward-rate-limit-unknown': true }),
    ...(any !== undefined && { 'x-apiward-any-method': true }),
    ...(wildcards !== undefined && { 'x-apiward-wildcards': wildcards }),
    ...operation,
  };
}

export interface DriftCase {
  readonly name: string;
  readonly code: Routes;
  readonly document: Routes;
  /** Of the document. */
  readonly written?: Written;
  readonly facts?: Partial<CodeApi>;
  readonly codeSchemas?: Json;
  readonly options?: object;
  /** `code GET /orders: part of the message`: the side, where it stands, what it says. Every finding must be listed. */
  readonly hits: readonly string[];
}

function sides({ code, document, written: how, facts, codeSchemas }: DriftCase, version: Version): { code: CodeApi; document: Api } {
  return {
    code: writtenCode(written(code, { schemas: codeSchemas ?? {} }), facts),
    document: documentApi(written(document, { ...how, version: how?.version ?? version })),
  };
}

/** Findings as `code paths /orders get: message`. */
export function hits(rule: Rule, code: readonly CodeApi[], documents: readonly Api[], options?: object): string[] {
  return driftFindings(rule, code, documents, options).map(({ problem, place }) => {
    const side = place.document.file.endsWith('[code]') ? 'code' : 'document';
    const [first, path, method, ...rest] = place.path.map(String);
    const where = first === 'paths' && method !== undefined ? [method.toUpperCase(), path, ...rest] : [first, path, method, ...rest];
    return `${[side, ...where.filter((part) => part !== undefined)].join(' ')}: ${problem.message}`;
  });
}

/** Registers the cases of a rule for every version of the document, its own examples, and that it survives any JSON value anywhere. */
export function drifts(rule: Rule, table: readonly DriftCase[]): void {
  for (const item of table) {
    const versions = item.written?.version === undefined ? VERSIONS : [item.written.version];
    test.each(versions)(`${item.name} (%s)`, (version) => {
      const { code, document } = sides(item, version);
      const actual = hits(rule, [code], [document], item.options);
      const shown = actual.map((hit) => item.hits.find((expected) => matches(hit, expected)) ?? hit);
      expect(shown.sort()).toEqual([...item.hits].sort());
    });
  }
  test('its examples behave as they say', async () => {
    expect(await exampleDrift(rule, rule.examples.bad), 'bad').not.toEqual([]);
    expect(await exampleDrift(rule, rule.examples.good), 'good').toEqual([]);
  });
  test('it says nothing where there is no document, no code, or code that follows a document', () => {
    for (const item of table) {
      const { code, document } = sides(item, '3.1.1');
      expect(hits(rule, [code], [], item.options)).toEqual([]);
      expect(hits(rule, [], [document], item.options)).toEqual([]);
      expect(hits(rule, [{ ...code, specFirst: true }], [document], item.options)).toEqual([]);
    }
  });
  test('it survives any JSON value anywhere', () => {
    // From here and there: each costs 120 documents.
    for (const item of table.filter((_, index) => index % Math.ceil(table.length / 4) === 1)) {
      const { code, document } = sides(item, '3.1.1');
      for (const api of mangled(written(item.document, item.written))) judge(rule, [code], [api], item.options);
      for (const api of mangled(written(item.code, { schemas: item.codeSchemas ?? {} }))) {
        judge(rule, [{ api, complete: true, specFirst: false }], [document], item.options);
      }
    }
  });
}

function judge(rule: Rule, code: readonly CodeApi[], documents: readonly Api[], options?: object): void {
  for (const api of beside(code, documents)) check(rule, api, options);
}

function matches(hit: string, expected: string): boolean {
  const at = expected.indexOf(': ');
  return hit.startsWith(expected.slice(0, at + 2)) && hit.includes(expected.slice(at + 2));
}
