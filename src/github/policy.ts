import { getString } from '../documents/tree.ts';
import type { FetchPolicy } from '../policy/config/sources.ts';
import { apiPath, type GitHub, GitHubError, type Reason } from './port.ts';

/** What to do about a policy that cannot be had. */
const REMEDIES: Partial<Readonly<Record<Reason, string>>> = {
  token: 'the token is not valid',
  permission: 'the token may not read that repository; give `config-token` one that may (`contents: read`)',
  'not-found': 'there is no such repository, reference or file, or the token may not see it (`config-token`)',
};

/** Reads policies of other repositories through GitHub's API: the reference is resolved to a commit first, whose file is then read. */
export function policyFetcher(github: Pick<GitHub, 'get'>): FetchPolicy {
  return async (owner, repo, path, ref) => {
    const sha = await asked(async () => getString(await github.get(apiPath`/repos/${owner}/${repo}/commits/${ref}`), 'sha'));
    if (sha === undefined || !/^[0-9a-f]{40}$/.test(sha)) throw new Error(`GitHub names no commit for \`${ref}\``);
    const file = path
      .split('/')
      .map((segment) => apiPath`${segment}`)
      .join('/');
    const answer = await asked(() => github.get(`${apiPath`/repos/${owner}/${repo}/contents/`}${file}?ref=${sha}`));
    const content = getString(answer, 'content');
    if (getString(answer, 'type') !== 'file' || getString(answer, 'encoding') !== 'base64' || content === undefined) {
      throw new Error('it is no file, or larger than 1 MB');
    }
    return { text: new TextDecoder().decode(Buffer.from(content, 'base64')), sha };
  };
}

async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    throw new Error(REMEDIES[error.reason] ?? error.message);
  }
}
