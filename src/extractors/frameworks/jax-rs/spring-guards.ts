/** Spring Security before JAX-RS resources: its filter chains stand before every servlet of a Spring Boot application, Jersey too. */
import type { ExtractorContext } from '../../extractor.ts';
import type { Interpreter } from '../../interpret/interpreter.ts';
import type { CodePlace } from '../../interpret/value.ts';
import type { Guard } from '../../security.ts';
import { filesOfUsedModules, isJvmSource } from '../java/build.ts';
import { typesIn } from '../java/declarations.ts';
import { SpringSecurity } from '../spring/security.ts';

const CHAIN = /HttpSecurity|WebSecurity/;

/** What stands before a resource method; nothing where the module has no Spring. */
export type SpringGuards = (verb: string, template: string, place: CodePlace) => readonly Guard[];

export function springGuards(context: ExtractorContext, interpreter: Interpreter, build: string): SpringGuards {
  const { program, allFiles } = context;
  if (!allFiles.some((file) => program.text(file).includes('org.springframework'))) return () => [];
  const own = allFiles.filter((file) => CHAIN.test(program.text(file)));
  const types = typesIn([...own, ...filesOfUsedModules(context, CHAIN)], interpreter);
  if (types.length > 0) {
    const security = new SpringSecurity({ program, interpreter, types, build });
    return (verb, template, place) => security.chainGuards(verb, template, place).map(atServlet);
  }
  const elsewhere = [...program.files].some((file) => isJvmSource(file) && CHAIN.test(program.text(file)));
  if (!elsewhere && !/spring-security|starter-security/.test(build)) return () => [];
  const note = 'Spring Security may stand before it, and no configuration of it was found in this module';
  return (_verb, _template, place) => [{ kind: 'unknown', note, place }];
}

/** The path of the servlet may stand before the one of the resource, so that a rule for another path is the one that holds. */
function atServlet(guard: Guard): Guard {
  if (guard.kind !== 'harmless') return guard;
  return { ...guard, kind: 'unknown', note: `${guard.note}, unless the servlet has a path of its own` };
}
