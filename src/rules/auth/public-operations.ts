import type { Operation } from '../../model/api.ts';

/** Operations that policy declares public. */
interface PublicOperations {
  /** Globs of path templates: `*` stands for anything inside a segment, `**` for any number of segments; a method may stand before. */
  readonly paths: readonly string[];
  /** Ids, or labels such as `GET /pets/{id}`. */
  readonly operationIds: readonly string[];
  readonly tags: readonly string[];
}

/** The option that rules about missing security share. */
export interface PublicOptions {
  readonly public: Partial<PublicOperations>;
}

export const publicOptions: PublicOptions = { public: { paths: [], operationIds: [], tags: [] } };

export const publicOptionDocs = {
  public: 'Operations that anybody may call: `paths` (globs such as `/catalogue/**` or `GET /catalogue/**`), `operationIds` and `tags`.',
};

/** Whether policy lists an operation as public. */
export function isListedPublic({ method, path, label, operationId, tags }: Operation, { public: listed }: PublicOptions): boolean {
  if (strings(listed?.operationIds).some((name) => name === operationId || name === label)) return true;
  if (strings(listed?.tags).some((tag) => tags.includes(tag))) return true;
  return strings(listed?.paths).some((glob) => {
    const [, only, paths = glob] = /^([A-Za-z]+) +(.*)$/s.exec(glob) ?? [];
    return (only === undefined || only.toUpperCase() === method) && matchesGlob(path, paths);
  });
}

function strings(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

/** Segment by segment, so that no pattern of a policy can make matching slow. */
function matchesGlob(path: string, glob: string): boolean {
  const parts = segments(glob);
  // reached[n]: the first n parts of the glob can match what was read of the path.
  let reached = closure(parts, new Set([0]));
  for (const segment of segments(path)) {
    const next = new Set<number>();
    for (const at of reached) {
      if (parts[at] === '**') next.add(at);
      else if (parts[at] !== undefined && matchesSegment(segment, parts[at])) next.add(at + 1);
    }
    reached = closure(parts, next);
  }
  return reached.has(parts.length);
}

function closure(parts: readonly string[], reached: Set<number>): Set<number> {
  for (const at of reached) if (parts[at] === '**') reached.add(at + 1);
  return reached;
}

function segments(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/** `*` matches any run of characters: each literal piece is looked for from the left, the last one at the end. */
function matchesSegment(segment: string, pattern: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return segment === head;
  if (!segment.startsWith(head) || segment.length < head.length + tail.length || !segment.endsWith(tail)) return false;
  let from = head.length;
  for (const piece of rest) {
    const found = segment.indexOf(piece, from);
    if (found < 0 || found + piece.length > segment.length - tail.length) return false;
    from = found + piece.length;
  }
  return true;
}
