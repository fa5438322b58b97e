import type { Bundle } from '../documents/bundle.ts';
import type { Place } from '../documents/place.ts';
import { get, getObject, getString, isObject, type JsonObject } from '../documents/tree.ts';
import type { Api } from './api.ts';
import { linkMessages, Messages } from './messages.ts';
import { Operations } from './operations.ts';
import { References } from './references.ts';
import { Schemas } from './schemas.ts';
import { SecuritySchemes } from './security.ts';
import { readSchemes, readServers } from './servers.ts';
import { oasVersion } from './version.ts';

/** Builds the API model of a bundle; undefined when its root is no OpenAPI document of a version that we read. Never throws on content. */
export function buildApi(bundle: Bundle): Api | undefined {
  const found = oasVersion(bundle.root.value);
  if (found === undefined) return undefined;
  const { version, text: versionText } = found;
  const root = bundle.root.value as JsonObject;
  const place = bundle.root.root;
  const references = new References(bundle);
  const schemas = new Schemas(references, version);
  const messages = new Messages(references, schemas, version, root);
  const schemes = new SecuritySchemes(references, version, root, place);
  const rootSecurity = schemes.read(root, place, 'root');
  const servers = (version === '2.0' ? readSchemes(root, place, root, 'root') : readServers(root, place, 'root')) ?? [];
  const operations = new Operations({ references, messages, schemes, version, root, place, rootSecurity, servers });
  operations.read();
  readUnused(root, place, version === '2.0', messages, schemas);
  schemas.settle();
  linkMessages(operations.operations);
  schemes.linkUses(operations.operations);
  return {
    kind: 'api',
    place,
    raw: root,
    version,
    versionText,
    documents: bundle.documents,
    bundle,
    servers,
    security: rootSecurity,
    schemes: schemes.byName,
    allSchemes: schemes.all(),
    operations: operations.operations,
    pathItems: operations.pathItems,
    parameters: messages.parameters,
    bodies: messages.bodies,
    mediaTypes: messages.mediaTypes,
    responses: messages.responses,
    headers: messages.headers,
    // A node without a direction was only a stepping stone to a contextual one, or a branch that `readOnly` and `writeOnly` both cut.
    schemas: schemas.nodes.filter((node) => node.request || node.response),
    allServers: [...servers, ...operations.nestedServers, ...messages.linkServers],
    brokenRefs: references.broken,
  };
}

/** Components that no operation reached: still published, so still judged. */
function readUnused(root: JsonObject, place: Place, isSwagger: boolean, messages: Messages, schemas: Schemas): void {
  const holder = isSwagger ? root : (getObject(root, 'components') ?? {});
  const at = isSwagger ? place : place.at('components');
  const each = (section: string, visit: (value: unknown, place: Place, name: string) => void): void => {
    const map = get(holder, section);
    if (isObject(map)) for (const name of Object.keys(map)) visit(map[name], at.at(section, name), name);
  };
  each('parameters', (value, site) => {
    if (isSwagger && ['body', 'formData'].includes(getString(value, 'in') ?? '')) messages.body2([{ value, place: site }], {}, site);
    else messages.parameter(value, site, 'request');
  });
  each('requestBodies', (value, site) => messages.body(value, site, 'request'));
  each('responses', (value, site) => messages.response(value, site, 'response'));
  each('headers', (value, site, name) => messages.unusedHeader(name, value, site));
  each(isSwagger ? 'definitions' : 'schemas', (value, site) => schemas.useComponent(value, site));
}
