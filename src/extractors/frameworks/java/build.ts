import type { ExtractorContext } from '../../extractor.ts';
import { foldersUp } from '../../interpret/source-paths.ts';

const BUILD_FILES = ['pom.xml', 'build.gradle', 'build.gradle.kts'];

/** Whether a file is source of Java or Kotlin. */
export function isJvmSource(file: string): boolean {
  return /\.(?:java|kt)$/.test(file);
}

/** Text of the build files of a module and of the folders above it. */
export function buildText({ module, text }: ExtractorContext): string {
  return foldersUp(module)
    .flatMap((folder) => BUILD_FILES.map((name) => text(folder === '' ? name : `${folder}/${name}`) ?? ''))
    .join('\n');
}

/** Files with a pattern in the modules that the build files of this one name, and in those that they name in turn. */
export function filesOfUsedModules({ program, module, text, moduleOf }: ExtractorContext, pattern: RegExp): string[] {
  const candidates = new Map<string, string[]>();
  for (const file of program.filesWith(pattern)) {
    if (!isJvmSource(file)) continue;
    const owner = moduleOf(file);
    if (owner !== module) candidates.set(owner, [...(candidates.get(owner) ?? []), file]);
  }
  const seen = new Set<string>();
  const pending = candidates.size === 0 ? [] : [module];
  const folders = new Set([...program.files].filter(isJvmSource).map(moduleOf));
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const build = BUILD_FILES.map((name) => text(at === '' ? name : `${at}/${name}`) ?? '').join('\n');
    for (const folder of folders) {
      const name = folder.slice(folder.lastIndexOf('/') + 1);
      if (name !== '' && !seen.has(folder) && names(build, name)) pending.push(folder);
    }
  }
  return [...candidates].filter(([folder]) => seen.has(folder)).flatMap(([, list]) => list);
}

/** `<artifactId>name</artifactId>` as a dependency, `project(':name')`. */
function names(build: string, name: string): boolean {
  const dependencies = build.slice(Math.max(0, build.indexOf('<dependencies>')));
  return (
    dependencies.includes(`<artifactId>${name}</artifactId>`) ||
    new RegExp(`project\\(?[^)\\n]*:${name.replaceAll(/[^\w-]/g, '\\$&')}['"]`).test(build)
  );
}
