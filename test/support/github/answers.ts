/** Answers in the shapes that GitHub's document asks for. */
import { createHash } from 'node:crypto';

const API = 'https://api.github.test';
const TIME = '2025-01-02T03:04:05Z';

export interface Author {
  readonly login: string;
  readonly type: 'Bot' | 'User';
}

export const BOT: Author = { login: 'github-actions[bot]', type: 'Bot' };

export function user({ login, type }: Author): object {
  const url = `${API}/users/${encodeURIComponent(login)}`;
  const links = ['followers', 'following', 'gists', 'starred', 'subscriptions', 'organizations', 'repos', 'events', 'received_events'];
  return {
    login,
    id: 41898282,
    node_id: 'MDM6Qm90NDE4OTgyODI=',
    avatar_url: `${API}/avatar`,
    gravatar_id: '',
    url,
    html_url: url,
    ...Object.fromEntries(links.map((name) => [`${name}_url`, `${url}/${name}`])),
    type,
    site_admin: false,
  };
}

export interface StoredComment {
  readonly id: number;
  readonly author: Author;
  body: string;
}

export function issueComment({ id, author, body }: StoredComment, created = TIME): object {
  return {
    id,
    node_id: `IC_${id}`,
    url: `${API}/comments/${id}`,
    html_url: `https://github.test/o/r/pull/7#issuecomment-${id}`,
    issue_url: `${API}/issues/7`,
    body,
    user: user(author),
    created_at: created,
    updated_at: created,
    author_association: 'NONE',
  };
}

export interface StoredReviewComment extends StoredComment {
  readonly path: string;
  readonly line: number | null;
}

export function reviewComment({ id, author, body, path, line }: StoredReviewComment): object {
  const link = { href: `${API}/${id}` };
  return {
    url: link.href,
    id,
    node_id: `PRRC_${id}`,
    pull_request_review_id: 1,
    diff_hunk: '@@ -1 +1 @@',
    path,
    // GitHub gives null for an outdated comment, which its document does not tell.
    ...(line === null ? {} : { line }),
    commit_id: 'a'.repeat(40),
    original_commit_id: 'a'.repeat(40),
    user: user(author),
    body,
    created_at: TIME,
    updated_at: TIME,
    html_url: link.href,
    pull_request_url: link.href,
    author_association: 'NONE',
    _links: { self: link, html: link, pull_request: link },
  };
}

export function review(id: number, body: string, commit: string): object {
  const link = { href: `${API}/reviews/${id}` };
  return {
    id,
    node_id: `PRR_${id}`,
    user: user(BOT),
    body,
    state: 'COMMENTED',
    html_url: link.href,
    pull_request_url: link.href,
    _links: { html: link, pull_request: link },
    commit_id: commit,
    author_association: 'NONE',
  };
}

export interface StoredCheck {
  readonly id: number;
  readonly name: string;
  readonly headSha: string;
  readonly externalId: string;
  readonly conclusion: string;
  title: string;
  summary: string;
  readonly annotations: Record<string, unknown>[];
}

export function checkRun({ id, name, headSha, externalId, conclusion, title, summary, annotations }: StoredCheck): object {
  const url = `${API}/check-runs/${id}`;
  return {
    id,
    node_id: `CR_${id}`,
    head_sha: headSha,
    external_id: externalId,
    url,
    html_url: url,
    details_url: url,
    status: 'completed',
    conclusion,
    started_at: TIME,
    completed_at: TIME,
    output: { title, summary, text: null, annotations_count: annotations.length, annotations_url: `${url}/annotations` },
    name,
    check_suite: { id: 5 },
    app: null,
    pull_requests: [],
  };
}

export interface ChangedFile {
  readonly filename: string;
  readonly status: 'added' | 'modified' | 'removed' | 'renamed';
  /** Undefined as GitHub leaves it out: nothing changed, binary, or too large. */
  readonly patch?: string;
}

export function diffEntry({ filename, status, patch }: ChangedFile): object {
  const count = (sign: string): number => (patch ?? '').split('\n').filter((line) => line.startsWith(sign)).length;
  const url = `${API}/${encodeURIComponent(filename)}`;
  return {
    sha: 'b'.repeat(40),
    filename,
    status,
    additions: count('+'),
    deletions: count('-'),
    changes: patch === undefined ? 1 : count('+') + count('-'),
    blob_url: url,
    raw_url: url,
    contents_url: url,
    ...(patch === undefined ? {} : { patch }),
  };
}

/** @param base the commit that both sides have in common */
export function comparison(files: readonly ChangedFile[], base: string): object {
  const url = `${API}/compare`;
  const person = { name: 'x', email: 'x@example.com', date: TIME };
  const commit = {
    url,
    sha: 'a'.repeat(40),
    node_id: 'C_1',
    html_url: url,
    comments_url: url,
    commit: { url, author: person, committer: person, message: '', comment_count: 0, tree: { sha: 'c'.repeat(40), url } },
    author: null,
    committer: null,
    parents: [],
  };
  return {
    url,
    html_url: url,
    permalink_url: url,
    diff_url: url,
    patch_url: url,
    base_commit: commit,
    merge_base_commit: { ...commit, sha: base },
    status: 'ahead',
    ahead_by: 1,
    behind_by: 0,
    total_commits: 1,
    commits: [commit],
    files: files.slice(0, 300).map(diffEntry),
  };
}

/** Names an object as git does. */
export function objectName(kind: 'blob' | 'tree', content: string): string {
  const bytes = Buffer.from(content);
  return createHash('sha1').update(`${kind} ${bytes.length}\0`).update(bytes).digest('hex');
}

/** A folder of a commit's files, `''` for the root; a folder's own name here is made from its path. */
export function tree(files: Readonly<Record<string, string>>, folder: string, recursive: boolean): object {
  const entries = new Map<string, object>();
  for (const [path, content] of Object.entries(files)) {
    if (folder !== '' && !path.startsWith(`${folder}/`)) continue;
    const below = folder === '' ? path : path.slice(folder.length + 1);
    const slash = below.indexOf('/');
    if (recursive || slash === -1) {
      entries.set(below, { path: below, mode: '100644', type: 'blob', sha: objectName('blob', content), size: Buffer.byteLength(content) });
    } else {
      const name = below.slice(0, slash);
      entries.set(name, { path: name, mode: '040000', type: 'tree', sha: objectName('tree', folder === '' ? name : `${folder}/${name}`) });
    }
  }
  return { sha: 'd'.repeat(40), url: `${API}/tree`, truncated: false, tree: [...entries.values()] };
}

export function blob(content: string): object {
  const sha = objectName('blob', content);
  const base64 = Buffer.from(content).toString('base64');
  return { sha, node_id: 'B_1', url: `${API}/blob`, size: Buffer.byteLength(content), content: base64, encoding: 'base64' };
}
