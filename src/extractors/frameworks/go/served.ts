import { type CallSite, type EvaluatedArgument, UNKNOWN, type Value } from '../../interpret/value.ts';
import type { RouterNode } from '../router-tree.ts';

/** `http.ListenAndServe(addr, handler)`, `&http.Server{Handler: handler}`: what is wrapped around a router stands before all of its routes. */
export function servedBy(name: string, { arguments: args }: CallSite, nodeOf: (value: Value) => RouterNode | undefined): Value | undefined {
  const served =
    name === 'ListenAndServe' || name === 'ListenAndServeTLS' || name === 'Serve'
      ? args.findLast(({ value }) => value.kind !== 'literal')
      : name === 'Server'
        ? args.find((each) => each.name === 'Handler')
        : undefined;
  if (served === undefined)
    return /^(?:HandlerFunc|TimeoutHandler|MaxBytesHandler|AllowQuerySemicolons)$/.test(name) ? (args[0]?.value ?? UNKNOWN) : undefined;
  wrap(served.value, served, nodeOf, 0);
  return undefined;
}

function wrap(
  value: Value,
  at: EvaluatedArgument,
  nodeOf: (value: Value) => RouterNode | undefined,
  depth: number,
): RouterNode | undefined {
  const own = nodeOf(value);
  if (own !== undefined || depth > 8) return own;
  const inner = innerOf(value);
  for (const each of inner) {
    const node = wrap(each, at, nodeOf, depth + 1);
    if (node === undefined) continue;
    const present = node.entries.some((entry) => entry.kind === 'guard' && entry.value === value);
    if (!present) node.entries.unshift({ kind: 'guard', path: '/', value, place: at.place, conditional: false, everywhere: true });
    return node;
  }
  return undefined;
}

/** What a wrapped handler hands on to: the arguments of a call, what a function of the program closes over. */
function innerOf(value: Value): Value[] {
  if (value.kind === 'choice') return [...value.options];
  if (value.kind === 'result')
    return [...value.arguments.map((each) => each.value), ...(value.callee.kind === 'result' ? [value.callee] : [])];
  if (value.kind === 'object') return [...value.fields.values()];
  return value.kind === 'closure' ? [...value.scope.own.values()] : [];
}
