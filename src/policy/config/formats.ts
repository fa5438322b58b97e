/** The kinds of text that a setting may hold: what is expected, and what is wrong with anything else. */
import { globMatcher, isGlob } from '../../inputs/glob.ts';
import { normalizePath } from '../../inputs/paths.ts';

interface Format {
  /** A noun phrase of one such text. */
  readonly expected: string;
  readonly example: string;
  /** ECMA-262 pattern for the JSON schema, where one can say it. */
  readonly pattern?: string;
  /** What is wrong, as a clause that begins with a verb; undefined when nothing is. Takes linear time. */
  readonly fault: (text: string) => string | undefined;
}

const matching =
  (pattern: RegExp, fault: string): Format['fault'] =>
  (text) =>
    pattern.test(text) ? undefined : fault;

/** What is wrong with a path of the repository. */
function pathFault(text: string): string | undefined {
  if (text.includes('\\')) return 'has a backslash: write `/` between folders';
  if (/^(?:\/|[A-Za-z]:)/.test(text)) return 'is absolute: write it relative to the repository';
  const normal = normalizePath(text);
  if (normal === undefined) return 'leads out of the repository';
  return normal === '' ? 'names nothing' : undefined;
}

/** Wildcards that are not closed, or that stand for too much. */
function wildcardFault(text: string): string | undefined {
  for (const [open, close] of ['[]', '{}'] as const) {
    let depth = 0;
    for (const char of text) {
      if (char === open) depth++;
      if (char === close && --depth < 0) break;
    }
    if (depth !== 0) return `has a \`${depth > 0 ? open : close}\` without its \`${depth > 0 ? close : open}\``;
  }
  if (/\*\*[^/]|[^/]\*\*/.test(text)) return 'has `**` beside other characters: it stands for whole folders, `a/**/b`';
  try {
    globMatcher(text);
    return undefined;
  } catch {
    return 'has too many alternatives in braces: write several globs';
  }
}

function globFault(text: string): string | undefined {
  if (text.startsWith('!')) return 'begins with `!`: name what is left out in `exclude`';
  return pathFault(text) ?? wildcardFault(text);
}

const METHOD = /^[A-Za-z]+ /;

const FORMATS = {
  text: { expected: 'a text', example: 'why it is so', fault: () => undefined },
  file: {
    expected: 'a file of the repository',
    example: '.apiward-baseline.yml',
    fault: (text) => pathFault(text) ?? (isGlob(text) ? 'is a glob: name one file' : undefined),
  },
  files: { expected: 'a glob of files', example: 'services/**/openapi.yaml', fault: globFault },
  code: {
    expected: '`auto`, `off` or a glob of source files',
    example: 'src/**',
    fault: (text) => (text === 'auto' || text === 'off' ? undefined : globFault(text)),
  },
  paths: {
    expected: 'a glob of API paths',
    example: '/catalogue/**',
    pattern: '^(/|\\*)',
    fault: (text) => (/^[/*]/.test(text) ? wildcardFault(text) : 'does not begin with `/`: write it as in the document, `/catalogue/**`'),
  },
  'public-path': {
    expected: 'a glob of API paths',
    example: '/catalogue/**',
    pattern: '^([A-Za-z]+ +)?(/|\\*)',
    fault: (text): string | undefined => FORMATS.paths.fault(text.replace(METHOD, '').trimStart()),
  },
  operation: {
    expected: 'an operation id or `METHOD /path`',
    example: 'GET /pets/{petId}',
    fault: (text) =>
      /^[A-Za-z]+ /.test(text) && !/^[A-Z]+ \/\S*$/.test(text) ? 'is no operation id and no `GET /pets/{petId}`' : undefined,
  },
  tag: { expected: 'a tag', example: 'public', fault: () => undefined },
  words: {
    expected: 'a name as words',
    example: 'employee number',
    fault: matching(/[\p{L}\p{N}]/u, 'holds no word'),
  },
  extension: {
    expected: 'an extension key',
    example: 'x-audited-by',
    pattern: '^x-.',
    fault: matching(/^x-\S+$/i, 'is no extension key: they begin with `x-`'),
  },
  host: {
    expected: 'a host name',
    example: 'schemas.acme.io',
    pattern: '^(\\*\\.)?[^/:@*\\s]+$',
    fault: (text) => {
      if (text.includes('://')) return 'has a scheme: write the host alone';
      return /^(?:\*\.)?[^/:@*\s]+$/.test(text) ? undefined : 'is no host name: leave out port, path and user';
    },
  },
  suffix: {
    expected: 'the end of a host name',
    example: '.acme.io',
    pattern: '^\\.',
    fault: matching(/^\.[^/:@*\s]+$/, 'does not begin with `.`, so that it would match other domains too'),
  },
  scheme: {
    expected: 'a URL scheme',
    example: 'https',
    pattern: '^[a-z][a-z0-9+.-]*$',
    fault: matching(/^[a-z][a-z0-9+.-]*$/, 'is no URL scheme: write it in lower case and without `://`'),
  },
  header: {
    expected: 'a header name',
    example: 'X-Correlation-Id',
    pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$",
    fault: matching(/^[\w!#$%&'*+.^`|~-]+$/, 'is no header name (RFC 9110 section 5.1)'),
  },
  'media-type': {
    expected: 'a media type',
    example: 'application/vnd.api+json',
    pattern: '^[^/\\s]+/[^/\\s]+$',
    fault: matching(/^[^/\s;]+\/[^/\s;]+$/, 'is no media type such as `application/json`'),
  },
  'auth-type': {
    expected: 'a type of security scheme',
    example: 'openIdConnect',
    pattern: '^(oauth2|openIdConnect|mutualTLS|basic|apiKey|http)(:.+)?$',
    fault: matching(
      /^(?:oauth2|openIdConnect|mutualTLS|basic|apiKey|http)(?::\S+)?$/,
      'is none of oauth2, openIdConnect, mutualTLS, basic, apiKey and http, with a scheme or place as in `http:bearer`',
    ),
  },
  'http-scheme': {
    expected: 'an HTTP authentication scheme',
    example: 'AWS4-HMAC-SHA256',
    fault: matching(/^[\w!#$%&'*+.^`|~-]+$/, 'is no scheme name (RFC 9110 section 11.1)'),
  },
  policy: {
    expected: 'a preset, a file or `owner/repo/path@ref`',
    example: 'acme/policy/apiward.yml@<commit SHA>',
    fault: () => undefined,
  },
  rule: { expected: 'a rule, or `concern/*`', example: 'tls/*', fault: () => undefined },
  option: { expected: 'a setting, or `rule.option`', example: 'input-page-size.maximum', fault: () => undefined },
} satisfies Readonly<Record<string, Format>>;

export type TextFormat = keyof typeof FORMATS;

/** The format of a name, with its optional parts. */
export function formatOf(name: TextFormat): Format {
  return FORMATS[name];
}
