/** The files that `apiward init` proposes, as text. */
import { flow } from '../policy/config/read.ts';

const DOCS = 'https://github.com/apiward/apiward/blob/main/docs';
const SCHEMA = 'https://raw.githubusercontent.com/apiward/apiward/main/docs/apiward.schema.json';

/** Name of the workflow's job, which is the name of the check on GitHub. */
export const CHECK = 'apiward';

export const WORKFLOW_FILE = '.github/workflows/apiward.yml';

/** `actions/checkout` v5.0.0. */
const CHECKOUT = 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0';

/** @param include globs of the documents; empty when all are found by their content */
export function configText(preset: string, include: readonly string[]): string {
  return `# yaml-language-server: $schema=${SCHEMA}
# What the APIs of this repository are judged by: ${DOCS}/policy.md
preset: ${preset}
${include.length === 0 ? '' : `\n# Documents; without this every one is found by its content.\ninclude: ${flow(include)}\n`}
# Operations that anybody may call without a credential:
# public:
#   paths: [/health, GET /catalogue/**]

# Single rules: \`apiward rules\` lists them, \`apiward explain RULE\` tells what they are for.
# rules:
#   input-page-size: { severity: warn, maximum: 200 }

# Waivers end, and the grave ones soon:
waiver-limits:
  max-days: { error: 90, warn: 180, info: 365 }
`;
}

/** What the action is pinned to. */
export interface Pin {
  /** `v0.1.0`. */
  readonly tag: string;
  /** 40 hex digits; undefined when nobody could be asked. */
  readonly commit: string | undefined;
}

/** A workflow that gates pull requests and merge queues with the least permissions. It has no `paths:`, which would leave the check pending. */
export function workflowText({ tag, commit }: Pin, branch: string): string {
  const action = commit === undefined ? `apiward/apiward@${tag} # pin this by commit SHA` : `apiward/apiward@${commit} # ${tag}`;
  return `# The check \`${CHECK}\`: make it required for merging into ${branch}.
name: API security
on:
  pull_request:
  merge_group:
  push:
    branches: [${flow(branch)}]
permissions: {}
jobs:
  ${CHECK}:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
      # For a comment and suggestions on the pull request:
      # pull-requests: write
    steps:
      - uses: ${CHECKOUT}
        with:
          persist-credentials: false
      - uses: ${action}
`;
}

/** Lines of CODEOWNERS for the files that decide what passes. */
export function ownerLines(files: readonly string[], owner: string): string[] {
  return files.map((file) => `/${file.replaceAll(' ', '\\ ')} ${owner}`);
}

/** Who owns everything: the last rule for `*`; undefined when there is none. */
export function ownerOfAll(codeowners: string): string | undefined {
  let owner: string | undefined;
  for (const line of codeowners.split(/\r?\n/)) {
    const [pattern, ...owners] = line
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/\s+/);
    if (pattern === '*' || pattern === '/**') owner = owners.length > 0 ? owners.join(' ') : undefined;
  }
  return owner;
}

/** The files that no line names yet, as they stand in CODEOWNERS. */
export function unowned(codeowners: string, files: readonly string[]): string[] {
  const named = new Set(
    codeowners.split(/\r?\n/).map((line) =>
      line
        .trim()
        .split(/(?<!\\)\s+/)[0]
        ?.replace(/^\//, ''),
    ),
  );
  return files.filter((file) => !named.has(file.replaceAll(' ', '\\ ')));
}
