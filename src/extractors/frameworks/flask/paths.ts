/** URL rules of Werkzeug as templates. */
import type { CodePlace } from '../../interpret/value.ts';
import type { CodeSchema } from '../../route.ts';
import { schema } from '../../schema/schema.ts';
import { table } from '../../table.ts';
import { joinPaths } from '../router-tree.ts';

const CONVERTERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = table({
  int: { type: 'integer', minimum: 0 },
  float: { type: 'number', minimum: 0 },
  uuid: { type: 'string', format: 'uuid' },
});

const VARIABLE = /<(?:([A-Za-z_]\w*)(?:\(([^()<>]*)\))?:)?([A-Za-z_]\w*)>/g;

/** `/pets/<int:id>` is `/pets/{id}`; a slash at the end counts. */
export function ruleTemplate(rules: readonly string[]): string {
  const joined = joinPaths(rules.map((rule) => rule.replaceAll(VARIABLE, '{$3}')));
  const last = rules.findLast((rule) => rule !== '') ?? '';
  return last.endsWith('/') && joined !== '/' ? `${joined}/` : joined;
}

/** What the converters of a rule say of its variables, by name. */
export function ruleVariables(rules: readonly string[], place: CodePlace): Map<string, CodeSchema> {
  const variables = new Map<string, CodeSchema>();
  for (const [, converter = 'string', args = '', name = ''] of rules.join('/').matchAll(VARIABLE)) {
    variables.set(name, schema(place, keywordsOf(converter, args)));
  }
  return variables;
}

function keywordsOf(converter: string, args: string): Readonly<Record<string, unknown>> {
  const number = (name: string): number | undefined => {
    const [, digits] = new RegExp(`\\b${name}\\s*=\\s*(\\d+)`).exec(args) ?? [];
    return digits === undefined ? undefined : Number(digits);
  };
  if (converter === 'any') return { type: 'string', enum: args.split(',').map((each) => each.trim().replaceAll(/['"]/g, '')) };
  const bounds =
    converter === 'string'
      ? { minLength: number('minlength'), maxLength: number('maxlength') ?? number('length') }
      : { minimum: number('min'), maximum: number('max') };
  const stated = Object.fromEntries(Object.entries(bounds).filter(([, value]) => value !== undefined));
  return { ...(Object.hasOwn(CONVERTERS, converter) ? CONVERTERS[converter] : { type: 'string' }), ...stated };
}
