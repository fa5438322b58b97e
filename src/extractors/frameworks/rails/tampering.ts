/** Places that may take callbacks away, or replace their methods, and that the reading of class bodies does not follow. */
import type { CodePlace } from '../../interpret/value.ts';
import { BLOCK } from '../../languages/ruby-expressions.ts';
import type { Program } from '../../program.ts';
import type { Guard } from '../../security.ts';
import type { FunctionDeclaration, Statement, TypeDeclaration } from '../../syntax/unit.ts';
import { typesOf } from '../../syntax/walk.ts';
import { callOf, named } from './literals.ts';
import { methodIn } from './methods.ts';
import type { Profile } from './profile.ts';
import { type Reopened, reopenedControllers, withoutComments } from './reopened.ts';
import { GUARDING_NAME, READERS } from './vocabulary.ts';

/** What takes callbacks away, or runs code that cannot be seen. */
const WORDS =
  /\b(?:skip_\w*(?:action|filter|callback)s?\b|skip_(?:load_and_)?authorize_resource\b|reset_callbacks\b|_*(?:process_action)?_callbacks\b|(?:class|module)_(?:eval|exec)\b|instance_method\b)|\bdef\s+(?:self\.)?(?:process_action|run_callbacks|send_action|dispatch)\b/g;

/** Skips that no guard is lost by. */
const HARMLESS_SKIP =
  /^skip_(?:after_\w+|\w+)[ (]*:verify_authenticity_token[ )]*(?:$|\n|[;}]|rescue|if|unless|,[ ]*(?:raise|only|except|if|unless):)|^skip_after_/;

