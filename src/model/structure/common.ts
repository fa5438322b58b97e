/** What the versions have in common. */
import { getString } from '../../documents/tree.ts';
import { sameValue } from './identity.ts';
import { either, form, list, map, type ObjectRule, type ObjectShape, object, oneOf, type Shape, text } from './types.ts';

/** `GET` and the like: a header field name or method (RFC 9110 section 5.6.2). */
export const token = form("be a token (RFC 9110): letters, digits and `!#$%&'*+.^_|~-`", (name) =>
  /^[0-9A-Za-z!#$%&'*+.^_`|~-]+$/.test(name),
);

/** Name of a component from 3.1 on. */
export const componentName = form('be made of letters, digits, `.`, `-` and `_`', (name) => /^[a-zA-Z0-9._-]+$/.test(name));

export const schemaTypes = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

export const texts = list(text);
export const mapOfTexts = map(text);

export const securityRequirement = map(texts);

export const contact = object('Contact Object', () => ({ fields: { name: text, url: text, email: text } }));

export const externalDocs = object('External Documentation Object', () => ({
  fields: { description: text, url: text },
  required: ['url'],
}));

/** `type` of a JSON Schema. */
export const typeOrTypes = either('a type or a list of types', (value) => (Array.isArray(value) ? manyTypes : oneType));
const oneType = oneOf(...schemaTypes);
const manyTypes = list(oneType, { nonEmpty: true, identity: sameValue });

/** Narrows without losing `unknown` items. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Paths Object: fields are paths. */
export function pathsOf(pathItem: ObjectShape): ObjectShape {
  return object('Paths Object', () => ({
    patterned: {
      test: (key) => key.startsWith('/'),
      shape: pathItem,
      says: (key) => `the path \`${key}\` must begin with \`/\``,
    },
  }));
}

/** Responses Object: fields are status codes. */
export function responsesOf(response: Shape, pattern: RegExp, ranges: boolean): ObjectShape {
  return object('Responses Object', () => ({
    fields: { default: response },
    patterned: {
      test: (key) => pattern.test(key),
      shape: response,
      says: (key) => {
        if (ranges && /^[1-5]xx$/i.test(key)) return `\`${key}\` is not a response code: write \`${key.toUpperCase()}\``;
        return `\`${key}\` is not a response code: name ${ranges ? 'a code such as `200`, a range such as `2XX`' : 'a code such as `200`'} or \`default\``;
      },
    },
    rules: [
      (raw, name) =>
        Object.keys(raw).some((key) => !key.startsWith('x-'))
          ? undefined
          : { message: `${name} needs at least one response: document the success response` },
    ],
  }));
}

/** `style` by location. */
export const styles = {
  path: oneOf('matrix', 'label', 'simple'),
  query: oneOf('form', 'spaceDelimited', 'pipeDelimited', 'deepObject'),
  simple: oneOf('simple'),
  form: oneOf('form'),
};

/** `bearerFormat` says something of bearer tokens only. */
export const bearerOnly: ObjectRule = (raw) => {
  const scheme = getString(raw, 'scheme');
  return Object.hasOwn(raw, 'bearerFormat') && scheme !== undefined && scheme.toLowerCase() !== 'bearer'
    ? { key: 'bearerFormat', message: '`bearerFormat` goes only with `scheme: bearer`: remove it' }
    : undefined;
};

/** An OAuth Flow Object has the URLs that its flow needs and no other. */
export function flow(...urls: string[]): ObjectShape {
  const others = ['authorizationUrl', 'tokenUrl', 'deviceAuthorizationUrl'].filter((url) => !urls.includes(url));
  return object('OAuth Flow Object', () => ({
    fields: { ...Object.fromEntries(urls.map((url) => [url, text])), refreshUrl: text, scopes: mapOfTexts },
    required: [...urls, 'scopes'],
    misplaced: new Map(others.map((url) => [url, 'is not used by this flow'])),
  }));
}
