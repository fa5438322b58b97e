import { defineRule } from '../../engine/define-rule.ts';
import { writtenTypes } from './accepted-types.ts';

export default defineRule({
  id: 'input-archive',
  title: 'Archive accepted',
  severity: 'info',
  owasp: 'API4:2023',
  cwe: 409,
  why: 'A few kilobytes of archive can unpack to gigabytes, and its entries can name paths outside their folder.',
  fix: 'Bound the unpacked size, the number of entries and their nesting, refuse entries that leave the folder; or accept the files one by one.',
  examples: {
    bad: `
paths:
  /imports:
    post:
      requestBody:
        content:
          application/zip:
            schema: { type: string, format: binary, maxLength: 1000000 }
      responses:
        '202': { description: Accepted }
`,
    good: `
paths:
  /imports:
    post:
      requestBody:
        content:
          text/csv:
            schema: { type: string, maxLength: 1000000 }
      responses:
        '202': { description: Accepted }
`,
  },
  visit: 'api',
  holds: 'both',
  inCode: 'bound the unpacked size, the entries and their paths',
  *check(api) {
    for (const { type, place } of writtenTypes(api)) {
      if (!archive.test(type)) continue;
      yield {
        message: `\`${type}\` is accepted: a small archive can unpack to gigabytes, so bound the unpacked size, the entries and their paths`,
        place,
      };
    }
  },
});

const archive =
  /^application\/(?:(?:x-)?(?:zip|zip-compressed|gzip|gtar|tar|tgz|compressed-tar|compress|bzip2?|xz|lzma|7z-compressed|rar|rar-compressed|zstd|java-archive)|vnd\.rar|.+\+(?:zip|gzip))$/;
