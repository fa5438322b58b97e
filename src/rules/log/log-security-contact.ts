import { get, getObject, getString } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Api } from '../../model/api.ts';

/** Words of a link that leads to a disclosure policy. */
const POLICY = /secur|vulnerab|disclos|bug.?bounty|psirt|incident/i;

export default defineRule({
  id: 'log-security-contact',
  title: 'Security contact',
  severity: 'info',
  owasp: 'API9:2023',
  why: 'Who finds a hole needs somebody to tell, else the first to hear of it are strangers.',
  fix: 'Add `info.contact` with an `email` or `url`, or `x-security-contact`.',
  examples: {
    bad: `
info:
  title: Pets
  version: '1.0'
`,
    good: `
info:
  title: Pets
  version: '1.0'
  contact: { email: security@acme.io }
`,
  },
  visit: 'api',
  *check(api) {
    if (hasContact(api)) return;
    yield {
      message:
        'The document names nobody to tell about a security problem: add `info.contact` with an `email` or `url`, or `x-security-contact`',
      at: ['info'],
    };
  },
});

function hasContact({ raw }: Api): boolean {
  const info = getObject(raw, 'info');
  const contact = getObject(info, 'contact');
  if (isText(get(contact, 'email')) || isText(get(contact, 'url'))) return true;
  if ([raw, info].some((holder) => isNamed(get(holder, 'x-security-contact')))) return true;
  const docs = getObject(raw, 'externalDocs');
  return POLICY.test(`${getString(docs, 'url') ?? ''} ${getString(docs, 'description') ?? ''}`);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function isNamed(value: unknown): boolean {
  return isText(value) || (typeof value === 'object' && value !== null && Object.values(value).some(isText));
}
