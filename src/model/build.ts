import type { Bundle } from '../documents/bundle.ts';
import type { Place } from '../documents/place.ts';
import { getObject, type JsonObject } from '../documents/tree.ts';
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
  const limits: Api['limits'][number][] = [];
  const schemas = new Schemas(references, version, limits);
  const messages = new Messages(references, schemas, version, root, limits);
  const schemes = new SecuritySchemes(references, version, root, place);
  const rootSecurity = schemes.read(root, place, 'root');
  const servers = (version === '2.0' ? readSchemes(root, place, root, 'root') : readServers(root, place, 'root')) ?? [];
  const operations = new Operations({ references, messages, schemes, version, root, place, rootSecurity, servers, limits });
  operations.read();
  messages.settle();
  readUnused(root, place, version === '2.0', messages, schemas);
  messages.settle();
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
    limits,
  };
}

/** Components that no operation reached: still published, so still judged. */
function readUnused(root: JsonObject, place: Place, isSwagger: boolean, messages: Messages, schemas: Schemas): void {
  const holder = isSwagger ? root : (getObject(root, 'components') ?? {});
  const at = isSwagger ? place : place.at('components');
  const each = (section: string, visit: (value: unknown, place: Place, name: string) => void): void => {
    for (const [name, value] of Object.entries(getObject(holder, section) ?? {})) {
      const site = at.at(section, name);
      // What is known has the directions of its uses.
      if (!messages.has(value, site)) visit(value, site, name);
    }
  };
  each('parameters', (value, site) => {
    const parameter = messages.parameter(value, site, 'request');
    if (isSwagger && parameter === undefined) messages.body2([{ value, place: site }], {}, site, 'request');
  });
  each('requestBodies', (value, site) => messages.body(value, site, 'request'));
  each('responses', (value, site) => messages.response(value, site, 'response'));
  each('headers', (value, site, name) => messages.header(name, value, site, 'response'));
  each('mediaTypes', (value, site) => messages.unusedMediaType(value, site));
  each('links', (value, site) => messages.link(value, site));
  each(isSwagger ? 'definitions' : 'schemas', (value, site) => schemas.useComponent(value, site));
}
