import { runAction } from './github/runner.ts';
import { type Files, Repository } from './repository.ts';

/** What the bundled action makes of a pull request whose commit changes some files of a real clone. */
export async function propose(
  before: Files,
  change: Files,
  inputs: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; printed: string; annotations: Awaited<ReturnType<typeof runAction>>['annotations'] }> {
  const repository = await Repository.create(before);
  const base = repository.git('rev-parse', 'HEAD');
  repository.git('checkout', '--quiet', '-b', 'proposal');
  repository.commit(change);
  const head = repository.git('rev-parse', 'HEAD');
  const repo = { full_name: 'o/r', fork: false };
  const payload = { pull_request: { number: 7, base: { sha: base, ref: 'main', repo }, head: { sha: head, ref: 'proposal', repo } } };
  const facts = { name: 'pull_request', payload, sha: head, ref: 'refs/pull/7/merge', actor: 'somebody' };
  return runAction({ files: {}, workspace: repository.folder, facts, inputs: { preset: '', ...inputs } });
}
