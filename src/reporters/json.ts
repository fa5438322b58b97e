import type { UsedWaiver } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';
import { inertJson } from './escape.ts';

/** The report for machines: every finding, the same bytes for the same input. What is unknown is null, never absent. */
export function json(report: Report): string {
  const { tool, verdict, summary, statuses, scope, policy, comparison, documents, passedOver = {}, findings, diagnostics } = report;
  const value = {
    tool: { name: tool.name, version: tool.version },
    verdict,
    summary: {
      error: summary.error,
      warn: summary.warn,
      info: summary.info,
      documents: summary.documents,
      rules: summary.rules,
    },
    statuses: { new: statuses.new, existing: statuses.existing, waived: statuses.waived },
    scope,
    policy:
      policy === undefined
        ? null
        : {
            digest: policy.digest,
            sources: policy.sources.map(({ name, sha, pinned }) => ({ name, sha: sha ?? null, pinned: pinned ?? null })),
          },
    comparison:
      comparison === undefined
        ? null
        : {
            base: comparison.base,
            fixed: comparison.fixed.map(({ ruleId, severity, message, file, fingerprint }) => ({
              ruleId,
              severity,
              message,
              file,
              fingerprint,
            })),
            gone: comparison.gone,
            notes: comparison.notes,
          },
    documents: documents.map(({ file, version, operations, code = null }) => ({ file, version: version ?? null, operations, code })),
    passedOver: Object.fromEntries(Object.entries(passedOver).sort(([a], [b]) => (a < b ? -1 : 1))),
    findings: findings.map((finding) => ({
      ruleId: finding.ruleId,
      severity: finding.severity,
      status: finding.status,
      message: finding.message,
      file: finding.file,
      range: finding.range,
      pointer: finding.pointer,
      fingerprint: finding.fingerprint,
      owasp: finding.owasp ?? null,
      cwe: finding.cwe ?? null,
      fix: finding.fix,
      waiver: finding.waiver === undefined ? null : waiver(finding.waiver),
      related: finding.related.map(({ message, file, range, pointer }) => ({ message, file, range, pointer })),
    })),
    diagnostics: diagnostics.map(({ kind, file, message, range, ruleId }) => ({
      kind,
      file,
      message,
      range: range ?? null,
      ruleId: ruleId ?? null,
    })),
  };
  return `${inertJson(JSON.stringify(value, null, 2))}\n`;
}

function waiver({ reason, owner, expires, file, line }: UsedWaiver): UsedWaiver {
  return { reason, owner, expires, file, line };
}
