/** What permission classes of Django REST framework ask for. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import type { Scope } from '../../interpret/scope.ts';
import { type ClassValue, type CodePlace, externalName, type Value } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import type { Expression, Unit } from '../../syntax/unit.ts';
import { table } from '../../table.ts';
import { readsIdentity, refuses } from '../function-guards.ts';
import { type Answer, answerToAnonymous } from './anonymous.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

type Kind = 'public' | 'required' | 'staff' | 'read-only' | 'authorizes';

/** Classes of packages by their last name. */
const KNOWN: Readonly<Record<string, Kind>> = table({
  AllowAny: 'public',
  IsAuthenticated: 'required',
  IsAdminUser: 'staff',
  IsAuthenticatedOrReadOnly: 'read-only',
  DjangoModelPermissions: 'authorizes',
  DjangoObjectPermissions: 'authorizes',
  DjangoModelPermissionsOrAnonReadOnly: 'read-only',
  HasAPIKey: 'required',
  TokenHasScope: 'authorizes',
  TokenHasReadWriteScope: 'authorizes',
  TokenHasResourceScope: 'authorizes',
  IsAuthenticatedOrTokenHasScope: 'authorizes',
  TokenMatchesOASRequirements: 'authorizes',
});

/** Where the list of permission classes is written. */
export interface Written {
  readonly unit: Unit;
  readonly scope: Scope | undefined;
}

export class Permissions {
  readonly #interpreter: Interpreter;

  constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter;
  }

  /** What a list of permission classes asks of a request; all of them have to agree. */
  ofList(expression: Expression, written: Written, verb: string, scopes: readonly string[]): Guard {
    const place = { file: written.unit.file, span: expression.at };
    return all(this.#items(expression, written, place, verb, scopes), place);
  }

  /** The same for a value, as settings give it: classes by name. */
  ofValues(values: readonly Value[], place: CodePlace, verb: string): Guard {
    return all(
      values.map((value) => this.#ofValue(value, place, verb, [])),
      place,
    );
  }

  #items(expression: Expression, written: Written, place: CodePlace, verb: string, scopes: readonly string[]): Guard[] {
    switch (expression.kind) {
      case 'list':
        return expression.items.map((item) => this.#one(item, written, verb, scopes));
      case 'concat':
        return expression.parts.flatMap((part) => this.#items(part, written, place, verb, scopes));
      default: {
        const value = this.#interpreter.evaluateIn(expression, written.unit, written.scope);
        if (value.kind !== 'list') return [{ kind: 'unknown', note: 'permission classes that could not be read', place }];
        const guards = value.items.map((item) => this.#ofValue(item, place, verb, scopes));
        return value.open ? [...guards, { kind: 'unknown', note: 'permission classes that could not be read whole', place }] : guards;
      }
    }
  }

  /** `A & B`, `A | B`, or one class. */
  #one(expression: Expression, written: Written, verb: string, scopes: readonly string[]): Guard {
    const place = { file: written.unit.file, span: expression.at };
    if (expression.kind === 'other' && (expression.operator === '&' || expression.operator === '|')) {
      const guards = expression.parts.map((part) => this.#one(part, written, verb, scopes));
      return expression.operator === '&' ? all(guards, place) : any(guards, place);
    }
    if (expression.kind === 'other') return { kind: 'unknown', note: 'a permission that is turned around', place };
    return this.#ofValue(this.#interpreter.evaluateIn(expression, written.unit, written.scope), place, verb, scopes);
  }

  #ofValue(value: Value, place: CodePlace, verb: string, scopes: readonly string[]): Guard {
    if (value.kind === 'class') return this.#ofClass(value, place, verb, scopes);
    const called = externalName(value);
    const last = called?.name.slice(called.name.lastIndexOf('.') + 1) ?? '';
    const known = Object.hasOwn(KNOWN, last) ? KNOWN[last] : undefined;
    if (known !== undefined && called !== undefined && called.module !== '') return ofKnown(last, known, place, verb, scopes);
    if (called === undefined || last === '')
      return { kind: 'unknown', note: 'a permission class that could not be found in this code', place };
    return { kind: 'unknown', note: `\`${last}\` of ${called.module || 'an unknown place'} is not known and may guard`, place };
  }

  #ofClass(type: ClassValue, place: CodePlace, verb: string, _scopes: readonly string[]): Guard {
    const named = `\`${type.type.name}\``;
    const base = this.#base(type);
    const answer = this.#answer(type, verb, 0);
    if (answer === 'no') {
      return base === 'staff' ? { kind: 'authorizes', note: named, place, scopes: ['staff'] } : { kind: 'required', note: named, place };
    }
    if (answer === 'maybe') return { kind: 'unknown', note: `whom ${named} lets through could not be told`, place };
    const object = this.#interpreter.methodOf(type, 'has_object_permission');
    if (object !== undefined && (readsIdentity(object.function) || refuses(object.function))) {
      // What it lets through before there is an object, it may refuse for one.
      const open = answerToAnonymous(object.function, verb, () => 'yes');
      if (open !== 'yes') return { kind: 'unknown', note: `${named} looks at the object that is asked for`, place };
    }
    return { kind: 'public', note: `${named} lets everybody through`, place };
  }

  /** What a class answers to somebody anonymous, with what its bases answer. */
  #answer(type: ClassValue, verb: string, depth: number): Answer {
    const [own, ...above] = this.#interpreter.lineage(type);
    if (own === undefined || depth > 8) return 'maybe';
    const method = own.type.methods.find(({ name }) => name === 'has_permission');
    const parent = (): Answer => {
      const [next] = above;
      if (next !== undefined) return this.#answer(next, verb, depth + 1);
      return answerOfBase(this.#base(own), verb);
    };
    return method === undefined ? parent() : answerToAnonymous(method, verb, parent);
  }

  /** What the classes of packages that a class extends ask for; `maybe` for one that is not known. */
  #base(type: ClassValue): Kind | 'maybe' {
    for (const each of this.#interpreter.lineage(type)) {
      for (const reference of each.type.supertypes) {
        if (this.#interpreter.typeNamed(reference, each) !== undefined) continue;
        const last = reference.name.slice(reference.name.lastIndexOf('.') + 1);
        if (last === 'BasePermission' || last === 'object') return 'public';
        return Object.hasOwn(KNOWN, last) ? (KNOWN[last] ?? 'maybe') : 'maybe';
      }
    }
    return 'maybe';
  }
}

function answerOfBase(base: Kind | 'maybe', verb: string): Answer {
  if (base === 'maybe') return 'maybe';
  if (base === 'public') return 'yes';
  return base === 'read-only' && SAFE.has(verb) ? 'yes' : 'no';
}

function ofKnown(name: string, kind: Kind, place: CodePlace, verb: string, scopes: readonly string[]): Guard {
  const note = `\`${name}\``;
  switch (kind) {
    case 'public':
      return { kind: 'public', note, place };
    case 'staff':
      return { kind: 'authorizes', note, place, scopes: ['staff'] };
    case 'read-only':
      return SAFE.has(verb) ? { kind: 'optional', note: `${note} lets everybody read`, place } : { kind: 'required', note, place };
    case 'authorizes':
      return { kind: 'authorizes', note, place, scopes };
    default:
      return { kind: 'required', note, place };
  }
}

const NOBODY = / lets? nobody through who is not known$/;

function note(guards: readonly Guard[]): string {
  return guards.map((guard) => guard.note.replace(NOBODY, '')).join(', ');
}

/** Every one has to let a request through. */
function all(guards: readonly Guard[], place: CodePlace): Guard {
  const asking = guards.filter(({ kind }) => kind === 'required' || kind === 'authorizes');
  const scopes = asking.flatMap((guard) => guard.scopes ?? []);
  if (asking.length > 0)
    return {
      kind: scopes.length > 0 ? 'authorizes' : 'required',
      note: `${note(asking)} ${asking.length > 1 || note(asking).includes(', ') ? 'let' : 'lets'} nobody through who is not known`,
      place,
      scopes,
    };
  const unknown = guards.find(({ kind }) => kind === 'unknown');
  if (unknown !== undefined) return { ...unknown, place };
  const optional = guards.find(({ kind }) => kind === 'optional');
  if (optional !== undefined) return { ...optional, place };
  return { kind: 'public', note: guards.length === 0 ? 'no permission is asked for' : note(guards), place };
}

/** One of them is enough. */
function any(guards: readonly Guard[], place: CodePlace): Guard {
  const open = guards.find(({ kind }) => kind === 'public') ?? guards.find(({ kind }) => kind === 'optional');
  if (open !== undefined) return { ...open, place };
  const unknown = guards.find(({ kind }) => kind === 'unknown');
  if (unknown !== undefined) return { ...unknown, place };
  return all(guards, place);
}
