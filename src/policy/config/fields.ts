/** The one table of the config: from it come its types, its parser, its JSON schema and the tables of `docs/policy.md`. */
import { LIMITS, type LimitName } from '../../documents/limits.ts';
import { PRESETS } from '../../engine/presets.ts';
import type { Fields, GroupOf } from './shape.ts';

const texts = <const Format extends string>(format: Format) => ({ kind: 'list', of: { kind: 'text', format } }) as const;
const atMost = (most: number, least = 0) => ({ kind: 'whole', least, most }) as const;

/** HTTP methods that OpenAPI has fields for (OAS 3.2 section 4.9, Path Item Object). */
const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE', 'QUERY'] as const;

const evidence = (practice: string, suggested: string) => ({
  shape: texts('extension'),
  doc: `Further extension keys that say ${practice}.`,
  example: [suggested],
});

interface Bound {
  readonly shape: ReturnType<typeof atMost>;
  readonly doc: string;
  readonly default: string;
  readonly example: number;
}

/** The bounds within which documents are read. */
const READING = Object.fromEntries(
  Object.values(LIMITS).map(({ setting, doc, standard }): [string, Bound] => [
    setting,
    { shape: atMost(1e12, 1), doc, default: String(standard), example: standard * 2 },
  ]),
) as { readonly [Name in LimitName as (typeof LIMITS)[Name]['setting']]: Bound };

