import type { Path, SourceDocument } from '../../documents/document.ts';
import type { Place } from '../../documents/place.ts';
import { defineRule } from '../../engine/define-rule.ts';
import { findSecrets, secretSource } from '../../model/secrets.ts';
import { type Search, stringsOf } from '../../model/strings.ts';

export default defineRule({
  id: 'data-secret-in-text',
  title: 'Real secret in the document',
  severity: 'error',
  essential: true,
  owasp: 'API8:2023',
  cwe: 798,
  why: 'An API document is read by partners, crawlers and everyone with the repository; a key that works for one of them works for all.',
  fix: 'Revoke the secret first, then write a placeholder such as `<api-key>` in its place. Removing it from the file does not remove it from the history.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      description: 'Try it with the key AK${'IA'}Z7Q3VRB5XKTN2MWD'
      responses:
        '200': { description: Pets }
`,
    good: `
paths:
  /pets:
    get:
      description: 'Try it with the key <access-key-id>, which looks like AKIAXXXXXXXXXXXXXXXX'
      responses:
        '200': { description: Pets }
`,
  },
  options: { samples: [] as readonly string[] },
  optionDocs: { samples: 'Parts of keys that you publish as samples on purpose.' },
  visit: 'api',
  *check(api, { options }) {
    for (const document of api.documents) {
      for (const { text, place, key } of suspects(document)) {
        const span = key === undefined ? undefined : document.locate([[...place.path, key]])[0]?.key;
        for (const { provider, start, end, masked } of findSecrets(text)) {
          if (options.samples.some((sample) => sample !== '' && text.slice(start, end).includes(sample))) continue;
          yield {
            message: `\`${masked}\` has the shape of a real secret (${provider}), which every reader of this document could use: revoke it and write a placeholder`,
            place,
            ...(span === undefined ? {} : { span }),
          };
        }
      }
    }
  },
});

interface Suspect {
  readonly text: string;
  readonly place: Place;
  /** Set for a key, which is part of its own pointer: the place is then the object around it. */
  readonly key?: string;
}

function suspects(document: SourceDocument): Suspect[] {
  const strings = stringsOf(document);
  const place = (path: Path): Place => document.root.at(...path);
  return [
    ...strings.find(secrets).map(({ text, path }): Suspect => ({ text, place: place(path) })),
    ...strings.findKeys(secrets).map(({ text, path }): Suspect => ({ text, place: place(path), key: text })),
  ];
}

const secrets: Search = { test: (text) => findSecrets(text).length > 0, source: secretSource };
