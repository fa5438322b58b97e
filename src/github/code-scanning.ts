import { gzipSync } from 'node:zlib';
import { getString } from '../documents/tree.ts';
import type { Report } from '../findings/report.ts';
import { sarif } from '../reporters/sarif.ts';
import { apiPath, type Body, type GitHub, GitHubError } from './port.ts';
import type { Target } from './target.ts';

/** Bytes of gzip that GitHub takes. */
const GZIP = 10_000_000;
/** Results that GitHub takes a run. */
const RESULTS = 25_000;

/**
 * The upload of the SARIF report to code scanning.
 * @throws GitHubError, before anything is sent, for a commit that code scanning has no place for
 */
export function planUpload(report: Report, { event, category }: Target): Body {
  if (event.kind === 'merge_group' || event.ref.startsWith('refs/heads/gh-readonly-queue/')) {
    throw new GitHubError('refused', 'code scanning takes no results of a merge queue');
  }
  // On pull_request_target `ref` and `sha` are the base branch's, whose alerts these are not.
  const target = event.kind === 'pull_request_target';
  const [ref, sha] = target ? [`refs/pull/${event.number ?? ''}/head`, event.head] : [event.ref, event.sha];
  if (sha === '' || !/^refs\/(?:heads|tags|pull)\/./.test(ref) || (target && event.number === undefined)) {
    throw new GitHubError('refused', 'the event names no commit and ref to report on');
  }
  return { commit_sha: sha, ref, sarif: compress(report, category).toString('base64'), tool_name: report.tool.name };
}

/** The report with as many of its worst results as fit. GitHub shows what is suppressed like anything else, so waived findings stay away. */
function compress(whole: Report, category: string): Buffer {
  const report = { ...whole, findings: whole.findings.filter(({ status }) => status !== 'waived') };
  let results = Math.min(RESULTS, report.findings.length);
  for (;;) {
    const bytes = gzipSync(sarif(report, { category, results }));
    if (bytes.length <= GZIP) return bytes;
    if (results === 0) throw new GitHubError('too-large', 'the SARIF report is larger than 10 MB even without results');
    // Results are about alike in size; what the rest takes makes it a little too few.
    results = Math.floor(results * Math.min(0.9, (GZIP / bytes.length) * 0.9));
  }
}

/** Uploads, and returns the id of the analysis. */
export async function upload(github: GitHub, body: Body, { owner, repo }: Target): Promise<string> {
  const answer = await github.post(apiPath`/repos/${owner}/${repo}/code-scanning/sarifs`, body);
  const id = getString(answer, 'id');
  if (id === undefined || !/^[\w-]{1,100}$/.test(id)) throw new GitHubError('answer', 'GitHub answered without an id of the analysis');
  return id;
}
