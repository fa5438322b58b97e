import type { Interpreter } from '../../interpret/interpreter.ts';
import { directoryOf } from '../../interpret/source-paths.ts';
import type { FunctionDeclaration, Unit } from '../../syntax/unit.ts';

export interface GoFunction {
  readonly unit: Unit;
  readonly declared: FunctionDeclaration;
}

/** Every function and method of some files. */
export function functionsOf(files: readonly string[], { program }: Interpreter): GoFunction[] {
  return files.flatMap((file) => {
    const unit = program.unit(file);
    return (unit?.statements ?? []).flatMap((each) =>
      unit !== undefined && each.kind === 'function' ? [{ unit, declared: each.function }] : [],
    );
  });
}

/** How far callers are looked for. */
const LEVELS = 6;

/**
 * Functions in the order in which they should be run so that each is met where it is called: what calls one of them, directly or not,
 * stands before it.
 */
export function callersFirst(wanted: readonly GoFunction[], files: readonly string[], interpreter: Interpreter): GoFunction[] {
  const { program } = interpreter;
  const levels: GoFunction[][] = [[...wanted]];
  const known = new Set(wanted.map(({ declared }) => declared));
  for (let level = 0; level < LEVELS; level++) {
    const names = (levels[level] ?? []).map((each) => ({ ...each, folder: directoryOf(each.unit.file) }));
    if (names.length === 0) break;
    const plain = new Set(names.map(({ declared }) => `${declared.name}(`));
    const relevant = files.filter((file) => [...plain].some((name) => program.text(file).includes(name)));
    const callers = functionsOf(relevant, interpreter).filter(({ unit, declared }) => {
      const text = program.text(unit.file).slice(declared.at.end, declared.whole.end);
      return names.some((each) => each.declared !== declared && calls(text, each, directoryOf(unit.file) === each.folder));
    });
    // A caller of a caller moves up; recursion ends with the levels.
    levels.push(callers.filter(({ declared }) => !known.has(declared) || level < 2));
    for (const { declared } of callers) known.add(declared);
  }
  return [...levels].reverse().flat();
}

function calls(text: string, { unit, declared }: GoFunction, beside: boolean): boolean {
  const { name, receiver } = declared;
  if (receiver !== undefined) return text.includes(`.${name}(`);
  if (!beside) return text.includes(`${unit.package}.${name}(`);
  for (let at = text.indexOf(`${name}(`); at !== -1; at = text.indexOf(`${name}(`, at + 1)) {
    if (!/[\w.]/.test(text[at - 1] ?? '')) return true;
  }
  return false;
}
