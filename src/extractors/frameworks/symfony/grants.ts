/** What attributes, listeners and handlers of Symfony do about access. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, type ClassValue, type ClosureValue, type EvaluatedArgument } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import type { Decorator } from '../../syntax/unit.ts';
import { typesOf } from '../../syntax/walk.ts';
import { guardOfHandler } from '../function-guards.ts';

/** `#[IsGranted('ROLE_X')]`, `@Security("is_granted('ROLE_X')")`. */
export function grantsOf(decorators: readonly Decorator[], owner: ClassValue, interpreter: Interpreter): Guard[] {
  return decorators.flatMap((decorator): Guard[] => {
    const name = decorator.name.slice(decorator.name.lastIndexOf('\\') + 1);
    if (name !== 'IsGranted' && name !== 'Security') return [];
    const args = interpreter.argumentsIn(decorator.arguments, owner.unit, interpreter.scopeIn(owner));
    const place = { file: owner.unit.file, span: decorator.at };
    if (name === 'IsGranted') return [granted(asString(first(args)?.value), place)];
    const expression = asString(first(args)?.value) ?? '';
    const roles = [...expression.matchAll(/is_granted\(\s*['"](\w+)['"]/g)].map(([, role]) => role ?? '');
    if (roles.length === 0 || /\bor\b|\|\||\bnot\b|!/.test(expression))
      return [{ kind: 'unknown', note: '`@Security` decides by an expression', place }];
    return roles.map((role) => granted(role, place));
  });
}

function first(args: readonly EvaluatedArgument[]): EvaluatedArgument | undefined {
  return args.find(({ name }) => name === undefined || name === 'attribute');
}

function granted(attribute: string | undefined, place: Guard['place']): Guard {
  if (attribute === 'PUBLIC_ACCESS' || attribute === 'IS_AUTHENTICATED_ANONYMOUSLY')
    return { kind: 'harmless', note: 'everybody is granted that', place };
  const scopes = attribute === undefined ? [] : [attribute];
  return { kind: 'authorizes', note: `\`#[IsGranted]\` asks for \`${attribute ?? 'something'}\``, place, scopes };
}

const LISTENS = /KernelEvents::(?:REQUEST|CONTROLLER)\b|kernel\.(?:request|controller)\b|#\[AsEventListener|RequestEvent|ControllerEvent/;

/** Listeners of every request that speak of access. */
export function listenerGuards(files: readonly string[], interpreter: Interpreter): Guard[] {
  return files.flatMap((file) => {
    const { program } = interpreter;
    const unit = LISTENS.test(program.text(file)) ? program.unit(file) : undefined;
    return [...(unit === undefined ? [] : typesOf(unit))].flatMap((type) =>
      type.methods
        .filter(
          ({ parameters, suspects }) =>
            suspects.length > 0 &&
            parameters.some(({ type: of }) => /(?:Request|Controller|ControllerArguments)Event$/.test(of?.name ?? '')),
        )
        .map(
          ({ at, suspects }): Guard => ({
            kind: 'unknown',
            note: `the listener \`${type.name}\` mentions \`${suspects[0]}\``,
            place: { file, span: at },
          }),
        ),
    );
  });
}

const BASES =
  /(?:^|\\)(?:AbstractController|AbstractFOSRestController|ContainerAwareInterface|ServiceSubscriberInterface|\w*Trait|\w*Interface)$/;

/** A user that must be there, a step that denies, and the rest of the handler. */
export function handlerGuards(closure: ClosureValue, path: string, before: readonly Guard[], interpreter: Interpreter): Guard[] {
  if (before.some(({ kind }) => kind === 'required' || kind === 'authorizes')) return [];
  const { function: declared, unit, owner } = closure;
  const place = { file: unit.file, span: declared.at };
  const user = declared.parameters.find(({ decorators }) => decorators.some(({ name }) => /(?:^|\\)CurrentUser$/.test(name)));
  if (user !== undefined) {
    const optional = user.type?.nullable === true || user.optional;
    const note = optional ? '`#[CurrentUser]` may be missing' : '`#[CurrentUser]` must be there';
    return [{ kind: optional ? 'optional' : 'required', note, place }];
  }
  for (const statement of declared.body ?? []) {
    if (statement.kind !== 'expression' || statement.value.kind !== 'call') continue;
    const { callee, arguments: args } = statement.value;
    if (callee.kind !== 'member' || callee.name !== 'denyAccessUnlessGranted') continue;
    const role = args[0] === undefined ? undefined : asString(interpreter.evaluateIn(args[0].value, unit, closure.scope));
    return [{ kind: 'authorizes', note: `\`${declared.name}\` denies access`, place, scopes: role === undefined ? [] : [role] }];
  }
  const missing = (owner === undefined ? [] : interpreter.lineage(owner)).flatMap((each) =>
    each.type.supertypes
      .filter((above) => interpreter.typeNamed(above, each) === undefined && !BASES.test(above.name))
      .map(({ name }): Guard => ({ kind: 'unknown', note: `\`${name}\`, which the controller extends, is not in this code`, place })),
  );
  if (before.some(({ kind }) => kind === 'public')) return [];
  return [...missing, guardOfHandler(closure, { path, before }, interpreter)];
}
