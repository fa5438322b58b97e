import { get, getObject } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';

export default defineRule({
  id: 'inventory-version',
  title: 'Version of the document',
  severity: 'info',
  owasp: 'API9:2023',
  why: 'Without a version nobody can tell which of two documents describes what runs, and old deployments stay unnoticed.',
  fix: 'Add `info.version`.',
  examples: {
    bad: `
info:
  title: Pets
`,
    good: `
info:
  title: Pets
  version: 1.4.0
`,
  },
  visit: 'api',
  *check({ raw }) {
    const version = get(getObject(raw, 'info'), 'version');
    // An unquoted `1.0` is a number in YAML and still a version.
    if (typeof version === 'number' || (typeof version === 'string' && version.trim() !== '')) return;
    yield {
      message: 'The document has no `info.version`, so nobody can tell which release it describes: add one',
      at: ['info', 'version'],
    };
  },
});
