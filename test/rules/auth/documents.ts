/** Security schemes of every strength, as the last lines of a document. */
const SCHEMES = `
        components:
          securitySchemes:
            mtls: {type: mutualTLS}
            oidc: {type: openIdConnect, openIdConnectUrl: 'https://id.acme.com/.well-known/openid-configuration'}
            login: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://id.acme.com/t', scopes: {'orders:read': r, 'orders:write': w, admin: a}}}}
            token: {type: http, scheme: bearer}
            password: {type: http, scheme: Basic}
            digest: {type: http, scheme: digest}
            key: {type: apiKey, in: header, name: X-Key}
            cookie: {type: apiKey, in: cookie, name: sid}
            query: {type: apiKey, in: query, name: key}`;

/** A 3.1 document of the given lines (from line 3 on), with the schemes behind them. */
export function withSchemes(lines: string): string {
  return `
        openapi: 3.1.0
        info: {title: t, version: '1'}${lines.trimEnd()}${SCHEMES}
      `;
}

/** The same without any scheme. */
export function bare(lines: string): string {
  return `
        openapi: 3.1.0
        info: {title: t, version: '1'}${lines.trimEnd()}
      `;
}

/** A path with one operation a line, from the given line on: `method path` gives `path: {method: {...}}`. */
export function paths(operations: readonly string[], security?: string): string {
  const guard = security === undefined ? '' : `, security: ${security}`;
  const lines = operations.map((operation) => {
    const [method, path] = operation.split(' ');
    return `          ${path}: {${method}: {responses: {'200': {description: ok}}${guard}}}`;
  });
  return `
        paths:
${lines.join('\n')}`;
}
