import type { Place } from '../../documents/place.ts';
import { get, getString } from '../../documents/tree.ts';
import type { Api, Operation, Schema } from '../../model/api.ts';
import { pinsHost } from '../../model/pattern-host.ts';
import { splitWords, type Words } from '../../model/words.ts';
import { isReceived, perApi } from './requests.ts';

/** What the server does with a URL of a request: sends the browser there, calls it later, or (it seems) fetches it. */
type UrlPurpose = 'redirect' | 'callback' | 'fetch';

/** A URL that the caller chooses. */
export interface UrlInput {
  readonly name: string;
  readonly place: Place;
  readonly schema: Schema | undefined;
  readonly purpose: UrlPurpose;
  /** Operations of a parameter; undefined for a property, whose schema may serve many. */
  readonly operations: readonly Operation[] | undefined;
}

/** Words of URLs among the last of a name. */
const urlWords: ReadonlySet<string> = new Set(['url', 'uri', 'webhook']);
const urlFormats: ReadonlySet<string> = new Set(['uri', 'url', 'iri', 'uri-reference', 'iri-reference']);
/** URLs that say what a thing is or where it is, and that no server needs to fetch. */
const identifierWords: ReadonlySet<string> = new Set(
  'self canonical namespace schema type next previous prev first last id identifier html license documentation doc help homepage website web profile logo avatar icon issuer base public display privacy term tos support contact about blog social linkedin twitter facebook instagram github page store shop track tracking resource status ref reference link join start view play landing vanity preview detail details survey unsubscribe external expanded unwound environment log product signing signin signout card'.split(
    ' ',
  ),
);
/** What a server that is given a URL fetches; without one of these `format: uri` may as well be the name of a thing. */
const fetchedWords: ReadonlySet<string> = new Set(
  'target endpoint source src origin remote upstream fetch import feed location address host server image img picture photo icon thumbnail video audio media file attachment document content download upload data asset input clone mirror proxy crawl scrape stream backup wsdl jwks metadata vcs repo repository'.split(
    ' ',
  ),
);
const redirectNames: ReadonlySet<string> = new Set(
  'redirect,redirect to,redirect url,redirect uri,return url,return uri,return to,goto,continue url,success url,cancel url,failure url,error url,next url,post logout redirect uri,back url,destination url,relay state'.split(
    ',',
  ),
);
const redirectStarts: ReadonlySet<string> = new Set(Array.from(redirectNames, (name) => name.split(' ', 1)[0] ?? ''));
const redirectWords: ReadonlySet<string> = new Set(['redirect', 'redirection']);
const callbackWords: ReadonlySet<string> = new Set([
  'callback',
  'webhook',
  'hook',
  'notify',
  'notification',
  'postback',
  'ping',
  'listener',
  'subscriber',
  'ipn',
]);

/** Every URL-valued parameter and property of a request, once at its definition. */
export const urlInputs: (api: Api) => readonly UrlInput[] = perApi((api) => {
  const found = new Map<string, UrlInput>();
  const add = (input: Omit<UrlInput, 'purpose'>, words: Words, holder?: Schema): void => {
    const purpose = purposeOf(words, input.schema, holder, input.place);
    if (purpose !== undefined && !(purpose === 'fetch' && isOtherScheme(input.schema)))
      found.set(`${input.place.document.file}#${input.place.pointer}`, { ...input, purpose });
  };
  for (const parameter of api.parameters) {
    const { name, place, schema, usedBy, words, description } = parameter;
    // JSONP: the name of a JavaScript function.
    const isFunction = name === 'callback' && (/jsonp|javascript|function/i.test(description) || siblings(usedBy).has('alt'));
    // A URL in a path is the name of something, unless a GET proxies it.
    const isName = parameter.location === 'path' && !(words.at(-1) === 'url' && usedBy.every(({ method }) => method === 'GET'));
    if (isReceived(usedBy) && parameter.location !== 'header' && !isFunction && !isName)
      add({ name, place, schema, operations: usedBy }, words);
  }
  for (const schema of api.schemas) {
    if (!schema.request) continue;
    for (const property of schema.properties.values()) {
      const { name, place, words, readOnly } = property;
      // OAuth compares this one with what was registered (RFC 6749 section 3.1.2.3).
      const isRegistered = name === 'redirect_uri' && (schema.properties.has('client_id') || schema.properties.has('grant_type'));
      const isBare = name.toLowerCase() === 'callback' && !urlFormats.has(property.schema.format ?? '');
      if (!readOnly && !property.schema.readOnly && !isRegistered && !isBare)
        add({ name, place, schema: property.schema, operations: undefined }, words, schema);
    }
  }
  return [...found.values()];
});

function siblings(operations: readonly Operation[]): Set<string> {
  return new Set(operations.flatMap((operation) => operation.parameters.map(({ name }) => name)));
}

