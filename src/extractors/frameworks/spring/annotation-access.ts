import { asString } from '../../interpret/value.ts';
import type { FunctionDeclaration } from '../../syntax/unit.ts';
import { type Annotation, argumentValue } from '../java/annotations.ts';
import { rolesIn } from '../java/jsr250.ts';
import { type Access, expressionAccess } from './access.ts';
import { ANONYMOUS } from './spel.ts';

/** What an annotation asks for; undefined for one that is not about access. */
export function accessByAnnotation(annotation: Annotation): Access | undefined {
  const { name } = annotation;
  switch (name) {
    case 'PreAuthorize': {
      const text = asString(argumentValue(annotation, 'value'));
      return text === undefined
        ? { kind: 'unknown', note: '`@PreAuthorize` with an expression that could not be read', scopes: [] }
        : prefixed(expressionAccess(text), name);
    }
    case 'Secured':
    case 'RolesAllowed':
      return listed(name, rolesIn(annotation, 'value'));
    case 'PermitAll':
      return { kind: 'public', note: '`@PermitAll`', scopes: [] };
    case 'DenyAll':
      return { kind: 'required', note: '`@DenyAll`', scopes: [] };
    default:
      return undefined;
  }
}

/** Any one of the roles will do. */
function listed(name: string, roles: readonly string[]): Access {
  const note = `\`@${name}\``;
  const admitted = roles.some((role) => role === ANONYMOUS || role === 'IS_AUTHENTICATED_ANONYMOUSLY');
  if (admitted || (name === 'RolesAllowed' && roles.includes('ANONYMOUS')))
    return { kind: 'public', note: `${note} admits anonymous users`, scopes: [] };
  // Of a constant that is not in the program only the name is known.
  if (roles.length === 0 || roles.some((role) => /anonymous/i.test(role)))
    return { kind: 'unknown', note: `${note} with roles that could not be read`, scopes: [] };
  return { kind: 'authorizes', note: `${note} asks for ${roles.join(', ')}`, scopes: roles };
}

/** Texts in an expression: the permissions that it names. */
export function scopesIn(text: string): string[] {
  return [...text.matchAll(/['"]([^'"]+)['"]/g)].map(([, name = '']) => name);
}

function prefixed(access: Access, name: string): Access {
  return { ...access, note: `\`@${name}\`: ${access.note}` };
}

/** The principal is read: a route that everybody may call then knows who it is. */
export function readsPrincipal(method: FunctionDeclaration): boolean {
  return method.parameters.some(
    ({ decorators, type }) =>
      decorators.some(({ name }) => /(?:^|\.)(?:AuthenticationPrincipal|CurrentSecurityContext|CurrentUser)$/.test(name)) ||
      /(?:^|\.)(?:Principal|Authentication|JwtAuthenticationToken|OAuth2AuthenticatedPrincipal)$/.test(type?.name ?? ''),
  );
}
