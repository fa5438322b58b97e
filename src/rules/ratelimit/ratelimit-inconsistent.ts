import { defineRule } from '../../engine/define-rule.ts';
import { type HeaderOptions, headerOptionDocs, headerOptions } from './header-families.ts';
import { documents429, has429 } from './too-many-requests.ts';

export default defineRule<'api', HeaderOptions>({
  id: 'ratelimit-inconsistent',
  title: '429 on some operations only',
  severity: 'info',
  owasp: 'API4:2023',
  cwe: 770,
  why: 'Limits that hold for some operations only are found and walked around through the others.',
  fix: 'Add the 429 response that the other operations have, or say in a waiver why these need none.',
  examples: {
    bad: `paths:
  /pets:
    get:
      responses: {'200': {description: ok}, '429': {description: Too many requests}}
    post:
      responses: {'201': {description: ok}}
`,
    good: `paths:
  /pets:
    get:
      responses: {'200': {description: ok}, '429': {description: Too many requests}}
    post:
      responses: {'201': {description: ok}, '429': {description: Too many requests}}
`,
  },
  options: headerOptions,
  optionDocs: headerOptionDocs,
  visit: 'api',
  *check(api, { options }) {
    const operations = api.operations.filter(({ origin }) => origin === 'path');
    const without = operations.filter((operation) => !documents429(operation, options));
    if (without.length === 0 || !operations.some(has429)) return;
    yield {
      message: `${operations.length - without.length} of ${operations.length} operations document throttling (\`429\`) and ${without.length} do not, \`${without[0]?.label}\` for one: add it there`,
      at: ['paths'],
      related: without.slice(0, 5).map(({ place, label }) => ({ place, message: `\`${label}\` has no \`429\`` })),
    };
  },
});
