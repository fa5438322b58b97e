import { defineRule } from '../../engine/define-rule.ts';
import { findSecrets, shortestSecret } from '../../model/secrets.ts';
import { eachString, type FoundString } from '../../model/strings.ts';

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
      const found: FoundString[] = [];
      eachString(document, shortestSecret, ({ text, isKey, path }) => {
        if (findSecrets(text).length > 0) found.push({ text, isKey, path: path.slice() });
      });
      for (const { text, isKey, path } of found) {
        // A key is part of its own pointer: point at the object around it, by the key's stretch of text.
        const place = document.root.at(...(isKey ? path.slice(0, -1) : path));
        const span = isKey ? document.locate([path])[0]?.key : undefined;
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
