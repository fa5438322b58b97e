/** Which serializer a handler of the program checks the body with, and which one it answers with. */
import { dotted } from '../../syntax/build.ts';
import type { Expression, FunctionDeclaration, Statement } from '../../syntax/unit.ts';
import { expressionsOf, within } from '../../syntax/walk.ts';

/** A serializer by what names it; `view`: that of the view, whatever it is. */
export type Use = Expression | 'view';

type Call = Extract<Expression, { kind: 'call' }>;

/** Whether a handler leaves the work to what it overrides. */
export function callsSuper({ body = [] }: FunctionDeclaration): boolean {
  return [...expressionsOf(body)].some((each) => each.kind === 'name' && each.name === 'super');
}

/** `XSerializer(data=request.data)`, `self.get_serializer(data=...)`; undefined where no serializer is given data. */
export function bodySerializer({ body = [] }: FunctionDeclaration): Use | undefined {
  for (const each of expressionsOf(body)) {
    const use = each.kind === 'call' && each.arguments.some(({ name }) => name === 'data') ? serializerOf(each) : undefined;
    if (use !== undefined) return use;
  }
  return undefined;
}

/** The serializer whose `data` a handler answers with; undefined where it answers with something else, or with several. */
export function answered({ body = [] }: FunctionDeclaration): { readonly serializer: Use; readonly many: boolean } | undefined {
  const made = new Map<string, Call>();
  for (const { target, value } of declarations(body))
    if (value.kind === 'call' && serializerOf(value) !== undefined) made.set(target, value);
  const found = new Map<string, { readonly serializer: Use; readonly many: boolean }>();
  for (const each of expressionsOf(body)) {
    if (each.kind !== 'call' || !/(?:^|\.)(?:Response|get_paginated_response)$/.test(dotted(each.callee) ?? '')) continue;
    const [first] = each.arguments;
    if (first?.value.kind !== 'member' || first.value.name !== 'data') continue;
    const { object } = first.value;
    const call = object.kind === 'name' ? made.get(object.name) : object.kind === 'call' ? object : undefined;
    const serializer = call === undefined ? undefined : serializerOf(call);
    if (call === undefined || serializer === undefined) continue;
    const many = call.arguments.some(({ name, value }) => name === 'many' && dotted(value) !== 'False' && !isFalse(value));
    found.set(`${serializer === 'view' ? '' : dotted(serializer)} ${many}`, { serializer, many });
  }
  const [only, ...others] = found.values();
  return others.length > 0 ? undefined : only;
}

function isFalse(value: Expression): boolean {
  return value.kind === 'boolean' && !value.value;
}

function serializerOf({ callee }: Call): Use | undefined {
  const name = dotted(callee) ?? '';
  if (/(?:^|\.)get_serializer$/.test(name)) return 'view';
  if (/(?:^|\.)serializer_class$/.test(name)) return 'view';
  return /Serializer\w*$/.test(name) ? callee : undefined;
}

function* declarations(statements: readonly Statement[]): Generator<{ readonly target: string; readonly value: Expression }> {
  for (const statement of statements) {
    if (statement.kind === 'declare' && statement.target.kind === 'name' && statement.value !== undefined)
      yield { target: statement.target.name, value: statement.value };
    if (statement.kind === 'block') yield* declarations(statement.body);
    if (statement.kind === 'expression') {
      for (const each of within(statement.value)) {
        if (each.kind === 'assign' && each.target.kind === 'name') yield { target: each.target.name, value: each.value };
      }
    }
  }
}
