/** A flow value that goes on over lines must stand right of its key. */
function indented(flow: string): string {
  return flow.replaceAll('\n', `\n${' '.repeat(16)}`);
}

/** An OAS 3 document whose line 8 is the query parameter `q` and line 9 its schema. */
export function withParameter(schema: string, name = 'q', version = '3.1.0'): string {
  return `openapi: ${version}
info: { title: T, version: "1" }
paths:
  /things:
    get:
      operationId: listThings
      parameters:
        - { in: query, name: ${name},
            schema: ${indented(schema)} }
      responses: { '200': { description: OK } }
`;
}

/** An OAS 3 document whose line 10 is the JSON body's schema of POST /things. */
export function withBody(schema: string, version = '3.1.0', rest = ''): string {
  return `openapi: ${version}
info: { title: T, version: "1" }
paths:
  /things:
    post:
      operationId: createThing
      requestBody:
        content:
          application/json:
            schema: ${indented(schema)}
      responses: { '201': { description: Created } }
${rest}`;
}

/** A document with one component schema, on line 6, that nothing uses and so counts for requests. */
export function withComponent(schema: string, version = '3.1.0'): string {
  return `openapi: ${version}
info: { title: T, version: "1" }
paths: {}
components:
  schemas:
    Thing: ${indented(schema)}
`;
}

/** An OAS 2.0 document whose line 7 is a query parameter with these members. */
export function withParameter2(members: string, name = 'q'): string {
  return `swagger: "2.0"
info: { title: T, version: "1" }
paths:
  /things:
    get:
      parameters:
        - { in: query, name: ${name}, ${members} }
      responses: { '200': { description: OK } }
`;
}

/** An OAS 3 document whose line 8 is the JSON schema of the 200 response of GET /things. */
export function withResponse(schema: string, version = '3.1.0'): string {
  return `openapi: ${version}
info: { title: T, version: "1" }
paths:
  /things:
    get:
      operationId: getThing
      responses: { '200': { description: OK, content: { application/json: {
        schema: ${indented(schema)} } } } }
`;
}

/** Eleven query parameters of one shape. */
export function elevenParameters(schema: (index: number) => string): string {
  const parameters = Array.from(
    { length: 11 },
    (_, index) => `        - { in: query, name: p${'abcdefghijk'.charAt(index)}, schema: ${schema(index)} }`,
  );
  return `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /things:
    get:
      parameters:
${parameters.join('\n')}
      responses: { '200': { description: OK } }
`;
}
