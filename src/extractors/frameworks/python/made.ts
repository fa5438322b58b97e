import type { Interpreter } from '../../interpret/interpreter.ts';
import { type CallSite, type ClassValue, type Host, host, type Value } from '../../interpret/value.ts';

/** A router as a call makes it; where the program derives a class from the package's, through the constructor of that. */
export function made(
  router: Host & { configure(site: CallSite): void },
  site: CallSite,
  interpreter: Interpreter,
  type: ClassValue | undefined,
): Value {
  const own = type === undefined ? undefined : interpreter.methodOf(type, 'constructor', host(router));
  if (own === undefined) router.configure(site);
  else interpreter.enter(own, site.arguments, { receiver: host(router) });
  return host(router);
}
