import { defineRule } from '../../engine/define-rule.ts';
import { isBound } from '../../model/string-bounds.ts';
import { inputSubject } from './subject.ts';
import { carries, uploads } from './uploads.ts';

export default defineRule({
  id: 'input-upload-size',
  title: 'Upload without a size bound',
  severity: 'warn',
  owasp: 'API4:2023',
  cwe: 400,
  why: 'An upload of any size fills memory or disk before a handler sees it.',
  fix: 'Add `maxLength` (bytes, for a binary string) or `x-max-size` with the limit that the server enforces.',
  examples: {
    bad: `
paths:
  /photos:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                photo: { type: string, format: binary }
      responses:
        '201': { description: Stored }
`,
    good: `
paths:
  /photos:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                photo: { type: string, format: binary, maxLength: 5000000 }
      responses:
        '201': { description: Stored }
`,
  },
  options: {
    keys: [
      'x-max-size',
      'x-maxSize',
      'x-max-length',
      'x-max-file-size',
      'x-maxFileSize',
      'x-max-bytes',
      'x-max-content-length',
    ] as readonly string[],
  },
  optionDocs: { keys: 'Extensions on the schema, media type, body or operation that state the largest size.' },
  visit: 'api',
  holds: 'both',
  inCode: 'limit the size where the upload is parsed',
  *check(api, { options }) {
    const isLimited = carries(options.keys);
    for (const upload of uploads(api)) {
      const { place, schema } = upload;
      if (isBound(schema?.maxLength) || isLimited(upload)) continue;
      yield {
        message: `${inputSubject(place)} may be of any size: add \`maxLength\` in bytes, or \`x-max-size\` with the limit that the server enforces`,
        place,
      };
    }
  },
});
