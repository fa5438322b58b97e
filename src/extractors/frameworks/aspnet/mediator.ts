/** Requests that a handler hands on to a mediator: what handles them may guard. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import type { ClassValue, ClosureValue, CodePlace } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import { dotted } from '../../syntax/build.ts';
import type { Expression, FunctionDeclaration, Statement } from '../../syntax/unit.ts';
import { expressionsOf, typesOf } from '../../syntax/walk.ts';
import { guardOfHandler } from '../function-guards.ts';

const SENDS = /^(?:Send|SendAsync|Publish|InvokeAsync|Dispatch|DispatchAsync|QueryAsync|ExecuteAsync)$/;
const MEDIATOR = /mediat|sender|dispatcher|\bbus\b|_bus$/i;
const HANDLER = /(?:Request|Command|Query|Notification)Handler$/;

export class Mediator {
  readonly #interpreter: Interpreter;
  #behaviours: readonly Declared[] | undefined;

  constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter;
  }

  /** What stands behind the mediator that a handler calls; nothing where it calls none. */
  guards(closure: ClosureValue, path: string, before: readonly Guard[]): Guard[] {
    return [...expressionsOf(closure.function.body ?? [])].flatMap((expression) => {
      if (expression.kind !== 'call' || expression.callee.kind !== 'member' || !SENDS.test(expression.callee.name)) return [];
      if (!MEDIATOR.test(dotted(expression.callee.object) ?? '')) return [];
      const [first] = expression.arguments;
      const place = { file: closure.unit.file, span: expression.at };
      const request = first === undefined ? undefined : this.#typeOf(first.value, closure);
      if (request === undefined) return [{ kind: 'unknown', note: 'what is handed to the mediator was not found in this code', place }];
      return this.#ofRequest(request, place, { path, before });
    });
  }

  #typeOf(expression: Expression, { function: declared, unit, scope }: ClosureValue): ClassValue | undefined {
    if (expression.kind === 'call' && expression.creates === true) {
      const name = dotted(expression.callee) ?? '';
      return name === '' ? undefined : this.#interpreter.typeNamed({ name, args: [], at: expression.at }, { unit, scope });
    }
    if (expression.kind !== 'name') return undefined;
    const parameter = declared.parameters.find(({ name }) => name === expression.name);
    if (parameter?.type !== undefined) return this.#interpreter.typeNamed(parameter.type, { unit, scope });
    const value = declarationOf(declared.body ?? [], expression.name);
    return value === undefined || value.kind === 'name'
      ? undefined
      : this.#typeOf(value, { kind: 'closure', function: declared, unit, scope });
  }

  #ofRequest(request: ClassValue, place: CodePlace, how: { readonly path: string; readonly before: readonly Guard[] }): Guard[] {
    const asks = request.type.decorators.find(({ name }) => /Authoriz|Permission|Role/.test(name));
    this.#behaviours ??= this.#find(['IPipelineBehavior', 'IRequestPreProcessor'], ({ name }) =>
      /^(?:IPipelineBehavior|IRequestPreProcessor)$/.test(name),
    );
    const guarding = this.#behaviours.filter(({ method }) => method.suspects.length > 0);
    const byAttribute = guarding.find(({ text }) => /Attribute/.test(text));
    const note = `\`${request.type.name}\``;
    if (asks !== undefined && byAttribute !== undefined) {
      return [{ kind: 'authorizes', note: `${note} carries \`[${asks.name}]\`, which \`${byAttribute.owner.type.name}\` asks for`, place }];
    }
    const other = guarding.find(({ text }) => !/Attribute/.test(text));
    if (other !== undefined)
      return [{ kind: 'unknown', note: `\`${other.owner.type.name}\` stands before every request and may guard`, place }];
    const handlers = this.#find([`Handler<`, request.type.name], (above, owner) => {
      const [of] = above.args;
      return HANDLER.test(above.name) && of !== undefined && this.#interpreter.typeNamed(of, owner)?.type === request.type;
    });
    if (handlers.length === 0) return [{ kind: 'unknown', note: `what handles ${note} was not found in this code`, place }];
    return handlers.map(({ method, owner }): Guard => {
      const scope = this.#interpreter.scopeIn(owner);
      const guard = guardOfHandler({ kind: 'closure', function: method, unit: owner.unit, scope }, how, this.#interpreter);
      return { ...guard, note: `\`${owner.type.name}\` handles ${note}: ${guard.note}` };
    });
  }

  /** Methods of types that name a supertype, in files that hold all of some words. */
  #find(words: readonly string[], fits: (above: ClassValue['type']['supertypes'][number], owner: ClassValue) => boolean): Declared[] {
    const { program } = this.#interpreter;
    const some = words.length > 1 && words[0]?.startsWith('I') === true;
    return [...program.files].flatMap((file): Declared[] => {
      const text = program.text(file);
      const relevant = some ? words.some((word) => text.includes(word)) : words.every((word) => text.includes(word));
      const unit = file.endsWith('.cs') && relevant ? program.unit(file) : undefined;
      if (unit === undefined) return [];
      return [...typesOf(unit)].flatMap((type): Declared[] => {
        const found = this.#interpreter.lookup(unit, [...type.owners, type.name].join('.'));
        if (
          found?.kind !== 'class' ||
          !type.supertypes.some((above) => fits(above, { ...found, scope: this.#interpreter.scopeIn(outer(found, this.#interpreter)) }))
        )
          return [];
        return type.methods
          .filter(({ name }) => /^(?:Handle|HandleAsync|Process)$/.test(name))
          .map((method) => ({ method, owner: found, text }));
      });
    });
  }
}

/** The type around a nested one, for names that both see. */
function outer(type: ClassValue, interpreter: Interpreter): ClassValue {
  const around = type.type.owners.length === 0 ? undefined : interpreter.lookup(type.unit, type.type.owners.join('.'));
  return around?.kind === 'class' ? around : type;
}

interface Declared {
  readonly method: FunctionDeclaration;
  readonly owner: ClassValue;
  readonly text: string;
}

function declarationOf(statements: readonly Statement[], name: string): Expression | undefined {
  for (const statement of statements) {
    if (statement.kind === 'declare' && statement.target.kind === 'name' && statement.target.name === name) return statement.value;
    const inner = statement.kind === 'block' ? declarationOf(statement.body, name) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}
