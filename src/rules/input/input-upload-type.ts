import { get, getString } from '../../documents/tree.ts';
import { defineRule } from '../../engine/define-rule.ts';
import { inputSubject } from './subject.ts';
import { carries, type Upload, uploads } from './uploads.ts';

export default defineRule({
  id: 'input-upload-type',
  title: 'File upload of any content type',
  severity: 'warn',
  owasp: 'API8:2023',
  cwe: 434,
  why: 'A form field that takes any file takes HTML, scripts and executables, which are later served or run.',
  fix: 'List the types in `encoding.<field>.contentType` (3.1 and later: or `contentMediaType`; 2.0: `x-content-types`).',
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
                photo: { type: string, format: binary, maxLength: 5000000 }
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
            encoding:
              photo: { contentType: 'image/png, image/jpeg' }
      responses:
        '201': { description: Stored }
`,
  },
  options: {
    keys: [
      'x-content-types',
      'x-content-type',
      'x-allowed-content-types',
      'x-allowed-types',
      'x-mime-types',
      'x-mimetype',
    ] as readonly string[],
  },
  optionDocs: { keys: 'Extensions on the schema, media type, body or operation that list the allowed types.' },
  visit: 'api',
  holds: 'both',
  inCode: 'check the media type of the upload against a list',
  *check(api, { options }) {
    const isLimited = carries(options.keys);
    for (const upload of uploads(api)) {
      if (upload.field === undefined || !upload.media.type.startsWith('multipart/')) continue;
      if (namesTypes(upload) || isLimited(upload)) continue;
      const edit = api.version === '2.0' ? '`x-content-types`' : `\`encoding.${upload.field}.contentType\``;
      yield {
        message: `${inputSubject(upload.place)} takes a file of any type, scripts and executables too: list the allowed types in ${edit}`,
        place: upload.place,
      };
    }
  },
});

function namesTypes({ media, schema, field = '' }: Upload): boolean {
  const encoding = getString(get(get(media.raw, 'encoding'), field), 'contentType');
  const own = schema?.parts.map(({ raw }) => getString(raw, 'contentMediaType')) ?? [];
  return [encoding, ...own].some((types) =>
    types?.split(',').every((type) => !/^(?:|\*\/\*|application\/(?:\*|octet-stream))$/.test(type.trim().toLowerCase())),
  );
}
