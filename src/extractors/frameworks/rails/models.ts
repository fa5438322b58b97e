/** What models of Active Record demand of their attributes. */

import type { CodePlace } from '../../interpret/value.ts';
import { BLOCK } from '../../languages/ruby-expressions.ts';
import type { Program } from '../../program.ts';
import type { CodeSchema } from '../../route.ts';
import { schema, withKeyword } from '../../schema/schema.ts';
import type { Argument, Expression } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { table } from '../../table.ts';
import { type Constants, type RubyType, scopesIn } from './constants.ts';
import { camelCase, plural } from './inflections.ts';
import { callOf, named, positional, textOf, textsOf, valueAt } from './literals.ts';
import { hasFlags, textPattern } from './patterns.ts';
import { rangeOf } from './ranges.ts';

interface Column {
  readonly type: string;
  readonly limit: number | undefined;
  readonly place: CodePlace;
}

type Bound = readonly [keyword: string, value: unknown, place: CodePlace];

const TYPES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  string: { type: 'string' },
  text: { type: 'string' },
  integer: { type: 'integer' },
  bigint: { type: 'integer' },
  boolean: { type: 'boolean' },
  uuid: { type: 'string', format: 'uuid' },
});

export class Models {
  readonly #constants: Constants;
  readonly #program: Program;
  readonly #tables: ReadonlyMap<string, ReadonlyMap<string, Column>>;
  readonly #bounds = new Map<string, ReadonlyMap<string, readonly Bound[]>>();

  constructor(constants: Constants, program: Program, files: readonly string[]) {
    this.#constants = constants;
    this.#program = program;
    this.#tables = new Map(files.filter((file) => /(?:^|\/)db\/schema\.rb$/.test(file)).flatMap((file) => [...tablesOf(program, file)]));
  }

