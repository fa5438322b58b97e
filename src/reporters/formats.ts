import type { Report } from '../findings/report.ts';
import { gitlab } from './gitlab.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { rdjson } from './rdjson.ts';
import { sarif } from './sarif.ts';

/** A report that stands for itself in a file. */
export type FileFormat = 'json' | 'sarif' | 'junit' | 'markdown' | 'html' | 'gitlab' | 'rdjson';

type Render = (report: Report, textOf: (file: string) => string | undefined) => string;

const FORMATS: Readonly<Record<FileFormat, { readonly file: string; readonly render: Render }>> = {
  json: { file: 'apiward.json', render: json },
  sarif: { file: 'apiward.sarif', render: (report) => sarif(report) },
  junit: { file: 'apiward-junit.xml', render: junit },
  markdown: { file: 'apiward.md', render: markdown },
  html: { file: 'apiward.html', render: html },
  gitlab: { file: 'gl-code-quality-report.json', render: gitlab },
  rdjson: { file: 'apiward.rdjson', render: rdjson },
};

export const FILE_FORMATS = Object.keys(FORMATS) as readonly FileFormat[];

/** @param textOf text of a judged file, undefined when it cannot be had: some formats count its bytes */
export function renderFile(format: FileFormat, report: Report, textOf: (file: string) => string | undefined): string {
  return FORMATS[format].render(report, textOf);
}

/** What a report is called when nobody named it. */
export function fileNameOf(format: FileFormat): string {
  return FORMATS[format].file;
}
