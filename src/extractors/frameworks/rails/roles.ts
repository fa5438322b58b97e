/** What is asked of somebody who is known: callbacks and conditions that turn away by what a user is. */
import type { Expression, Statement } from '../../syntax/unit.ts';
import { expressionsOf, within } from '../../syntax/walk.ts';
import { callOf, positional, textOf } from './literals.ts';
import { type FoundMethod, methodIn } from './methods.ts';
import type { Profile } from './profile.ts';
import { ACCESS_ERROR, CURRENT, REFUSAL_HELPER, REFUSING_STATUS } from './vocabulary.ts';

const USER = new RegExp(`^@?(?:${CURRENT}|user)$`);

/** What tells no more of somebody than being there. */
const PLAIN =
  /^(?:nil\?|blank\?|present\?|presence|id|try|then|tap|reload|persisted\?|is_a\?|active\?|enabled\?|confirmed\?|valid\?|authenticate|update|touch|save)$/;

/** Conditions that one method is read for, and methods that it calls. */
const DEPTH = 3;

/** The predicates of a user by which a method turns somebody away: `admin?`. */
export function rolesAsked(method: FoundMethod, profile: Profile): string[] {
  return [...new Set(inStatements(method.declared.body ?? [], profile, 0))];
}

/** The same of statements, as a block has them. */
export function rolesIn(statements: readonly Statement[], profile: Profile): string[] {
  return [...new Set(inStatements(statements, profile, 0))];
}

function inStatements(statements: readonly Statement[], profile: Profile, depth: number): string[] {
  if (depth > DEPTH) return [];
  return statements.flatMap((statement, index): string[] => {
    if (statement.kind === 'block') {
      const asked = statement.condition === undefined ? [] : predicates(statement.condition, profile, depth);
      const leaves = statement.body.some(({ kind }) => kind === 'return');
      // `return if admin?`, and what turns away stands behind it; or in the other branch.
      const turned =
        asked.length > 0 &&
        refuses(leaves || nextIsElse(statements, index) ? [statement, ...statements.slice(index + 1)] : [statement], profile, depth);
      return [...(turned ? asked : []), ...inStatements(statement.body, profile, depth + 1)];
    }
    const value = statement.kind === 'expression' || statement.kind === 'return' ? statement.value : undefined;
    if (value?.kind === 'choice') {
      const [first, ...rest] = value.condition === undefined ? value.items : [value.condition, ...value.items];
      return first !== undefined && rest.some((each) => refusesBy(each, profile, depth)) ? predicates(first, profile, depth) : [];
    }
    return [];
  });
}

function nextIsElse(statements: readonly Statement[], index: number): boolean {
  const next = statements[index + 1];
  return next?.kind === 'block' && next.of === 'else';
}

/** Predicates of a user that a condition asks, in it or in methods that it calls. */
function predicates(condition: Expression, profile: Profile, depth: number): string[] {
  return [...within(condition)].flatMap((each): string[] => {
    const call = callOf(each);
    if (call === undefined) return [];
    if (call.receiver !== undefined) return isUser(call.receiver) && !PLAIN.test(call.name) ? [call.name] : [];
    const own = depth < DEPTH && /\?$/.test(call.name) ? methodIn(profile.line, call.name) : undefined;
    const asks = [...expressionsOf(own?.declared.body ?? [])].some((inner) => {
      const of = callOf(inner);
      return of?.receiver !== undefined && isUser(of.receiver) && !PLAIN.test(of.name);
    });
    return asks ? [call.name] : [];
  });
}

function isUser(expression: Expression): boolean {
  if (expression.kind === 'name') return USER.test(expression.name);
  return (
    expression.kind === 'member' &&
    /^(?:user|account|member|admin)$/.test(expression.name) &&
    expression.object.kind === 'name' &&
    /^(?:::)?Current$/.test(expression.object.name)
  );
}

function refuses(statements: readonly Statement[], profile: Profile, depth: number): boolean {
  const throws = (each: Statement): boolean =>
    (each.kind === 'throw' &&
      each.value !== undefined &&
      [...within(each.value)].some((of) => of.kind === 'name' && ACCESS_ERROR.test(of.name))) ||
    (each.kind === 'block' && each.body.some(throws));
  return statements.some(throws) || [...expressionsOf(statements)].some((each) => refusesBy(each, profile, depth));
}

/** `head :forbidden`, a helper that answers so, a redirection. */
function refusesBy(expression: Expression, profile: Profile, depth: number): boolean {
  for (const each of within(expression)) {
    const call = callOf(each);
    if (call === undefined || call.receiver !== undefined) continue;
    if (REFUSAL_HELPER.test(call.name) || /^redirect_/.test(call.name)) return true;
    const texts = call.args
      .filter(({ name }) => name === undefined || name === 'status')
      .map(({ value }) => textOf(value) ?? (value.kind === 'number' ? String(value.value) : ''));
    if (texts.some((text) => REFUSING_STATUS.test(text) || text === 'not_found' || text === '404')) return true;
    if (call.name === 'raise' && positional(call.args).some((of) => of.kind === 'name' && ACCESS_ERROR.test(of.name))) return true;
    const own = depth < DEPTH ? methodIn(profile.line, call.name) : undefined;
    if (own !== undefined && refuses(own.declared.body ?? [], profile, depth + 1)) return true;
  }
  return false;
}
