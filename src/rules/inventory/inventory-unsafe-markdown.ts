import type { SourceDocument } from '../../documents/document.ts';
import type { Place } from '../../documents/place.ts';
import { isObject } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import { stringsOf } from '../../model/strings.ts';
import { findUnsafe, isSuspectSource, type Unsafe, unsafeMarkup } from './unsafe-html.ts';

const TEXTS = new Set(['description', 'summary', 'title']);
/** Values of the API's own data, which no reader renders. */
const DATA = new Set(['example', 'default', 'enum', 'const', 'value', 'dataValue', 'serializedValue']);
/** Objects whose keys are names, so that `properties.example` is a property and no example. */
const NAMED = new Set([
  'properties',
  'patternProperties',
  'definitions',
  '$defs',
  'dependentSchemas',
  'schemas',
  'parameters',
  'responses',
  'headers',
  'callbacks',
  'links',
  'examples',
  'securitySchemes',
  'securityDefinitions',
  'requestBodies',
  'pathItems',
  'variables',
  'scopes',
  'encoding',
  'content',
  'paths',
  'webhooks',
  'mediaTypes',
]);

const EDITS: Readonly<Record<Unsafe, string>> = {
  'a script element': 'remove it, or show it as code between backticks',
  'an event handler': 'remove the attribute, or show it as code between backticks',
  'a script URL': 'link to an https URL',
  'markup too tangled to judge': 'write plain Markdown',
};

export default defineRule({
  id: 'inventory-unsafe-markdown',
  title: 'Script in a description',
  severity: 'error',
  owasp: 'API8:2023',
  cwe: 79,
  why: 'Documentation sites render descriptions as HTML, so script in one runs with the session of every developer who reads it.',
  fix: 'Remove the script, or show it as code between backticks.',
  examples: {
    bad: `
info:
  title: Pets
  version: '1.0'
  description: 'Pets <img src=x onerror=alert(1)>'
`,
    good: `
info:
  title: Pets
  version: '1.0'
  description: 'Pets, never \`<img src=x onerror=alert(1)>\`'
`,
  },
  visit: 'api',
  *check({ documents, version }) {
    for (const document of documents) {
      // A document without source was parsed by somebody else.
      if (document.format === 'yaml' && document.text !== '' && !isSuspectSource(document.text)) continue;
      // Most suspects are prose about scripts.
      if (!stringsOf(document).has(unsafeMarkup)) continue;
      for (const { text, place } of texts(document, version === '2.0')) {
        const unsafe = findUnsafe(text);
        if (unsafe === undefined) continue;
        yield {
          message: `The \`${place.key}\` holds ${unsafe}, which runs in the browser of whoever reads the documentation: ${EDITS[unsafe]}`,
          place,
        };
      }
    }
  },
});

/** Every description, summary and title of a document, in no order, with an explicit stack. */
function* texts(document: SourceDocument, isSwagger: boolean): Iterable<{ text: string; place: Place }> {
  const seen = new Set<object>();
  const pending: { value: object; place: Place; named: boolean }[] = [];
  const push = (value: unknown, place: Place, named: boolean): void => {
    // YAML aliases share objects.
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    pending.push({ value, place, named });
  };
  push(document.value, document.root, false);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, place, named } = next;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) push(item, place.at(index), false);
      continue;
    }
    for (const key of Object.keys(value)) {
      const child = (value as Record<string, unknown>)[key];
      // Scopes map a name to its description.
      if (typeof child === 'string' && (named ? place.key === 'scopes' : TEXTS.has(key))) yield { text: child, place: place.at(key) };
      if (typeof child !== 'object' || child === null) continue;
      if (!named && (DATA.has(key) || key.startsWith('x-') || (key === 'examples' && (isSwagger || !isObject(child))))) continue;
      push(child, place.at(key), !named && NAMED.has(key) && isObject(child));
    }
  }
}
