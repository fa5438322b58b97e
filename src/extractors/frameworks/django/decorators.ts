/** What decorators of Django views do about access. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import { asString, asStrings, externalName, type Value } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import { table } from '../../table.ts';
import { type AppliedDecorator, guardOfWrapper } from '../python/decorators.ts';

/** Decorators of packages. */
const GUARDS: Readonly<Record<string, 'required' | 'authorizes'>> = table({
  login_required: 'required',
  staff_member_required: 'authorizes',
  superuser_required: 'authorizes',
  permission_required: 'authorizes',
  protected_resource: 'authorizes',
});

const HARMLESS_PACKAGES =
  /^(?:django\.(?:views|utils|db|core|http|contrib\.(?:messages|admin\.utils))|rest_framework\.decorators|drf_spectacular|drf_yasg|functools|contextlib|django_ratelimit|ratelimit|cachetools|django_filters|rest_framework_extensions|sentry_sdk|celery|typing|abc)/;

export function guardOfDecorator({ value, place }: AppliedDecorator, interpreter: Interpreter): Guard {
  if (value.kind === 'closure') return { ...guardOfWrapper(value, interpreter), place };
  const called = externalName(value);
  const last = lastName(value);
  if (last === 'method_decorator' && value.kind === 'result') {
    const inner = value.arguments[0]?.value;
    const items = inner?.kind === 'list' ? inner.items : inner === undefined ? [] : [inner];
    const guards = items.map((item) => guardOfDecorator({ value: item, place }, interpreter));
    return (
      guards.find(({ kind }) => kind !== 'harmless') ?? {
        kind: 'harmless',
        note: '`method_decorator` has nothing to do with access',
        place,
      }
    );
  }
  const known = Object.hasOwn(GUARDS, last) ? GUARDS[last] : undefined;
  if (known !== undefined) {
    const scopes = value.kind === 'result' ? (asStrings(value.arguments[0]?.value) ?? []) : [];
    return { kind: known, note: `\`${last}\``, place, schemes: ['session'], scopes };
  }
  if (called !== undefined && HARMLESS_PACKAGES.test(called.module))
    return { kind: 'harmless', note: `\`${last}\` has nothing to do with access`, place };
  return { kind: 'unknown', note: `decorator \`${last || 'of unknown origin'}\` may guard`, place };
}

/** `@method_decorator(login_required, name='post')` on a class holds for that method alone, without a name for the whole view. */
export function holdsFor({ value }: AppliedDecorator, names: readonly string[]): boolean {
  const given = value.kind === 'result' ? value.arguments.find(({ name }) => name === 'name')?.value : undefined;
  if (given === undefined || lastName(value) !== 'method_decorator') return true;
  const name = asString(given);
  return name === undefined || name === 'dispatch' || names.includes(name);
}

/** Decorators that say something of a view, and are read where it is asked for. */
const SAYING = /^(?:permission_classes|authentication_classes|throttle_classes|parser_classes|renderer_classes|api_view|schema)$/;

/** Whether a decorator is none of those that guard by themselves. */
export function onlySays({ value }: AppliedDecorator): boolean {
  return SAYING.test(lastName(value));
}

/** The argument of the decorator of that name. */
export function decoratorArgument(decorators: readonly AppliedDecorator[], name: string) {
  const found = decorators.find(({ value }) => lastName(value) === name)?.value;
  return found?.kind === 'result' ? found.arguments[0] : undefined;
}

function lastName(value: Value): string {
  const name = externalName(value)?.name ?? '';
  return name.slice(name.lastIndexOf('.') + 1);
}
