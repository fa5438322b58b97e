import { defineRule } from '../../engine/define-rule.ts';
import type { Api, Operation } from '../../model/api.ts';
import { findEvidence } from '../../model/evidence.ts';

const SENSITIVE = [
  'admin',
  'audit',
  'credential',
  'export',
  'impersonate',
  'password',
  'payment',
  'payout',
  'permission',
  'role',
  'secret',
  'token',
];

export default defineRule({
  id: 'log-audit',
  title: 'Audit trail of sensitive operations',
  severity: 'off',
  owasp: 'API8:2023',
  cwe: 778,
  why: 'A change that leaves no audit entry can neither be noticed nor proved afterwards.',
  fix: 'Log the operation and say so with `x-audit: true`.',
  examples: {
    bad: `
paths:
  /pets:
    post:
      responses:
        '201': { description: Created }
`,
    good: `
paths:
  /pets:
    post:
      x-audit: true
      responses:
        '201': { description: Created }
`,
  },
  options: { keys: ['x-audit', 'x-audit-event', 'x-audit-log'], sensitive: SENSITIVE },
  optionDocs: {
    keys: 'Extension keys that prove an audit entry, on the operation, its path or the document.',
    sensitive: 'Words of a path, operation id or tag that ask for an audit entry of safe methods too.',
  },
  visit: 'operation',
  applies: ({ origin, safe, words }, { options }) => origin === 'path' && (!safe || words.some((word) => options.sensitive.includes(word))),
  *check(operation, { api, options }) {
    if (isAudited(operation, api, options.keys)) return;
    const cause = operation.safe ? 'reads sensitive data' : 'changes data';
    yield { message: `\`${operation.label}\` ${cause} without audit evidence: log it and add \`${options.keys[0] ?? 'x-audit'}: true\`` };
  },
  everywhere: (count, { options }) =>
    `None of the ${count} operations that change or read sensitive data has audit evidence: log them and add \`${options.keys[0] ?? 'x-audit'}: true\``,
});

function isAudited(operation: Operation, api: Api, keys: readonly string[]): boolean {
  return findEvidence([operation, operation.pathItem, api], { keys }) !== undefined;
}
