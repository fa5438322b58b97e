/** What annotations of Spring Security and springdoc say of a method or class. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, asStrings, type ClassValue } from '../../interpret/value.ts';
import type { Documented } from '../../security.ts';
import type { Decorator, FunctionDeclaration } from '../../syntax/unit.ts';
import { type Access, expressionAccess } from './access.ts';
import { type Annotation, annotationsOf, argumentValue, find } from './annotations.ts';

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

/** What springdoc's annotations claim: the method's own replace those of its class. */
export function documentedBy(
  method: readonly Annotation[],
  type: readonly Annotation[],
  interpreter: Interpreter,
  owner: ClassValue,
): Documented | undefined {
  for (const annotations of [method, type]) {
    const none = find(annotations, 'SecurityRequirements');
    const names = annotations.filter(({ name }) => name === 'SecurityRequirement');
    const inOperation = annotationsIn(find(annotations, 'Operation'), 'security');
    const inList = none === undefined ? [] : (annotationsIn(none, 'value') ?? []);
    const nested = [...(inOperation ?? []), ...inList]
      .map((decorator) => annotationsOf([decorator], owner, interpreter)[0])
      .filter((each) => each !== undefined);
    const all = [...names, ...nested];
    if (all.length > 0) {
      return {
        level: 'required',
        schemes: all.flatMap((each) => asString(argumentValue(each, 'name')) ?? []),
        scopes: all.flatMap((each) => asStrings(argumentValue(each, 'scopes')) ?? []),
      };
    }
    if (none !== undefined || inOperation?.length === 0) return { level: 'public' };
  }
  return undefined;
}

/** Annotations that stand in an argument of another. */
function annotationsIn(annotation: Annotation | undefined, name: string): Decorator[] | undefined {
  const written = annotation?.decorator.arguments.find(
    (each) => each.name === name || (name === 'value' && each.name === undefined),
  )?.value;
  if (written === undefined) return undefined;
  const list = written.kind === 'list' ? written.items : [written];
  return list.flatMap((item) => (item.kind === 'decorator' ? [item.decorator] : []));
}

/** The principal is read: a route that everybody may call then knows who it is. */
export function readsPrincipal(method: FunctionDeclaration): boolean {
  return method.parameters.some(
    ({ decorators, type }) =>
      decorators.some(({ name }) => /(?:^|\.)(?:AuthenticationPrincipal|CurrentSecurityContext|CurrentUser)$/.test(name)) ||
      /(?:^|\.)(?:Principal|Authentication|JwtAuthenticationToken|OAuth2AuthenticatedPrincipal)$/.test(type?.name ?? ''),
  );
}
