import { defineRule } from '../../engine/define-rule.ts';
import { errorExamples, exampleValues } from './examples.ts';
import { findLeak } from './leaks.ts';

export default defineRule({
  id: 'error-example-leak',
  title: 'Internals in an error example',
  severity: 'error',
  owasp: 'API8:2023',
  cwe: 209,
  why: 'An example is mostly a recorded answer: when it holds a stack frame, a path or a database error, the API really sends them.',
  fix: 'Let the API answer with a plain message and a correlation id, and replace the example by that answer.',
  examples: {
    bad: `
paths:
  /pets:
    get:
      responses:
        '500':
          description: Server error
          content:
            application/json:
              example:
                message: 'SQLSTATE[42S02]: Base table or view not found'
`,
    good: `
paths:
  /pets:
    get:
      responses:
        '500':
          description: Server error
          content:
            application/json:
              example:
                message: 'The pets cannot be read now'
`,
  },
  visit: 'api',
  *check(api) {
    for (const example of errorExamples(api)) {
      for (const { value, key, place } of exampleValues(example)) {
        const leak = typeof value === 'string' ? findLeak(value, key) : undefined;
        if (leak === undefined) continue;
        yield {
          message: `The error example shows ${leak.what} (\`${leak.text}\`), so the API is likely to send it: answer with a plain message and a correlation id`,
          place,
        };
        // One finding an example: the whole of it is to be replaced.
        break;
      }
    }
  },
});
