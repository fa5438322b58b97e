/** Controllers that no file names, which NestJS therefore never serves. */
import type { ClassValue } from '../../interpret/value.ts';
import type { Program } from '../../program.ts';

const IMPORTS = /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*['"`]([^'"`\n]+)['"`]/g;

/** Files whose names are not written: they may be found by a pattern or put together. */
const BY_NAME_OF_FILE = /\bglob\w*\s*\(|\breaddir(?:Sync)?\b|\b(?:import|require)\s*\(\s*[^'"`\s)]/;

/** Tells of a controller whether something may serve it: its file is imported, or holds a module itself. */
export function servedControllers(program: Program, files: readonly string[]): (type: ClassValue) => boolean {
  const imported = new Set<string>();
  for (const file of files) {
    const text = program.text(file);
    if (BY_NAME_OF_FILE.test(text)) return () => true;
    for (const [, name] of text.matchAll(IMPORTS)) if (name !== undefined) imported.add(stem(name));
  }
  return ({ unit: { file } }) =>
    imported.has(stem(file)) || /\bcontrollers\b|NestFactory/.test(program.text(file)) || /(?:^|\/)index\.\w+$/.test(file);
}

/** `./cats/cats.controller.js` and `src/cats/cats.controller.ts` are the same. */
function stem(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '');
}
