import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { OasVersion } from '../../../src/model/api.ts';

/** Whether a document is valid by the OpenAPI Initiative's schema of its version. */
type Oracle = (document: unknown) => boolean;

interface Ajv {
  addSchema(schema: object): unknown;
  compile(schema: object): Oracle;
}

// AJV as the package that ships the schemas has it.
const packaged = createRequire(import.meta.resolve('@seriousme/openapi-schema-validator'));
const spectral = createRequire(import.meta.resolve('@stoplight/spectral-rulesets'));

/** The official schema of a version; that of 3.1 and 3.2 with JSON Schema 2020-12 and the OAS base vocabulary for Schema Objects. */
export function officialSchema(version: OasVersion): Oracle {
  let oracle = compiled.get(version);
  if (oracle === undefined) {
    oracle = compile(version);
    compiled.set(version, oracle);
  }
  return oracle;
}

const compiled = new Map<OasVersion, Oracle>();

function compile(version: OasVersion): Oracle {
  const options = { strict: false, validateFormats: false };
  const schema = json(packaged.resolve('.').replace(/index\.js$/, `schemas/v${version}/schema.json`));
  if (version === '2.0' || version === '3.0')
    return new (packaged('ajv-draft-04').default as new (options: object) => Ajv)(options).compile(schema);
  const ajv = new (packaged('ajv/dist/2020').default as new (options: object) => Ajv)(options);
  ajv.addSchema(baseVocabulary(version));
  ajv.addSchema({
    $id: 'test:dialect',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $dynamicAnchor: 'meta',
    allOf: [{ $ref: 'https://json-schema.org/draft/2020-12/schema' }, { $ref: 'test:vocabulary' }],
  });
  const definitions = schema['$defs'] as Record<string, unknown>;
  definitions['schema'] = { $ref: 'test:dialect' };
  return ajv.compile(schema);
}

/** `discriminator`, `xml` and `externalDocs` of a Schema Object. */
function baseVocabulary(version: '3.1' | '3.2'): object {
  const meta = json(spectral.resolve(`@stoplight/spectral-rulesets/dist/oas/schemas/oas/v${version}/meta.schema.json`));
  const then = meta['then'] as { properties: object } | undefined;
  return {
    $id: 'test:vocabulary',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $dynamicAnchor: 'meta',
    type: ['object', 'boolean'],
    properties: then?.properties ?? meta['properties'],
    $defs: meta['$defs'],
  };
}

function json(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
