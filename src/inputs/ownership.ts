import type { Stats } from 'node:fs';
import { userInfo } from 'node:os';

const USER = userInfo().uid;

/** Of the user, and nobody else may write to it. Windows has neither; there a folder of the user's is the user's by inheritance. */
export function isOwn({ uid, mode }: Stats): boolean {
  return USER === -1 || (uid === USER && (mode & 0o022) === 0);
}
