import type { Finding, Position, Range, Severity, Status } from './finding.ts';
import type { Identity } from './fingerprint.ts';

/** A document that was judged. */
export interface DocumentReport {
  readonly file: string;
  /** OAS version as written, or undefined when unreadable. */
  readonly version: string | undefined;
  readonly operations: number;
  /** Other files that it reaches by reference; of code, the files that hold it. */
  readonly parts?: readonly string[];
  /** Set when source code was read: by what, and what could not be understood, a line each. `file` is no path then. */
  readonly code?: { readonly readers: readonly string[]; readonly notes: readonly string[] };
}

/** What stopped a document or a rule. Always shown; decides exit codes 2, 4 and 5. Text is raw: reporters escape. */
export interface Diagnostic {
  readonly kind: 'unreadable' | 'not-openapi' | 'ruleset-error' | 'engine-error';
  readonly file: string;
  readonly message: string;
  readonly range?: Range;
  readonly ruleId?: string;
}

/** A rule that ran, as reports show it. */
export interface RuleInfo {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  /** First word of the catalogue's section: `auth`, `tls`... A user's own rules have `custom`. */
  readonly concern: string;
  /** As this run judged it. */
  readonly severity: Severity;
  readonly owasp?: string;
  readonly cwe?: number;
  /** The rule's page. */
  readonly docs?: string;
}

/** 0 clean, 1 violations, 2 usage or config, 3 nothing found, 4 unreadable document, 5 our bug. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;

/** What the verdict counts: what is new against the base, or all. Waived findings never count. */
export type Scope = 'new' | 'all';

/** A finding of the base that is no more. */
export interface Fixed {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly fingerprint: string;
}

/** What the documents were compared with. */
interface Comparison {
  /** The base in words: `main (1a2b3c4)`, `.apiward-baseline.yml`. */
  readonly base: string;
  readonly fixed: readonly Fixed[];
  /** Documents that the base has and that are not judged any more. */
  readonly gone: readonly string[];
  /** What could not be compared and why: its findings count as new. Text is raw. */
  readonly notes: readonly string[];
}

/** A finding as a baseline lists it. */
export interface KnownFinding extends Identity {
  /** Day of its entry, `YYYY-MM-DD`. */
  readonly since: string;
  /** Further root documents that reach the place, which has the same name there. */
  readonly shared: readonly string[];
}

/** An entry of a baseline and the line on which it stands. */
export interface ListedFinding extends KnownFinding {
  readonly line: number;
}

/** The baseline of a run, against what the run found. */
export interface BaselineReport {
  readonly file: string;
  /** Entries that it has; undefined when there is no such file. */
  readonly size: number | undefined;
  /** What it would hold if it were written now: all that is found and not waived. */
  readonly entries: readonly KnownFinding[];
  /** Still found. */
  readonly kept: readonly ListedFinding[];
  readonly mended: readonly ListedFinding[];
  /** Of rules that do not exist. */
  readonly unknown: readonly ListedFinding[];
  /** Of documents or rules that did not take part. */
  readonly unseen: readonly ListedFinding[];
  /** Rules of which there are more findings than it knows. */
  readonly grown: readonly { readonly ruleId: string; readonly known: number; readonly now: number }[];
}

/** The lowest severity that fails a run. */
export type FailOn = Severity | 'none';

/** The result of one run: a value that is complete before anyone prints or posts it. */
export interface Report {
  readonly tool: { readonly name: string; readonly version: string };
  readonly verdict: 'pass' | 'fail';
  readonly exitCode: ExitCode;
  /** Findings by severity, documents judged, rules that ran. */
  readonly summary: {
    readonly error: number;
    readonly warn: number;
    readonly info: number;
    readonly documents: number;
    readonly rules: number;
  };
  /** Findings by status. */
  readonly statuses: Readonly<Record<Status, number>>;
  readonly scope: Scope;
  /** Set when there was something to compare with. */
  readonly comparison?: Comparison;
  /** Set when the run was asked for what is known. */
  readonly baseline?: BaselineReport;
  readonly documents: readonly DocumentReport[];
  /** What the search for documents passed over, by reason (`link`, `ignored`, `test-folder`...); a folder counts once. */
  readonly passedOver?: Readonly<Record<string, number>>;
  /** Sorted by file, position, rule. */
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
  readonly failOn: FailOn;
  /** What was judged by, the weakest source first; none where no config is. */
  readonly policy?: {
    /** `sha256:` and 64 hex digits over what the policy means. */
    readonly digest: string;
    readonly sources: readonly { readonly name: string; readonly sha?: string; readonly pinned?: boolean }[];
    /** What people should know of it; raw text. */
    readonly notes: readonly { readonly file: string; readonly at: Position; readonly message: string }[];
  };
  readonly preset: string;
  /** Those that ran, in order of id. */
  readonly rules: readonly RuleInfo[];
}
