/** Limits of requests: `rate_limit` of Rails, throttles of Rack::Attack. */

import type { CodePlace } from '../../interpret/value.ts';
import { BLOCK } from '../../languages/ruby-expressions.ts';
import type { Program } from '../../program.ts';
import type { RouteRateLimit } from '../../route.ts';
import type { Expression, Statement } from '../../syntax/unit.ts';
import { expressionsOf, typesOf, within } from '../../syntax/walk.ts';
import { callOf, named, positional, textOf } from './literals.ts';
import type { Profile } from './profile.ts';

export interface Throttle {
  readonly note: string;
  readonly place: CodePlace;
  /** Which paths it counts; undefined where that is not known. */
  readonly counts: ((path: string, method: string) => boolean) | undefined;
}

/** Throttles that a program gives Rack::Attack. */
export function throttlesOf(program: Program, files: readonly string[]): Throttle[] {
  return files.flatMap((file) => {
    const unit = program.text(file).includes('Rack::Attack') ? program.unit(file) : undefined;
    if (unit === undefined) return [];
    const statements = [...unit.statements, ...[...typesOf(unit)].flatMap((type) => type.statements)];
    return [...expressionsOf(statements)].flatMap((expression): Throttle[] => {
      const call = expression.kind === 'call' ? callOf(expression) : undefined;
      const block = call?.name === 'throttle' ? named(call.args, BLOCK) : undefined;
      if (call === undefined || block?.kind !== 'function' || named(call.args, 'limit') === undefined) return [];
      const name = textOf(positional(call.args)[0]) ?? '';
      return [
        {
          note: `\`Rack::Attack\` throttles \`${name}\``,
          place: { file, span: expression.at },
          counts: countsOf(block.function.body ?? []),
        },
      ];
    });
  });
}

/** A block counts every request, or those of the paths that its condition names. */
function countsOf(body: readonly Statement[]): Throttle['counts'] {
  const [only] = body;
  if (body.length !== 1 || only === undefined) return undefined;
  if (only.kind === 'expression') return [...within(only.value)].some((each) => each.kind === 'choice') ? undefined : () => true;
  if (only.kind !== 'block' || only.of !== 'if' || only.condition === undefined) return undefined;
  return matching(only.condition);
}

function matching(condition: Expression): Throttle['counts'] {
  if (condition.kind === 'choice' && condition.operator === 'and') {
    const all = condition.items.map(matching);
    return all.includes(undefined) ? undefined : (path, method) => all.every((each) => each?.(path, method) === true);
  }
  if (
    condition.kind === 'other' &&
    condition.operator === '==' &&
    condition.parts[0]?.kind === 'member' &&
    condition.parts[0].name === 'path'
  ) {
    const text = textOf(condition.parts[1]);
    return text === undefined ? undefined : (path) => path === text;
  }
  const call = callOf(condition);
  if (call?.receiver?.kind === 'member' && call.receiver.name === 'path' && call.name === 'start_with?') {
    const texts = positional(call.args).map(textOf);
    return texts.includes(undefined) ? undefined : (path) => texts.some((each) => path.startsWith(each ?? ''));
  }
  const verb = call === undefined ? undefined : /^(get|post|put|patch|delete)\?$/.exec(call.name)?.[1];
  return verb === undefined ? undefined : (_, method) => method.toLowerCase() === verb;
}

/** The limit of an operation. */
export function limitOf(
  profile: Profile | undefined,
  action: string,
  path: string,
  method: string,
  throttles: readonly Throttle[],
): RouteRateLimit {
  const own = profile?.limits.findLast(({ rule }) => rule.only?.includes(action) !== false && rule.except?.includes(action) !== true);
  if (own !== undefined && own.rule.conditions.length === 0 && !own.rule.uncertain)
    return { kind: 'limited', note: own.note, place: own.place };
  const throttle = throttles.find((each) => each.counts?.(path, method) === true);
  if (throttle !== undefined) return { kind: 'limited', note: throttle.note, place: throttle.place };
  const unknown = own !== undefined || (profile?.unclear.length ?? 1) > 0 || throttles.some(({ counts }) => counts === undefined);
  return { kind: unknown ? 'unknown' : 'none' };
}
