/** What a policy says of a rule at a place, and why: layer over layer, and never below a floor. */
import type { Severity } from '../findings/finding.ts';
import type { Layer, Options, Override, Policy, Said } from './config/policy.ts';
import { compareSeverity, optionDirection, tightest } from './floor.ts';
import { isByFile, type Subject, selects } from './selectors.ts';

/** One step on the way to a severity. */
export interface Reason {
  readonly kind: 'preset' | 'ruleset' | 'rule' | 'override' | 'floor' | 'flag';
  /** `recommended`, `.apiward.yml:12`, `--rule`; of a floor, the policy that keeps it. */
  readonly by: string;
  readonly severity: Severity | 'off';
  /** Of an override: its own reason. */
  readonly note?: string;
}

export interface Resolution {
  readonly severity: Severity | 'off';
  /** In the order in which they were heeded; the last one decides. */
  readonly reasons: readonly Reason[];
}

/** Which overrides hold. */
type Applies = (override: Override) => boolean;

/**
 * Severity of a rule at a place, with every reason.
 * @param ruleset what the user's own ruleset says of it, which stands in for the preset
 */
export function resolveRule({ layers }: Pick<Policy, 'layers'>, ruleId: string, subject: Subject, ruleset?: Severity | 'off'): Resolution {
  return resolveIn(layers, ruleId, (override) => selects(override, subject), ruleset);
}

/** Severity of a rule at a place. */
export function severityFor(
  policy: Pick<Policy, 'layers'>,
  ruleId: string,
  subject: Subject,
  ruleset?: Severity | 'off',
): Severity | 'off' {
  return resolveRule(policy, ruleId, subject, ruleset).severity;
}

/** Options of a rule in a file: all that it has. */
export function optionsFor({ layers }: Pick<Policy, 'layers'>, ruleId: string, { file, root }: Pick<Subject, 'file' | 'root'>): Options {
  const applies: Applies = (override) => isByFile(override) && selects(override, { file, root });
  const options: Record<string, unknown> = { ...merged(layers, ruleId, applies) };
  for (const [name, floor] of Object.entries(floorOptions(layers, ruleId, applies))) {
    options[name] = tightest(optionDirection(ruleId, name), floor, options[name]).value;
  }
  return options;
}

/**
 * The highest severity that a rule has anywhere in a file: when it is `off`, the rule need not run. {@link severityFor} then judges each
 * finding.
 */
export function highestFor(
  { layers }: Pick<Policy, 'layers'>,
  ruleId: string,
  { file, root }: Pick<Subject, 'file' | 'root'>,
  ruleset?: Severity | 'off',
): Severity | 'off' {
  const inFile: Applies = ({ files }) => selects({ files, paths: [], methods: [], tags: [], operations: [] }, { file, root });
  let highest = resolveIn(layers, ruleId, (override) => isByFile(override) && inFile(override), ruleset).severity;
  for (const said of layers.flatMap(({ overrides }) => overrides.filter((override) => !isByFile(override) && inFile(override)))) {
    const severity = own(said.severities, ruleId)?.severity ?? 'off';
    if (compareSeverity(severity, highest) > 0) highest = severity;
  }
  return highest;
}

/** Overrides that tell this file from others: files with the same key have the same rules and options. */
export function fileKey({ layers }: Pick<Policy, 'layers'>, { file, root }: Pick<Subject, 'file' | 'root'>): string {
  const all = layers.flatMap(({ overrides }) => overrides);
  const hits = all.flatMap(({ files }, index) =>
    selects({ files, paths: [], methods: [], tags: [], operations: [] }, { file, root }) ? [index] : [],
  );
  return hits.join(' ');
}

function resolveIn(layers: readonly Layer[], ruleId: string, applies: Applies, ruleset: Severity | 'off' | undefined): Resolution {
  const said = layers.slice(ruleset === undefined ? 0 : 1).flatMap((layer) => reasonsIn(layer, ruleId, applies));
  const reasons: Reason[] = ruleset === undefined ? said : [{ kind: 'ruleset', by: 'the ruleset', severity: ruleset }, ...said];
  let severity = reasons.at(-1)?.severity ?? 'off';
  const floor = floorSeverity(layers, ruleId, applies);
  if (floor !== undefined && compareSeverity(severity, floor.severity) < 0) {
    reasons.push({ kind: 'floor', by: floor.by, severity: floor.severity });
    severity = floor.severity;
  }
  return { severity, reasons };
}

