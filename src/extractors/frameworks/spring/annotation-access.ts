import { asString, asStrings } from '../../interpret/value.ts';
import type { FunctionDeclaration } from '../../syntax/unit.ts';
import { type Annotation, argumentValue } from '../java/annotations.ts';
import { type Access, expressionAccess } from './access.ts';

/** What an annotation asks for; undefined for one that is not about access. */
export function accessByAnnotation(annotation: Annotation): Access | undefined {
  const { name } = annotation;
  const listed = (): string[] | undefined => asStrings(argumentValue(annotation, 'value'));
  switch (name) {
    case 'PreAuthorize': {
      const text = asString(argumentValue(annotation, 'value'));
      return text === undefined
        ? { kind: 'unknown', note: '`@PreAuthorize` with an expression that could not be read', scopes: [] }
        : prefixed(expressionAccess(text), name);
    }
    case 'Secured': {
      const roles = listed() ?? [];
      if (roles.includes('IS_AUTHENTICATED_ANONYMOUSLY')) return { kind: 'public', note: '`@Secured` admits anonymous users', scopes: [] };
      return { kind: 'authorizes', note: `\`@Secured\` asks for ${roles.join(', ') || 'roles'}`, scopes: roles };
    }
    case 'RolesAllowed': {
      const roles = listed() ?? [];
      return { kind: 'authorizes', note: `\`@RolesAllowed\` asks for ${roles.join(', ') || 'roles'}`, scopes: roles };
    }
    case 'PermitAll':
      return { kind: 'public', note: '`@PermitAll`', scopes: [] };
    case 'DenyAll':
      return { kind: 'required', note: '`@DenyAll`', scopes: [] };
    default:
      return undefined;
  }
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
