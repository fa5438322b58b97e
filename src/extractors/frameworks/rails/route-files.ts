/** Which files hold routes, and where in them. */

import { BLOCK } from '../../languages/ruby-expressions.ts';
import type { Program } from '../../program.ts';
import type { Expression, FunctionDeclaration, Statement } from '../../syntax/unit.ts';
import { callOf, named } from './literals.ts';

/** Blocks of `Rails.application.routes.draw` and of engines, wherever they stand in a file. */
export function drawBlocks(
  statements: readonly Statement[],
  conditional = false,
): { readonly block: FunctionDeclaration; readonly conditional: boolean }[] {
  return statements.flatMap((statement) => {
    if (statement.kind === 'block') return drawBlocks(statement.body, conditional || productionOnly(statement) !== true);
    if (statement.kind === 'type') return drawBlocks(statement.type.statements, conditional);
    const call = statement.kind === 'expression' ? callOf(statement.value) : undefined;
    const block = call === undefined ? undefined : named(call.args, BLOCK);
    if (call === undefined || block?.kind !== 'function') return [];
    const isDraw = /^(?:draw|append|prepend)$/.test(call.name) && call.receiver?.kind === 'member' && call.receiver.name === 'routes';
    return isDraw ? [{ block: block.function, conditional }] : [];
  });
}

/** The file that `draw(:name)` means. */
export function fileOfRoutes(program: Program, folder: string, name: string): string | undefined {
  const file = `${folder === '' ? '' : `${folder}/`}config/routes/${name}.rb`;
  return program.has(file) ? file : undefined;
}

/** Whether a block of statements runs in production; undefined where its condition is another. */
export function productionOnly({ condition, of }: Extract<Statement, { kind: 'block' }>): boolean | undefined {
  if (of !== 'if' && of !== 'else') return of === 'plain' || of === 'try' ? true : undefined;
  const runs = condition === undefined ? undefined : inProduction(condition);
  return runs === undefined ? undefined : of === 'else' ? !runs : runs;
}

function inProduction(condition: Expression): boolean | undefined {
  if (condition.kind === 'other' && condition.operator === '!' && condition.parts[0] !== undefined) {
    const runs = inProduction(condition.parts[0]);
    return runs === undefined ? undefined : !runs;
  }
  if (condition.kind === 'choice' && condition.condition === undefined) {
    const parts = condition.items.map(inProduction);
    if (condition.operator === 'or') return parts.includes(true) ? true : parts.every((each) => each === false) ? false : undefined;
    return parts.includes(false) ? false : parts.every((each) => each === true) ? true : undefined;
  }
  if (condition.kind !== 'member' || condition.object.kind !== 'member' || condition.object.name !== 'env') return undefined;
  return condition.name === 'production?' ? true : /^(?:development|test|local)\?$/.test(condition.name) ? false : undefined;
}