function purposeOf(words: Words, schema: Schema | undefined, holder: Schema | undefined, place: Place): UrlPurpose | undefined {
  const isNamed = urlWords.has(words.at(-1) ?? '');
  const isTyped = urlFormats.has(schema?.format ?? '') || isShownAsUrl(schema);
  // Nearly everything: neither by its name nor by what it holds a URL.
  if (!isNamed && !isTyped && !redirectStarts.has(words[0] ?? '') && words[0] !== 'callback') return undefined;
  const isText = schema === undefined || schema.types.includes('string') || (schema.types.length === 0 && schema.alternatives.length === 0);
  if (!isText || schema?.writeOnly === true) return undefined;
  const name = words.join(' ');
  // Formats of other things, such as a date or an id named after a URL.
  if (schema?.format !== undefined && !urlFormats.has(schema.format) && schema.format !== 'string') return undefined;
  if (redirectNames.has(name) || ((isNamed || isTyped) && words.some((word) => redirectWords.has(word)))) return 'redirect';
  if (!isNamed && !isTyped) return name === 'callback' ? 'callback' : undefined;
  // The browser comes back to it; nothing is called.
  if (words.includes('oauth') && !words.includes('token')) return 'redirect';
  if (name === 'callback' || words.some((word) => callbackWords.has(word))) return 'callback';
  const around = holder === undefined ? [] : splitWords(holder.name ?? holder.holder ?? '');
  const [root, path] = place.path;
  const endpoint = holder?.name === undefined && root === 'paths' ? splitWords(String(path)) : [];
  if (words.length === 1 && isDestination(words, isNamed) && [...around, ...endpoint].some((word) => callbackWords.has(word))) {
    return 'callback';
  }
  if (words.slice(0, -1).some((word) => identifierWords.has(word)) || (words.length === 1 && identifierWords.has(around.at(-1) ?? ''))) {
    return undefined;
  }
  if (isNamed) return holder?.response === true && isIssued(words, schema, holder) ? undefined : 'fetch';
  return words.some((word) => fetchedWords.has(word)) && !words.some((word) => identifierWords.has(word)) ? 'fetch' : undefined;
}

/** `url` by itself, or where a hook is sent to. */
function isDestination([word = '']: Words, isNamed: boolean): boolean {
  return isNamed || word === 'address' || word === 'target' || word === 'endpoint' || word === 'destination';
}

/** A text without a format whose example is a web address. */
function isShownAsUrl(schema: Schema | undefined): boolean {
  if (schema === undefined || schema.format !== undefined) return false;
  return schema.parts.some(({ raw }) => {
    const example = getString(raw, 'example');
    return example !== undefined && /^https?:\/\//i.test(example);
  });
}

/** In an object that is also answered: whether the server gives the URL out, as it does where there are several, or URIs without a format. */
function isIssued(words: Words, schema: Schema | undefined, { properties }: Schema): boolean {
  if ((words.at(-1) === 'uri' && schema?.format === undefined) || words.includes('download')) return true;
  if (words.length === 1 && isPlainLink(schema)) return true;
  let urls = 0;
  for (const property of properties.values())
    if (urlWords.has(property.words.at(-1) ?? '') && property.schema.types.includes('string')) urls++;
  return urls > 2;
}

/** A description that tells of no call, as of the homepage of a user or the source of an invoice. */
function isPlainLink(schema: Schema | undefined): boolean {
  const text = (schema?.parts.map(({ raw }) => getString(raw, 'description') ?? '') ?? []).join(' ').slice(0, 1000);
  return (
    text.trim() !== '' &&
    !/\b(?:fetch|import|retriev|call|POST|sen[dt]|deliver|notif|webhook|endpoint|upload|crawl|load|pull|request)/i.test(text)
  );
}

/** Whether the example or the description shows the URI of something that is no web address, such as `urn:isbn:1` or `spotify:track:1`. */
function isOtherScheme(schema: Schema | undefined): boolean {
  return (
    schema?.parts.some(({ raw }) => {
      const example = getString(raw, 'example') ?? '';
      if (/^[a-z][a-z0-9+.-]*:(?!\/\/)/i.test(example) && !/^https?:/i.test(example)) return true;
      return /\b(?:urn|[a-z]{3,20}:[a-z]{3,20}):\w/.test((getString(raw, 'description') ?? '').slice(0, 1000));
    }) === true
  );
}

/** Whether the hosts that a URL may name are limited: `enum`, `const`, a pattern that names them, or an extension that lists them. */
export function isHostConstrained(schema: Schema | undefined, keys: readonly string[]): boolean {
  if (schema === undefined) return false;
  if (schema.values !== undefined || schema.patterns.some((pattern) => pinsHost(pattern))) return true;
  if (schema.parts.some(({ raw }) => keys.some((key) => get(raw, key) !== undefined))) return true;
  return (
    schema.alternatives.length > 0 &&
    schema.alternatives.every((option) => !option.types.includes('string') || isHostConstrained(option, keys))
  );
}

/** Extensions that list the hosts a URL may name. */
export const hostKeys: readonly string[] = ['x-allowed-hosts', 'x-allowedHosts', 'x-url-allowlist', 'x-allowed-domains'];
export const hostKeysDoc = 'Extensions on a schema that list the hosts which its URL may name.';
