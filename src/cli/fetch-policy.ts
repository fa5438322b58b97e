import { createGitHub } from '../github/client.ts';
import { octokitSend, SYSTEM_CLOCK } from '../github/octokit.ts';
import { policyFetcher } from '../github/policy.ts';
import type { FetchPolicy } from '../policy/config/sources.ts';
import { TOOL } from '../tool.ts';

/** Reads policies of other repositories with a token; `GITHUB_API_URL` tells where. */
export function fetchPolicyWith(token: string): FetchPolicy {
  return policyFetcher(createGitHub(octokitSend(token, `${TOOL.name}/${TOOL.version}`), SYSTEM_CLOCK));
}
