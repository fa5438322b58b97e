import { type Place, written } from '../../documents/place.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Api, Operation } from '../../model/api.ts';
import { answersAny, enforcedOf, evidenceOf, wildcardsOf } from '../../model/code-facts.ts';
import { isTelling, segmentsOf } from '../../model/drift/paths.ts';
import { isOpenEndpoint } from '../../model/open-endpoints.ts';
import { perApi } from '../input/requests.ts';
import { authEndpoint } from '../ratelimit/auth-endpoint.ts';
import { isListedPublic, type PublicOptions, publicOptionDocs, publicOptions } from './public-operations.ts';
import { isRead } from './securities.ts';

/** How many neighbours must be guarded, and which share of them. */
const GUARDED = { least: 2, share: 0.5 };

const RELATED_LIMIT = 3;

export default defineRule<'api', PublicOptions>({
  id: 'auth-code-guard',
  title: 'Handler without a guard among guarded ones',
  severity: 'warn',
  owasp: 'API5:2023',
  cwe: 862,
  why: 'Where the handlers around it ask for a credential, one that does not is forgotten more often than meant, and hands out what the others protect. (Reads beside other reads; an unsafe operation without any guard is told by `auth-write-secured`. Nothing is said where a guard could not be understood, or where the code says that the handler is public.)',
  fix: 'Guard the handler as its neighbours are, say in the code that it is public (`permitAll`, `@Public`), or list it under `public` in the policy.',
  examples: {
    language: 'javascript',
    bad: `
import express from 'express';
import { expressjwt } from 'express-jwt';

const guard = expressjwt({ secret: process.env.SECRET, algorithms: ['HS256'] });
const app = express();
app.get('/orders', guard, (req, res) => res.json([]));
app.get('/orders/:id', guard, (req, res) => res.json({ id: req.params.id }));
app.get('/orders/:id/invoice', (req, res) => res.json({ total: 10 }));
`,
    good: `
import express from 'express';
import { expressjwt } from 'express-jwt';

const guard = expressjwt({ secret: process.env.SECRET, algorithms: ['HS256'] });
const app = express();
app.get('/health', (req, res) => res.json({ ok: true }));
app.get('/orders', guard, (req, res) => res.json([]));
app.get('/orders/:id', guard, (req, res) => res.json({ id: req.params.id }));
app.get('/orders/:id/invoice', guard, (req, res) => res.json({ total: 10 }));
`,
  },
  options: publicOptions,
  optionDocs: publicOptionDocs,
  visit: 'api',
  holds: 'code',
  *check(api, { options }) {
    for (const operation of api.operations) {
      if (!isRead(operation) || enforcedOf(operation) !== 'none' || isMeantToBeOpen(operation) || isListedPublic(operation, options))
        continue;
      const found = guardedBeside(operation, api);
      if (found === undefined) continue;
      const { guarded, all, which } = found;
      yield {
        message: `\`${operation.label}\` has no guard in the code, while ${guarded.length} of ${all} other reads ${which} have one, so it was forgotten or hands out what they protect: guard it too, or say that it is public`,
        place: operation.place,
        related: guarded.slice(0, RELATED_LIMIT).map(guardOf),
      };
    }
  },
});

/** What a sign-in consists of, steps that are guarded by nothing but their own proof among them. */
const SIGN_IN = /^(?:auth|authn|oauth2?|oidc|saml|sso|login|log-in|signin|sign-in)$/i;

/** Sign-in, probes, published metadata, and routes whose path says nothing. */
function isMeantToBeOpen(operation: Operation): boolean {
  const segments = segmentsOf(operation.path, wildcardsOf(operation));
  if (segments.some((segment) => SIGN_IN.test(segment))) return true;
  return answersAny(operation) || !isTelling(segments) || isOpenEndpoint(operation) || authEndpoint(operation) !== undefined;
}

function guardOf(operation: Operation): { readonly place: Place; readonly message: string } {
  const [first] = evidenceOf(operation);
  return { place: first?.place ?? operation.place, message: `\`${operation.label}\` is guarded` };
}

interface Guarded {
  readonly guarded: readonly Operation[];
  /** How many neighbours there are of which it is known. */
  readonly all: number;
  readonly which: string;
}

/** The guarded neighbours of an operation, where they are the majority: in its file, else below the same path. */
function guardedBeside(operation: Operation, api: Api): Guarded | undefined {
  const { files, paths } = neighbours(api);
  const prefix = resourceOf(operation);
  const groups = [
    { members: files.get(fileOf(operation)) ?? [], which: 'in its file' },
    { members: prefix === undefined ? [] : (paths.get(prefix) ?? []), which: `below \`/${prefix}\`` },
  ];
  // The file decides where it holds enough to tell; a handler with a file of its own is judged by its path.
  const { members, which } = groups.find((group) => group.members.length > GUARDED.least) ?? { members: [], which: '' };
  const guarded = members.filter((other) => other !== operation && enforcedOf(other) === 'required');
  const all = members.length - 1;
  return guarded.length >= GUARDED.least && guarded.length >= all * GUARDED.share ? { guarded, all, which } : undefined;
}

interface Neighbours {
  readonly files: ReadonlyMap<unknown, readonly Operation[]>;
  readonly paths: ReadonlyMap<string, readonly Operation[]>;
}

/** Reads of which it is known who may call, by the file that declares them and by what their paths begin with. */
const neighbours: (api: Api) => Neighbours = perApi((api) => {
  const files = new Map<unknown, Operation[]>();
  const paths = new Map<string, Operation[]>();
  for (const operation of api.operations) {
    if (!isRead(operation) || enforcedOf(operation) === 'unknown' || isMeantToBeOpen(operation)) continue;
    add(files, fileOf(operation), operation);
    const prefix = resourceOf(operation);
    if (prefix !== undefined) add(paths, prefix, operation);
  }
  return { files, paths };
});

function add<Key>(groups: Map<Key, Operation[]>, key: Key, operation: Operation): void {
  const members = groups.get(key);
  if (members === undefined) groups.set(key, [operation]);
  else members.push(operation);
}

function fileOf({ place }: Operation): unknown {
  return written(place).document;
}

/** What a path begins with, up to its first name: `api/v1/orders` of `/api/v1/orders/{id}`. */
function resourceOf({ path }: Operation): string | undefined {
  const segments = segmentsOf(path);
  const named = segments.findIndex((segment) => !/^(?:api|rest|public|v\d[\w.]*|\{.*)$/i.test(segment));
  return named < 0 ? undefined : segments.slice(0, named + 1).join('/');
}
