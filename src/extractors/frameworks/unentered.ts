/** Applications that are made inside of functions and classes which no file of the framework's own calls. */
import type { ExtractorContext } from '../extractor.ts';
import type { Interpreter } from '../interpret/interpreter.ts';
import { directoryOf } from '../interpret/source-paths.ts';
import type { ClassValue, ClosureValue } from '../interpret/value.ts';
import { dotted } from '../syntax/build.ts';
import type { FunctionDeclaration, Unit } from '../syntax/unit.ts';
import { expressionsOf, typesOf } from '../syntax/walk.ts';
import type { PlacedRoute } from './router-tree.ts';

/** Files further away than this many imports are not where a program begins. */
const ROUNDS = 3;
const MOST_FILES = 200;

/**
 * Reads the files that import what has not been called yet, since the place where a program starts need not name the framework:
 * `new App().listen()`. What nothing calls even then is called with unknown arguments.
 *
 * @param makes names that make an application or router when they are called: `express`, `express.Router`
 * @param alone told once, before what nothing calls is called
 */
export function enterUncalled(
  { program, files, allFiles }: ExtractorContext,
  interpreter: Interpreter,
  makes: RegExp,
  alone: () => void,
): void {
  const units = files.flatMap((file) => program.unit(file) ?? []);
  const uncalled = (): Unit[] => units.filter((unit) => makers(unit, makes).some((each) => !interpreter.wasEntered(each.function)));
  const read = new Set(files);
  let wanted = uncalled().map(({ file }) => file);
  for (let round = 0; round < ROUNDS && wanted.length > 0; round++) {
    const importers = allFiles.filter((file) => !read.has(file) && wanted.some((each) => mentions(program.text(file), each)));
    for (const file of importers.slice(0, MOST_FILES)) {
      read.add(file);
      interpreter.read(file);
    }
    wanted = uncalled().length === 0 ? [] : importers;
  }
  alone();
  for (const unit of uncalled()) enterMakers(unit, interpreter, makes);
}

/**
 * What nothing calls is left out where it is known from elsewhere: a function that makes an application for tests gives it the routes
 * that the server has.
 */
export function withGuessed(known: readonly PlacedRoute[], guessed: readonly PlacedRoute[]): PlacedRoute[] {
  const keyOf = ({ route: { place, methods } }: PlacedRoute): string =>
    `${place.file} ${place.span.start} ${place.span.end} ${methods.join(' ')}`;
  const keys = new Set(known.map(keyOf));
  return [...known, ...guessed.filter((each) => !keys.has(keyOf(each)))];
}

/** Functions and methods of the module level that make an application in their own body. */
function makers(unit: Unit, makes: RegExp): Maker[] {
  const methods = [...typesOf(unit)].flatMap(({ methods: of }) => of.map((each): Maker => ({ function: each })));
  return [...functionsOf(unit), ...methods].filter((each) => makesOne(each.function, makes));
}

/** A function, and what it is called or exported as; a method has neither. */
interface Maker {
  readonly function: FunctionDeclaration;
  readonly name?: string;
  readonly export?: string;
}

function functionsOf({ statements, exports }: Unit): Maker[] {
  const declared = statements.flatMap((each): Maker[] => {
    if (each.kind === 'function') return [{ function: each.function, name: each.function.name }];
    if (each.kind !== 'declare' || each.target.kind !== 'name' || each.value?.kind !== 'function') return [];
    return [{ function: each.value.function, name: each.target.name }];
  });
  const exported = exports.flatMap(({ name, value }): Maker[] =>
    value?.kind === 'function' ? [{ function: value.function, export: name === '=' ? '*' : name }] : [],
  );
  return [...declared, ...exported];
}

function makesOne({ body }: FunctionDeclaration, makes: RegExp): boolean {
  for (const each of expressionsOf(body ?? [])) if (each.kind === 'call' && makes.test(dotted(each.callee) ?? '')) return true;
  return false;
}

function enterMakers(unit: Unit, interpreter: Interpreter, makes: RegExp): void {
  for (const type of typesOf(unit)) {
    const value = interpreter.lookup(unit, type.name);
    if (value?.kind === 'class') enterMethods(value, unit, interpreter, makes);
  }
  for (const maker of makers(unit, makes)) {
    if (interpreter.wasEntered(maker.function)) continue;
    const value = maker.export === undefined ? interpreter.lookup(unit, maker.name ?? '') : interpreter.exported(unit, maker.export);
    if (value?.kind === 'closure') interpreter.enter(value, []);
  }
}

function enterMethods(type: ClassValue, unit: Unit, interpreter: Interpreter, makes: RegExp): void {
  const pending = (): FunctionDeclaration[] => type.type.methods.filter((each) => makesOne(each, makes) && !interpreter.wasEntered(each));
  if (pending().length === 0) return;
  const place = { file: unit.file, span: type.type.at };
  const receiver = interpreter.callValue(type, { arguments: [], place, conditional: false });
  for (const method of pending()) {
    const closure: ClosureValue = { kind: 'closure', function: method, unit, scope: interpreter.scopeIn(type), receiver };
    interpreter.enter(closure, [], { receiver });
  }
}

/** Whether a file may import another: its name stands before a quote. */
function mentions(text: string, file: string): boolean {
  const path = file.replace(/(?:\.d)?\.\w+$/, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const folder = directoryOf(path);
  const names = name === 'index' ? [folder.slice(folder.lastIndexOf('/') + 1)] : [name];
  return names.some((each) => each !== '' && new RegExp(`/${each.replaceAll(/[^\w-]/g, '\\$&')}(?:\\.\\w{1,4})?/?['"\`]`).test(text));
}
