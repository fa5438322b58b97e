/** Names of middleware as they stand in code. */
import { asString, type CodePlace, type Value } from '../../interpret/value.ts';

/** A middleware by name, alias or class. */
export interface MiddlewareName {
  /** `auth:sanctum`, or a qualified class; undefined for what could not be read. */
  readonly name: string | undefined;
  readonly place: CodePlace;
}

/** Names of middleware that a value holds: texts, classes, lists of both. */
export function middlewareNames(value: Value, place: CodePlace): MiddlewareName[] {
  const text = asString(value);
  if (text !== undefined) return [{ name: text, place }];
  if (value.kind === 'list')
    return [...value.items.flatMap((item) => middlewareNames(item, place)), ...(value.open ? [{ name: undefined, place }] : [])];
  if (value.kind === 'class') return [{ name: qualified(value), place }];
  if (value.kind === 'external') return [{ name: value.name, place }];
  // `Authenticate::using('sanctum')`, `ThrottleRequests::with(...)`.
  if (value.kind === 'result' && value.callee.kind === 'external' && /\.(?:using|with|redirectTo)$/.test(value.callee.name)) {
    const args = value.arguments.flatMap((each) => asString(each.value) ?? []);
    return [{ name: [value.callee.name.replace(/\.\w+$/, ''), ...args].join(':'), place }];
  }
  return [{ name: undefined, place }];
}

/** `App\Http\Middleware\Foo`. */
function qualified({ type, unit }: Extract<Value, { kind: 'class' }>): string {
  return unit.package === undefined ? type.name : `${unit.package}\\${type.name}`;
}
