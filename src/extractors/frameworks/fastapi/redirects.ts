/** Endpoints that send the caller elsewhere and answer nothing themselves. */
import { dotted } from '../../syntax/build.ts';
import type { Expression, Statement } from '../../syntax/unit.ts';

/** Whether every answer is a `RedirectResponse`, as it is made or under the name that it was given. */
export function redirectsAlways(body: readonly Statement[]): boolean {
  const isRedirect = (value: Expression | undefined): boolean =>
    value?.kind === 'call' && /(?:^|\.)RedirectResponse$/.test(dotted(value.callee) ?? '');
  const all = statementsOf(body);
  const declared = all.flatMap((each) =>
    each.kind === 'declare' && each.target.kind === 'name' ? [{ name: each.target.name, value: each.value }] : [],
  );
  const named = (name: string): boolean => {
    const values = declared.filter((each) => each.name === name);
    return values.length > 0 && values.every(({ value }) => isRedirect(value));
  };
  const returned = all.flatMap((each) => (each.kind === 'return' ? [each.value] : []));
  return returned.length > 0 && returned.every((value) => isRedirect(value) || (value?.kind === 'name' && named(value.name)));
}

/** Statements of a function with those of its blocks. */
function statementsOf(body: readonly Statement[]): Statement[] {
  return body.flatMap((each) => (each.kind === 'block' ? [each, ...statementsOf(each.body)] : [each]));
}