function reasonsIn(layer: Layer, ruleId: string, applies: Applies): Reason[] {
  const kind = layer.kind === 'config' ? 'rule' : layer.kind === 'flags' ? 'flag' : 'preset';
  const said = own(layer.severities, ruleId);
  const reasons: Reason[] = said === undefined ? [] : [{ kind, by: place(layer, said), severity: said.severity }];
  for (const override of layer.overrides) {
    const over = own(override.severities, ruleId);
    if (over === undefined || !applies(override)) continue;
    const { reason } = override;
    reasons.push({ kind: 'override', by: place(layer, over), severity: over.severity, ...(reason !== undefined && { note: reason }) });
  }
  return reasons;
}

/** The severity below which a rule may not go, and who says so. */
export function floorSeverity(
  layers: readonly Layer[],
  ruleId: string,
  applies: Applies,
): { readonly severity: Severity | 'off'; readonly by: string } | undefined {
  let highest: { severity: Severity | 'off'; by: string } | undefined;
  for (const [index, { floor }] of layers.entries()) {
    const base = floor === undefined ? undefined : own(floor.base, ruleId);
    if (floor === undefined || base === undefined) continue;
    let severity = base;
    // The preset of the policy that keeps the floor stands in for the one that is in force.
    for (const layer of layers.slice(1, index + 1)) severity = reasonsIn(layer, ruleId, applies).at(-1)?.severity ?? severity;
    if (highest === undefined || compareSeverity(severity, highest.severity) > 0) highest = { severity, by: floor.by };
  }
  return highest;
}

/** Options that may not be loosened, with the loosest value that each may have. */
export function floorOptions(layers: readonly Layer[], ruleId: string, applies: Applies): Options {
  const floors: Record<string, unknown> = {};
  for (const [index, { floor }] of layers.entries()) {
    const base = floor === undefined ? undefined : own(floor.options, ruleId);
    if (base === undefined) continue;
    const values = { ...base, ...merged(layers.slice(1, index + 1), ruleId, applies) };
    for (const name of Object.keys(base)) {
      const value = own(values, name);
      floors[name] = Object.hasOwn(floors, name) ? tightest(optionDirection(ruleId, name), floors[name], value).value : value;
    }
  }
  return floors;
}

/** Who keeps a floor under an option. */
export function floorKeeper(layers: readonly Layer[], ruleId: string, option: string): string {
  const keeper = layers.findLast(({ floor }) => floor !== undefined && own(own(floor.options, ruleId) ?? {}, option) !== undefined);
  return keeper?.floor?.by ?? '';
}

export function merged(layers: readonly Layer[], ruleId: string, applies: Applies): Options {
  let options: Options = {};
  for (const layer of layers) {
    options = { ...options, ...own(layer.options, ruleId) };
    for (const override of layer.overrides) if (applies(override)) options = { ...options, ...own(override.options, ruleId) };
  }
  return options;
}

function place({ name }: Layer, { line }: Said): string {
  return line === undefined ? name : `${name}:${line}`;
}

/** Rule ids come from rulesets and command lines: `constructor` is only a name. */
function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** `.apiward.yml:12 says error here (Retired in June.)`. Text is raw: reporters escape. */
export function reasonLine({ kind, by, severity, note }: Reason): string {
  if (kind === 'floor') return `floor of ${by} keeps ${severity}`;
  return `${by} says ${severity}${kind === 'override' ? ' here' : ''}${note === undefined ? '' : ` (${note})`}`;
}

/** `recommended says warn; .apiward.yml:12 says error; floor of acme/policy/base.yml@v1 keeps error`. */
export function reasonText({ reasons }: Resolution): string {
  return reasons.map(reasonLine).join('; ');
}
