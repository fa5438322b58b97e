/** Documents made to break readers, by what they do. Each is built, so that none is as large here as it is when it runs. */

export const head = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\n';

export const json = (more: object): string =>
  JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1' }, servers: [{ url: 'https://api.pets.dev' }], paths: {}, ...more });

/** `levels` anchors, each of ten aliases of the one before. */
export function aliasBomb(levels: number): string {
  const lines = ['x-a0: &a0 [lol]'];
  for (let level = 1; level <= levels; level++)
    lines.push(
      `x-a${level}: &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );
  return `${head}paths: {}\n${lines.join('\n')}\n`;
}

/** The same inside a schema, where a model could expand it. */
export function aliasBombInSchemas(levels: number): string {
  const lines = ['    S0: &s0 { type: string }'];
  for (let level = 1; level <= levels; level++) {
    const properties = Array.from({ length: 10 }, (_, index) => `p${index}: *s${level - 1}`).join(', ');
    lines.push(`    S${level}: &s${level} { type: object, properties: { ${properties} } }`);
  }
  return `${head}paths: {}\ncomponents:\n  schemas:\n${lines.join('\n')}\n`;
}

export function mergeBomb(levels: number): string {
  const first = Array.from({ length: 100 }, (_, index) => `k${index}: 1`).join(', ');
  const lines = [`x-m0: &m0 { ${first} }`];
  for (let level = 1; level <= levels; level++) {
    lines.push(
      `x-m${level}: &m${level} { <<: [${Array(10)
        .fill(`*m${level - 1}`)
        .join(', ')}], own${level}: 1 }`,
    );
  }
  return `${head}paths: {}\n${lines.join('\n')}\n`;
}

export function deepJson(depth: number): string {
  const open = '{"properties":{"p":'.repeat(depth);
  return json({ components: { schemas: { S: 0 } } }).replace('"S":0', `"S":${open}{}${'}}'.repeat(depth)}`);
}

export function deepYaml(depth: number): string {
  return `${head}paths: {}\nx-deep: ${'['.repeat(depth)}${']'.repeat(depth)}\n`;
}

/** Each schema takes the next one twice. */
export function allOfFan(levels: number): string {
  const schemas: Record<string, unknown> = { [`S${levels}`]: { type: 'string' } };
  for (let level = 0; level < levels; level++) {
    const next = { $ref: `#/components/schemas/S${level + 1}` };
    schemas[`S${level}`] = { allOf: [next, next], properties: { a: next, b: next } };
  }
  return json({ components: { schemas } });
}

export function chain(length: number): string {
  const schemas: Record<string, unknown> = { [`S${length}`]: { type: 'string', maxLength: 5, pattern: '^a+$' } };
  for (let level = 0; level < length; level++) schemas[`S${level}`] = { $ref: `#/components/schemas/S${level + 1}` };
  return json({ components: { schemas } });
}

/** Every schema refers to every other. */
export function denseGraph(count: number): string {
  const schemas: Record<string, unknown> = {};
  for (let from = 0; from < count; from++) {
    const properties: Record<string, unknown> = {};
    for (let to = 0; to < count; to++) properties[`p${to}`] = { $ref: `#/components/schemas/S${to}` };
    schemas[`S${from}`] = { type: 'object', properties, additionalProperties: false };
  }
  return json({ components: { schemas } });
}

/** Paths that share one path item with many operations and parameters. */
export function sharedPathItem(paths: number): string {
  const item = {
    parameters: Array.from({ length: 50 }, (_, index) => ({ name: `q${index}`, in: 'query', schema: { type: 'string' } })),
    get: { responses: { 200: { description: 'ok' } } },
    post: { responses: { 200: { description: 'ok' } } },
  };
  const refs = Object.fromEntries(Array.from({ length: paths }, (_, index) => [`/p${index}`, { $ref: '#/components/pathItems/I' }]));
  return json({ paths: refs, components: { pathItems: { I: item } } });
}
