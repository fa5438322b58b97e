/** What annotations of JAX-RS resources say about access. */
import { asString } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import { type Annotation, argumentValue } from '../java/annotations.ts';
import { jsr250Guard, rolesIn } from '../java/jsr250.ts';
import { expressionAccess, guardFrom } from '../spring/access.ts';

/** Annotations whose names speak of access, and which nobody here knows. */
const SUSPICIOUS =
  /^(?:Requires|Has|Check|Secured?|Protected?|Restrict)|Auth(?:$|ori[sz]|enticat)|Secure|Roles?(?:$|Allowed)|Permission|LoggedIn|Login|Access(?:$|Control)|Token(?:$|Required)|Guard|Acl|Policy/;

/** They document, bind data, or have been judged elsewhere. */
const HARMLESS = /^(?:SecurityRequirements?(?:Set)?|SecurityScheme|SecuritySchemes|JsonAutoDetect|XmlAccessorType|RequiresNonNull|Auth)$/;

/** What one annotation asks for; undefined for one that is not about access. */
export function accessByAnnotation(annotation: Annotation): Guard | undefined {
  const { name, place, declared } = annotation;
  if (declared !== undefined) return undefined;
  const common = jsr250Guard(annotation);
  if (common !== undefined) return common;
  switch (name) {
    // Quarkus.
    case 'Authenticated':
      return { kind: 'required', note: '`@Authenticated`', place };
    case 'PermissionsAllowed': {
      const permissions = rolesIn(annotation, 'value');
      return { kind: 'authorizes', note: `\`@PermissionsAllowed\` asks for ${permissions.join(', ')}`, place, scopes: permissions };
    }
    // quarkus-spring-security.
    case 'PreAuthorize':
      return guardFrom(expressionAccess(asString(argumentValue(annotation, 'value')) ?? ''), place, []);
    case 'Secured': {
      const roles = rolesIn(annotation, 'value');
      return { kind: 'authorizes', note: `\`@Secured\` asks for ${roles.join(', ') || 'roles'}`, place, scopes: roles };
    }
    default:
      return SUSPICIOUS.test(name) && !HARMLESS.test(name)
        ? { kind: 'unknown', note: `\`@${name}\` is not known and may guard`, place }
        : undefined;
  }
}
