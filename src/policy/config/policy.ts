import type { Limits } from '../../documents/limits.ts';
import type { Preset } from '../../engine/define-rule.ts';
import type { Position, Range, Severity } from '../../findings/finding.ts';
import type { FailOn } from '../../findings/report.ts';

/** Options of one rule by name, as it takes them. */
export type Options = Readonly<Record<string, unknown>>;

/** The whole of what a run is judged by: plain data, which can cross to a thread. `resolve.ts` answers questions about it. */
export interface Policy {
  /** Where it comes from, the weakest first; empty when there is no config. */
  readonly sources: readonly PolicySource[];
  /** `sha256:` and 64 hex digits over what the policy means: the same for every way of writing it. */
  readonly digest: string;
  readonly preset: Preset;
  /** The preset first, then each source, then the command line. */
  readonly layers: readonly Layer[];
  readonly settings: Settings;
  /** Texts of rulesets that were fetched with a policy, by the path under which `settings.rulesets` names them. */
  readonly files: Readonly<Record<string, string>>;
  /** Attempts to loosen what a floor keeps. They change nothing, and are findings. */
  readonly loosenings: readonly Loosening[];
  /** What people should know: one sentence each. */
  readonly notes: readonly PolicyNote[];
}

export interface PolicySource {
  /** `.apiward.yml`, or `owner/repo/path@ref`. */
  readonly name: string;
  /** The commit of another repository that was read: 40 hex digits. */
  readonly sha?: string;
  /** Whether the reference itself is that SHA, so that the policy cannot change unseen. */
  readonly pinned?: boolean;
}

/** What a run does beside judging by rules. */
export interface Settings {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** `auto`, `off`, or globs of the source files that are judged. */
  readonly code: readonly string[];
  /** Spectral rulesets: paths of the workspace, or of {@link Policy.files}. */
  readonly rulesets: readonly string[];
  readonly waivers?: string;
  readonly baseline?: string;
  readonly failOn: FailOn;
  readonly scope: 'auto' | 'new' | 'all';
  /** Bounds of what is read, where they are not the defaults. */
  readonly limits: Partial<Limits>;
  /** Most findings of a severity that a run may have. */
  readonly thresholds: { readonly [Level in Severity]?: number };
  /** Longest time that a waiver may run, in days. */
  readonly waiverDays: { readonly [Level in Severity]?: number };
  /** From how many days before its end a waiver is reported. */
  readonly noticeDays: number;
}

/** What one source says of the rules. Names such as `auth/*` are written out. */
export interface Layer {
  /** As reasons name it: `recommended`, `.apiward.yml`, `acme/policy/base.yml@v1`, `--rule`. */
  readonly name: string;
  readonly kind: 'preset' | 'config' | 'flags';
  readonly severities: Readonly<Record<string, Said>>;
  readonly options: Readonly<Record<string, Options>>;
  readonly overrides: readonly Override[];
  readonly floor?: Floor;
}

/** A severity, and where it is said. */
export interface Said {
  readonly severity: Severity | 'off';
  readonly line?: number;
}

export interface Selectors {
  readonly files: readonly string[];
  readonly paths: readonly string[];
  readonly methods: readonly string[];
  readonly tags: readonly string[];
  readonly operations: readonly string[];
}

export interface Override extends Selectors {
  readonly severities: Readonly<Record<string, Said>>;
  /** Only with `files` alone. */
  readonly options: Readonly<Record<string, Options>>;
  readonly reason?: string;
}

/** What later layers may tighten and never loosen. */
export interface Floor {
  /** Who keeps it, for messages: `acme/policy/base.yml@v1`. */
  readonly by: string;
  /** Covered rules, with their severity in the preset of the policy that sets the floor. */
  readonly base: Readonly<Record<string, Severity | 'off'>>;
  /** Covered options of rules, likewise. */
  readonly options: Readonly<Record<string, Options>>;
}

/** An attempt to loosen a floor. */
export interface Loosening {
  /** File of the workspace: the one that says so, or the one that extends a policy which does. */
  readonly file: string;
  readonly range: Range;
  /** What was to be loosened, for identity: `tls-server`, `limits.page-size`. */
  readonly subject: string;
  readonly message: string;
}

export interface PolicyNote {
  readonly file: string;
  readonly at: Position;
  readonly message: string;
}
