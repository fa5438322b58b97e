/** Templates and methods that the attributes of an action and of its controller give it. */
import { asString, asStrings } from '../../interpret/value.ts';
import { table } from '../../table.ts';
import { type Attribute, argumentAt } from './attributes.ts';
import { joinTemplates } from './templates.ts';

const VERBS: Readonly<Record<string, string>> = table({
  HttpGet: 'GET',
  HttpPost: 'POST',
  HttpPut: 'PUT',
  HttpPatch: 'PATCH',
  HttpDelete: 'DELETE',
  HttpHead: 'HEAD',
  HttpOptions: 'OPTIONS',
});

/** A template of an action. */
export interface ActionTemplate {
  readonly template: string;
  /** The method of HTTP that it is for; undefined where the action's attributes name it apart from the template. */
  readonly verb: string | undefined;
}

/** Whether an attribute gives an action a method or a template. */
export function isMapping({ name }: Attribute): boolean {
  return VERBS[name] !== undefined || name === 'Route' || name === 'AcceptVerbs';
}

/** Methods of HTTP that an attribute names. */
export function verbsOf(attribute: Attribute): string[] {
  const verb = VERBS[attribute.name];
  if (verb !== undefined) return [verb];
  if (attribute.name !== 'AcceptVerbs') return [];
  return attribute.arguments
    .filter(({ name }) => name === undefined)
    .flatMap(({ value }) => (asStrings(value) ?? []).map((each) => each.toUpperCase()));
}

/** Templates of an action with the method that each is for; empty when no attribute gives it one. */
export function actionTemplates(attributes: readonly Attribute[], ofType: readonly Attribute[]): ActionTemplate[] {
  const prefixes = ofType
    .filter(({ name }) => name === 'Route')
    .map((each) => asString(argumentAt(each, 0, 'template', 'Template')) ?? '{*}');
  // The nearest class decides.
  const bases = prefixes.length > 0 ? prefixes : [undefined];
  const own = attributes.flatMap((each): ActionTemplate[] => {
    if (!isMapping(each)) return [];
    const value = each.name === 'AcceptVerbs' ? argumentAt(each, 99, 'Route') : argumentAt(each, 0, 'template', 'Template');
    if (value === undefined) return [];
    return [{ template: asString(value) ?? '{*}', verb: each.name === 'Route' ? undefined : VERBS[each.name] }];
  });
  const bare = attributes.filter(
    (each) => VERBS[each.name] !== undefined && each.arguments.every(({ name }) => name === 'Name' || name === 'Order'),
  );
  // A verb without a template takes the route beside it, or that of the class.
  const hasRoute = own.some(({ verb }) => verb === undefined);
  const list = [...own, ...(hasRoute ? [] : bare.map((each) => ({ template: '', verb: VERBS[each.name] })))];
  const every = list.length === 0 ? [{ template: '', verb: undefined }] : list;
  return bases.flatMap((base) => {
    if (base === undefined) return own.map(({ template, verb }) => ({ template: joinTemplates('', template), verb }));
    return every.map(({ template, verb }) => ({ template: joinTemplates(base, template), verb }));
  });
}
