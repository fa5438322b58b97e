import type { Path } from '../../documents/document.ts';
import { get, getObject, isObject, type JsonObject } from '../../documents/tree.ts';
import type { OasVersion } from '../../model/api.ts';
import { nearest } from '../../nearest.ts';

/** What is wrong with a Security Scheme Object; `message` completes "`name` ...". */
interface ShapeProblem {
  readonly message: string;
  readonly at: Path;
}

/** The types of each version (OAS 2.0 Security Definitions Object, OAS 3.x Security Scheme Object). */
export function schemeTypes(version: OasVersion): readonly string[] {
  if (version === '2.0') return ['basic', 'apiKey', 'oauth2'];
  return ['apiKey', 'http', ...(version === '3.0' ? [] : ['mutualTLS']), 'oauth2', 'openIdConnect'];
}

/** What people write for a type, and what they mean. */
const MEANT: Readonly<Record<string, string>> = {
  basic: '`type: http` with `scheme: basic`',
  bearer: '`type: http` with `scheme: bearer`',
  jwt: '`type: http` with `scheme: bearer`',
  token: '`type: http` with `scheme: bearer`',
  oauth: '`type: oauth2`',
  oidc: '`type: openIdConnect`',
  openid: '`type: openIdConnect`',
};

/** Required fields of a flow; the names of 2.0 flows differ and their fields stand on the scheme itself. */
const FLOWS: Readonly<Record<string, readonly string[]>> = {
  implicit: ['authorizationUrl'],
  password: ['tokenUrl'],
  clientCredentials: ['tokenUrl'],
  authorizationCode: ['authorizationUrl', 'tokenUrl'],
};
const FLOWS_32: Readonly<Record<string, readonly string[]>> = { ...FLOWS, deviceAuthorization: ['deviceAuthorizationUrl', 'tokenUrl'] };
const FLOWS_2: Readonly<Record<string, readonly string[]>> = {
  implicit: ['authorizationUrl'],
  password: ['tokenUrl'],
  application: ['tokenUrl'],
  accessCode: ['authorizationUrl', 'tokenUrl'],
};
const RENAMED: Readonly<Record<string, string>> = {
  application: 'clientCredentials',
  accessCode: 'authorizationCode',
  clientCredentials: 'application',
  authorizationCode: 'accessCode',
};

/** Everything malformed in a scheme, by what its version asks for. */
export function* shapeProblems(raw: JsonObject, version: OasVersion): Generator<ShapeProblem> {
  const type = get(raw, 'type');
  const types = schemeTypes(version);
  if (typeof type !== 'string' || !types.includes(type)) {
    yield { message: typeProblem(type, types, version), at: ['type'] };
    return;
  }
  if (type === 'apiKey') yield* apiKeyProblems(raw, version);
  if (type === 'http') yield* httpProblems(raw);
  if (type === 'openIdConnect') yield* missing(raw, ['openIdConnectUrl'], []);
  if (type === 'oauth2') yield* version === '2.0' ? flowProblems2(raw) : flowsProblems(raw, version);
}

function typeProblem(type: unknown, types: readonly string[], version: OasVersion): string {
  if (type === undefined) return `has no \`type\`, so nobody knows what to send: add one of ${quoted(types)}`;
  if (typeof type !== 'string') return `has a \`type\` that is no text: write one of ${quoted(types)}`;
  if (type === 'mutualTLS') return 'is of type `mutualTLS`, which OpenAPI 3.0 does not know: move the document to 3.1';
  const same = types.find((known) => known.toLowerCase() === type.toLowerCase());
  const meant = version === '2.0' ? undefined : Object.hasOwn(MEANT, type.toLowerCase()) ? MEANT[type.toLowerCase()] : undefined;
  const near = same ?? nearest(type, types);
  const edit = meant ?? (near === undefined ? `one of ${quoted(types)}` : `\`type: ${near}\``);
  return `is of type \`${type}\`, which OpenAPI ${version} does not know, so tools ignore it: write ${edit}`;
}

function* apiKeyProblems(raw: JsonObject, version: OasVersion): Generator<ShapeProblem> {
  const places = version === '2.0' ? ['header', 'query'] : ['header', 'query', 'cookie'];
  yield* missing(raw, ['name'], []);
  const location = get(raw, 'in');
  if (typeof location === 'string' && places.includes(location)) return;
  const what =
    location === undefined
      ? 'does not say where its key is sent'
      : `sends its key in \`${String(location).slice(0, 40)}\`, which is no place for one`;
  yield { message: `${what}: set \`in\` to ${quoted(places, 'or')}`, at: ['in'] };
}

