import { expect } from 'vitest';
import { INSECURE } from '../temporary.ts';
import { type RunSetting, runAction } from './runner.ts';
import { type GitHubServer, startGitHub } from './server.ts';

/** Of the server, and of the runs. */
export const TOKEN = 'ghs_0123456789';
export const INPUTS = { 'github-token': TOKEN, annotations: 'checks', 'upload-sarif': 'true' };
const FILES = { 'openapi.yaml': INSECURE };
/** The whole document as this pull request adds it. */
const PATCH = `@@ -0,0 +1,11 @@\n${INSECURE.trimEnd().replaceAll(/^/gm, '+')}`;

/** A GitHub that knows the pull request. */
export async function start(
  ...parts: Parameters<typeof startGitHub> extends [string, ...infer Rest] ? Rest : never
): Promise<GitHubServer> {
  const server = await startGitHub(TOKEN, ...parts);
  server.memory.files = [{ filename: 'openapi.yaml', status: 'added', patch: PATCH }];
  return server;
}

/** Runs the bundled action against it; whatever comes of it, the token is printed nowhere and nobody else is called. */
export async function run(server: GitHubServer, setting: Partial<RunSetting> = {}) {
  const result = await runAction({ files: FILES, event: 'pull_request', inputs: INPUTS, apiUrl: server.url, ...setting });
  expect(server.memory.problems).toEqual([]);
  expect(server.strangers).toEqual([]);
  expect(result.printed).not.toContain(TOKEN);
  return result;
}
