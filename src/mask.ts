/** Nothing that is printed of a run holds a secret of the documents whole. */
import type { Finding, RelatedLocation } from './findings/finding.ts';
import type { DocumentReport, Report } from './findings/report.ts';
import { maskSecrets } from './model/mask.ts';
import { mayHoldSecret, shortestSecret } from './model/secrets.ts';

/** The texts of a report that come from documents, with their secrets covered. Identities (fingerprints) are of the documents as they are. */
export function maskReport(report: Report): Report {
  return {
    ...report,
    findings: report.findings.map(maskFinding),
    diagnostics: report.diagnostics.map(maskMessage),
    ...(report.comparison && { comparison: { ...report.comparison, fixed: report.comparison.fixed.map(maskMessage) } }),
    documents: report.documents.map(maskDocument),
  };
}

function maskDocument(document: DocumentReport): DocumentReport {
  const { version, code } = document;
  return {
    ...document,
    version: version === undefined ? undefined : maskSecrets(version),
    ...(code && { code: { ...code, notes: code.notes.map(maskSecrets) } }),
  };
}

function maskMessage<Item extends { readonly message: string }>(item: Item): Item {
  return { ...item, message: maskSecrets(item.message) };
}

function maskFinding(finding: Finding): Finding {
  const { pointer, path } = finding;
  const message = maskSecrets(finding.message);
  const at = maskPointer(pointer);
  const related = finding.related.map(maskRelated);
  // Nearly every finding is as it was.
  if (message === finding.message && at === pointer && related.every((item, index) => item === finding.related[index])) return finding;
  return {
    ...finding,
    message,
    related,
    ...(at !== pointer && { pointer: at, path: path.map((segment) => (typeof segment === 'string' ? maskSecrets(segment) : segment)) }),
  };
}

function maskRelated(item: RelatedLocation): RelatedLocation {
  const message = maskSecrets(item.message);
  const pointer = maskPointer(item.pointer);
  return message === item.message && pointer === item.pointer ? item : { ...item, message, pointer };
}

/** Segment by segment as they are meant, for `~1` before a token would make it a part of a word. */
function maskPointer(pointer: string): string {
  if (pointer.length < shortestSecret || !(pointer.includes('~') || mayHoldSecret(pointer))) return pointer;
  const segments = pointer.split('/').map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  return segments.map((segment) => maskSecrets(segment).replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
}
