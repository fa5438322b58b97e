import { asNumber, type ClosureValue } from '../../interpret/value.ts';
import type { Route, RouteResponse } from '../../route.ts';
import type { TypeReference } from '../../syntax/unit.ts';
import { type Attribute, constantName, typesNamed } from './attributes.ts';
import { lastName, type Models } from './models.ts';

/** Types that say nothing of what is answered. */
const OPAQUE = /^(?:IActionResult|ActionResult|IResult|void|Task|ValueTask|HttpResponseMessage|ContentResult|JsonResult|)$/;

/** Success responses by `[ProducesResponseType]`, else by the type that is returned. */
export function responsesOf(
  returns: TypeReference | undefined,
  attributes: readonly Attribute[],
  { unit, scope }: ClosureValue,
  models: Models,
): Pick<Route, 'responses'> {
  const context = { unit, scope };
  const said = attributes
    .filter(({ name }) => name === 'ProducesResponseType' || name === 'SwaggerResponse')
    .flatMap((each): RouteResponse[] => {
      const status = statusOf(each);
      if (!/^2\d\d$/.test(status)) return [];
      const type = typesNamed(each.arguments)[0]?.type;
      const schema = type === undefined ? undefined : models.unchecked.of(type, context);
      return [{ status, mediaType: 'application/json', ...(schema !== undefined && { schema }), place: each.place }];
    });
  if (said.length > 0) return { responses: said };
  const type = answered(returns);
  if (type === undefined) return {};
  const place = { file: unit.file, span: type.at };
  return { responses: [{ status: '200', mediaType: 'application/json', schema: models.unchecked.of(type, context), place }] };
}

function answered(type: TypeReference | undefined): TypeReference | undefined {
  if (type === undefined) return undefined;
  const last = lastName(type.name);
  if (/^(?:Task|ValueTask|ActionResult)$/.test(last) && type.args[0] !== undefined) return answered(type.args[0]);
  return OPAQUE.test(last) ? undefined : type;
}

function statusOf({ arguments: args }: Attribute): string {
  for (const { value } of args) {
    const number = asNumber(value);
    if (number !== undefined) return String(number);
    const [, code] = /^Status(\d{3})/.exec(constantName(value) ?? '') ?? [];
    if (code !== undefined) return code;
  }
  return '200';
}
