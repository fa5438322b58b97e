import type { Span } from '../../documents/document.ts';
import type { Place } from '../../documents/place.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Api, BrokenRef } from '../../model/api.ts';
import { brokenRefMessage } from '../../model/structure/broken-ref.ts';
import { FaultList } from '../../model/structure/fault-list.ts';
import { validateStructure } from '../../model/structure/validate.ts';
import { pathParameterFaults } from './path-parameters.ts';

interface Options {
  readonly harmless: boolean;
}

export default defineRule<'api', Options>({
  id: 'structure-valid',
  title: 'Document that breaks its OpenAPI version',
  severity: 'error',
  essential: true,
  owasp: 'API8:2023',
  cwe: 1286,
  why: 'Gateways, generators and scanners skip what they do not understand, so a misspelt field or a dead reference is a rule that nobody enforces.',
  fix: 'Write the field as the OpenAPI version of the document defines it, or prefix a field of your own with `x-`.',
  examples: {
    bad: `
paths:
  /pets/{petId}:
    get:
      parametrs:
        - { name: petId, in: path, required: true, schema: { type: string } }
      responses:
        '200': { $ref: '#/components/responses/Pet' }
`,
    good: `
paths:
  /pets/{petId}:
    get:
      parameters:
        - { name: petId, in: path, required: true, schema: { type: string } }
      responses:
        '200': { description: A pet }
`,
  },
  options: { harmless: true },
  essentialOptions: { harmless: false },
  optionDocs: {
    harmless: '`false` reports only what keeps a part of the API from being read: dead references, repeated keys, misplaced parts.',
  },
  visit: 'api',
  check(api, { options }) {
    const faults = new StructureFaults(options.harmless);
    addReferences(api, validateStructure(api.bundle, api.version, faults), faults);
    for (const { place, message } of pathParameterFaults(api)) faults.add(place, 'path parameter', () => message);
    for (const { problems, root } of api.documents) {
      for (const { kind, message, at } of problems) {
        if (kind === 'duplicate-key') faults.add(root, 'duplicate key', () => message.replace(/\.$/, ''), at);
      }
    }
    return faults.finish();
  },
});

/** Leaves to `auth-scheme-valid` what a security scheme lacks and where its `$ref` should lead. */
class StructureFaults extends FaultList {
  readonly #harmless: boolean;

  constructor(harmless: boolean) {
    super();
    this.#harmless = harmless;
  }

  override add(place: Place, sort: string, message: () => string, span?: Span): void {
    if (isOfSchemeRule(place.path, sort) || (!this.#harmless && !hides(sort))) return;
    super.add(place, sort, message, span);
  }
}

/**
 * Whether a fault keeps something from being read at all. A missing `description` or an unknown field of a schema does not; a reference
 * to nowhere, a list that is an object or a misspelt `security` does.
 */
function hides(sort: string): boolean {
  return (
    /^(?:ref |duplicate key|type |misplaced )/.test(sort) ||
    /^unknown (?:OpenAPI|Swagger|Components|Path Item|Operation|Parameter|Responses?|Media Type|Request Body) Object/.test(sort) ||
    /^value (?:list|map|object) (?!examples?$|tags$)/.test(sort)
  );
}

/** Those that the model met, and those of examples, links and the like, which it has no use for. */
function addReferences(api: Api, met: readonly BrokenRef[], faults: FaultList): void {
  const told = new Set(api.brokenRefs.map(({ place }) => siteOf(place)));
  // `inventory-external-ref` speaks of the remote ones that the model met.
  const broken = [...api.brokenRefs.filter(({ reason }) => reason !== 'remote'), ...met.filter(({ place }) => !told.has(siteOf(place)))];
  for (const one of broken) faults.add(one.place, `ref ${one.ref}`, () => brokenRefMessage(one, api.bundle));
}

function siteOf({ document, pointer }: Place): string {
  return `${document.index} ${document.file} ${pointer}`;
}

/** `auth-scheme-valid` says what a security scheme lacks, and where its `$ref` should lead. */
function isOfSchemeRule(path: readonly (string | number)[], sort: string): boolean {
  const depth = path[0] === 'components' && path[1] === 'securitySchemes' ? 3 : path[0] === 'securityDefinitions' ? 2 : 0;
  if (depth === 0) return false;
  const last = path.at(-1);
  if (path.length === depth) return sort.startsWith('missing ') || sort.startsWith('value ');
  if (last === '$ref') return path.length === depth + 1;
  if (sort.startsWith('missing OAuth Flow Object') || sort.startsWith('unknown OAuth Flows Object')) return true;
  return sort.startsWith('value ') && SCHEME_FIELDS.has(String(last));
}

const SCHEME_FIELDS = new Set([
  'type',
  'name',
  'in',
  'scheme',
  'flow',
  'flows',
  'scopes',
  'authorizationUrl',
  'tokenUrl',
  'deviceAuthorizationUrl',
  'openIdConnectUrl',
]);
