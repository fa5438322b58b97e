import { dedent } from '../../src/engine/example.ts';
import type { Finding } from '../../src/findings/finding.ts';
import type { Report } from '../../src/findings/report.ts';
import { MemoryWorkspace } from '../../src/inputs/memory.ts';
import type { PolicyFlags } from '../../src/policy/config/flags.ts';
import { loadPolicy } from '../../src/policy/config/load.ts';
import { rulesByConcern } from '../../src/rules/index.ts';
import { type RunRequest, run } from '../../src/run.ts';

/** The day on which the examples of the rules on the policy are judged. */
const TODAY = '2026-06-30';

export const WAIVERS = '.apiward-waivers.yml';

/** `GET /status` and `GET /pets` are public, which `auth-read-secured` finds on lines 5 and 9. */
export const PUBLIC_API = `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /status:
    get:
      operationId: getStatus
      responses: { '200': { description: ok } }
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses: { '200': { description: ok } }
    post:
      security: [{ login: [] }]
      responses: { '201': { description: made } }
components:
  securitySchemes: { login: { type: openIdConnect, openIdConnectUrl: 'https://id.pets.dev/.well-known/openid-configuration' } }
`;

/** The files of a workspace by path, its config among them. */
export type Sources = Readonly<Record<string, string>>;

export interface PolicyCase {
  readonly files: Sources;
  /** What the files were before the change. */
  readonly base?: Sources;
  readonly today?: string;
  /** The report lists what a baseline would hold. */
  readonly list?: boolean;
  readonly flags?: PolicyFlags;
  readonly request?: Partial<RunRequest>;
}

/** Judges files by the policy of the base, or by their own where there is none. */
export async function judgePolicy({ files, base, today = TODAY, list = false, flags = {}, request = {} }: PolicyCase): Promise<Report> {
  const workspace = new MemoryWorkspace(files);
  const before = base === undefined ? undefined : new MemoryWorkspace(base);
  return run({
    workspace,
    patterns: [],
    policy: await loadPolicy({ workspace: before ?? workspace, rulesByConcern, flags }),
    known: { today, list },
    ...(before && { base: { workspace: before, label: 'base' } }),
    ...request,
  });
}

/** What a rule on the policy says of its example: a waivers file beside {@link PUBLIC_API}. */
export async function exampleFindings(ruleId: string, example: string, base?: string): Promise<Finding[]> {
  const files = (text: string) => ({ 'openapi.yaml': PUBLIC_API, [WAIVERS]: dedent(text) });
  const report = await judgePolicy({ files: files(example), ...(base === undefined ? {} : { base: files(base) }) });
  return report.findings.filter((finding) => finding.ruleId === ruleId);
}

/** Findings of rules as `rule file:line status: message`, in order. */
export function lines({ findings }: Report, counts: (ruleId: string) => boolean): string[] {
  return findings
    .filter(({ ruleId }) => counts(ruleId))
    .map(({ ruleId, file, range, status, message }) => `${ruleId} ${file}:${range.start.line} ${status}: ${message}`);
}
