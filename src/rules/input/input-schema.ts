import type { Place } from '../../documents/place.ts';
import { get, isObject } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Api, MediaType } from '../../model/api.ts';
import { isReceived, receivedBodies } from './requests.ts';
import { inputSubject } from './subject.ts';

export default defineRule({
  id: 'input-schema',
  title: 'Input without a schema',
  severity: 'error',
  owasp: 'API8:2023',
  cwe: 20,
  why: 'Input that no schema describes cannot be validated by a gateway or framework, so anything reaches the code behind it.',
  fix: 'Give the body, parameter, header or media type a `schema` (a header or parameter may use `content` instead).',
  examples: {
    bad: `
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json: {}
      responses:
        '201': { description: Created }
`,
    good: `
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { name: { type: string, maxLength: 80 } } }
      responses:
        '201': { description: Created }
`,
  },
  visit: 'api',
  *check(api) {
    for (const { at, of, add } of bare(api)) {
      const what = of === undefined ? 'has no schema' : `has no schema for \`${of}\``;
      yield { message: `${inputSubject(at)} ${what}, so nothing says which input is valid: add ${add}`, place: at };
    }
  },
});

interface Bare {
  readonly at: Place;
  /** The media type that lacks it. */
  readonly of?: string;
  /** The edit. */
  readonly add: string;
}

function* bare(api: Api): Generator<Bare> {
  for (const parameter of api.parameters) {
    if (!isReceived(parameter.usedBy)) continue;
    const described =
      api.version === '2.0'
        ? (parameter.schema?.types.length ?? 0) > 0 || has(parameter.raw, '$ref', 'allOf')
        : has(parameter.raw, 'schema', 'content');
    if (!described) yield { at: parameter.place, add: api.version === '2.0' ? '`type` and its bounds' : '`schema`' };
    else yield* bareMediaTypes(parameter.content, api);
  }
  for (const body of receivedBodies(api)) {
    if (api.version === '2.0') {
      if (get(body.raw, 'in') === 'body' && !has(body.raw, 'schema')) yield { at: body.place, add: '`schema`' };
      continue;
    }
    const content = get(body.raw, 'content');
    if (content === undefined || (isObject(content) && Object.keys(content).length === 0)) {
      yield { at: body.place, add: '`content` with a media type and its `schema`' };
    }
    yield* bareMediaTypes(body.content, api);
  }
  const sent = new Set(api.responses.flatMap((response) => [...response.headers.values()]).map((header) => header.raw));
  for (const header of api.headers) {
    if (sent.has(header.raw) || isInResponse(header.place) || api.version === '2.0') continue;
    if (!has(header.raw, 'schema', 'content')) yield { at: header.place, add: '`schema`' };
  }
}

function* bareMediaTypes(content: readonly MediaType[], api: Api): Generator<Bare> {
  for (const media of content) {
    if (has(media.raw, 'schema', 'itemSchema')) continue;
    // OAS 3.1 section 4.8.14.3: raw bytes are described by their media type alone.
    if (api.version !== '3.0' && isBytes(media.type)) continue;
    yield { at: media.place, of: media.type, add: '`schema`' };
  }
}

/** Media types of bytes that JSON Schema has nothing to say about. */
function isBytes(type: string): boolean {
  return (
    type === 'application/octet-stream' || /^(?:image|audio|video|font)\//.test(type) || /^application\/(?:pdf|zip|gzip|x-tar)$/.test(type)
  );
}

function isInResponse(place: Place): boolean {
  return place.path.includes('responses');
}

function has(raw: object, ...keys: readonly string[]): boolean {
  return keys.some((key) => get(raw, key) !== undefined);
}
