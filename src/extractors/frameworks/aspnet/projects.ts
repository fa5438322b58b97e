/** Projects of a solution: which of them is an application, and which of them it is made of. */

import type { ExtractorContext } from '../../extractor.ts';
import { directoryOf, joinPath } from '../../interpret/source-paths.ts';

const REFERENCE = /<ProjectReference\s[^<>]{0,400}?Include="([^"<>]{1,400})"/g;

/** What starts an application. */
const STARTS =
  /\bWebApplication\s*\.\s*Create|\bUseStartup\b|\bConfigureWebHost\w*\b|\bCreateDefaultBuilder\b|\bIApplicationBuilder\s+\w+|\bIEndpointRouteBuilder\s+app\b/;

/** The code that the routes of a module are served by. */
export interface Serving {
  /** Files that set applications up, one list an application. */
  readonly hosts: readonly (readonly string[])[];
  /** The module is an application itself. */
  readonly own: boolean;
}

/** The module itself when it starts an application, else the applications that refer to it. */
export function servedBy({ program, module, allFiles, moduleOf }: ExtractorContext): Serving {
  const starts = (files: readonly string[]): string[] => files.filter((file) => STARTS.test(program.text(file)));
  const isHost = (files: readonly string[]): boolean =>
    files.some((file) => /\bWebApplication\s*\.\s*Create|\bUseStartup\b|\bConfigureWebHost\w*\b/.test(program.text(file)));
  const own = starts(allFiles);
  if (isHost(own)) return { hosts: [own], own: true };
  const sources = new Map<string, string[]>();
  const references = new Map<string, Set<string>>();
  for (const file of program.files) {
    if (file.endsWith('.cs')) {
      const of = moduleOf(file);
      sources.set(of, [...(sources.get(of) ?? []), file]);
    } else if (/\.csproj$/i.test(file)) references.set(directoryOf(file), referred(file, program.text(file)));
  }
  const hosts = [...sources].flatMap(([folder, files]): string[][] => {
    if (folder === module || !reaches(folder, module, references)) return [];
    const found = starts(files);
    return isHost(found) ? [found] : [];
  });
  if (hosts.length > 0) return { hosts, own: false };
  return { hosts: own.length > 0 ? [own] : [], own: true };
}

function referred(file: string, text: string): Set<string> {
  const folder = directoryOf(file);
  return new Set(
    [...text.matchAll(REFERENCE)].flatMap(([, path = '']) => {
      const target = joinPath(folder, path.replaceAll('\\', '/'));
      return target === undefined ? [] : [directoryOf(target)];
    }),
  );
}

function reaches(from: string, to: string, references: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const seen = new Set([from]);
  const pending = [from];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const next of references.get(at) ?? []) {
      if (next === to) return true;
      if (!seen.has(next)) {
        seen.add(next);
        pending.push(next);
      }
    }
  }
  return false;
}
