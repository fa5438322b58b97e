import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiskWorkspace } from '../../src/inputs/disk.ts';
import { optionsTable } from '../../src/options-text.ts';
import { text } from '../../src/reporters/text.ts';
import { flagPolicy } from '../../src/ruleset.ts';
import { run } from '../../src/run.ts';

const EXAMPLE = 'examples/bookshop.yaml';
/** What the excerpt shows; the rest of the output is left out. */
const SHOWN = ['auth-optional-write', 'input-page-size'];

/** Fills the generated parts of a Markdown page: option tables and the picture of the output. */
export async function inject(page: string, root: string): Promise<string> {
  const picture = page.includes('<!-- picture -->') ? await excerpt(root) : '';
  return page
    .replace(/(<!-- options:(cli|action) -->\n)[\s\S]*?(<!-- \/options -->)/g, (_, open: string, face: 'cli' | 'action', close: string) => {
      return `${open}${optionsTable(face)}\n${close}`;
    })
    .replace(/(<!-- picture -->\n)[\s\S]*?(<!-- \/picture -->)/, (_, open: string, close: string) => `${open}${picture}${close}`);
}

/** The real output on the example, cut to a few findings and the summary. */
async function excerpt(root: string): Promise<string> {
  const workspace = new DiskWorkspace(root);
  const report = await run({ workspace, patterns: [EXAMPLE], policy: await flagPolicy({ preset: 'recommended' }) });
  const source = readFileSync(join(root, EXAMPLE), 'utf8');
  const lines = text(report, () => source, { columns: 100 })
    .trimEnd()
    .split('\n');
  const heads = lines.flatMap((line, index) => (/^ {2}(?:error|warn|info) /.test(line) ? [index] : []));
  const summary = lines.findIndex((line) => /^ {2}concern /.test(line));
  const findings = heads.flatMap((start, nth) => {
    const end = heads[nth + 1] ?? summary;
    return SHOWN.some((id) => lines[start]?.includes(` ${id} `)) ? lines.slice(start, end) : [];
  });
  return `\`\`\`text\n${[...lines.slice(0, heads[0]), ...findings, '  ...', '', ...lines.slice(summary)].join('\n')}\n\`\`\`\n`;
}
