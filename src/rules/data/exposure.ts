import type { Api, Operation, Property, ResponseUse, Schema } from '../../model/api.ts';
import { label } from '../../model/label.ts';
import { type SensitiveClass, type SensitiveWords, type Sensitivity, sensitivity } from '../../model/sensitive.ts';
import { isErrorStatus } from '../../model/statuses.ts';
import { splitWords } from '../../model/words.ts';
import { isMasked } from './masking.ts';

export interface ExposurePolicy extends SensitiveWords {
  /** Classes that count; words added by policy always do. */
  readonly classes: readonly SensitiveClass[];
  /** Extension keys that prove masking. */
  readonly maskingKeys: readonly string[];
}

interface Exposure {
  readonly property: Property;
  readonly found: Sensitivity;
}

/** Sensitive properties that a response object lets out as they are: neither `writeOnly` nor provably masked. */
export function* exposures(schema: Schema, api: Api, policy: ExposurePolicy): Generator<Exposure> {
  if (!schema.response) return;
  for (const property of schema.properties.values()) {
    const { schema: value } = property;
    const found = sensitivity(property.words, value, policy);
    if (found === undefined || (found.class !== 'custom' && !policy.classes.includes(found.class))) continue;
    if (value.writeOnly || value.never || isLeftoverRequest(schema, api)) continue;
    if (found.class === 'secret' && (found.isKey || isIssuedOnly(schema, api))) continue;
    if (isAnother(found, property, schema) || isMasked(value, found.class, policy.maskingKeys)) continue;
    yield { property, found };
  }
}

const addressWords = /^(?:city|state|district|country|street|locality|town|village|landmark|region)$/;
const businessWords =
  /^(?:merchant|company|business|organization|organisation|supplier|vendor|seller|employer|store|issuer|shop|firm|corporate)$/;

const rateWords = /^(?:rate|percentage|percent)$/;

const errorWords = /^(?:error|violation|validation|problem)$/;

/** What the neighbours give a name: an Indian PIN code is a postal code, the tax id of a business is printed on its invoices. */
function isAnother(found: Sensitivity, property: Property, schema: Schema): boolean {
  if (found.class === 'pin' && /^pin(?: code)?$/.test(found.label)) {
    return [...schema.properties.values()].some(({ words }) => words.some((word) => addressWords.test(word)));
  }
  const around = splitWords(label(property.place));
  if (found.class === 'government' && /^tax |^tin$|^id number$/.test(found.label)) {
    // Beside a rate it names the tax, not who pays it.
    const ofTax =
      found.label === 'tax id' && [...schema.properties.values()].some(({ words }) => words.some((word) => rateWords.test(word)));
    return ofTax || around.some((word) => businessWords.test(word));
  }
  if (found.class === 'secret' && isReference(property)) return true;
  // `errors.password` is what is wrong with it.
  return around.some((word) => errorWords.test(word));
}

/** `^las:secret:[a-f0-9]{32}$`: a URN names the secret and does not tell it. */
function isReference({ schema }: Property): boolean {
  const patterns = [...schema.patterns, ...(schema.items?.patterns ?? [])];
  return patterns.length > 0 && patterns.every((pattern) => /^\^(?:urn|arn|[a-z]+:[a-z]+):/.test(pattern));
}

const requestEnd = /^(?:request|input|payload|command|form|update|create|patch)$/;
const requestStart = /^(?:create|update|new|add|patch)$/;

/** The name of a request body that nothing uses any more (`UpdateUserInput`): nothing answers with it. */
function isLeftoverRequest(schema: Schema, api: Api): boolean {
  if (schema.name === undefined || !schema.request) return false;
  const words = splitWords(schema.name);
  return (requestEnd.test(words.at(-1) ?? '') || requestStart.test(words[0] ?? '')) && !reachOf(api).any.has(schema);
}

/** Only operations that create or renew it answer with this secret: it is shown once, on purpose. */
function isIssuedOnly(schema: Schema, api: Api): boolean {
  const { any, reading } = reachOf(api);
  return any.has(schema) && !reading.has(schema);
}

/** Whether a successful response of the API holds a schema. */
export function isAnswered(schema: Schema, api: Api): boolean {
  return reachOf(api).success.has(schema);
}

/** What responses hold, each kind of them walked through at the first question. */
class Reach {
  readonly #api: Api;
  #any: ReadonlySet<Schema> | undefined;
  #success: ReadonlySet<Schema> | undefined;
  #reading: ReadonlySet<Schema> | undefined;

  constructor(api: Api) {
    this.#api = api;
  }

  /** What any response holds. */
  get any(): ReadonlySet<Schema> {
    this.#any ??= this.#reached(() => true);
    return this.#any;
  }

  /** What responses that are no errors hold. */
  get success(): ReadonlySet<Schema> {
    this.#success ??= this.#reached((operation, { status }) => !isErrorStatus(status, operation) && !/^20[45]$/.test(status));
    return this.#success;
  }

  /** What responses of operations that issue nothing hold. */
  get reading(): ReadonlySet<Schema> {
    this.#reading ??= this.#reached((operation, use) => !issues(operation, use));
    return this.#reading;
  }

  #reached(counts: (operation: Operation, use: ResponseUse) => boolean): ReadonlySet<Schema> {
    return reachable(this.#api.operations.flatMap((operation) => operation.responses.filter((use) => counts(operation, use))));
  }
}

const reaches = new WeakMap<Api, Reach>();

function reachOf(api: Api): Reach {
  let reach = reaches.get(api);
  if (reach === undefined) {
    reach = new Reach(api);
    reaches.set(api, reach);
  }
  return reach;
}

const issuingWords: ReadonlySet<string> = new Set(
  'create generate rotate regenerate issue register add renew roll provision secret key credential token client application app webhook certificate'.split(
    ' ',
  ),
);

function issues(operation: Operation, use: ResponseUse): boolean {
  if (operation.safe || operation.origin !== 'path') return false;
  return use.status === '201' || operation.words.some((word) => issuingWords.has(word));
}

function reachable(uses: readonly ResponseUse[]): Set<Schema> {
  const found = new Set<Schema>();
  const open: Schema[] = [];
  const add = (schema: Schema): void => {
    if (found.has(schema) || schema.writeOnly) return;
    found.add(schema);
    open.push(schema);
  };
  for (const { response } of uses) {
    for (const { schema, itemSchema } of response.content) {
      if (schema !== undefined) add(schema);
      if (itemSchema !== undefined) add(itemSchema);
    }
  }
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) schema.eachChild(add);
  return found;
}