export const CONFIG = {
  preset: {
    shape: { kind: 'choice', of: PRESETS },
    doc: 'Set of rules and severities that everything else here changes.',
    default: '`recommended`',
    example: 'recommended',
  },
  extends: {
    shape: { kind: 'list', of: { kind: 'text', format: 'policy' }, orOne: true },
    doc: 'Policies that this one builds on: a preset, a file (`./base.yml`) or one in another repository (`owner/repo/path@ref`, best pinned by commit SHA). Later ones win, and this file wins over all of them.',
    example: ['acme/policy/apiward.yml@0123456789abcdef0123456789abcdef01234567'],
  },
  rules: {
    shape: { kind: 'rules' },
    doc: 'Severity of rules (`error`, `warn`, `info`, `off`), or a mapping with `severity` and options of the rule. `auth/*` stands for a concern, `*` for every rule; the narrower name wins.',
    example: { 'tls-server': 'error', 'input-page-size': { severity: 'warn', maximum: 200 } },
  },
  public: {
    shape: {
      kind: 'group',
      fields: {
        paths: {
          shape: texts('public-path'),
          doc: 'Globs of API paths: `*` stays inside a segment, `**` spans segments; `GET /catalogue/**` for one method.',
          example: ['/health', 'GET /catalogue/**'],
        },
        methods: {
          shape: { kind: 'list', of: { kind: 'choice', of: METHODS } },
          doc: 'Narrows `paths` to these methods.',
          default: 'all',
          example: ['GET', 'HEAD'],
        },
        operations: { shape: texts('operation'), doc: 'Operation ids, or `METHOD /path` as in the document.', example: ['listPets'] },
        tags: { shape: texts('tag'), doc: 'Every operation with one of these tags.', example: ['public'] },
      },
    },
    doc: 'Operations that anybody may call without a credential.',
    example: { paths: ['/health'] },
  },
  'sensitive-words': {
    shape: {
      kind: 'group',
      fields: {
        add: { shape: texts('words'), doc: 'Names that are sensitive here, as words.', example: ['employee number'] },
        remove: { shape: texts('words'), doc: 'Names that are not sensitive here.', example: ['iban'] },
      },
    },
    doc: 'Changes of the list of sensitive field names.',
    example: { add: ['employee number'] },
  },
  evidence: {
    shape: {
      kind: 'group',
      fields: {
        masking: evidence('that a value goes out masked', 'x-acme-masked'),
        sanitising: evidence('how free text is cleaned', 'x-acme-clean'),
        'upload-size': evidence('the largest size of an upload', 'x-acme-max-bytes'),
        'upload-types': evidence('the media types of an upload', 'x-acme-types'),
        'nesting-depth': evidence('how deep a recursive value may nest', 'x-acme-depth'),
        'url-hosts': evidence('the hosts that a URL may name', 'x-acme-hosts'),
        audit: evidence('that a call is written to an audit log', 'x-acme-audit'),
        'key-rotation': evidence('that keys are replaced', 'x-acme-vault'),
        pkce: evidence('that PKCE is required', 'x-acme-pkce'),
        'refresh-tokens': evidence('that refresh tokens are rotated or bound to their sender', 'x-acme-rotation'),
        sunset: evidence('when a deprecated operation ends', 'x-acme-end'),
        throttling: evidence('how calls are throttled', 'x-acme-parallel'),
        'webhook-signature': evidence('how a webhook is signed', 'x-acme-signature'),
      },
    },
    doc: 'House names of the extensions that prove a practice, beside those of `docs/evidence.md`.',
    example: { audit: ['x-acme-audit'] },
  },
  allowed: {
    shape: {
      kind: 'group',
      fields: {
        schemes: {
          shape: texts('scheme'),
          doc: 'URL schemes that count as TLS; replaces the default.',
          default: '`https`, `wss`',
          example: ['https', 'wss'],
        },
        'auth-types': {
          shape: texts('auth-type'),
          doc: 'Types of security schemes that may be used; replaces the default.',
          default: '`oauth2`, `openIdConnect`, `mutualTLS`',
          example: ['openIdConnect', 'http:bearer'],
        },
        'http-schemes': {
          shape: texts('http-scheme'),
          doc: 'HTTP authentication schemes beside those of the IANA registry.',
          example: ['AWS4-HMAC-SHA256'],
        },
        hosts: {
          shape: texts('host'),
          doc: 'Hosts that may stand in a document though they look like placeholders.',
          example: ['localhost'],
        },
        'host-suffixes': {
          shape: texts('suffix'),
          doc: 'Ends behind a server variable that keep requests at home.',
          example: ['.acme.io'],
        },
        'error-media-types': {
          shape: texts('media-type'),
          doc: 'Media types of error bodies beside those of RFC 9457.',
          example: ['application/vnd.api+json'],
        },
        headers: {
          shape: {
            kind: 'group',
            fields: {
              'rate-limit': { shape: texts('header'), doc: 'Headers that state a rate limit.', example: ['X-Acme-Limit'] },
              'request-id': { shape: texts('header'), doc: 'Response headers that hold a request id.', example: ['X-Acme-Request'] },
              'csrf-token': {
                shape: texts('header'),
                doc: 'Headers, parameters or body fields that hold a CSRF token.',
                example: ['X-Acme-Form'],
              },
              'idempotency-key': {
                shape: texts('header'),
                doc: 'Headers, parameters or body fields that hold an idempotency key.',
                example: ['X-Acme-Once'],
              },
            },
          },
          doc: 'House names of headers, beside the usual ones.',
          example: { 'request-id': ['X-Acme-Request'] },
        },
      },
    },
    doc: 'What else may stand in a document.',
    example: { hosts: ['localhost'] },
  },
  'external-refs': {
    shape: texts('host'),
    doc: 'Hosts that a `$ref` may lead to; `*.acme.io` stands for those below.',
    default: 'none',
    example: ['schemas.acme.io'],
  },
  limits: {
    shape: {
      kind: 'group',
      fields: {
        'page-size': { shape: atMost(1e9, 1), doc: 'Largest page, in results.', default: '1000', example: 200 },
        'batch-size': { shape: atMost(1e9, 1), doc: 'Most items of one bulk request.', default: '1000', example: 100 },
        'key-days': { shape: atMost(36_500, 1), doc: 'Longest life of a key, in days.', default: '90', example: 90 },
        'pattern-steps': {
          shape: atMost(1e12, 1),
          doc: 'Steps that matching the longest accepted string may cost.',
          default: '10000000',
          example: 1_000_000,
        },
        ...READING,
      },
    },
    doc: 'Numbers that documents have to keep to, and how much of them is read: what goes over is not judged and fails the run.',
    example: { 'page-size': 200 },
  },
  overrides: {
    shape: {
      kind: 'list',
      // Each may name every rule.
      most: 200,
      of: {
        kind: 'group',
        fields: {
          files: {
            shape: texts('files'),
            doc: 'Globs of files: of the finding, or of the document that it is reached from.',
            example: ['legacy/**'],
          },
          paths: { shape: texts('paths'), doc: 'Globs of API paths.', example: ['/internal/**'] },
          methods: { shape: { kind: 'list', of: { kind: 'choice', of: METHODS } }, doc: 'HTTP methods.', example: ['GET'] },
          tags: { shape: texts('tag'), doc: 'Tags of the operation.', example: ['beta'] },
          operations: { shape: texts('operation'), doc: 'Operation ids, or `METHOD /path`.', example: ['listPets'] },
          rules: {
            shape: { kind: 'rules' },
            doc: 'As above. Options hold for whole documents, so only an override with `files` alone can set them.',
            example: { 'inventory-internal-host': { public: true } },
            required: true,
          },
          reason: { shape: { kind: 'text', format: 'text' }, doc: 'Why; `apiward explain` shows it.', example: 'Retired in June.' },
        },
      },
    },
    doc: 'Other severities and options for some files, paths, methods, tags or operations: a finding must match each kind that is given. Later ones win.',
    example: [{ paths: ['/internal/**'], rules: { 'auth-read-secured': 'off' }, reason: 'Behind the gateway.' }],
  },
  include: {
    shape: texts('files'),
    doc: 'Globs of the documents that are judged when none is named.',
    default: 'every OpenAPI document, found by its content',
    example: ['services/**/openapi.yaml'],
  },
  exclude: { shape: texts('files'), doc: 'Globs of files and folders that are left out.', default: 'none', example: ['vendor-apis/**'] },
  code: {
    shape: { kind: 'list', of: { kind: 'text', format: 'code' }, orOne: true },
    doc: 'Whether annotated source code is judged too: `auto` where a framework is recognised, `off`, or globs of the source files that are.',
    default: '`auto`',
    example: ['services/*/src/**'],
  },
  rulesets: {
    shape: texts('file'),
    doc: 'Your own Spectral rulesets (YAML or JSON), run beside the preset.',
    default: 'none',
    example: ['rulesets/house.yaml'],
  },
  waivers: {
    shape: { kind: 'text', format: 'file' },
    doc: 'File of the waivers.',
    default: '`.apiward-waivers.yml`, when there is one',
    example: '.apiward-waivers.yml',
  },
  baseline: {
    shape: { kind: 'text', format: 'file' },
    doc: 'File of the findings that are known.',
    default: '`.apiward-baseline.yml`, when there is one',
    example: '.apiward-baseline.yml',
  },
  'fail-on': {
    shape: { kind: 'choice', of: ['error', 'warn', 'info', 'none'] as const },
    doc: 'Lowest severity that fails a run.',
    default: '`error`',
    example: 'error',
  },
  scope: {
    shape: { kind: 'choice', of: ['auto', 'new', 'all'] as const },
    doc: 'Findings that count: those that are new against the base or baseline, or all. `auto`: new when there is something to compare with.',
    default: '`auto`',
    example: 'auto',
  },
  thresholds: {
    shape: {
      kind: 'group',
      fields: {
        error: { shape: atMost(1e6), doc: 'Most errors.', example: 0 },
        warn: { shape: atMost(1e6), doc: 'Most warnings.', example: 20 },
        info: { shape: atMost(1e6), doc: 'Most notes.', example: 100 },
      },
    },
    doc: 'Most counted findings of a severity that a run may have; more fail it, whatever `fail-on` says.',
    default: 'none',
    example: { warn: 20 },
  },
  'waiver-limits': {
    shape: {
      kind: 'group',
      fields: {
        'max-days': {
          shape: {
            kind: 'group',
            fields: {
              error: { shape: atMost(3650, 1), doc: 'For findings of severity `error`, in days.', example: 90 },
              warn: { shape: atMost(3650, 1), doc: 'For findings of severity `warn`, in days.', example: 180 },
              info: { shape: atMost(3650, 1), doc: 'For findings of severity `info`, in days.', example: 365 },
            },
          },
          doc: 'Longest time that a waiver may run, from today, by severity.',
          default: 'no limit',
          example: { error: 90 },
        },
        'notice-days': { shape: atMost(3650), doc: 'From how many days before its end a waiver is reported.', default: '14', example: 14 },
      },
    },
    doc: 'What waivers have to keep to.',
    example: { 'max-days': { error: 90 } },
  },
  floor: {
    shape: {
      kind: 'group',
      fields: {
        rules: {
          shape: texts('rule'),
          doc: 'Rules, or `concern/*`, whose severity and options may be tightened and never loosened.',
          example: ['tls/*', 'auth-write-secured'],
        },
        options: {
          shape: texts('option'),
          doc: 'Further settings of this table (`fail-on`, `exclude`, `limits.page-size`) and options (`rule.option`) of which the same holds.',
          example: ['fail-on', 'exclude'],
        },
        except: {
          shape: texts('option'),
          doc: 'Settings and options that stay free all the same.',
          example: ['public'],
        },
      },
    },
    doc: 'What policies that extend this one, and the command line, may tighten and never loosen.',
    example: { rules: ['tls/*'], options: ['fail-on'], except: ['public'] },
  },
} as const satisfies Fields;

/** A config as it is read, with the names as written. */
export type Config = GroupOf<typeof CONFIG>;
