/** A 3.1 document with bearer security and one operation, whose text starts on line 11. */
export function secured(operation: string, path = '/pets', method = 'get'): string {
  return `openapi: 3.1.0
info: { title: Pets, version: '1' }
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
    scoped: { type: openIdConnect, openIdConnectUrl: 'https://id.acme.io/.well-known/openid-configuration' }
security: [{ login: [] }]
paths:
  ${path}:
    ${method}:
${indent(operation, 6)}`;
}

/** A 3.1 document without security and one GET, whose text starts on line 6. */
export function open(operation: string, path = '/pets', method = 'get'): string {
  return `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  ${path}:
    ${method}:
${indent(operation, 6)}`;
}

/** A 2.0 document with one GET, whose text starts on line 8. */
export function swagger(operation: string, path = '/pets'): string {
  return `swagger: '2.0'
info: { title: Pets, version: '1' }
securityDefinitions: { login: { type: basic } }
security: [{ login: [] }]
paths:
  ${path}:
    get:
${indent(operation, 6)}`;
}

/** Ten or more operations of the same text. */
export function many(operation: string, count = 10, head = ''): string {
  const paths = Array.from({ length: count }, (_, index) => `  /pets${index}:\n    get:\n${indent(operation, 6)}`);
  return `openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\n${head}paths:\n${paths.join('\n')}`;
}

function indent(text: string, by: number): string {
  const pad = ' '.repeat(by);
  return text
    .split('\n')
    .map((line) => pad + line)
    .join('\n');
}
