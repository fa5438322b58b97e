/** Whether policies of Pundit and abilities of CanCan turn away whoever is not known. */
import type { Statement } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import type { Constants } from './constants.ts';
import { callOf } from './literals.ts';

/** `ApplicationPolicy#initialize` raises without a user, and no other policy has one of its own. */
export function policiesRefuse(constants: Constants, files: Iterable<string>, text: (file: string) => string): boolean {
  const other = [...files].some(
    (file) => /_policy\.rb$/.test(file) && !/(?:^|\/)application_policy\.rb$/.test(file) && MAKES_ITSELF.test(text(file)),
  );
  if (other) return false;
  const policy = constants.find('ApplicationPolicy');
  const make = policy?.parts.flatMap(({ type }) => type.methods).find(({ name }) => name === 'initialize');
  const user = make?.parameters[0]?.name;
  return (make?.body ?? []).some(
    (each) => each.kind === 'block' && each.of === 'if' && isLacking(each, user) && each.body.some(({ kind }) => kind === 'throw'),
  );
}

const MAKES_ITSELF = /\bdef\s+initialize\b|\bdef\s+self\.new\b|\b(?:define_method|alias_method)\b/;

/** `Ability#initialize` returns without a user before it allows anything. */
export function abilitiesRefuse(constants: Constants): boolean {
  const make = constants
    .find('Ability')
    ?.parts.flatMap(({ type }) => type.methods)
    .find(({ name }) => name === 'initialize');
  const user = make?.parameters[0]?.name;
  for (const statement of make?.body ?? []) {
    if (
      statement.kind === 'block' &&
      statement.of === 'if' &&
      isLacking(statement, user) &&
      statement.body.some(({ kind }) => kind === 'return')
    )
      return true;
    const allows = [...expressionsOf([statement])].some(
      (each) => callOf(each)?.receiver === undefined && /^(?:can|merge)$|_(?:rules|abilities|permissions)$/.test(callOf(each)?.name ?? ''),
    );
    const replaced = statement.kind === 'declare' && statement.target.kind === 'name' && statement.target.name === user;
    if (allows || replaced) return false;
  }
  return false;
}

/** `unless user`, `if user.nil?`, `if user.blank?`. */
function isLacking({ condition }: Extract<Statement, { kind: 'block' }>, user: string | undefined): boolean {
  if (condition === undefined || user === undefined) return false;
  if (condition.kind === 'member')
    return /^(?:nil|blank)\?$/.test(condition.name) && condition.object.kind === 'name' && condition.object.name === user;
  if (condition.kind !== 'other' || condition.operator !== '!') return false;
  const [of] = condition.parts;
  const named = of?.kind === 'member' && of.name === 'present?' ? of.object : of;
  return named?.kind === 'name' && named.name === user;
}
