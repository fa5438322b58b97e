/** A 3.1 document with the given security schemes, from line 6 on. */
export function schemes(lines: string, head = 'paths: {}', version = '3.1.0'): string {
  return `
        openapi: ${version}
        info: {title: t, version: '1'}
        ${head}
        components:
          securitySchemes:${lines.trimEnd()}
      `;
}

/** A 2.0 document with the given security definitions, from line 4 on. */
export function swagger(lines: string, head = 'paths: {}'): string {
  return `
        swagger: "2.0"
        ${head}
        securityDefinitions:${lines.trimEnd()}
      `;
}
