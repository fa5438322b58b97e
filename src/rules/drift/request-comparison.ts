import type { Place } from '../../documents/place.ts';
import type { Api, Operation, Parameter, Schema } from '../../model/api.ts';
import type { OperationPair } from '../../model/drift/matches.ts';
import { operationNames, quoted, quotedList } from '../regress/wording.ts';
import { type Difference, differences, droppedBound, keywordPlace } from './bounds.ts';
import { definitionKey } from './definition.ts';
import { BodyComparison } from './fields.ts';
import { DocumentParameters } from './request-names.ts';
import type { DriftProblem, Related } from './wording.ts';

/** A value that both sides have. */
interface Value {
  /** `` query parameter `limit` ``. */
  readonly what: string;
  readonly operation: Operation;
  readonly code: Schema;
  readonly document: readonly Schema[];
  readonly place: Place;
  /** Of a parameter; `body` for what bodies hold. */
  readonly location: string;
}

/** What is said of one place in the code, for all operations that share it. */
interface Entry {
  readonly place: Place;
  readonly operations: Operation[];
  readonly speak: (
    names: string,
    plural: boolean,
  ) => { readonly cause: string; readonly message: string; readonly related: readonly Related[] };
}

const ADD = 'so no gateway and no test bounds it: describe it, or stop reading it';

/** How many upper bounds the code must have for each that it lacks, before that one counts as dropped. */
const DROPPED = 2;

/** What the requests of code hold, beside what a document says that they do. */
export class RequestComparison {
  readonly #document: Api;
  readonly #bodies = new BodyComparison();
  readonly #values: Value[] = [];
  readonly #entries = new Map<string, Entry>();
  /** What a document leaves open because a reference of it leads nowhere is not missing. */
  readonly #isWhole: boolean;

  constructor(document: Api) {
    this.#document = document;
    this.#isWhole = document.brokenRefs.length === 0;
  }

  problems(pairs: readonly OperationPair[]): DriftProblem[] {
    for (const pair of pairs) {
      this.#parameters(pair);
      this.#body(pair);
    }
    for (const value of this.#values) this.#bounds(value);
    this.#dropped();
    return [...this.#entries.values()].map(({ place, operations, speak }) => {
      const { cause, message, related } = speak(operationNames(operations), operations.length > 1);
      return { cause, where: `\`${operations[0]?.label}\``, problem: { message, place, related } };
    });
  }

