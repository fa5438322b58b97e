/** Whether workflows that run apiward really gate: events, permissions, pins, and what lets a job pass unseen. */
import type { Path, SourceDocument } from '../documents/document.ts';
import { lineIndex } from '../documents/lines.ts';
import { parseDocuments } from '../documents/parse.ts';
import { get, getArray, getObject, getString, isObject } from '../documents/tree.ts';
import type { Check } from './check.ts';

const LIMITS = { bytes: 1024 * 1024, depth: 64, aliasedNodes: 10_000 };

/** What is said of one workflow; undefined when it does not run apiward. */
export function checkWorkflow(file: string, text: string | Uint8Array): Check[] | undefined {
  const [document] = parseDocuments(file, text, LIMITS);
  if (document === undefined || !isObject(document.value)) return undefined;
  const inspection = new Inspection(document);
  const jobs = getObject(document.value, 'jobs') ?? {};
  const gates = Object.keys(jobs).filter((name) => stepsOf(get(jobs, name)).some(isOurs));
  if (gates.length === 0) return undefined;
  inspection.events(get(document.value, 'on'));
  for (const name of gates) inspection.job(name, get(jobs, name));
  return inspection.checks;
}

function stepsOf(job: unknown): readonly unknown[] {
  return getArray(job, 'steps') ?? [];
}

/** The action, or the command line. */
function isOurs(step: unknown): boolean {
  return usesAction(step) || /(?:^|[\s/])apiward(?:@[\w.-]+)?(?:\s|$)/m.test(getString(step, 'run') ?? '');
}

function usesAction(step: unknown): boolean {
  return /^[\w.-]+\/apiward(?:\/[^@]*)?@/.test(getString(step, 'uses') ?? '');
}

class Inspection {
  readonly checks: Check[] = [];
  readonly #document: SourceDocument;

  constructor(document: SourceDocument) {
    this.#document = document;
  }

  events(on: unknown): void {
    const names = typeof on === 'string' ? [on] : Array.isArray(on) ? on.map(String) : Object.keys(isObject(on) ? on : {});
    const has = (name: string): boolean => names.includes(name);
    if (has('pull_request_target')) {
      this.#say('warn', ['on', 'pull_request_target'], '`pull_request_target` runs with secrets on what anyone wrote: use `pull_request`');
    } else if (!has('pull_request')) this.#say('fail', ['on'], 'no pull request is checked: add `pull_request` to `on`');
    else this.#say('ok', ['on', 'pull_request'], 'runs on pull requests');
    if (has('merge_group')) this.#say('ok', ['on', 'merge_group'], 'runs in merge queues');
    else this.#say('off', ['on'], 'a merge queue would wait for it forever: add `merge_group` to `on` if you use one');
    for (const event of ['pull_request', 'pull_request_target']) {
      for (const filter of ['paths', 'paths-ignore']) {
        if (get(getObject(on, event), filter) === undefined) continue;
        const message = `\`${filter}\` skips the workflow, and a required check that is skipped stays pending and blocks: remove it, since a run without documents takes seconds`;
        this.#say('warn', ['on', event, filter], message);
      }
      const types = getArray(getObject(on, event), 'types');
      if (types !== undefined && !types.includes('synchronize')) {
        this.#say('fail', ['on', event, 'types'], '`types` leaves out `synchronize`, so that commits pushed later are not checked: add it');
      }
    }
  }

