import { execFile } from 'node:child_process';

/** Longest wait for GitHub, in milliseconds. */
const PATIENCE = 5000;

/**
 * The commit that a tag of a repository on GitHub names, asked by `git ls-remote`; undefined when it cannot be had. The only thing that
 * apiward's command line ever asks of the network, and only for `apiward init`.
 *
 * @param repository `owner/name`
 */
export function commitOf(repository: string, tag: string, env: Readonly<Record<string, string | undefined>>): Promise<string | undefined> {
  const url = `https://github.com/${repository}`;
  const names = [`refs/tags/${tag}`, `refs/tags/${tag}^{}`];
  const options = {
    timeout: PATIENCE,
    env: { ...env, GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: '' },
    maxBuffer: 64 * 1024,
    windowsHide: true,
  };
  return new Promise((resolve) => {
    execFile('git', ['-c', 'credential.helper=', 'ls-remote', '--', url, ...names], options, (error, stdout) => {
      // Of an annotated tag the peeled line, which comes last, names the commit.
      const [sha] = (error === null ? stdout : '').trim().split('\n').at(-1)?.split('\t') ?? [];
      resolve(sha !== undefined && /^[0-9a-f]{40}$/.test(sha) ? sha : undefined);
    });
  });
}
