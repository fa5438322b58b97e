/** What a handler of Symfony reads of the request. */
import { argumentOf, asString, type ClosureValue } from '../../interpret/value.ts';
import type { Route, RouteParameter } from '../../route.ts';
import { schema } from '../../schema/schema.ts';
import type { SchemaBuilder } from '../../schema/schema-builder.ts';
import { dotted } from '../../syntax/build.ts';
import type { Decorator } from '../../syntax/unit.ts';
import { expressionsOf } from '../../syntax/walk.ts';
import { templateNames } from '../path-text.ts';
import { withConstraints } from './dto.ts';

export function requestOf(
  template: string,
  verb: string,
  closure: ClosureValue,
  builder: SchemaBuilder,
): Pick<Route, 'parameters' | 'body'> {
  const { function: declared, unit, scope, owner } = closure;
  const { interpreter } = builder;
  const context = { unit, scope };
  const parameters = new Map<string, RouteParameter>();
  let body: Route['body'];
  const add = (parameter: RouteParameter): void => {
    const key = `${parameter.in} ${parameter.name}`;
    if (!parameters.has(key)) parameters.set(key, parameter);
  };
  const evaluated = (decorator: Decorator) => interpreter.argumentsIn(decorator.arguments, unit, scope);
  const inTemplate = templateNames(template);
  for (const { name, type, decorators, at, optional } of declared.parameters) {
    const place = { file: unit.file, span: at };
    const find = (wanted: RegExp): Decorator | undefined => decorators.find((each) => wanted.test(each.name));
    const of = withConstraints(builder.of(type, context), decorators, evaluated, place);
    const payload = find(/(?:^|\\)MapRequestPayload$/);
    const query = find(/(?:^|\\)MapQueryParameter$/);
    if (payload !== undefined) body = { required: type?.nullable !== true, mediaTypes: ['application/json'], schema: of, place };
    else if (find(/(?:^|\\)MapQueryString$/) !== undefined) {
      for (const [each, property] of builder.propertiesOf(of))
        add({ name: each, in: 'query', required: property.required, schema: property.schema, place: property.place });
    } else if (query !== undefined) {
      const named = asString(argumentOf(evaluated(query), 0, 'name')?.value);
      add({ name: named ?? name, in: 'query', required: !optional && type?.nullable !== true, schema: of, place });
    } else if (inTemplate.includes(name))
      add({ name, in: 'path', required: true, schema: of.reference === undefined ? of : schema(place, { type: 'string' }), place });
  }
  for (const decorator of [...(owner?.type.decorators ?? []), ...declared.decorators]) {
    if (!/(?:^|\\)QueryParam$/.test(decorator.name)) continue;
    const name = asString(argumentOf(evaluated(decorator), 0, 'name')?.value);
    const place = { file: unit.file, span: decorator.at };
    if (name !== undefined) add({ name, in: 'query', required: false, schema: schema(place, { type: 'string' }), place });
  }
  const place = { file: unit.file, span: declared.at };
  for (const each of expressionsOf(declared.body ?? [])) {
    if (each.kind !== 'call' || each.callee.kind !== 'member' || !/^get(?:Int|Boolean|String|Enum|Alnum)?$/.test(each.callee.name))
      continue;
    const source = /\.(query|headers)$/.exec(dotted(each.callee.object) ?? '')?.[1];
    const [first] = each.arguments;
    if (source === undefined || first?.value.kind !== 'string' || /^(?:accept|content-type|authorization)$/i.test(first.value.value))
      continue;
    const at = { file: unit.file, span: each.at };
    add({
      name: first.value.value,
      in: source === 'query' ? 'query' : 'header',
      required: false,
      schema: schema(at, { type: 'string' }),
      place: at,
    });
  }
  for (const name of inTemplate) add({ name, in: 'path', required: true, schema: schema(place, { type: 'string' }), place });
  return { parameters: [...parameters.values()], ...(body !== undefined && verb !== 'GET' && { body }) };
}