  job(name: string, job: unknown): void {
    const path: Path = ['jobs', name];
    if (get(job, 'if') !== undefined)
      this.#say('warn', [...path, 'if'], `\`if\` may skip job \`${name}\`, and a skipped check counts as passed: make sure that it cannot`);
    if (get(job, 'continue-on-error') === true)
      this.#say('fail', [...path, 'continue-on-error'], '`continue-on-error` lets the job pass whatever is found: remove it');
    const permissions = get(job, 'permissions');
    const holder: Path = permissions === undefined ? ['permissions'] : [...path, 'permissions'];
    const granted = permissions ?? get(this.#document.value, 'permissions');
    this.#permissions(granted, granted === undefined ? path : holder, stepsOf(job));
    for (const [index, step] of stepsOf(job).entries()) this.#step(step, [...path, 'steps', index]);
  }

  #permissions(granted: unknown, path: Path, steps: readonly unknown[]): void {
    if (granted === undefined) {
      this.#say('warn', path, 'no `permissions`, so that the token may do whatever the repository allows: write `contents: read`');
      return;
    }
    if (granted === 'write-all') {
      this.#say('warn', path, '`write-all` gives the token everything: write `contents: read` and what else is used');
      return;
    }
    const may = (scope: string, level: 'read' | 'write'): boolean => {
      const value = isObject(granted) ? get(granted, scope) : granted === 'read-all' ? 'read' : undefined;
      return value === 'write' || value === level;
    };
    if (!may('contents', 'read')) this.#say('fail', path, 'the token may not read the repository: write `contents: read`');
    else this.#say('ok', path, 'the token may read the repository, which is all that the gate needs');
    if (!may('pull-requests', 'write'))
      this.#say('off', path, 'no comment and no suggestions on pull requests: `pull-requests: write` turns them on');
    const inputs = steps.filter(usesAction).map((step) => getObject(step, 'with'));
    const wants = (name: string, value: string): boolean => inputs.some((given) => String(get(given, name)) === value);
    if (!may('security-events', 'write')) {
      if (wants('upload-sarif', 'true')) this.#say('warn', path, '`upload-sarif` needs `security-events: write`');
      else this.#say('off', path, 'nothing goes to code scanning: `security-events: write` and `upload-sarif: true` turn it on');
    }
    if (!may('checks', 'write') && wants('annotations', 'checks')) this.#say('warn', path, '`annotations: checks` needs `checks: write`');
  }

  #step(step: unknown, path: Path): void {
    const uses = getString(step, 'uses');
    if (uses !== undefined && !uses.startsWith('./') && !/@[0-9a-f]{40}$/.test(uses) && !/^docker:.*@sha256:/.test(uses)) {
      this.#say('warn', [...path, 'uses'], `\`${uses}\` is not pinned, so that it may change unseen: pin it by commit SHA`);
    }
    if (/^actions\/checkout@/.test(uses ?? '') && String(get(getObject(step, 'with'), 'persist-credentials')) !== 'false') {
      this.#say('warn', path, 'the checkout leaves the token on disk for later steps: write `persist-credentials: false`');
    }
    if (!isOurs(step)) return;
    if (get(step, 'continue-on-error') === true)
      this.#say('fail', [...path, 'continue-on-error'], '`continue-on-error` lets the job pass whatever is found: remove it');
    if (get(step, 'if') !== undefined)
      this.#say('warn', [...path, 'if'], '`if` may skip the check, and the job passes then: make sure that it cannot');
    if (/\|\|\s*(?:true|exit 0)\b/.test(getString(step, 'run') ?? ''))
      this.#say('fail', [...path, 'run'], '`|| true` lets the job pass whatever is found: remove it');
    const given = getObject(step, 'with');
    if (get(given, 'mode') === 'warn')
      this.#say('off', [...path, 'with', 'mode'], 'violations fail nothing: `mode: enforce` turns the gate on');
    if (get(given, 'fail-on') === 'none')
      this.#say('off', [...path, 'with', 'fail-on'], 'violations fail nothing: `fail-on: error` turns the gate on');
    if (get(given, 'policy-source') === 'head') {
      this.#say('warn', [...path, 'with', 'policy-source'], 'a pull request is judged by its own policy: leave `policy-source` out');
    }
  }

  #say(status: Check['status'], path: Path, message: string): void {
    const [found] = this.#document.locate([path]);
    const { line } = lineIndex(this.#document.text).position(found?.key?.start ?? found?.value.start ?? 0);
    this.checks.push({ status, area: 'workflow', where: `${this.#document.file}:${line}`, message });
  }
}
