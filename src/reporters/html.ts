import type { Finding } from '../findings/finding.ts';
import type { Report, RuleInfo } from '../findings/report.ts';
import { defaultView, rowTitle, tally } from '../policy/views.ts';
import { htmlCode, htmlMessage, htmlText, safeLink } from './escape.ts';
import { judged } from './judged.ts';
import { SEVERITIES, thousands } from './ranking.ts';
import { DIAGNOSTIC_TITLES, verdictLine } from './verdict.ts';

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #8884}
td.n,th.n{text-align:right}code{font:.875em ui-monospace,monospace;overflow-wrap:anywhere}.error{color:#c62828}.warn{color:#b26a00}.info{color:#1565c0}
.fail{border-left:.4rem solid #c62828;padding-left:.8rem}.pass{border-left:.4rem solid #2e7d32;padding-left:.8rem}details{margin:.2rem 0}`;

/** The whole report as one HTML page that needs nothing else: no script, no request, and a policy that forbids both. */
export function html(report: Report): string {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const counted = judged(report);
  const others = report.findings.filter(({ status }) => status === 'waived' || (status === 'existing' && report.scope === 'new'));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>API security: ${report.verdict}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>API security</h1>
<p class="${report.verdict}"><strong>${htmlText(verdictLine(report))}</strong></p>
${comparison(report)}${stopped(report)}${counts(report)}${table('Findings', counted, rules)}${table('Existing and waived', others, rules)}</body>
</html>
`;
}

function comparison({ comparison: compared }: Report): string {
  if (compared === undefined) return '';
  const notes = [...compared.notes, ...compared.gone.map((file) => `\`${file}\` of the base is not judged any more`)];
  const list = notes.length === 0 ? '' : `<ul>${notes.map((note) => `<li>${htmlMessage(note)}</li>`).join('')}</ul>\n`;
  return `<p>Compared with ${htmlCode(compared.base)}.</p>\n${list}`;
}

function stopped({ diagnostics }: Report): string {
  if (diagnostics.length === 0) return '';
  const rows = diagnostics.map(({ file, range, kind, message }) => {
    const place = range === undefined ? file : `${file}:${range.start.line}`;
    return `<tr><td>${htmlCode(place)}</td><td>${DIAGNOSTIC_TITLES[kind]}</td><td>${htmlMessage(message)}</td></tr>\n`;
  });
  return `<h2>Stopped</h2>\n<table>\n<tr><th>where</th><th>what</th><th>message</th></tr>\n${rows.join('')}</table>\n`;
}

function counts(report: Report): string {
  const view = defaultView(report);
  const rows = [...tally(report, view)].map(([key, row]) => {
    const cells = SEVERITIES.map((severity) => `<td class="n">${thousands(row[severity])}</td>`).join('');
    return `<tr><td>${htmlText(rowTitle(key))}</td>${cells}</tr>\n`;
  });
  if (rows.length === 0) return '';
  const head = `<tr><th>${view}</th><th class="n">errors</th><th class="n">warnings</th><th class="n">info</th></tr>`;
  return `<table>\n${head}\n${rows.join('')}</table>\n`;
}

function table(title: string, findings: readonly Finding[], rules: ReadonlyMap<string, RuleInfo>): string {
  if (findings.length === 0) return '';
  const head = '<tr><th></th><th>rule</th><th>where</th><th>what and how to mend it</th></tr>';
  return `<h2>${title}</h2>\n<table>\n${head}\n${findings.map((finding) => row(finding, rules)).join('')}</table>\n`;
}

function row({ ruleId, severity, status, file, range, message, why, fix, waiver }: Finding, rules: ReadonlyMap<string, RuleInfo>): string {
  const rule = rules.get(ruleId);
  const docs = rule === undefined || rule.concern === 'custom' ? undefined : safeLink(rule.docs);
  const id = docs === undefined ? htmlCode(ruleId) : `<a href="${docs}" rel="noreferrer">${htmlCode(ruleId)}</a>`;
  const place = htmlCode(`${file}:${range.start.line}:${range.start.column}`);
  const pass =
    waiver === undefined ? '' : `<br>Waived by ${htmlText(waiver.owner)} until ${htmlText(waiver.expires)}: ${htmlText(waiver.reason)}`;
  const more = `<details><summary>Why and how</summary>${htmlMessage(why)}<br>${htmlMessage(fix)}</details>`;
  const mark = status === 'new' ? '' : `<br>${status}`;
  return `<tr><td class="${severity}">${severity}${mark}</td><td>${id}</td><td>${place}</td><td>${htmlMessage(message)}${pass}${more}</td></tr>\n`;
}
