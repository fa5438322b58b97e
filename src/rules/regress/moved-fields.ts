import type { Change, Schema } from '../../model/api.ts';
import type { OperationPair } from '../../model/change/operations.ts';
import { operationsOf, outgoingSchemas } from '../../model/change/schema-graph.ts';
import type { SchemaPair } from '../../model/change/schema-pairs.ts';
import { variantsOf } from '../../model/change/variants.ts';
import type { ExposurePolicy } from '../data/exposure.ts';
import { plainFields, type SensitiveContent, sentChildren } from './sensitive-content.ts';

/** Schemas walked for all questions: past that, a field counts as new. */
const MAX_STEPS = 1_000_000;

/** What operations sent before, to tell a field that is new from one that only stands elsewhere now. */
export class MovedFields {
  readonly #change: Change;
  readonly #policy: ExposurePolicy;
  readonly #content: SensitiveContent;
  readonly #lost = new Map<OperationPair, ReadonlySet<string>>();
  readonly #sent = new Map<OperationPair, ReadonlySet<string>>();
  #roots: Map<OperationPair, SchemaPair[]> | undefined;
  #left = MAX_STEPS;

  constructor(change: Change, policy: ExposurePolicy, content: SensitiveContent) {
    this.#change = change;
    this.#policy = policy;
    this.#content = content;
  }

  /** Whether every operation that sends a value sent such a field before, in a place that has lost it. */
  isMoved(pair: SchemaPair, label: string): boolean {
    const operations = operationsOf(pair);
    return operations.length > 0 && operations.every((operation) => this.#lostBy(operation).has(label));
  }

  /** Whether an operation sent such a field before, anywhere. */
  wasSent(operation: OperationPair, label: string): boolean {
    let sent = this.#sent.get(operation);
    if (sent === undefined) {
      sent = this.#labelsIn(rootsOf(operation));
      this.#sent.set(operation, sent);
    }
    return sent.has(label);
  }

  /** Labels of what an operation sent in the base where it does not now. */
  #lostBy(operation: OperationPair): ReadonlySet<string> {
    let lost = this.#lost.get(operation);
    if (lost === undefined) {
      lost = this.#findLost(operation);
      this.#lost.set(operation, lost);
    }
    return lost;
  }

  #findLost(operation: OperationPair): ReadonlySet<string> {
    const lost = new Set<string>();
    const left = new Set<Schema>();
    const pairs = new Set(this.#rootPairs(operation));
    const leave = (schemas: readonly Schema[], compared: readonly SchemaPair[]): void => {
      const covered = new Set(compared.flatMap(({ base }) => base));
      for (const schema of variantsOf(schemas)) if (!covered.has(schema)) left.add(schema);
    };
    leave(rootsOf(operation), [...pairs]);
    // A set that grows while it is walked hands out what was added.
    for (const pair of pairs) {
      this.#left -= pair.base.length;
      if (this.#left < 0) break;
      const now = this.#content.ofObject(pair.head);
      for (const schema of pair.base) {
        for (const [name, { label }] of plainFields(schema, this.#policy)) if (!now.has(name)) lost.add(label);
      }
      leave(pair.base.flatMap(sentChildren), pair.children);
      for (const child of pair.children) pairs.add(child);
    }
    for (const label of this.#labelsIn([...left])) lost.add(label);
    return lost;
  }

  #rootPairs(operation: OperationPair): readonly SchemaPair[] {
    if (this.#roots === undefined) {
      this.#roots = new Map();
      for (const pair of outgoingSchemas(this.#change).pairs) {
        for (const root of pair.roots) {
          const known = this.#roots.get(root);
          if (known === undefined) this.#roots.set(root, [pair]);
          else known.push(pair);
        }
      }
    }
    return this.#roots.get(operation) ?? [];
  }

  #labelsIn(schemas: readonly Schema[]): ReadonlySet<string> {
    const labels = new Set<string>();
    const seen = new Set(schemas);
    for (const schema of seen) {
      this.#left--;
      if (this.#left < 0) break;
      for (const { label } of plainFields(schema, this.#policy).values()) labels.add(label);
      for (const child of sentChildren(schema)) seen.add(child);
    }
    return labels;
  }
}

/** What the base sends of an operation: the bodies of its responses, or of a webhook. */
function rootsOf({ base }: OperationPair): Schema[] {
  const content = base.origin === 'path' ? base.responses.flatMap(({ response }) => response.content) : (base.body?.content ?? []);
  return content.flatMap(({ schema, itemSchema }) => [schema, itemSchema].filter((each) => each !== undefined));
}
