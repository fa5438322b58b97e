import type { Path } from '../documents/document.ts';

export type Severity = 'error' | 'warn' | 'info';

/** Line and column from 1; columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** `end` is exclusive: the column after the last character. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface RelatedLocation {
  readonly message: string;
  readonly file: string;
  readonly range: Range;
  readonly pointer: string;
}

/** Whether a finding was there before, or is let pass by a waiver. Without anything to compare with, all are new. */
export type Status = 'new' | 'existing' | 'waived';

/** Replaces a stretch of a file. */
export interface TextEdit {
  readonly file: string;
  readonly range: Range;
  readonly newText: string;
  /** The same change in the tree of the n-th document of the file, to check the result by; without `value` the place is taken away. */
  readonly change?: { readonly document: number; readonly path: Path; readonly value?: unknown };
}

/** Who lets a finding pass, why and until when, as the waiver says; and where it stands. */
export interface UsedWaiver {
  readonly reason: string;
  readonly owner: string;
  /** `YYYY-MM-DD`: the last day, UTC. */
  readonly expires: string;
  readonly file: string;
  readonly line: number;
}

/** A problem with an identity and an exact place. Text in it is raw: reporters escape. */
export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly status: Status;
  /** What is wrong and the exact edit, one or two sentences. */
  readonly message: string;
  /** POSIX path relative to the workspace. */
  readonly file: string;
  readonly range: Range;
  /** RFC 6901 pointer into `file`. */
  readonly pointer: string;
  readonly path: Path;
  /** Stable under reordering, reformatting and moving lines: 16 hex digits. */
  readonly fingerprint: string;
  /** OWASP API Security Top 10 2023 risk, e.g. `API2:2023`. */
  readonly owasp?: string;
  /** CWE id. */
  readonly cwe?: number;
  /** Why it matters and how to mend it: the rule's own words. */
  readonly why: string;
  readonly fix: string;
  readonly related: readonly RelatedLocation[];
  /** Set when {@link status} is `waived`. */
  readonly waiver?: UsedWaiver;
  /** Fingerprints of the places for which a gathered finding speaks, when findings were compared. */
  readonly members?: readonly string[];
  /** The certain edit, when the run was asked for edits and there is one. */
  readonly edits?: readonly TextEdit[];
}
