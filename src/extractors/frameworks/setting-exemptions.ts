/** Guards that a setting of the program turns off. */
import { dotted } from '../syntax/build.ts';
import type { Expression, FunctionDeclaration, Statement } from '../syntax/unit.ts';
import { within } from '../syntax/walk.ts';

/** What reads a setting: `get_config('visibility')`. */
const SETTING = /^(?:get_?config|get_?settings?|getenv)$/i;
/** Hands the request on: the function that a decorator wraps, what follows. */
const GOES_ON = /^(?:f|fn|func|function|view|view_func|next|call_next)$/;

/** Whether a guard lets requests through because of a setting alone: then that says whether it is one. */
export function opensBySetting({ body = [] }: FunctionDeclaration): boolean {
  return opens(body, new Set());
}

function opens(statements: readonly Statement[], settings: Set<string>): boolean {
  const reads = (expression: Expression): boolean =>
    [...within(expression)].some(
      (each) =>
        (each.kind === 'name' && settings.has(each.name)) ||
        (each.kind === 'call' && SETTING.test(dotted(each.callee)?.split('.').at(-1) ?? '')),
    );
  return statements.some((each) => {
    if (each.kind === 'declare' && each.target.kind === 'name' && each.value !== undefined && reads(each.value))
      settings.add(each.target.name);
    if (each.kind === 'function') return opens(each.function.body ?? [], settings);
    if (each.kind !== 'block') return false;
    const lets = each.of === 'if' && each.condition !== undefined && reads(each.condition) && each.body.some(goesOn);
    return lets || opens(each.body, settings);
  });
}

function goesOn(statement: Statement): boolean {
  return statement.kind === 'return' && statement.value?.kind === 'call' && GOES_ON.test(dotted(statement.value.callee) ?? '');
}
