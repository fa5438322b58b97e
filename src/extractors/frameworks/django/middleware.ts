/** What middleware of a Django project does about access. */
import type { Interpreter } from '../../interpret/interpreter.ts';
import type { ClosureValue, CodePlace } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import { guardOfWrapper, mayAnswer } from '../python/decorators.ts';
import { moduleNamed } from './urls.ts';

const HARMLESS_MIDDLEWARE =
  /^(?:django\.|corsheaders\.|whitenoise\.|debug_toolbar\.|django_prometheus\.|silk\.|allauth\.|simple_history\.|axes\.|request_id\.|django_structlog\.|csp\.|waffle\.|django_hosts\.|hijack\.|reversion\.|impersonate\.|django_htmx\.|prometheus_)/;

/** @param name of the class or function, dotted; undefined for one that could not be read */
export function guardsOfMiddleware(name: string | undefined, place: CodePlace, interpreter: Interpreter): Guard[] {
  if (name === undefined) return [{ kind: 'unknown', note: 'middleware that could not be read may guard', place }];
  if (name.endsWith('.LoginRequiredMiddleware'))
    return [{ kind: 'unknown', note: '`LoginRequiredMiddleware` guards what is not exempt', place }];
  if (HARMLESS_MIDDLEWARE.test(name)) return [];
  const dot = name.lastIndexOf('.');
  const unit = moduleNamed(interpreter.program, name.slice(0, Math.max(0, dot)), place.file);
  const found = unit === undefined ? undefined : interpreter.lookup(unit, name.slice(dot + 1));
  if (found?.kind === 'closure') return telling(found, interpreter);
  if (found?.kind === 'class') {
    return ['__call__', 'process_request', 'process_view'].flatMap((method) => {
      const closure = interpreter.methodOf(found, method);
      return closure === undefined ? [] : telling(closure, interpreter);
    });
  }
  return /auth|login|permission|access|token|secur/i.test(name)
    ? [{ kind: 'unknown', note: `middleware \`${name.slice(dot + 1)}\` may guard`, place }]
    : [];
}

/** What a function that runs before a view does, if it can do anything. */
export function telling(closure: ClosureValue, interpreter: Interpreter): Guard[] {
  const guard = guardOfWrapper(closure, interpreter);
  return guard.kind === 'harmless' || (guard.kind === 'unknown' && !mayAnswer(closure, interpreter)) ? [] : [guard];
}
