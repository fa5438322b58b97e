import type { OasVersion } from '../api.ts';
import { oas2 } from './oas2.ts';
import { oas30 } from './oas30.ts';
import { oas31, oas32 } from './oas31.ts';
import type { ObjectShape, UnionShape } from './types.ts';

/** The object types of one OAS version. */
export interface VersionShapes {
  readonly document: ObjectShape;
  readonly shapes: Readonly<Record<string, ObjectShape | UnionShape>> & { readonly schema: ObjectShape };
  /** Where components of each type live, as the start of a local reference. */
  readonly homes: Readonly<Record<string, string>>;
}

const versions: Readonly<Record<OasVersion, VersionShapes>> = { '2.0': oas2, '3.0': oas30, '3.1': oas31, '3.2': oas32 };

export function shapesOf(version: OasVersion): VersionShapes {
  return versions[version];
}

/** Another version whose object of that name has the field: the usual reason for a field that does not belong. */
export function versionWithField(objectName: string, field: string, except: OasVersion): OasVersion | undefined {
  for (const [version, { document, shapes }] of Object.entries(versions) as [OasVersion, VersionShapes][]) {
    if (version === except) continue;
    for (const shape of [document, ...Object.values(shapes)]) {
      // A union of an empty object has the fields of all its variants.
      if (shape.name === objectName && (shape.kind === 'union' ? shape.pick({}) : shape).spec.fields.has(field)) return version;
    }
  }
  return undefined;
}
