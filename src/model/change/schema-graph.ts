import { matchOperations, type OperationPair } from './operations.ts';
import { type Flow, type SchemaGraph, SchemaGraphBuilder, type SchemaPair } from './schema-pairs.ts';
import { perChange, type Versions } from './versions.ts';

/** What the API reads, before and after. */
export const incomingSchemas: (versions: Versions) => SchemaGraph = perChange((versions) => build(versions, 'incoming'));
/** What the API sends, before and after. */
export const outgoingSchemas: (versions: Versions) => SchemaGraph = perChange((versions) => build(versions, 'outgoing'));

/** How many operations are looked for that hold a value. */
export const MAX_HOLDERS = 20;

/** Operations whose messages hold a pair; {@link MAX_HOLDERS} at most, which is enough to tell of it. */
export function operationsOf(pair: SchemaPair): readonly OperationPair[] {
  let operations = holders.get(pair);
  if (operations === undefined) {
    operations = findHolders(pair);
    holders.set(pair, operations);
  }
  return operations;
}

const holders = new WeakMap<SchemaPair, readonly OperationPair[]>();
const MAX_ANCESTORS = 2_000;

function findHolders(pair: SchemaPair): readonly OperationPair[] {
  const found = new Set<OperationPair>();
  const seen = new Set<SchemaPair>([pair]);
  // A set that grows while it is walked hands out what was added.
  for (const { roots, parents } of seen) {
    for (const root of roots.slice(0, MAX_HOLDERS)) found.add(root);
    if (found.size >= MAX_HOLDERS || seen.size > MAX_ANCESTORS) break;
    for (const parent of parents) seen.add(parent);
  }
  return [...found].slice(0, MAX_HOLDERS);
}

function build(versions: Versions, flow: Flow): SchemaGraph {
  const builder = new SchemaGraphBuilder(flow);
  for (const pair of matchOperations(versions).pairs) {
    // What the API sends in a webhook or callback is its output; what comes back is its input.
    const isRequest = (pair.head.origin === 'path') === (flow === 'incoming');
    if (isRequest) builder.addRequest(pair);
    else builder.addResponses(pair);
  }
  return builder.finish();
}