function* httpProblems(raw: JsonObject): Generator<ShapeProblem> {
  const scheme = get(raw, 'scheme');
  if (typeof scheme !== 'string' || scheme === '') yield* missing(raw, ['scheme'], []);
  // RFC 9110 section 11.1: a scheme name is a token.
  else if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(scheme)) {
    yield {
      message: `has \`scheme: ${scheme.slice(0, 40)}\`, which is no scheme name: write the name alone, such as \`bearer\``,
      at: ['scheme'],
    };
  }
}

function* flowsProblems(raw: JsonObject, version: OasVersion): Generator<ShapeProblem> {
  const flows = get(raw, 'flows');
  if (!isObject(flows)) {
    const old = get(raw, 'flow') === undefined ? 'add `flows` with the flow in use' : 'move `flow` and its URLs under `flows`';
    yield { message: `has no \`flows\` object, so no client can get a token: ${old}`, at: ['flows'] };
    return;
  }
  const known = version === '3.2' ? FLOWS_32 : FLOWS;
  const names = Object.keys(flows).filter((name) => !name.startsWith('x-'));
  if (names.length === 0 && get(raw, 'oauth2MetadataUrl') === undefined) {
    yield { message: 'has empty `flows`, so no client can get a token: add the flow in use', at: ['flows'] };
  }
  for (const name of names) {
    const flow = get(flows, name);
    const required = Object.hasOwn(known, name) ? known[name] : undefined;
    if (required === undefined) yield { message: unknownFlow(name, Object.keys(known)), at: ['flows', name] };
    else if (!isObject(flow))
      yield { message: `has a flow \`${name}\` that is no object: give it ${quoted([...required, 'scopes'], 'and')}`, at: ['flows', name] };
    else {
      yield* missing(flow, required, ['flows', name]);
      yield* scopesProblem(flow, ['flows', name]);
    }
  }
}

function* flowProblems2(raw: JsonObject): Generator<ShapeProblem> {
  const flow = get(raw, 'flow');
  const required = typeof flow === 'string' && Object.hasOwn(FLOWS_2, flow) ? FLOWS_2[flow] : undefined;
  if (required === undefined) {
    const message =
      flow === undefined
        ? `has no \`flow\`, so no client can get a token: add one of ${quoted(Object.keys(FLOWS_2))}`
        : unknownFlow(String(flow), Object.keys(FLOWS_2));
    yield { message, at: ['flow'] };
    return;
  }
  yield* missing(raw, required, []);
  yield* scopesProblem(raw, []);
}

function* scopesProblem(flow: JsonObject, at: Path): Generator<ShapeProblem> {
  if (getObject(flow, 'scopes') === undefined) {
    yield { message: 'does not list its scopes, so requirements cannot name any: add `scopes`', at: [...at, 'scopes'] };
  }
}

function unknownFlow(name: string, known: readonly string[]): string {
  const renamed = Object.hasOwn(RENAMED, name) ? RENAMED[name] : undefined;
  const meant = renamed !== undefined && known.includes(renamed) ? renamed : nearest(name, known);
  const edit = meant === undefined ? `write one of ${quoted(known)}` : `write \`${meant}\``;
  return `has an unknown flow \`${name.slice(0, 40)}\`, which tools ignore: ${edit}`;
}

function* missing(raw: JsonObject, fields: readonly string[], at: Path): Generator<ShapeProblem> {
  for (const field of fields) {
    const value = get(raw, field);
    if (typeof value === 'string' && value !== '') continue;
    const what = value === undefined ? 'lacks' : value === '' ? 'has an empty' : 'needs a text as';
    yield {
      message: `${what} \`${field}\`, so clients cannot use it: ${value === undefined ? 'add' : 'write'} \`${field}\``,
      at: [...at, field],
    };
  }
}

function quoted(names: readonly string[], last = ''): string {
  const all = names.map((name) => `\`${name}\``);
  return last === '' || all.length < 2 ? all.join(', ') : `${all.slice(0, -1).join(', ')} ${last} ${all.at(-1)}`;
}
