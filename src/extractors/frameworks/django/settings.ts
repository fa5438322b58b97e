/** Settings of a Django project: every file that assigns them, for what holds may be spread over several. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, asStrings, type CodePlace, fieldOf, type Value } from '../../interpret/value.ts';
import type { Program } from '../../program.ts';

/** Settings for other places than production. */
const ELSEWHERE = /(?:^|\/)(?:test|tests|testing|local|dev|development|debug|ci)(?:_settings)?\.py$|(?:test|local|dev)_settings\.py$/i;

interface Found {
  readonly value: Value;
  readonly place: CodePlace;
}

export class DjangoSettings {
  readonly #rest: Found[] = [];
  readonly #middleware: Found[] = [];
  readonly #roots = new Map<string, string>();

  constructor(program: Program, interpreter: Interpreter, inModule: (file: string) => boolean) {
    for (const file of program.files) {
      if (!file.endsWith('.py') || ELSEWHERE.test(file) || !inModule(file)) continue;
      const text = program.text(file);
      if (!/^(?:REST_FRAMEWORK|MIDDLEWARE|ROOT_URLCONF)\b/m.test(text)) continue;
      const unit = program.unit(file);
      if (unit === undefined) continue;
      const read = (name: string): Found | undefined => {
        const statement = unit.statements.find(
          (each) => each.kind === 'declare' && each.target.kind === 'name' && each.target.name === name,
        );
        const value = statement === undefined ? undefined : interpreter.lookup(unit, name);
        return statement === undefined || value === undefined ? undefined : { value, place: { file, span: statement.at } };
      };
      const rest = read('REST_FRAMEWORK');
      if (rest !== undefined) this.#rest.push(rest);
      const middleware = read('MIDDLEWARE');
      if (middleware !== undefined) this.#middleware.push(middleware);
      const root = asString(read('ROOT_URLCONF')?.value);
      if (root !== undefined) this.#roots.set(root, file);
    }
  }

  /** Modules of the root URL configurations, dotted, by the file that names each. */
  get roots(): readonly { readonly name: string; readonly file: string }[] {
    return [...this.#roots].map(([name, file]) => ({ name, file }));
  }

  /** A setting of `REST_FRAMEWORK`; `unclear` when files disagree or it could not be read. */
  rest(name: string): { readonly value: Value | undefined; readonly place: CodePlace | undefined; readonly unclear: boolean } {
    const found = this.#rest.map(({ value, place }) => ({
      value: fieldOf(value, name),
      place: value.kind === 'object' ? (value.places.get(name) ?? place) : place,
      unclear: value.kind !== 'object' || (value.open && fieldOf(value, name) === undefined),
    }));
    const [first] = found;
    if (first === undefined) return { value: undefined, place: undefined, unclear: false };
    const texts = new Set(found.map(({ value }) => JSON.stringify(asStrings(value) ?? null)));
    return { ...first, unclear: found.some(({ unclear }) => unclear) || texts.size > 1 };
  }

  /** Names of middleware classes, dotted; one that could not be read is undefined. */
  get middleware(): readonly { readonly name: string | undefined; readonly place: CodePlace }[] {
    return this.#middleware.flatMap(({ value, place }) => {
      if (value.kind !== 'list') return [{ name: undefined, place }];
      const names = value.items.map((item) => ({ name: asString(item), place }));
      return value.open ? [...names, { name: undefined, place }] : names;
    });
  }
}
