import type { Finding, Range, Severity } from '../findings/finding.ts';
import type { Diagnostic, Report, RuleInfo } from '../findings/report.ts';
import { inertJson, relativeUri, safeLink } from './escape.ts';
import { count, pick } from './ranking.ts';

const HOME = 'https://github.com/apiward/apiward';
/** GitHub refuses a run with more results. */
const RESULT_LIMIT = 25_000;
/** GitHub refuses a rule with more tags. */
const TAG_LIMIT = 20;

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = { error: 'error', warn: 'warning', info: 'note' };

/** CVSS-like numbers in GitHub's bands: over 9.0 critical, 7.0 high, 4.0 medium, below low. */
const SCORES: Readonly<Record<Severity, string>> = { error: '8.0', warn: '5.5', info: '2.0' };
/** Missing authentication, unverified signatures, hard-coded credentials: an error of these is open to anyone at once. */
const CRITICAL_CWES: ReadonlySet<number> = new Set([306, 347, 798]);
const CRITICAL_SCORE = '9.3';

export interface SarifOptions {
  /** Tells runs over one repository apart: GitHub's `category`. */
  readonly category?: string;
  /** Results at most; default what GitHub takes. */
  readonly results?: number;
}

/** SARIF 2.1.0 for GitHub code scanning and every other reader; the same bytes for the same input. */
export function sarif(report: Report, options: SarifOptions = {}): string {
  const rules = describeRules(report);
  const index = new Map(rules.map((rule, position) => [rule.id, position]));
  const limit = Math.min(options.results ?? RESULT_LIMIT, RESULT_LIMIT);
  const results = pick(report.findings, limit);
  const left = report.findings.length - results.length;
  const run = {
    tool: {
      driver: {
        name: report.tool.name,
        version: report.tool.version,
        semanticVersion: report.tool.version,
        informationUri: HOME,
        rules: rules.map(descriptor),
      },
    },
    automationDetails: { id: `${options.category ?? report.tool.name}/` },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: report.diagnostics.length === 0,
        exitCode: report.exitCode,
        toolExecutionNotifications: [
          ...report.diagnostics.map(notification),
          ...(left > 0
            ? [
                {
                  level: 'warning',
                  message: {
                    text: `${count(left, 'finding')} left out: GitHub takes ${limit === RESULT_LIMIT ? `${RESULT_LIMIT} a run` : '10 MB'}.`,
                  },
                },
              ]
            : []),
        ],
      },
    ],
    results: results.map((finding) => result(finding, index.get(finding.ruleId) ?? -1)),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${inertJson(JSON.stringify(log, null, 2))}\n`;
}

/** The rules that ran, and any that only a finding tells of. */
function describeRules(report: Report): RuleInfo[] {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  for (const { ruleId, why, fix, severity, owasp, cwe } of report.findings) {
    if (rules.has(ruleId)) continue;
    const known = { ...(owasp === undefined ? {} : { owasp }), ...(cwe === undefined ? {} : { cwe }) };
    rules.set(ruleId, { id: ruleId, title: ruleId, why, fix, concern: 'custom', severity, ...known });
  }
  return [...rules.values()];
}

/** Without a `name`, which must not repeat the id (section 3.49.7): the id is what users write. */
function descriptor(rule: RuleInfo): object {
  const docs = safeLink(rule.docs);
  return {
    id: rule.id,
    shortDescription: { text: plain(rule.title) },
    fullDescription: { text: plain(rule.why === '' ? rule.title : rule.why) },
    ...(docs === undefined ? {} : { helpUri: docs }),
    help: {
      text: plain(`${rule.why}\n\nFix: ${rule.fix}`),
      markdown: `**Why** ${plain(rule.why)}\n\n**Fix** ${plain(rule.fix)}`,
    },
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: {
      tags: tags(rule),
      precision: 'high',
      'problem.severity': rule.severity === 'error' ? 'error' : rule.severity === 'warn' ? 'warning' : 'recommendation',
      'security-severity': rule.severity === 'error' && CRITICAL_CWES.has(rule.cwe ?? 0) ? CRITICAL_SCORE : SCORES[rule.severity],
    },
  };
}

function tags({ concern, owasp, cwe }: RuleInfo): string[] {
  const list = ['security', 'openapi', concern];
  if (owasp !== undefined) list.push(`owasp-api/${owasp.toLowerCase()}`);
  if (cwe !== undefined) list.push(`external/cwe/cwe-${String(cwe).padStart(3, '0')}`);
  return list.slice(0, TAG_LIMIT);
}

function result(finding: Finding, ruleIndex: number): object {
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: plain(finding.message) },
    locations: [location(finding.file, finding.range)],
    ...(finding.related.length === 0
      ? {}
      : {
          relatedLocations: finding.related.map(({ file, range, message }, id) => ({
            id,
            ...location(file, range),
            message: { text: plain(message) },
          })),
        }),
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint },
    ...suppressed(finding),
  };
}

/** What a waiver lets pass (section 3.27.23): the person is the justification's. */
function suppressed({ waiver }: Finding): object {
  if (waiver === undefined) return {};
  const justification = plain(`${waiver.reason} (${waiver.owner}, until ${waiver.expires})`);
  return { suppressions: [{ kind: 'external', status: 'accepted', justification }] };
}

function notification({ kind, file, range, message, ruleId }: Diagnostic): object {
  return {
    descriptor: { id: kind },
    ...(ruleId === undefined ? {} : { associatedRule: { id: ruleId } }),
    level: 'error',
    message: { text: plain(message) },
    locations: [location(file, range)],
  };
}

function location(file: string, range: Range | undefined): object {
  const region =
    range === undefined
      ? {}
      : {
          region: {
            startLine: range.start.line,
            startColumn: range.start.column,
            endLine: range.end.line,
            endColumn: range.end.column,
          },
        };
  return { physicalLocation: { artifactLocation: { uri: relativeUri(file) }, ...region } };
}

/** A message of SARIF may hold links as `[text](target)` (section 3.11.6): text from outside makes none. */
function plain(text: string): string {
  return text.replaceAll('](', '] (');
}