  /** The schema of an attribute of the model that strong parameters are named for; one without keywords where there is none. */
  attribute(model: string | undefined, name: string, controller: string, place: CodePlace): CodeSchema {
    const type = model === undefined ? undefined : this.#modelOf(model, controller);
    if (type === undefined || model === undefined) return schema(place);
    const column = changesType(type, name) ? undefined : this.#tables.get(plural(model))?.get(name);
    let of = schema(place, column === undefined || !Object.hasOwn(TYPES, column.type) ? {} : TYPES[column.type]);
    if (column?.limit !== undefined && column.type === 'string') of = withKeyword(of, 'maxLength', column.limit, column.place);
    for (const [keyword, value, at] of this.#boundsOf(type).get(name) ?? []) of = withKeyword(of, keyword, value, at);
    return of;
  }

  #modelOf(model: string, controller: string): RubyType | undefined {
    const parts = controller.split('::').slice(0, -1);
    const scopes = [...parts.map((_, index) => parts.slice(0, parts.length - index).join('::')), ''];
    const type = this.#constants.find(camelCase(model), scopes);
    return type?.parts.some((part) => /(?:^|\/)app\/models\//.test(part.unit.file)) === true ? type : undefined;
  }

  #boundsOf(type: RubyType): ReadonlyMap<string, readonly Bound[]> {
    const present = this.#bounds.get(type.name);
    if (present !== undefined) return present;
    const found = new Map<string, readonly Bound[]>();
    for (const { type: declared, unit } of type.parts) {
      const constant = (name: string): Expression | undefined => this.#constants.value(name, scopesIn(declared));
      for (const statement of declared.statements) {
        const call = statement.kind === 'expression' ? callOf(statement.value) : undefined;
        if (call === undefined || call.receiver !== undefined || !/^validates(?:_\w+_of)?$/.test(call.name)) continue;
        // A validation under a condition bounds nothing for certain.
        if (['if', 'unless', 'on'].some((name) => named(call.args, name) !== undefined)) continue;
        const bounds = boundsIn(call.name, call.args, { file: unit.file, text: this.#program.text(unit.file) }, constant);
        for (const each of positional(call.args)) {
          const name = textOf(each);
          if (name !== undefined) found.set(name, [...(found.get(name) ?? []), ...bounds]);
        }
      }
    }
    this.#bounds.set(type.name, found);
    return found;
  }
}

/** Attributes whose column says nothing of what is sent: enumerations, serialized and own ones. */
function changesType({ parts }: RubyType, name: string): boolean {
  return parts.some(({ type }) => {
    if (type.methods.some((each) => each.name === `${name}=`)) return true;
    return type.statements.some((statement) => {
      const call = statement.kind === 'expression' ? callOf(statement.value) : undefined;
      if (
        call === undefined ||
        !/^(?:enum|attribute|serialize|store|store_accessor|mount_uploader|enumerize|has_one_attached|monetize)$/.test(call.name)
      )
        return false;
      return call.args.some((each) => each.name === name || textOf(each.value) === name || valueAt(each.value, name) !== undefined);
    });
  });
}

const OF: Readonly<Record<string, string>> = {
  validates_length_of: 'length',
  validates_size_of: 'length',
  validates_format_of: 'format',
  validates_numericality_of: 'numericality',
  validates_inclusion_of: 'inclusion',
};

function boundsIn(
  macro: string,
  args: readonly Argument[],
  { file, text }: { readonly file: string; readonly text: string },
  constant: (name: string) => Expression | undefined,
): Bound[] {
  const own = Object.hasOwn(OF, macro) ? OF[macro] : undefined;
  const option = (kind: string, name: string): Expression | undefined =>
    own === kind ? named(args, name) : own === undefined ? valueAt(named(args, kind), name) : undefined;
  const conditional = (kind: string): boolean => ['if', 'unless', 'on'].some((name) => option(kind, name) !== undefined);
  const bounds: Bound[] = [];
  const known = (of: Expression | undefined): Expression | undefined => (of?.kind === 'name' ? constant(of.name) : of);
  const add = (keyword: string, of: Expression | undefined, less = 0): void => {
    const value = known(of);
    if (of !== undefined && value?.kind === 'number' && Number.isFinite(value.value))
      bounds.push([keyword, value.value - less, { file, span: of.at }]);
  };
  const within = (of: Expression | undefined): void => {
    const range = rangeOf(known(of));
    add('minimum', range?.from);
    add(range?.exclusive === true ? 'exclusiveMaximum' : 'maximum', range?.to);
  };
  if (!conditional('length')) {
    add('maxLength', option('length', 'maximum'));
    add('minLength', option('length', 'minimum'));
    for (const keyword of ['minLength', 'maxLength']) add(keyword, option('length', 'is'));
    const range = rangeOf(known(option('length', 'in') ?? option('length', 'within')));
    add('minLength', range?.from);
    add('maxLength', range?.to, range?.exclusive === true ? 1 : 0);
  }
  if (!conditional('numericality')) {
    add('minimum', option('numericality', 'greater_than_or_equal_to'));
    add('maximum', option('numericality', 'less_than_or_equal_to'));
    add('exclusiveMinimum', option('numericality', 'greater_than'));
    add('exclusiveMaximum', option('numericality', 'less_than'));
    within(option('numericality', 'in'));
  }
  const among = conditional('inclusion') ? undefined : (option('inclusion', 'in') ?? option('inclusion', 'within'));
  within(among);
  const values = textsOf(among, constant);
  if (among !== undefined && values !== undefined && values.length > 0) bounds.push(['enum', values, { file, span: among.at }]);
  const form = conditional('format') ? undefined : option('format', 'with');
  const pattern = known(form);
  if (form !== undefined && pattern?.kind === 'regex') {
    const literal = text.slice(pattern.at.start, pattern.at.end);
    // A constant of another file: its flags are not at hand.
    const source = literal.includes(pattern.value) && !hasFlags(literal) ? textPattern(pattern.value) : undefined;
    if (source !== undefined) bounds.push(['pattern', source, { file, span: form.at }]);
  }
  return bounds;
}

/** Columns by table of db/schema.rb. */
function tablesOf(program: Program, file: string): Map<string, ReadonlyMap<string, Column>> {
  const tables = new Map<string, ReadonlyMap<string, Column>>();
  const unit = program.unit(file);
  for (const expression of expressionsOf(unit?.statements ?? [])) {
    const call = expression.kind === 'call' ? callOf(expression) : undefined;
    const table = call?.name === 'create_table' ? textOf(positional(call.args)[0]) : undefined;
    const block = call === undefined ? undefined : named(call.args, BLOCK);
    if (table === undefined || block?.kind !== 'function') continue;
    const columns = new Map<string, Column>();
    for (const statement of block.function.body ?? []) {
      const column = statement.kind === 'expression' ? callOf(statement.value) : undefined;
      const name = column?.receiver === undefined ? undefined : textOf(positional(column.args)[0]);
      if (column === undefined || name === undefined || named(column.args, 'array') !== undefined) continue;
      const limit = named(column.args, 'limit');
      columns.set(name, {
        type: column.name,
        limit: limit?.kind === 'number' ? limit.value : undefined,
        place: { file, span: statement.at },
      });
    }
    tables.set(table, columns);
  }
  return tables;
}
