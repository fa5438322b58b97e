import { pointerSegments } from '../../documents/reference-uri.ts';
import { UserError } from '../../errors.ts';
import { globMatcher } from '../../inputs/glob.ts';

/** A place as a waiver is asked about it. */
export interface Spot {
  /** Names from the root document down, see `PlaceNames`. */
  readonly steps: readonly string[];
  /** Path in the file that holds it. */
  readonly path: readonly string[];
  readonly operationId: string | undefined;
}

/** The place of a waiver, read; a fault is a clause that begins with a verb. */
export type Target = { readonly ok: true; readonly matches: (spot: Spot) => boolean } | { readonly ok: false; readonly fault: string };

/** How a place is written, for messages. */
export const TARGETS = '`GET /pets`, `/pets/**`, `schema Pet`, `operation listPets` or `#/components/schemas/Pet`';

/** Where a word leads: OAS 3 and 2.0. */
const COMPONENTS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  schema: [['components', 'schemas'], ['definitions']],
  parameter: [['components', 'parameters'], ['parameters']],
  response: [['components', 'responses'], ['responses']],
  body: [['components', 'requestBodies']],
  header: [['components', 'headers']],
  scheme: [['components', 'securitySchemes'], ['securityDefinitions']],
};

/** Maps of the root that hold path items. */
const PATH_MAPS = new Set(['paths', 'x-ms-paths', 'webhooks']);

/**
 * Reads the place of a waiver, which holds for what stands there and for everything below: an operation, all operations of a path or of
 * a glob of paths, a component, or an RFC 6901 pointer after `#`, in which a step `*` is any one.
 */
export function parseTarget(text: string): Target {
  const written = text.trim();
  if (written.startsWith('#')) return pointer(written);
  const operation = /^(\*|[A-Za-z-]+) +(\/.*)$/.exec(written);
  if (operation !== null) return paths(operation[2] ?? '', (operation[1] ?? '').toUpperCase());
  if (written.startsWith('/')) return paths(written, '*');
  const [word = '', ...rest] = written.split(' ');
  const name = rest.join(' ').trim();
  if (name !== '' && word === 'operation') return { ok: true, matches: ({ operationId }) => operationId === name };
  const sections = Object.hasOwn(COMPONENTS, word) ? COMPONENTS[word] : undefined;
  if (name === '' || sections === undefined) {
    const hint = /^[\w.-]+$/.test(written) ? `: write \`schema ${written}\` or \`operation ${written}\`` : `: write ${TARGETS}`;
    return { ok: false, fault: `names no place${hint}` };
  }
  return { ok: true, matches: ({ steps }) => sections.some((section) => startsWith(steps, [...section, name])) };
}

function pointer(written: string): Target {
  const wanted = pointerSegments(written.slice(1));
  if (wanted === undefined) return { ok: false, fault: 'is no pointer: one begins with `#/`' };
  return { ok: true, matches: ({ steps, path }) => startsWith(steps, wanted) || startsWith(path, wanted) };
}

function paths(glob: string, method: string): Target {
  let matches: (path: string) => boolean;
  try {
    matches = globMatcher(template(glob));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ok: false, fault: 'expands to too many alternatives: write several waivers' };
  }
  return {
    ok: true,
    matches: ({ steps: [map = '', path = '', first = '', second = ''] }) => {
      if (!PATH_MAPS.has(map) || !matches(template(path))) return false;
      return method === '*' || (first === 'additionalOperations' ? second : first).toUpperCase() === method;
    },
  };
}

function startsWith(steps: readonly string[], wanted: readonly string[]): boolean {
  return (
    wanted.length <= steps.length &&
    wanted.every((want, index) => {
      const step = steps[index] ?? '';
      return want === '*' || want === step || (index === 1 && template(want) === template(step));
    })
  );
}

/** A path template without the names of its parameters; alternatives of a glob, which hold commas, stay. */
function template(path: string): string {
  return path.replace(/\{[^{},]*\}/g, '{}');
}
