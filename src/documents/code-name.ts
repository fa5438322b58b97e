import { directoryOf } from '../inputs/paths.ts';

/** The last segment of such a name. */
const CODE = /(?:^|\/)\[[a-z][a-z-]*\]$/;

/**
 * What a document that source code stands for is called, where others have a path: `services/shop/[code]`, `[swaggo]`. No file moves it,
 * so that findings keep their identity when code is split or renamed.
 * @param folder of the build module, `''` for the workspace
 * @param kind `code`, or the format of the comments that hold it
 */
export function codeName(folder: string, kind: string): string {
  return `${folder === '' ? '' : `${folder}/`}[${kind}]`;
}

/** The folder of such a document; undefined for the path of a file. */
export function codeFolder(name: string): string | undefined {
  return CODE.test(name) ? directoryOf(name) : undefined;
}
