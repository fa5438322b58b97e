/** Access annotations that several frameworks of Java share: jakarta.annotation.security and its like. */
import { asStrings } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import { type Annotation, argumentValue, constantName } from './annotations.ts';

/** Names of roles that an annotation lists, constants by their own name. */
export function rolesIn(annotation: Annotation, ...names: readonly string[]): string[] {
  const value = argumentValue(annotation, ...names);
  if (value === undefined) return [];
  const items = value.kind === 'list' ? value.items : [value];
  return items.flatMap((item) => asStrings(item) ?? constantName(item) ?? []);
}

/** `@PermitAll`, `@DenyAll`, `@RolesAllowed`; undefined for any other annotation, and for one of the program's own. */
export function jsr250Guard(annotation: Annotation): Guard | undefined {
  const { name, place } = annotation;
  if (annotation.declared !== undefined) return undefined;
  switch (name) {
    case 'PermitAll':
      return { kind: 'public', note: '`@PermitAll`', place };
    case 'DenyAll':
      return { kind: 'required', note: '`@DenyAll`', place };
    case 'RolesAllowed': {
      const roles = rolesIn(annotation, 'value');
      // `**` is any user that is known (Jakarta Servlet, section 13.3).
      if (roles.includes('**')) return { kind: 'required', note: '`@RolesAllowed` asks for any known user', place };
      return { kind: 'authorizes', note: `\`@RolesAllowed\` asks for ${roles.join(', ') || 'roles'}`, place, scopes: roles };
    }
    default:
      return undefined;
  }
}
