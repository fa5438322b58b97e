import type { Git } from './git.ts';
import { isObjectName } from './git.ts';

/** Names in one call of git: its answer's headers stay small. */
const HEADER_BYTES = 200;

/** Sizes of blobs in bytes; one that the clone does not hold is left out. @throws GitError */
export async function readSizes(git: Git, objects: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  if (objects.length === 0) return sizes;
  const input = `${objects.join('\n')}\n`;
  const answer = await git.program.text(['cat-file', '--batch-check'], { input, network: true, most: (objects.length + 1) * HEADER_BYTES });
  for (const line of answer.split('\n')) {
    const [object = '', type, size = ''] = line.split(' ');
    if (type === 'blob' && isObjectName(object) && /^\d{1,15}$/.test(size)) sizes.set(object, Number(size));
  }
  return sizes;
}

/** Contents of blobs, whose sizes are known and small enough together. @throws GitError */
export async function readBlobs(git: Git, sizes: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  if (sizes.size === 0) return contents;
  const most = [...sizes.values()].reduce((sum, size) => sum + size + HEADER_BYTES, HEADER_BYTES);
  const answer = await git.program.bytes(['cat-file', '--batch'], { input: `${[...sizes.keys()].join('\n')}\n`, network: true, most });
  // `object type size LF content LF`, or `object missing LF`
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf(10, at);
    if (end === -1) break;
    const [object = '', type, size = ''] = answer.subarray(at, end).toString('latin1').split(' ');
    at = end + 1;
    if (type === undefined || size === '') continue;
    const length = Number(size);
    // A copy, so that one small file does not keep the whole answer.
    if (type === 'blob' && sizes.get(object) === length) contents.set(object, new Uint8Array(answer.subarray(at, at + length)));
    at += length + 1;
  }
  return contents;
}
