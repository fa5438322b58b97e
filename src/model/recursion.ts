import type { Schema } from './api.ts';
import type { SchemaNode } from './schema-node.ts';

/**
 * The schemas that reach themselves: Tarjan's strongly connected components with an explicit stack, linear time and flat memory.
 * The id of a node is its index, and every child must be among the nodes.
 */
export function recursiveSchemas(nodes: readonly SchemaNode[]): ReadonlySet<SchemaNode> {
  const recursive = new Set<SchemaNode>();
  const { children, firstChild } = edges(nodes);
  /** Order of discovery from 1; 0 is unseen. */
  const order = new Int32Array(nodes.length);
  const low = new Int32Array(nodes.length);
  const open = new Uint8Array(nodes.length);
  const nextChild = firstChild.slice();
  const stack: number[] = [];
  const path: number[] = [];
  let counter = 0;
  const enter = (id: number): void => {
    counter++;
    order[id] = low[id] = counter;
    open[id] = 1;
    stack.push(id);
    path.push(id);
  };
  for (let start = 0; start < nodes.length; start++) {
    if (order[start] !== 0) continue;
    enter(start);
    for (let id = path.at(-1); id !== undefined; id = path.at(-1)) {
      const next = nextChild[id] as number;
      if (next < (firstChild[id + 1] as number)) {
        const child = children[next] as number;
        nextChild[id] = next + 1;
        if (child === id) recursive.add(nodes[id] as SchemaNode);
        if (order[child] === 0) enter(child);
        else if (open[child] === 1) low[id] = Math.min(low[id] as number, order[child] as number);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[id] as number);
      if (low[id] === order[id]) close(id);
    }
  }
  return recursive;

  function close(head: number): void {
    const from = stack.lastIndexOf(head);
    const component = stack.splice(from);
    for (const id of component) {
      open[id] = 0;
      if (component.length > 1) recursive.add(nodes[id] as SchemaNode);
    }
  }
}

/** Ids of the children of all nodes in one list; those of a node begin at `firstChild[id]` and end where the next one's begin. */
function edges(nodes: readonly SchemaNode[]): { readonly children: readonly number[]; readonly firstChild: Int32Array } {
  const children: number[] = [];
  const firstChild = new Int32Array(nodes.length + 1);
  const add = (child: Schema): void => {
    children.push((child as SchemaNode).id);
  };
  for (const node of nodes) {
    node.eachChild(add);
    firstChild[node.id + 1] = children.length;
  }
  return { children, firstChild };
}
