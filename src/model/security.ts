import type { Place } from '../documents/place.ts';
import { getArray, getObject, getString, isObject, type JsonObject } from '../documents/tree.ts';
import type { OAuthFlow, OasVersion, Operation, SchemeUrl, Security, SecurityAlternative, SecurityScheme } from './api.ts';
import type { References } from './references.ts';

/** 2.0 names of the OAuth flows and what OAS 3 calls them. */
const FLOW_NAMES: ReadonlyMap<string, string> = new Map([
  ['application', 'clientCredentials'],
  ['accessCode', 'authorizationCode'],
]);

const FLOW_URLS = ['authorizationUrl', 'deviceAuthorizationUrl', 'tokenUrl', 'refreshUrl'];
const SCHEME_URLS = ['openIdConnectUrl', 'oauth2MetadataUrl'];

/** Security schemes by name, and the requirements that use them. */
export class SecuritySchemes {
  readonly byName = new Map<string, SecurityScheme>();
  readonly #references: References;
  readonly #version: OasVersion;
  readonly #byObject = new Map<object, SecurityScheme>();
  readonly #byHolder = new Map<object, Security>();
  readonly #uses = new SchemeUses();

  constructor(references: References, version: OasVersion, root: JsonObject, place: Place) {
    this.#references = references;
    this.#version = version;
    const [holder, at] =
      version === '2.0'
        ? [root, place.at('securityDefinitions')]
        : [getObject(root, 'components'), place.at('components', 'securitySchemes')];
    for (const [name, value] of Object.entries(getObject(holder, String(at.key)) ?? {})) {
      const target = references.follow(value, at.at(name));
      if (target !== undefined) this.byName.set(name, this.#scheme(name, target.raw, target.place));
    }
  }

  /** Tells every scheme which operations it guards. */
  linkUses(operations: readonly Operation[]): void {
    for (const operation of operations) this.#uses.add(operation);
  }

  /** Every scheme that is defined or named, each once. */
  all(): readonly SecurityScheme[] {
    return [...this.#byObject.values()];
  }

  /** What `security` says where it is written; undefined when the key is absent. */
  read(holder: JsonObject, place: Place, origin: 'operation' | 'root'): Security | undefined {
    if (!Object.hasOwn(holder, 'security')) return undefined;
    let known = this.#byHolder.get(holder);
    if (known === undefined) {
      const at = place.at('security');
      const alternatives = getArray(holder, 'security')?.map((item, index) => this.#alternative(item, at.at(index))) ?? [];
      known = security(origin, at, alternatives);
      this.#byHolder.set(holder, known);
    }
    return known;
  }

  #alternative(item: unknown, place: Place): SecurityAlternative {
    const requirements = Object.entries(isObject(item) ? item : {}).map(([name, scopes]) => ({
      place: place.at(name),
      name,
      scopes: Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [],
      scheme: this.#find(name, place),
    }));
    return { place, requirements };
  }

  #find(name: string, place: Place): SecurityScheme | undefined {
    const named = this.byName.get(name);
    if (named !== undefined || this.#version !== '3.2') return named;
    // OAS 3.2 section 4.30: a name that is no component name is a URI reference to a Security Scheme Object.
    const target = this.#references.tryResolve(name, place);
    return target === undefined ? undefined : this.#scheme(String(target.place.key), target.raw, target.place);
  }

  #scheme(name: string, raw: JsonObject, place: Place): SecurityScheme {
    const known = this.#byObject.get(raw);
    if (known !== undefined) return known;
    const type = getString(raw, 'type');
    const basic = this.#version === '2.0' && type === 'basic';
    const flows: OAuthFlow[] = [];
    const urls: SchemeUrl[] = readUrls(raw, place, SCHEME_URLS);
    const uses = this.#uses;
    const scheme: SecurityScheme = {
      kind: 'securityScheme',
      place,
      raw,
      name,
      type: basic ? 'http' : type,
      location: getString(raw, 'in'),
      parameterName: getString(raw, 'name'),
      httpScheme: basic ? 'basic' : getString(raw, 'scheme')?.toLowerCase(),
      bearerFormat: getString(raw, 'bearerFormat'),
      description: getString(raw, 'description') ?? '',
      flows,
      urls,
      get usedBy() {
        return uses.of(scheme);
      },
    };
    this.#byObject.set(raw, scheme);
    if (type === 'oauth2') {
      for (const flow of this.#flows(raw, place, scheme)) {
        flows.push(flow);
        urls.push(...flow.urls);
      }
    }
    return scheme;
  }

  #flows(raw: JsonObject, place: Place, scheme: SecurityScheme): OAuthFlow[] {
    if (this.#version === '2.0') {
      const written = getString(raw, 'flow');
      return written === undefined ? [] : [readFlow(FLOW_NAMES.get(written) ?? written, raw, place, scheme)];
    }
    const map = getObject(raw, 'flows') ?? {};
    return Object.entries(map).flatMap(([flow, value]) =>
      isObject(value) && !flow.startsWith('x-') ? [readFlow(flow, value, place.at('flows', flow), scheme)] : [],
    );
  }
}

function readFlow(flow: string, raw: JsonObject, place: Place, scheme: SecurityScheme): OAuthFlow {
  const scopes = new Map<string, Place>();
  for (const scope of Object.keys(getObject(raw, 'scopes') ?? {})) {
    if (!scope.startsWith('x-')) scopes.set(scope, place.at('scopes', scope));
  }
  return { kind: 'oauthFlow', place, raw, flow, scheme, scopes, urls: readUrls(raw, place, FLOW_URLS) };
}

function readUrls(raw: JsonObject, place: Place, fields: readonly string[]): SchemeUrl[] {
  return fields.flatMap((field) => {
    const value = getString(raw, field);
    return value === undefined ? [] : [{ field, value, place: place.at(field) }];
  });
}

/** Effective security from its alternatives. */
export function security(origin: Security['origin'], place: Place, alternatives: readonly SecurityAlternative[]): Security {
  const asked = alternatives.filter((alternative) => alternative.requirements.length > 0).length;
  return { origin, place, alternatives, isPublic: asked === 0, isOptional: asked > 0 && asked < alternatives.length };
}

/** Which operations each scheme guards, kept by shared `security` so that the size does not multiply. */
class SchemeUses {
  readonly #securities = new Map<SecurityScheme, Set<Security>>();
  readonly #operations = new Map<Security, Operation[]>();

  add(operation: Operation): void {
    const { security } = operation;
    const known = this.#operations.get(security);
    if (known !== undefined) {
      known.push(operation);
      return;
    }
    this.#operations.set(security, [operation]);
    for (const { requirements } of security.alternatives) {
      for (const { scheme } of requirements) {
        if (scheme === undefined) continue;
        const securities = this.#securities.get(scheme);
        if (securities === undefined) this.#securities.set(scheme, new Set([security]));
        else securities.add(security);
      }
    }
  }

  of(scheme: SecurityScheme): readonly Operation[] {
    const lists = Array.from(this.#securities.get(scheme) ?? [], (security) => this.#operations.get(security) ?? []);
    return lists.length === 1 ? (lists[0] as Operation[]) : lists.flat();
  }
}