  #parameters(pair: OperationPair): void {
    const { code, document } = pair;
    const known = new DocumentParameters(document, this.#document);
    for (const parameter of code.parameters) {
      const { location, name, place, schema } = parameter;
      const what = `${location} parameter ${quoted(name)}`;
      const same = known.find(parameter, code);
      if (same === undefined) {
        if (this.#isWhole && isNamed(parameter)) this.#missing(what, `reads the ${what}`, place, pair, document.place);
        continue;
      }
      if (schema !== undefined && same.schemas.length > 0) {
        this.#values.push({ what, operation: code, code: schema, document: same.schemas, place, location });
      }
    }
  }

  #body(pair: OperationPair): void {
    const { code, document } = pair;
    const schema = code.body?.content.find((media) => media.schema !== undefined)?.schema;
    if (code.body === undefined || schema === undefined) return;
    const content = document.body?.content ?? [];
    if (document.body === undefined) {
      const fields = [...schema.properties.keys()];
      // A form reads its fields like a query.
      const known = new DocumentParameters(document, this.#document);
      const isQuery = fields.some((name) => known.find({ location: 'query', name } as Parameter, code) !== undefined);
      if (fields.length === 0 || isQuery || !this.#isWhole) return;
      this.#missing('body', `reads a body (${quotedList(fields)})`, code.body.place, pair, document.place);
      return;
    }
    const described = content.flatMap((media) => media.schema ?? []);
    // One media type without a schema lets everything in, as another rule says.
    if (described.length === 0 || described.length < content.length) return;
    const { pairs, missing } = this.#bodies.compare(schema, described);
    for (const { name, property } of missing) {
      const what = `body field ${quoted(name)}`;
      if (this.#isWhole) this.#missing(what, `reads the ${what}`, property.place, pair, described[0]?.place ?? document.place);
    }
    for (const value of pairs) {
      const what = `body field ${quoted(value.name)}`;
      this.#values.push({ what, operation: code, code: value.code, document: value.document, place: value.code.place, location: 'body' });
    }
  }

  #missing(what: string, does: string, place: Place, { code, document }: OperationPair, near: Place): void {
    this.#add('missing', place, code, (names, plural) => ({
      cause: `read the ${what} in the code, which the document lacks, ${ADD}`,
      message: `${names} ${plural ? does.replace(/^reads/, 'read') : does} in the code, which the document lacks, ${ADD}`,
      related: [{ place: near, message: `\`${document.label}\` in the document has no such thing` }],
    }));
  }

  #bounds({ what, operation, code, document, place, location }: Value): void {
    const found = differences(code, document, location !== 'body');
    const [first] = found;
    if (first === undefined) return;
    const text = found.map(differenceText).join('; ');
    this.#add(`bound ${first.keyword}`, keywordPlace(code, first.keyword) ?? place, operation, (names) => ({
      cause: `see the ${what} in two ways, which ${text}: make them the same`,
      message: `${what} of ${names} ${text}, so one side lets pass what the other refuses: make them the same`,
      related: documentRelated(document, first),
    }));
  }

  /** Where the code checks most of the upper bounds of the document, one that it does not is dropped. */
  #dropped(): void {
    const kept = new Set<string>();
    const lacking = new Map<string, { readonly value: Value; readonly bound: Difference }[]>();
    for (const value of this.#values) {
      const bound = droppedBound(value.code, value.document);
      // Where nothing has such a number, it is not found.
      if (bound === undefined || (typeof bound === 'object' && bound.keyword === 'minimum' && value.location === 'path')) continue;
      const key = definitionKey(value.place);
      if (bound === 'kept') kept.add(key);
      else lacking.set(key, [...(lacking.get(key) ?? []), { value, bound }]);
    }
    if (lacking.size * DROPPED > kept.size) return;
    for (const { value, bound } of [...lacking.values()].flat()) {
      const { what, place, operation, document } = value;
      this.#add('dropped', place, operation, (names) => ({
        cause: `have no \`${bound.keyword}\` for the ${what} in the code, where the document says ${bound.document}: check it too`,
        message: `${what} of ${names} has no \`${bound.keyword}\` in the code, where the document says ${bound.document} and the code checks ${kept.size} other bounds of it: check it too`,
        related: documentRelated(document, bound),
      }));
    }
  }

  /** One finding a parameter or field, however many operations share it. */
  #add(kind: string, place: Place, operation: Operation, speak: Entry['speak']): void {
    const key = `${kind} ${definitionKey(place)}`;
    const known = this.#entries.get(key);
    if (known === undefined) this.#entries.set(key, { place, operations: [operation], speak });
    else if (known.operations.at(-1) !== operation) known.operations.push(operation);
  }
}

function differenceText({ keyword, code, document }: Difference): string {
  if (keyword !== 'enum') return `has \`${keyword}\` ${code} in the code and ${document} in the document`;
  const added = code === '' ? [] : [`takes ${code} in the code, which the document does not list`];
  return [...added, ...(document === '' ? [] : [`refuses ${document} in the code, which the document lists`])].join('; ');
}

function documentRelated(document: readonly Schema[], { keyword }: Difference): readonly Related[] {
  const [first] = document;
  return first === undefined ? [] : [{ place: keywordPlace(first, keyword) ?? first.place, message: 'what the document says of it' }];
}

/** Whether it is known what clients call it: the names of an object in the query are those of its fields, a placeholder is filled in later. */
function isNamed({ name, schema }: Parameter): boolean {
  return !/[{}]/.test(name) && !(schema?.types.includes('object') ?? false);
}
