/** `tsoa.json`: where routes lie, and what checks who calls them. */
import { parseDocuments } from '../../../documents/parse.ts';
import { get, getArray, getObject, getString } from '../../../documents/tree.ts';
import type { ExtractorContext } from '../../extractor.ts';
import { foldersUp, joinPath } from '../../interpret/source-paths.ts';

export interface TsoaConfig {
  /** There is a file of settings at all. */
  readonly found: boolean;
  /** Stands before every path. */
  readonly basePath: string;
  /** The file that holds `expressAuthentication`; undefined when none is named. */
  readonly authenticationModule: string | undefined;
  /** Names of schemes that every operation asks for which says nothing else. */
  readonly rootSecurity: readonly string[];
  /** Properties that types do not name are refused. */
  readonly closed: boolean;
}

export function tsoaConfig({ module, text }: Pick<ExtractorContext, 'module' | 'text'>): TsoaConfig {
  for (const folder of foldersUp(module)) {
    const file = folder === '' ? 'tsoa.json' : `${folder}/tsoa.json`;
    const found = text(file);
    if (found === undefined) continue;
    const [document] = parseDocuments(file, found);
    const value = document?.value;
    const routes = getObject(value, 'routes');
    const named = getString(routes, 'authenticationModule');
    const root = [...(getArray(routes, 'rootSecurity') ?? []), ...(getArray(get(value, 'spec'), 'rootSecurity') ?? [])];
    return {
      found: true,
      basePath: getString(routes, 'basePath') ?? '',
      authenticationModule: named === undefined ? undefined : joinPath(folder, named),
      rootSecurity: root.flatMap((each) => Object.keys(getObject({ each }, 'each') ?? {})),
      closed: getString(value, 'noImplicitAdditionalProperties') === 'throw-on-extras',
    };
  }
  return { found: false, basePath: '', authenticationModule: undefined, rootSecurity: [], closed: false };
}