/** Methods that come to be in other ways than by `def`. */
const REPLACES =
  /(?:\b(?:alias_method|define_method|undef_method|remove_method)\b|(?:^|[;{]|\bdo)[ \t]*(?:alias|undef)(?=[ ]+[:a-z_]))[ (]*(?::?["']?([a-z_]\w*[?!]?)(?![\w.#])|)/gm;

/** Methods of a class that Ruby calls itself. */
const HOOKS = /^(?:inherited|extended|method_added|const_missing|method_missing)$/;

interface FileFindings {
  /** Where something stands that is not followed. */
  readonly unread: number | undefined;
  /** Methods that come to be in other ways; undefined for one whose name is not written. */
  readonly replaced: readonly (string | undefined)[];
  /** Macros that take callbacks away. */
  readonly macros: readonly string[];
  /** Where calls begin that class bodies follow. */
  readonly starts: ReadonlySet<number>;
}

/** Finds them, file by file. */
export class Tampering {
  readonly #program: Program;
  readonly #files = new Map<string, FileFindings>();
  readonly #reopened: Reopened;

  constructor(program: Program) {
    this.#program = program;
    this.#reopened = reopenedControllers(program, (file) => this.#findings(file).unread !== undefined);
  }

  /** Why callbacks of a controller may not be what they look like. */
  of(profile: Profile): Guard | undefined {
    const files = [...new Set(profile.line.flatMap(({ parts }) => parts.map(({ unit }) => unit.file)))];
    const found = files.map((file) => ({ file, ...this.#findings(file) }));
    const macros = [...new Set(found.flatMap((each) => each.macros))];
    for (const { file, unread, replaced } of found) {
      const at = unread ?? this.#calls(file, macros);
      if (at !== undefined)
        return doubt('callbacks may be taken away in a way that is not followed', { file, span: { start: at, end: at } });
      const name = replaced.find((each) => each === undefined || guards(each, profile));
      if (name !== undefined || replaced.includes(undefined))
        return doubt('methods of callbacks may be replaced', { file, span: { start: 0, end: 0 } });
    }
    const bases = [...profile.line.map(({ name }) => name), ...(profile.base === undefined ? [] : [profile.base])];
    const place = bases.map((name) => this.#reopened.of(name)).find((each) => each !== undefined);
    return place === undefined ? undefined : doubt('another file changes the controller', place);
  }

  /** A macro that takes callbacks away stands where class bodies are not followed. */
  #calls(file: string, macros: readonly string[]): number | undefined {
    if (macros.length === 0) return undefined;
    const text = withoutComments(this.#program.text(file));
    const pattern = new RegExp(`(?<!def (?:self\\.)?)(?<![\\w:])(?:${macros.join('|')})(?![\\w?!:])`, 'g');
    return unfollowed(text, pattern, this.#findings(file).starts);
  }

  #findings(file: string): FileFindings {
    const present = this.#files.get(file);
    if (present !== undefined) return present;
    const text = withoutComments(this.#program.text(file));
    const { starts, macros, given } = this.#followed(file);
    const unread = unfollowed(text, WORDS, starts) ?? given;
    const replaced = [...text.matchAll(REPLACES)].map(([, name]) => name);
    const found = { unread, replaced, macros, starts };
    this.#files.set(file, found);
    return found;
  }

  /** Where calls begin that class bodies follow. */
  #followed(file: string): Followed {
    const followed: Followed = { starts: new Set(), macros: [], given: undefined };
    const unit = this.#program.unit(file);
    for (const type of unit === undefined ? [] : typesOf(unit)) followType(type, followed, this.#program.text(file));
    return followed;
  }
}

interface Followed {
  readonly starts: Set<number>;
  readonly macros: string[];
  /** Where the class is given to something else: `Extra.apply(self)`. */
  given: number | undefined;
}

function followType({ statements, methods }: TypeDeclaration, into: Followed, text: string): void {
  follow(statements, into, text, 0);
  for (const method of methods) if (method.modifiers.includes('static')) followMacro(method, into, text, 0);
}

function followMacro({ name, body = [] }: FunctionDeclaration, into: Followed, text: string, depth: number): void {
  if (HOOKS.test(name)) return;
  const own: Followed = { starts: new Set(), macros: into.macros, given: undefined };
  follow(body, own, text, depth);
  const takesAway = [...own.starts].some((start) => /^(?:\w+\.)?(?:skip_|reset_)/.test(text.slice(start, start + 60)));
  for (const start of own.starts) into.starts.add(start);
  if (takesAway && /^\w+$/.test(name) && !/^(?:included|prepended)$/.test(name)) into.macros.push(name);
}

/** The blocks that class bodies run. */
const FOLLOWED_BLOCKS = /^(?:included|prepended|class_methods|class_eval|class_exec|instance_eval|instance_exec|with_options)$/;

function follow(statements: readonly Statement[], into: Followed, text: string, depth: number): void {
  if (depth > 24) return;
  for (const statement of statements) {
    if (statement.kind === 'block') follow(statement.body, into, text, depth + 1);
    else if (statement.kind === 'function') followMacro(statement.function, into, text, depth + 1);
    if (statement.kind !== 'expression') continue;
    const call = callOf(statement.value);
    if (call === undefined) continue;
    const { receiver, name, args } = call;
    if (receiver !== undefined && !(receiver.kind === 'name' && /^[a-z]\w*$/.test(receiver.name))) {
      if (args.some(({ value }) => value.kind === 'name' && value.name === 'this')) into.given ??= statement.at.start;
      continue;
    }
    const block = named(args, BLOCK);
    // Text that is evaluated is not read.
    if (/_(?:eval|exec)$/.test(name) && block?.kind !== 'function') continue;
    // Class bodies skip what they know by these names alone.
    if (/^(?:skip|reset)_/.test(name) && !/^skip_(?:(?:before_|around_)?(?:action|filter)|action_callback|callback)$/.test(name)) continue;
    into.starts.add(statement.value.at.start);
    if (block?.kind === 'function' && FOLLOWED_BLOCKS.test(name)) follow(block.function.body ?? [], into, text, depth + 1);
  }
}

/** What stands before the word of a call that is followed. */
const LEAD = /^(?:[a-z_]\w*\.)?(?:(?:public_)?send[ (]+:)?$/;

function unfollowed(text: string, pattern: RegExp, starts: ReadonlySet<number>): number | undefined {
  for (const { index } of text.matchAll(pattern)) {
    let isFollowed = false;
    for (let at = index; at >= 0 && at > index - 60 && !isFollowed; at--) isFollowed = starts.has(at) && LEAD.test(text.slice(at, index));
    if (!isFollowed && !HARMLESS_SKIP.test(text.slice(index, index + 120))) return index;
  }
  return undefined;
}

function guards(name: string, { filters, line }: Profile): boolean {
  return (
    filters.some((each) => each.name === name) ||
    GUARDING_NAME.test(name) ||
    READERS.test(name) ||
    methodIn(line, name)?.declared.modifiers.includes('public') === false
  );
}

function doubt(note: string, place: CodePlace): Guard {
  return { kind: 'unknown', note, place };
}
