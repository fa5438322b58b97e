/**
 * The only file that knows how Spectral wants its rules: each of ours becomes a Spectral rule with `given: $` on the unresolved
 * document, whose function hands out that rule's findings on the API model. The model is built once a document and shared.
 */
import type { RulesetFunction } from '@stoplight/spectral-core';
import type { SourceDocument } from '../documents/document.ts';
import { bundleOf } from '../documents/load.ts';
import { Place } from '../documents/place.ts';
import type { Severity } from '../findings/finding.ts';
import type { Api } from '../model/api.ts';
import { buildApi } from '../model/build.ts';
import { check, type Located } from './check.ts';
import type { Rule } from './define-rule.ts';
import { docsUrl } from './docs-url.ts';

type SpectralFunction = RulesetFunction<unknown, object | null>;
type FunctionContext = Parameters<SpectralFunction>[2];

/** The shape of a rule in a Spectral ruleset written in JavaScript. */
export interface SpectralRule {
  readonly description: string;
  readonly message: string;
  readonly severity: Severity | 'off' | 'hint';
  readonly recommended: boolean;
  readonly given: '$';
  readonly resolved: false;
  readonly documentationUrl: string;
  readonly then: { readonly function: SpectralFunction; readonly functionOptions?: object };
}

/** What our own runs share with the functions below, found again by the parsed value that Spectral passes on. */
export interface Session {
  readonly api: Api;
  /** Findings by the number that stands in the message of the Spectral result. */
  readonly located: (Located & { readonly rule: Rule })[];
  /** Rules that threw: our bugs. */
  readonly failures: { readonly ruleId: string; readonly error: unknown }[];
  /** Whether results need their real paths, which only severity overrides by pointer ask for. */
  readonly paths: boolean;
}

const sessions = new WeakMap<object, Session>();

export function openSession(value: object, session: Session): void {
  sessions.set(value, session);
}

/** One of our rules as a Spectral rule. Options of a preset or policy go to the rule unchanged. */
export function toSpectralRule(rule: Rule, severity: Severity | 'off', options?: object): SpectralRule {
  return {
    description: rule.title,
    message: '{{error}}',
    severity,
    recommended: severity !== 'off',
    given: '$',
    resolved: false,
    documentationUrl: docsUrl(rule.id),
    // biome-ignore lint/suspicious/noThenProperty: Spectral's own word for what a rule does.
    then: { function: ruleFunction(rule), ...(options === undefined ? {} : { functionOptions: options }) },
  };
}

/** The Spectral function of one rule. */
export function ruleFunction(rule: Rule): SpectralFunction {
  const run: SpectralFunction = (target, options, context) => {
    const session = typeof target === 'object' && target !== null ? sessions.get(target) : undefined;
    return session === undefined ? runAsGuest(rule, options, context) : runInSession(rule, options, session);
  };
  return Object.defineProperty(run, 'name', { value: rule.id });
}

/** In our own runs a result is a ticket: its message holds the number of the finding, so that nothing is lost on the way through Spectral. */
function runInSession(rule: Rule, options: object | null, session: Session): { message: string; path: (string | number)[] }[] {
  try {
    const found = check(rule, session.api, options ?? undefined);
    const first = session.located.length;
    for (const located of found) session.located.push({ ...located, rule });
    return found.map(({ place }, index) => ({
      message: `${TICKET}${first + index}#`,
      path: session.paths && place.document === session.api.documents[0] ? place.path : [],
    }));
  } catch (error) {
    // A throwing function would abort Spectral's whole run.
    session.failures.push({ ruleId: rule.id, error });
    return [];
  }
}

const TICKET = 'apiward#';

/** The finding behind a result's message, and that message with the finding's own text put in (a ruleset may have wrapped it). */
export function readTicket(message: string, session: Session): { located: Session['located'][number]; message: string } | undefined {
  const [ticket, number] = /apiward#(\d+)#/.exec(message) ?? [];
  const located = session.located[Number(number)];
  if (ticket === undefined || located === undefined) return undefined;
  return { located, message: message.replace(ticket, () => located.problem.message) };
}

const guests = new WeakMap<object, { api: Api | undefined }>();

/** Under Spectral's own CLI or editor extension: the model is built from the document it has parsed. */
function runAsGuest(rule: Rule, options: object | null, context: FunctionContext): { message: string; path: (string | number)[] }[] {
  const { document } = context;
  let guest = guests.get(document);
  if (guest === undefined) {
    const others = Object.entries(context.documentInventory.referencedDocuments).map(([file, { data }]) => foreignDocument(file, data));
    guest = { api: buildApi(bundleOf([foreignDocument(document.source ?? '', document.data), ...others])) };
    guests.set(document, guest);
  }
  const { api } = guest;
  if (api === undefined) return [];
  return check(rule, api, options ?? undefined).map(({ problem, place }) => ({
    message: problem.message,
    path: place.document === api.documents[0] ? place.path : [],
  }));
}

/** A document parsed by somebody else: it has a value and no text. */
function foreignDocument(file: string, value: unknown): SourceDocument {
  const document = {
    file,
    format: 'yaml',
    text: '',
    index: 0,
    value,
    problems: [],
    locate: (paths) => paths.map(() => ({ value: { start: 0, end: 0 }, exact: false })),
  } as Omit<SourceDocument, 'root'> as { -readonly [K in keyof SourceDocument]: SourceDocument[K] };
  document.root = Place.root(document);
  return document;
}
